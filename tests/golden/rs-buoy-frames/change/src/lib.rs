//! What our buoys say.

pub mod frame;
pub mod parity;
