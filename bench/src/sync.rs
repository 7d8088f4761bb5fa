//! How fast and how large sync is: a fresh device beside an import of the same entries into plain rows, bytes on the wire, and how soon
//! another device shows what was logged.

mod fresh;
mod street;
mod visible;
mod wire;

use crate::design::Design;
use crate::error::BenchError;
use crate::statistics::median;
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// What to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Entries that a fresh device takes.
    pub entries: usize,
    /// Rounds of that.
    pub rounds: usize,
    /// Pushes of each size, and entries that are logged to be seen elsewhere.
    pub pushes: usize,
}

impl Extent {
    /// Five years of entries.
    pub const WHOLE: Self = Self { entries: 100_000, rounds: 7, pushes: 60 };
    /// A year of entries, for a check that everything still runs.
    pub const QUICK: Self = Self { entries: 20_000, rounds: 2, pushes: 6 };
}

/// The figures of one run.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    entries: usize,
    fresh: Vec<fresh::Round>,
    pushes: Vec<wire::Pushes>,
    visible_ms: Vec<f64>,
}

/// Measures all of it.
///
/// # Errors
/// What the journals, the mailbox and the peers may say.
pub fn run(extent: Extent) -> Result<Figures, BenchError> {
    Ok(Figures {
        entries: extent.entries,
        fresh: fresh::run(extent.entries, extent.rounds)?,
        pushes: wire::run(extent.pushes)?,
        visible_ms: visible::run(extent.pushes * 5)?,
    })
}

impl Figures {
    fn of(&self, figure: impl Fn(&fresh::Round) -> f64) -> f64 {
        median(&self.fresh.iter().map(figure).collect::<Vec<_>>())
    }

    fn vs(&self, peer: Design) -> f64 {
        self.of(|round| round.ratio(peer))
    }

    /// The figures as one JSON object.
    pub fn json(&self) -> Value {
        let mut object = Map::new();
        let mut note = |name: &str, value: f64| object.insert(name.to_owned(), json!(rounded(value)));
        note("fresh_vs_plain", self.vs(Design::Plain));
        note("fresh_vs_sqlcipher", self.vs(Design::Sqlcipher));
        note("fresh_ms", self.of(|round| round.fresh_ms));
        note("fresh_verify_open_ms", self.of(|round| round.verify_open_ms));
        note("fresh_apply_ms", self.of(fresh::Round::apply_ms));
        note("plain_import_ms", self.of(|round| round.plain_ms));
        note("sqlcipher_import_ms", self.of(|round| round.sqlcipher_ms));
        note("fresh_bytes_per_entry", self.of(|round| round.bytes_per_entry));
        for pushes in &self.pushes {
            let size = pushes.entries;
            note(&format!("push_{size}_bytes_per_entry"), pushes.bytes_per_entry());
            note(&format!("push_{size}_exchanged_bytes"), pushes.exchanged_bytes());
            note(&format!("push_{size}_ms"), pushes.ms());
        }
        note("log_to_visible_ms", median(&self.visible_ms));
        object.insert("entries".into(), self.entries.into());
        object.insert("rounds".into(), self.fresh.len().into());
        object.into()
    }

    /// The figures as a table for people.
    pub fn table(&self) -> String {
        let mut text = format!(
            "A fresh device takes {} entries of two others, median of {} rounds; ratios to an import of the same entries.\n\n",
            self.entries,
            self.fresh.len()
        );
        let mut row = |name: &str, value: f64, unit: &str, note: String| {
            let _ = writeln!(text, "{name:<40}{value:>10.2} {unit:<4}{note}");
        };
        row("fresh device: verify, open, apply", self.of(|round| round.fresh_ms), "ms", String::new());
        row("  of which verify and open", self.of(|round| round.verify_open_ms), "ms", String::new());
        let ratio = |peer| format!("fresh / this {:.3}", self.vs(peer));
        row("plain: import", self.of(|round| round.plain_ms), "ms", ratio(Design::Plain));
        row("sqlcipher: import", self.of(|round| round.sqlcipher_ms), "ms", ratio(Design::Sqlcipher));
        row("at the mailbox", self.of(|round| round.bytes_per_entry), "B", "per entry".into());
        for pushes in &self.pushes {
            let name = format!("a push of {}", pushes.entries);
            let exchanged = format!("per entry; the whole sync {:.0} B", pushes.exchanged_bytes());
            row(&name, pushes.bytes_per_entry(), "B", exchanged);
            row("", pushes.ms(), "ms", String::new());
        }
        row("logged here, shown there", median(&self.visible_ms), "ms", String::new());
        text
    }
}

/// To thousandths: more would be noise.
fn rounded(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

fn elapsed_ms(begun: std::time::Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_run_gives_every_figure() {
        let figures = run(Extent { entries: 600, rounds: 2, pushes: 2 }).unwrap();
        let json = figures.json();
        let figure = |name: &str| json.get(name).and_then(Value::as_f64).unwrap_or_default();
        for name in ["fresh_vs_plain", "fresh_verify_open_ms", "push_1_ms", "log_to_visible_ms"] {
            assert!(figure(name) > 0.0, "{name}");
        }
        assert!(figure("push_1_bytes_per_entry") > figure("push_50_bytes_per_entry"));
        assert!(figure("push_1_exchanged_bytes") > figure("push_1_bytes_per_entry"));
        assert!(figures.table().contains("a push of 500"));
    }
}
