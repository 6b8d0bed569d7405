use std::fmt;

/// Two tides for each day of half a year, and those of the month after it.
const MOST: usize = 2 * 183 + 34;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    High,
    Low,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tide {
    pub minute: u32,
    pub kind: Kind,
    millimetres: i32,
}

impl Tide {
    pub fn centimetres(&self) -> i32 {
        (self.millimetres + 5).div_euclid(10)
    }
}

#[derive(Debug, PartialEq, Eq)]
pub enum Refused {
    Line(usize),
    TooMany,
}

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Refused::Line(index) => write!(out, "line {} cannot be read", index + 1),
            Refused::TooMany => write!(out, "there are more than {MOST} tides"),
        }
    }
}

pub struct Table {
    tides: Vec<Tide>,
}

impl Table {
    /// Lines may be in any order.
    pub fn parse(text: &str) -> Result<Table, Refused> {
        let mut tides = Vec::new();
        for (index, line) in text.lines().map(str::trim).enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let tide = read(line).ok_or(Refused::Line(index))?;
            if tides.len() == MOST {
                return Err(Refused::TooMany);
            }
            tides.push(tide);
        }
        tides.sort_by_key(|tide: &Tide| tide.minute);
        Ok(Table { tides })
    }

    pub fn next_high(&self, minute: u32) -> Option<&Tide> {
        let mut later = self.tides.iter().skip_while(|tide| tide.minute < minute);
        later.find(|tide| tide.kind != Kind::Low)
    }
}

fn read(line: &str) -> Option<Tide> {
    let mut words = line.split_whitespace();
    let minute = words.next()?.parse().ok()?;
    let kind = match words.next()? {
        "H" => Kind::High,
        "L" => Kind::Low,
        _ => return None,
    };
    let millimetres = words.next()?.parse().ok()?;
    words.next().is_none().then_some(Tide { minute, kind, millimetres })
}
