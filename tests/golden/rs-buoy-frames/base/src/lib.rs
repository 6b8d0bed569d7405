//! What our buoys say.

pub mod parity;
