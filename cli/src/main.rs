//! The `nourish` command: everything an app can do with a journal, from a terminal.
//!
//! `main` reads the arguments, hands them to one command, and turns what came of it into an exit code. Commands write to a
//! [`Screen`](terminal::Screen); nothing prints behind its back.
#![forbid(unsafe_code)]

mod access;
mod arguments;
mod check_in_arguments;
mod choices;
mod circle_arguments;
mod clock;
mod commands;
mod export_arguments;
mod failure;
mod generate;
mod import_arguments;
mod key_arguments;
mod mailbox;
mod new_file;
mod pack_arguments;
mod plan_arguments;
mod private_file;
mod serve_arguments;
mod terminal;

use arguments::Arguments;
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut screen = terminal::Screen::of_process(arguments.json);
    match commands::run(&arguments, &mut screen) {
        Ok(outcome) => outcome.exit_code(),
        Err(failure) => {
            screen.fail(&failure);
            failure.exit_code()
        }
    }
}
