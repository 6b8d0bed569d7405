mod badge;
mod exit;
mod hooks;
mod motor;
mod rights;

use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let hook = args.get(1).and_then(|word| word.parse().ok());
    match (args.first().map(String::as_str), hook) {
        (Some("take"), Some(hook)) => take(hook),
        _ => {
            eprintln!("usage: cabinet take HOOK");
            ExitCode::from(exit::USAGE)
        }
    }
}

fn take(hook: u8) -> ExitCode {
    if !rights::lets(&badge::read(), hook) {
        eprintln!("this hook is not for you");
        return ExitCode::from(exit::DENIED);
    }
    if let Err(error) = motor::open(hook) {
        eprintln!("hook {hook}: {error}");
        return ExitCode::from(exit::STUCK);
    }
    ExitCode::SUCCESS
}
