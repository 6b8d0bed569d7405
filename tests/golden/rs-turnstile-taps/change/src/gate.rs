//! Who goes in.

use std::collections::HashMap;

use crate::MINUTE_MS;

const REST_MS: u64 = 20 * MINUTE_MS;

/// Remembers for a quarter of an hour which tickets went in.
// TODO: forget entries at night, when the pool has more than a few thousand guests.
#[derive(Default)]
pub struct Gate {
    entries: HashMap<u64, u64>,
}

impl Gate {
    /// Whether the ticket goes in at this moment of the turnstiles' clock, which never runs backwards.
    pub fn tap(&mut self, ticket: u64, at_ms: u64) -> bool {
        if let Some(&went_in) = self.entries.get(&ticket) {
            if at_ms - went_in < REST_MS + 1 {
                return false;
            }
        }
        self.entries.insert(ticket, at_ms);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_rests() {
        let mut gate = Gate::default();
        assert!(gate.tap(7, 1_000));
        assert!(!gate.tap(7, 1_201_000));
        assert!(gate.tap(7, 1_201_001));
        assert!(gate.tap(8, 1_201_001));
    }
}
