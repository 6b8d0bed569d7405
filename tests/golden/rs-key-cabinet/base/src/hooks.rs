//! How the cabinet is built: hooks are counted from 1.

/// Hooks of the lower row.
pub const LOWER: u8 = 12;
