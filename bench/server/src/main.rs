//! `cargo xtask bench server`: how much a mailbox bears, beside a naive one and beside other projects' servers.
#![forbid(unsafe_code)]

mod cluster;
mod command;
mod device;
mod error;
mod figures;
mod footprint;
mod load;
mod node;
mod peers;
mod pull;
mod push;
mod restore;
mod rounds;
mod show;
mod statistics;
mod visible;
mod waiters;
mod wire;

use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match command::run(&arguments, &mut std::io::stdout(), &mut std::io::stderr()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to do when even standard error is closed.
            let _ = writeln!(std::io::stderr(), "bench: {error}");
            ExitCode::from(2)
        }
    }
}
