//! A program in another language that makes calls when it is asked to.

use nourish_bindings::Moment;
use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// One that runs. It ends when it is let go of.
pub(crate) struct Program {
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
}

impl Program {
    /// Begins a program and has it open the journal; nanoseconds to load the library, to open, and to show today.
    pub(crate) fn begin(
        command: &str,
        path: &Path,
        key: &Path,
        now: &Moment,
    ) -> Result<(Self, Vec<f64>), Box<dyn Error>> {
        let mut child =
            Command::new("sh").args(["-c", command]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let to = child.stdin.take();
        let from = BufReader::new(child.stdout.take().ok_or("no output")?);
        let mut program = Self { child, to, from };
        let times = program.ask(&format!("begin {} {} {now}", path.display(), key.display()))?;
        Ok((program, times))
    }

    /// Nanoseconds of one call, made `times` times in a row.
    pub(crate) fn take(&mut self, call: &str, times: u32) -> Result<f64, Box<dyn Error>> {
        let all = self.ask(&format!("{call} {times}"))?.first().copied().ok_or("no answer")?;
        Ok(all / f64::from(times))
    }

    fn ask(&mut self, line: &str) -> Result<Vec<f64>, Box<dyn Error>> {
        writeln!(self.to.as_mut().ok_or("no input")?, "{line}")?;
        let mut answer = String::new();
        self.from.read_line(&mut answer)?;
        Ok(answer.split_whitespace().map(str::parse).collect::<Result<_, _>>()?)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // At the end of its input it ends.
        self.to = None;
        let _ = self.child.wait();
    }
}
