//! Sizes as disks count them.

pub const KIB: u64 = 1 << 10;
pub const MIB: u64 = KIB << 10;
