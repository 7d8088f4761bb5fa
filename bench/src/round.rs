//! One round: every design does everything once, on the same entries.

use crate::design::{Design, Synchronous};
use crate::error::BenchError;
use crate::generator::{Generator, last_day};
use crate::logged::Logged;
use crate::measure::{Figures, Measure};
use crate::reads::Span;
use crate::writes::{Edits, Journals};
use crate::{memory, reads, writes};
use nourish_record::CalendarDay;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Corrections and retractions of a round, each.
const EDITS: usize = 60;
/// So many of the newest entries are corrected as often as all others together.
const RECENT: usize = 7 * 55;
/// Single inserts that wait for the disk.
const DURABLE_INSERTS: usize = 40;

/// What a round does.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Entries that are imported.
    pub entries: usize,
    /// Entries that are logged one by one.
    pub inserts: usize,
    /// Whether inserts that wait for the disk, and memory, are measured.
    pub whole: bool,
}

/// The files of a round.
#[derive(Debug)]
pub struct Files {
    folder: PathBuf,
}

/// The figures of one round.
#[derive(Debug, Default)]
pub struct RoundFigures(BTreeMap<Design, Figures>);

impl Files {
    /// Files in `folder`.
    pub fn of(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// The file of a design.
    pub fn path(&self, design: Design) -> PathBuf {
        self.folder.join(design.name())
    }

    /// Bytes of a design's file, with whatever SQLite left beside it.
    fn bytes(&self, design: Design) -> u64 {
        let path = self.path(design);
        let beside = ["-wal", "-shm"].map(|suffix| {
            let mut name = path.clone().into_os_string();
            name.push(suffix);
            PathBuf::from(name)
        });
        let bytes = |path: &PathBuf| std::fs::metadata(path).map_or(0, |metadata| metadata.len());
        bytes(&path) + beside.iter().map(bytes).sum::<u64>()
    }
}

impl RoundFigures {
    /// Notes a figure.
    pub fn note(&mut self, design: Design, measure: Measure, value: f64) {
        self.0.entry(design).or_default().insert(measure, value);
    }

    /// A figure, where it was measured.
    pub fn get(&self, design: Design, measure: Measure) -> Option<f64> {
        self.0.get(&design)?.get(&measure).copied()
    }

