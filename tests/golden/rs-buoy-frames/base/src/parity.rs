//! Checks of bytes from afar.

/// Whether each bit is set an even number of times.
pub fn even(bytes: &[u8]) -> bool {
    bytes.iter().fold(0, |all, byte| all ^ byte) == 0
}
