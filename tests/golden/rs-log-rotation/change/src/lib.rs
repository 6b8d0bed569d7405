//! Writes what a machine says into a file.

pub mod rotation;
pub mod sizes;
