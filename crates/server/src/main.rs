//! The command line of the server.

use std::process::ExitCode;

fn main() -> ExitCode {
    match server::commands::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kizuna-server: {error:#}");
            ExitCode::FAILURE
        }
    }
}