    /// Our figure divided by that of `peer`, where both were measured.
    pub fn ratio(&self, measure: Measure, peer: Design) -> Option<f64> {
        let theirs = self.get(peer, measure).filter(|theirs| *theirs > 0.0)?;
        Some(self.get(Design::Ours, measure)? / theirs)
    }
}

/// Runs the round of this number.
///
/// # Errors
/// What the designs may say; [`BenchError::Disagree`] if they answer differently.
pub fn run(number: usize, plan: Plan, seed: u64) -> Result<RoundFigures, BenchError> {
    let folder = tempfile::tempdir()?;
    let files = Files::of(folder.path());
    let mut figures = RoundFigures::default();
    let mut generator = Generator::new(seed);
    let history: Vec<Logged> = generator.by_ref().take(plan.entries).collect();
    let fresh: Vec<Logged> = generator.by_ref().take(plan.inserts).collect();
    let span = Span { first: first_day(&history), last: last_day(&fresh) };

    let mut journals = writes::import(&files, number, &history, &mut figures)?;
    writes::insert(&mut journals, number, &fresh, &mut figures)?;
    // Closing moves everything from the log into the file.
    drop(journals);
    for design in Design::ALL {
        figures.note(design, Measure::File, files.bytes(design) as f64);
    }
    reads::cold(&files, number, span, &mut figures)?;

    let mut journals = open_all(&files, Synchronous::Normal)?;
    let edits = choose_edits(&history, &fresh, &mut generator);
    writes::edit(&mut journals, number, &edits, &mut figures)?;
    writes::close(journals, &mut figures);
    reads::edited(&files, number, span, &mut figures)?;
    if plan.whole {
        measure_by_process_and_disk(&files, number, span, &mut generator, &mut figures)?;
    }
    reads::compare(&files, span)?;
    Ok(figures)
}

fn measure_by_process_and_disk(
    files: &Files,
    number: usize,
    span: Span,
    generator: &mut Generator,
    figures: &mut RoundFigures,
) -> Result<(), BenchError> {
    for design in Design::ALL {
        figures.note(design, Measure::Memory5y, memory::of_child(design, &files.path(design), span)?);
    }
    let durable: Vec<Logged> = generator.take(DURABLE_INSERTS).collect();
    let mut journals = open_all(files, Synchronous::Full)?;
    writes::insert_durably(&mut journals, number, &durable, figures)?;
    drop(journals);
    reads::compare(files, Span { last: last_day(&durable), ..span })
}

fn open_all(files: &Files, synchronous: Synchronous) -> Result<Journals, BenchError> {
    Design::ALL
        .into_iter()
        .map(|design| Ok((design, design.open(&files.path(design), synchronous)?)))
        .collect()
}

fn first_day(entries: &[Logged]) -> CalendarDay {
    entries.first().map_or(CalendarDay::FIRST, |entry| entry.draft.occurred.day())
}

/// Half of what is edited is a week old at most, the other half lies anywhere; nothing is edited twice.
fn choose_edits(history: &[Logged], fresh: &[Logged], generator: &mut Generator) -> Edits {
    let all: Vec<&Logged> = history.iter().chain(fresh).collect();
    let recent = all.get(all.len().saturating_sub(RECENT)..).unwrap_or_default();
    let mut chosen = BTreeSet::new();
    let mut edits = Edits::default();
    // A small journal may have fewer entries than that.
    let wanted = EDITS.min(all.len() / 8);
    let sequence = generator.sequence();
    while edits.retracted.len() < wanted {
        let pool = if edits.retracted.len() % 2 == 0 { recent } else { &all };
        let Some(entry) = sequence.pick(pool).filter(|entry| chosen.insert(entry.id)) else { continue };
        if edits.amended.len() <= edits.retracted.len() {
            edits.amended.push(entry.corrected(sequence));
        } else {
            edits.retracted.push((*entry).clone());
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_touch_nothing_twice_and_are_half_recent() {
        let mut generator = Generator::new(5);
        let entries: Vec<Logged> = generator.by_ref().take(20_000).collect();
        let edits = choose_edits(&entries, &[], &mut generator);
        assert_eq!((edits.amended.len(), edits.retracted.len()), (60, 60));
        let names: BTreeSet<_> = edits.amended.iter().chain(&edits.retracted).map(|entry| entry.id).collect();
        assert_eq!(names.len(), 120);
        let week_ago = last_day(&entries).plus(-7);
        let recent = edits.amended.iter().filter(|entry| entry.draft.occurred.day() >= week_ago).count();
        assert!((28..=36).contains(&recent), "{recent}");
    }

    #[test]
    fn a_ratio_needs_both_figures_and_something_to_divide_by() {
        let mut figures = RoundFigures::default();
        figures.note(Design::Ours, Measure::Import, 3.0);
        assert_eq!(figures.ratio(Measure::Import, Design::Plain), None);
        figures.note(Design::Plain, Measure::Import, 0.0);
        assert_eq!(figures.ratio(Measure::Import, Design::Plain), None);
        figures.note(Design::Plain, Measure::Import, 6.0);
        assert_eq!(figures.ratio(Measure::Import, Design::Plain), Some(0.5));
    }

    #[test]
    fn what_lies_beside_a_file_counts() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::of(folder.path());
        std::fs::write(files.path(Design::Ours), [0; 10]).unwrap();
        std::fs::write(folder.path().join("ours-wal"), [0; 5]).unwrap();
        assert_eq!((files.bytes(Design::Ours), files.bytes(Design::Plain)), (15, 0));
    }
}
