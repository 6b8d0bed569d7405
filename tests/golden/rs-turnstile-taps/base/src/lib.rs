//! The pool's tickets.

/// A minute on the clock of the turnstiles.
pub const MINUTE_MS: u64 = 60_000;
