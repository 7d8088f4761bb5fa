//! What a call of the command came to.

use serde_json::Value;
use std::process::{Command, Output};

/// Exit code and output of one call.
#[derive(Debug, Clone)]
pub struct Ran {
    /// The exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    /// Runs a command to its end.
    pub fn of(command: &mut Command) -> Self {
        Self::from(command.output().unwrap())
    }

    /// The same, if it exited with 0.
    #[track_caller]
    pub fn done(self) -> Self {
        self.with_code(0)
    }

    /// The same, if it exited with `code`.
    #[track_caller]
    pub fn with_code(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    /// The same, if the output has every one of these texts, line ends aside.
    #[track_caller]
    pub fn says(self, texts: &[&str]) -> Self {
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let all = flat(&format!("{} {}", self.out, self.err));
        for text in texts {
            assert!(all.contains(&flat(text)), "no {text:?} in {self:#?}");
        }
        self
    }

    /// The same, if neither output has any of these texts.
    #[track_caller]
    pub fn never_says(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(!self.out.contains(text) && !self.err.contains(text), "{text:?} in {self:#?}");
        }
        self
    }

    /// Refused with `code`: one line that says what is wrong and what to do, on standard error, and nothing else.
    #[track_caller]
    pub fn refused(self, code: i32, says: &[&str]) -> Self {
        assert_eq!(self.out, "", "{self:#?}");
        assert!(self.err.starts_with("nourish: ") && self.err.lines().count() == 1, "{self:#?}");
        self.with_code(code).says(says)
    }

    /// The output as one JSON document.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }

    /// The output as a JSON document a line.
    #[track_caller]
    pub fn json_lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}
