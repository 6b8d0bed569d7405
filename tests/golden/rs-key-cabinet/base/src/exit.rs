//! What the command says to the panel at the door.

pub const USAGE: u8 = 2;
pub const DENIED: u8 = USAGE + 1;
pub const STUCK: u8 = DENIED + 1;
