mod badge;
mod exit;
mod hooks;
mod motor;

use std::process::ExitCode;

fn main() -> ExitCode {
    eprintln!("usage: cabinet take HOOK");
    ExitCode::from(exit::USAGE)
}
