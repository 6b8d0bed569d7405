//! Frames of the buoys of 2026.

use crate::parity;

const START: u8 = 0xB5;

#[derive(Debug, PartialEq)]
pub enum Error {
    NotAFrame,
    Damaged,
}

#[derive(Debug, PartialEq)]
pub struct Reading {
    pub wave_cm: u16,
    hundredths: i16,
}

impl Reading {
    /// Temperature of the water, in tenths of a degree.
    pub fn celsius(&self) -> f64 {
        f64::from(self.hundredths) / 100.0
    }
}

pub fn read(bytes: &[u8]) -> Result<Reading, Error> {
    let &[START, wave_high, wave_low, warm_high, warm_low, _, _, _] = bytes else {
        return Err(Error::NotAFrame);
    };
    if !parity::even(bytes) {
        return Err(Error::Damaged);
    }
    Ok(Reading { wave_cm: u16::from_be_bytes([wave_high, wave_low]), hundredths: i16::from_be_bytes([warm_high, warm_low]) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_good_frame_is_read() {
        let reading = read(&[0xB5, 0x01, 0x2C, 0xFF, 0x9C, 0, 0, 0xFB]).unwrap();
        assert_eq!((reading.wave_cm, reading.celsius()), (300, -1.0));
    }

    #[test]
    fn a_wrong_byte_is_noticed() {
        assert_eq!(read(&[0xB5, 0x01, 0x2C, 0xFF, 0x9C, 0, 0, 0xFA]), Err(Error::Damaged));
    }
}
