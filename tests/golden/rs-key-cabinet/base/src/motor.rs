//! The motor of the cabinet.

/// Opens a hook and returns when it is open.
pub fn open(hook: u8) -> std::io::Result<()> {
    std::fs::write("/dev/cabinet", [hook])
}
