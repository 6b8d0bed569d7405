//! Tides of one harbour.

pub mod clock;
pub mod table;
