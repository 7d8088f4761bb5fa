//! The real `nourish serve`, as a program of its own.

use crate::command::nourish;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A server that runs; it is killed when it is dropped.
#[derive(Debug)]
pub struct Served {
    /// The program.
    pub child: Child,
    /// Where it listens, like `http://127.0.0.1:40000`.
    pub address: String,
}

impl Served {
    /// Starts one in this folder, at a port that is free, with these options more.
    pub fn start(folder: &Path, more: &[&str]) -> Self {
        Self::at("127.0.0.1:0", folder, more)
    }

    /// Starts one at this address and port.
    pub fn at(listen: &str, folder: &Path, more: &[&str]) -> Self {
        Self::run(&mut serve(listen, folder, more))
    }

    /// Runs a command that serves, and waits until it says where.
    pub fn run(command: &mut Command) -> Self {
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said: serde_json::Value = serde_json::from_str(&line).unwrap();
        Self { child, address: said["address"].as_str().unwrap().to_owned() }
    }

    /// The address and port alone.
    pub fn listen(&self) -> String {
        self.address.trim_start_matches("http://").to_owned()
    }

    /// Tells it to stop, and waits until it has; it must end well.
    pub fn stop(mut self) {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success() && self.child.wait().unwrap().success());
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A call of `nourish serve` in this folder.
pub fn serve(listen: &str, folder: &Path, more: &[&str]) -> Command {
    let mut command = nourish();
    command.current_dir(folder).args(["--json", "serve", "--listen", listen]).args(more);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    command
}
