//! People who share the journal of a [`House`], each with a device of their own: a journal and a key with their name, in its folder.

use crate::command::nourish;
use crate::house::{House, NOW};
use crate::ran::Ran;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

/// What a running command writes, line by line.
#[derive(Debug)]
pub struct Running {
    /// The program.
    pub child: Child,
    lines: BufReader<ChildStdout>,
}

impl Running {
    /// Starts a command.
    pub fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        Self { child, lines }
    }

    /// The next line, as JSON.
    #[track_caller]
    pub fn said(&mut self) -> Value {
        let mut line = String::new();
        self.lines.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|_| panic!("{line:?}"))
    }

    /// Waits for its end; the exit code.
    pub fn code(mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }
}

impl House {
    /// Begins a circle that meets at this mailbox.
    #[track_caller]
    pub fn found_circle(&self, mailbox: &str) {
        let found =
            ["circle", "found", "--name", "Nerea Invented", "--device-name", "phone", "--mailbox", mailbox];
        self.run(&found).done().says(&["The circle has begun"]);
    }

    /// A call of the command on somebody else's device.
    pub fn command_of(&self, name: &str, arguments: &[&str]) -> Command {
        let mut command = nourish();
        let journal = format!("{name}.nourish");
        command.current_dir(self.path("")).args(["--journal", &journal]);
        command.args(["--zone", "Europe/Madrid", "--as-of", NOW]).args(arguments);
        command
    }

    /// Runs the command on somebody else's device, which their key opens.
    pub fn run_of(&self, name: &str, arguments: &[&str]) -> Ran {
        let key = format!("{name}.key");
        Ran::of(&mut self.command_of(name, &[&["--key-file", key.as_str()], arguments].concat()))
    }

    /// Lets somebody in; both sides run as they would on two machines.
    #[track_caller]
    pub fn invite(&self, mailbox: &str, name: &str, how: &[&str]) {
        let asked = [&["--json", "circle", "invite", "--yes"], how].concat();
        let mut inviting = Running::start(self.command(&asked));
        let told = inviting.said();
        let code = told[if how.contains(&"--link") { "link" } else { "code" }].as_str().unwrap().to_owned();
        let key = format!("{name}.key");
        let mut join = vec!["--json", "circle", "join", &code, "--make-key-file", &key, "--yes"];
        if !how.contains(&"--link") {
            join.extend(["--mailbox", mailbox]);
        }
        let mut joining = Running::start(self.command_of(name, &join));
        assert_eq!(inviting.said()["words"], joining.said()["words"]);
        assert_eq!(inviting.said()["let_in"], true);
        assert_eq!(joining.said()["joined"], true);
        assert_eq!((inviting.code(), joining.code()), (Some(0), Some(0)));
    }
}
