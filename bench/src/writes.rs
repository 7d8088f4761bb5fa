//! The writing half of a round: import, single inserts, corrections.

use crate::design::{Design, Synchronous};
use crate::error::BenchError;
use crate::journal::Journal;
use crate::logged::Logged;
use crate::measure::Measure;
use crate::round::{Files, RoundFigures};
use crate::statistics::{mean, micros, percentile};
use std::collections::BTreeMap;
use std::time::Instant;

/// Inserts that a design makes before the next has its turn: about a day.
const TURN_INSERTS: usize = 55;
/// Corrections that a design makes before the next has its turn.
const TURN_EDITS: usize = 10;

/// Open journals by their design.
pub type Journals = BTreeMap<Design, Box<dyn Journal>>;

/// What is corrected and taken back in a round.
#[derive(Default)]
pub struct Edits {
    /// What each corrected entry says from now on.
    pub amended: Vec<Logged>,
    /// What is taken back; none of it was corrected.
    pub retracted: Vec<Logged>,
}

/// Times of single operations, in microseconds.
#[derive(Default)]
struct Times {
    each: Vec<f64>,
    put_off: f64,
}

impl Times {
    fn mean_of_all(&self) -> f64 {
        mean(&self.each) + if self.each.is_empty() { 0.0 } else { self.put_off / self.each.len() as f64 }
    }
}

/// Makes each journal and imports `history` into it.
///
/// # Errors
/// What the designs may say.
pub fn import(
    files: &Files,
    turn: usize,
    history: &[Logged],
    figures: &mut RoundFigures,
) -> Result<Journals, BenchError> {
    let mut journals = Journals::new();
    for design in Design::rotated(turn) {
        let mut journal = design.create(&files.path(design), Synchronous::Normal)?;
        let begun = Instant::now();
        journal.import(history)?;
        figures.note(design, Measure::Import, micros(begun.elapsed()));
        journals.insert(design, journal);
    }
    Ok(journals)
}

/// Logs `entries` one by one, the designs in turns. What a design puts off is done as soon as it is due and counts in the mean.
///
/// # Errors
/// What the designs may say.
pub fn insert(
    journals: &mut Journals,
    turn: usize,
    entries: &[Logged],
    figures: &mut RoundFigures,
) -> Result<(), BenchError> {
    let times = in_turns(journals, turn, entries, TURN_INSERTS, |journal, entry| journal.insert(entry))?;
    if let Some(ours) = journals.get(&Design::Ours) {
        figures.note(Design::Ours, Measure::FoldStepMax, micros(ours.longest_step()));
    }
    for (design, times) in times {
        figures.note(design, Measure::InsertP50, percentile(&times.each, 50));
        figures.note(design, Measure::InsertP99, percentile(&times.each, 99));
        figures.note(design, Measure::InsertMean, times.mean_of_all());
    }
    Ok(())
}

/// Logs `entries` one by one, each safe from loss of power before the next. Journals must have been opened so.
///
/// # Errors
/// What the designs may say.
pub fn insert_durably(
    journals: &mut Journals,
    turn: usize,
    entries: &[Logged],
    figures: &mut RoundFigures,
) -> Result<(), BenchError> {
    let times = in_turns(journals, turn, entries, TURN_EDITS, |journal, entry| journal.insert(entry))?;
    for (design, times) in times {
        figures.note(design, Measure::InsertFullP50, percentile(&times.each, 50));
    }
    Ok(())
}

/// Lets go of every file.
pub fn close(journals: Journals, figures: &mut RoundFigures) {
    for (design, journal) in journals {
        let begun = Instant::now();
        drop(journal);
        figures.note(design, Measure::CloseEdited, micros(begun.elapsed()));
    }
}

/// Corrects entries and takes others back.
///
/// # Errors
/// What the designs may say.
pub fn edit(
    journals: &mut Journals,
    turn: usize,
    edits: &Edits,
    figures: &mut RoundFigures,
) -> Result<(), BenchError> {
    for journal in journals.values_mut() {
        edits.amended.iter().chain(&edits.retracted).try_for_each(|entry| journal.show(entry))?;
    }
    let amends = in_turns(journals, turn, &edits.amended, TURN_EDITS, |journal, entry| journal.amend(entry))?;
    let mut retracts =
        in_turns(journals, turn, &edits.retracted, TURN_EDITS, |journal, entry| journal.retract(entry))?;
    for (design, amends) in amends {
        let retracts = retracts.remove(&design).unwrap_or_default();
        figures.note(design, Measure::AmendP50, percentile(&amends.each, 50));
        figures.note(design, Measure::RetractP50, percentile(&retracts.each, 50));
        figures.note(design, Measure::EditMean, (amends.mean_of_all() + retracts.mean_of_all()) / 2.0);
    }
    Ok(())
}

/// `first_turn` says who begins: where files were just opened, that one waits for the disk in the place of all.
fn in_turns(
    journals: &mut Journals,
    first_turn: usize,
    entries: &[Logged],
    turn_entries: usize,
    write: impl Fn(&mut dyn Journal, &Logged) -> Result<(), BenchError>,
) -> Result<BTreeMap<Design, Times>, BenchError> {
    let mut times: BTreeMap<Design, Times> = BTreeMap::new();
    for (turn, entries) in (first_turn..).zip(entries.chunks(turn_entries)) {
        for design in Design::rotated(turn) {
            let Some(journal) = journals.get_mut(&design) else { continue };
            let times = times.entry(design).or_default();
            for entry in entries {
                let begun = Instant::now();
                write(journal.as_mut(), entry)?;
                let written = Instant::now();
                times.each.push(micros(written - begun));
                if journal.catch_up()? {
                    times.put_off += micros(written.elapsed());
                }
            }
        }
    }
    Ok(times)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn what_is_put_off_counts_in_the_mean_and_in_no_percentile() {
        let times = Times { each: vec![10.0, 20.0, 30.0, 40.0], put_off: 100.0 };
        assert_eq!(times.mean_of_all(), 25.0 + 25.0);
        assert_eq!(percentile(&times.each, 99), 40.0);
        assert_eq!(Times::default().mean_of_all(), 0.0);
    }
}
