//! `simulate`: hands its arguments to the simulation of sync, built in release mode.

use std::process::{Command, ExitCode};

use crate::obstacle::Obstacle;
use crate::tidy::rooms;

/// Runs schedules; answers with the simulation's own exit status.
pub(crate) fn run(arguments: &[String]) -> Result<ExitCode, Obstacle> {
    let (root, _) = rooms::of_checkout()?;
    let status = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args([
            "run",
            "--quiet",
            "--release",
            "-p",
            "nourish-tests",
            "--example",
            "simulate",
            "--manifest-path",
        ])
        .arg(root.join("Cargo.toml"))
        .arg("--")
        .args(arguments)
        .status()
        .map_err(|source| Obstacle::Program { program: "cargo", source })?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
