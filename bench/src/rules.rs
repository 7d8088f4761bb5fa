//! How long an assessment takes from an open journal: reading what the rules need, and again after an entry was logged, beside reading
//! everything anew.

use crate::design::Synchronous;
use crate::error::BenchError;
use crate::generator::{Generator, last_day};
use crate::journal::Journal as _;
use crate::logged::Logged;
use crate::ours::Ours;
use crate::statistics::median;
use nourish_journal::{Journal, Secret};
use nourish_record::{CalendarDay, Draft, Fact, Moment, Source};
use nourish_rules::{Tables, assess};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;
use std::time::Instant;

/// The figures of one run, in milliseconds: medians over rounds, and the ratio of each round to `anew`.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessments {
    entries: usize,
    rounds: Vec<Round>,
}

/// One round.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Round {
    anew_ms: f64,
    full_ms: f64,
    again_ms: f64,
}

/// Measures `rounds` rounds with a journal of `entries` entries.
///
/// # Errors
/// What the journal may say.
pub fn run(entries: usize, rounds: usize) -> Result<Assessments, BenchError> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("journal.nourish");
    let logged: Vec<Logged> = Generator::new(1).take(entries).collect();
    let today = last_day(&logged);
    let mut ours = Ours::create(&path, Synchronous::Normal)?;
    ours.import(&logged)?;
    drop(ours);
    let measured = (0..rounds).map(|round| measure(&path, today, round)).collect::<Result<_, _>>()?;
    Ok(Assessments { entries, rounds: measured })
}

fn measure(path: &Path, today: CalendarDay, round: usize) -> Result<Round, BenchError> {
    let tables = Tables::built_in()?;
    let anew = |journal: &Journal| -> Result<f64, BenchError> {
        let begun = Instant::now();
        let everything = journal.view_all()?.timeline;
        std::hint::black_box(assess(&everything, &tables, today));
        Ok(elapsed_ms(begun))
    };
    let kept = |journal: &Journal| -> Result<f64, BenchError> {
        let begun = Instant::now();
        std::hint::black_box(journal.assess(today)?);
        Ok(elapsed_ms(begun))
    };
    let key = Ours::key()?;
    let mut journal = Journal::open(path, Secret::KeyFile(&key))?;
    // Each is first in turn.
    let (anew_ms, full_ms) = if round.is_multiple_of(2) {
        let anew_ms = anew(&journal)?;
        (anew_ms, kept(&journal)?)
    } else {
        let full_ms = kept(&journal)?;
        (anew(&journal)?, full_ms)
    };
    let at = Moment::parse(&format!("{today}T23:{:02}[Europe/Madrid]", 30 + round % 30))?;
    let weight = Fact::read("weight", &[("weight", "64.1 kg")])?;
    journal.log(Draft::new(at.clone(), Source::Scale, weight), &at)?;
    let again_ms = kept(&journal)?;
    Ok(Round { anew_ms, full_ms, again_ms })
}

fn elapsed_ms(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1_000.0
}

impl Assessments {
    fn of(&self, figure: impl Fn(&Round) -> f64) -> f64 {
        let figures: Vec<f64> = self.rounds.iter().map(figure).collect();
        median(&figures)
    }

    /// The figures as one JSON object.
    pub fn json(&self) -> Value {
        json!({
            "entries": self.entries,
            "rounds": self.rounds.len(),
            "assess_full_vs_anew": rounded(self.of(|round| round.full_ms / round.anew_ms)),
            "assess_again_vs_anew": rounded(self.of(|round| round.again_ms / round.anew_ms)),
            "assess_full_ms": rounded(self.of(|round| round.full_ms)),
            "assess_again_ms": rounded(self.of(|round| round.again_ms)),
            "anew_ms": rounded(self.of(|round| round.anew_ms)),
        })
    }

    /// The figures as a table for people.
    pub fn table(&self) -> String {
        let mut text = format!(
            "An assessment of {} entries from an open journal, median of {} rounds; ratios to reading and judging everything anew.\n\n",
            self.entries,
            self.rounds.len()
        );
        let mut row = |name: &str, ms: f64, ratio: f64| {
            let _ = writeln!(text, "{name:<34}{ms:>10.2} ms{ratio:>10.3}");
        };
        row("anew: everything", self.of(|round| round.anew_ms), 1.0);
        row("full: what the rules need", self.of(|r| r.full_ms), self.of(|r| r.full_ms / r.anew_ms));
        row("again: after a weight was logged", self.of(|r| r.again_ms), self.of(|r| r.again_ms / r.anew_ms));
        text
    }
}

/// To thousandths: more would be noise.
fn rounded(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_run_gives_figures_for_all_three() {
        let json = run(2_000, 2).unwrap().json();
        for name in ["assess_full_vs_anew", "assess_again_vs_anew", "assess_full_ms"] {
            assert!(json.get(name).and_then(Value::as_f64).is_some_and(|figure| figure > 0.0), "{name}");
        }
    }
}
