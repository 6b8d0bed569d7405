use std::fs::{self, File};
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};

use crate::sizes::KIB;

const FULL: u64 = 5 * 1024 * KIB;
const KEPT: u32 = 7;

/// Begins a new file where the log is over its size; tells whether it did.
pub fn rotate(log: &Path) -> Result<bool> {
    match fs::metadata(log) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
        Ok(found) if found.len() < FULL => return Ok(false),
        Ok(_) => {}
    }
    for number in (1..KEPT).rev() {
        shift(&old(log, number), &old(log, number + 1))?;
    }
    shift(log, &old(log, 1))?;
    File::create(log)?;
    Ok(true)
}

/// Nothing to shift is no error.
fn shift(from: &Path, to: &Path) -> Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::new(
            error.kind(),
            format!("{} cannot become {}: {error}", from.display(), to.display()),
        )),
        _ => Ok(()),
    }
}

fn old(log: &Path, number: u32) -> PathBuf {
    let mut name = log.as_os_str().to_owned();
    name.push(format!(".{number}"));
    name.into()
}
