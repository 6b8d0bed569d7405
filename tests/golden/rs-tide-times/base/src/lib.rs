//! Tides of one harbour.

pub mod clock;
