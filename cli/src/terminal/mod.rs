//! The screen: words for people, JSON for machines, colour where a terminal shows it.

mod assessment;
mod wrap;

pub(crate) use assessment::{Detail, show as show_assessment};
pub(crate) use wrap::wrapped;

use crate::failure::Failure;
use clap::builder::styling::{AnsiColor, Style};
use serde_json::{Value, json};
use std::io::{self, IsTerminal, Write};

/// Where a command writes.
pub(crate) struct Screen {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    colour: bool,
    json: bool,
    /// How many characters fit on a line.
    pub(crate) columns: usize,
}

/// What a piece of text is, which decides its colour.
#[derive(Clone, Copy)]
pub(crate) enum Tone {
    /// Needs someone now.
    Alarm,
    /// Needs someone soon.
    Warning,
    /// A heading.
    Heading,
    /// Beside the point.
    Quiet,
    /// Good.
    Good,
}

impl Screen {
    /// The screen of this process. Colour only on a terminal, and not where `NO_COLOR` is set.
    pub(crate) fn of_process(json: bool) -> Self {
        let terminal = io::stdout().is_terminal();
        let colour = terminal && !json && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(100);
        let out = Box::new(io::BufWriter::new(io::stdout()));
        Self { out, err: Box::new(io::stderr()), colour, json, columns: usize::clamp(columns, 40, 120) }
    }

    /// Whether it may be in colour: on a terminal, and where `NO_COLOR` does not forbid it.
    pub(crate) const fn has_colour(&self) -> bool {
        self.colour
    }

    /// Whether machines read along: then nothing but JSON may be written.
    pub(crate) const fn is_json(&self) -> bool {
        self.json
    }

    /// Writes a line.
    pub(crate) fn line(&mut self, text: &str) -> Result<(), Failure> {
        writeln!(self.out, "{text}")?;
        Ok(())
    }

    /// Writes a JSON value as a line.
    pub(crate) fn value(&mut self, value: &Value) -> Result<(), Failure> {
        self.line(&value.to_string())
    }

    /// Writes a remark beside the output.
    pub(crate) fn remark(&mut self, text: &str) {
        // Where even this cannot be written, there is nobody left to tell.
        let _ = writeln!(self.err, "{text}");
    }

    /// Says why nothing was done.
    pub(crate) fn fail(&mut self, failure: &Failure) {
        let _ = self.out.flush();
        // A reader that has seen enough, like `head`, wants to hear nothing more.
        if matches!(failure, Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe) {
            return;
        }
        let message = failure.message();
        if self.json {
            self.remark(&json!({"error": {"field": failure.field(), "problem": message}}).to_string());
        } else {
            self.remark(&format!("nourish: {message}"));
        }
    }

    /// A text in the colour of its tone, or as it is.
    pub(crate) fn paint(&self, tone: Tone, text: &str) -> String {
        if !self.colour {
            return text.to_owned();
        }
        let style = match tone {
            Tone::Alarm => AnsiColor::Red.on_default().bold(),
            Tone::Warning => AnsiColor::Yellow.on_default().bold(),
            Tone::Heading => Style::new().bold(),
            Tone::Quiet => Style::new().dimmed(),
            Tone::Good => AnsiColor::Green.on_default(),
        };
        format!("{style}{text}{style:#}")
    }

    /// The plain output, for commands that write a stream.
    pub(crate) fn stream(&mut self) -> &mut dyn Write {
        &mut self.out
    }

    /// Makes sure that everything has left.
    pub(crate) fn flush(&mut self) -> Result<(), Failure> {
        Ok(self.out.flush()?)
    }
}
