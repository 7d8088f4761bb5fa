//! The reading half of a round: a fresh connection each time, the file in the page cache; with its opening, and without.

use crate::answers::Agreement;
use crate::design::{Design, Synchronous};
use crate::error::BenchError;
use crate::journal::Journal;
use crate::measure::Measure;
use crate::round::{Files, RoundFigures};
use crate::statistics::micros;
use nourish_record::CalendarDay;
use std::collections::BTreeMap;
use std::time::Instant;

/// The best of so many opens counts: a millisecond is easily lost to a neighbour on the machine.
const OPENS: usize = 3;
const SOME_DAYS: i32 = 180;

/// The days that a round reads.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    /// The first day with anything on it.
    pub first: CalendarDay,
    /// The last.
    pub last: CalendarDay,
}

/// Opens every journal and reads today, 180 days, and everything.
///
/// # Errors
/// What the designs may say, and [`BenchError::Disagree`].
pub fn cold(files: &Files, turn: usize, span: Span, figures: &mut RoundFigures) -> Result<(), BenchError> {
    let today = Read { cold: Measure::Today, open: Measure::TodayOpen };
    best_of(files, turn, today, figures, |journal| journal.today(span.last))?;
    let some = Read { cold: Measure::Range180d, open: Measure::Range180dOpen };
    let all = Read { cold: Measure::Range5y, open: Measure::Range5yOpen };
    ranges(files, turn, span, [some, all], figures)
}

/// The same ranges, while the corrections of the round are fresh.
///
/// # Errors
/// What the designs may say, and [`BenchError::Disagree`].
pub fn edited(files: &Files, turn: usize, span: Span, figures: &mut RoundFigures) -> Result<(), BenchError> {
    let some = Read { cold: Measure::Range180dEdited, open: Measure::Range180dEditedOpen };
    let all = Read { cold: Measure::Range5yEdited, open: Measure::Range5yEditedOpen };
    ranges(files, turn, span, [some, all], figures)
}

/// How a read is measured: with the opening of the file, and without.
#[derive(Clone, Copy)]
struct Read {
    cold: Measure,
    open: Measure,
}

/// Opens every journal and reads 180 days and everything.
fn ranges(
    files: &Files,
    turn: usize,
    span: Span,
    [some, all]: [Read; 2],
    figures: &mut RoundFigures,
) -> Result<(), BenchError> {
    let from = span.last.plus(1 - SOME_DAYS);
    best_of(files, turn, some, figures, |journal| journal.sums(from, span.last))?;
    best_of(files, turn, all, figures, |journal| journal.sums(span.first, span.last))
}

/// Whether all journals say the same of every day.
///
/// # Errors
/// What the designs may say, and [`BenchError::Disagree`].
pub fn compare(files: &Files, span: Span) -> Result<(), BenchError> {
    let (mut sums, mut days) = (Agreement::on("sums of every day"), Agreement::on("the last two days"));
    for design in Design::ALL {
        let journal = design.open(&files.path(design), Synchronous::Normal)?;
        sums.hear(design, journal.sums(span.first, span.last)?)?;
        days.hear(design, (journal.today(span.last)?, journal.today(span.last.plus(-1))?))?;
    }
    Ok(())
}

fn best_of<T: PartialEq>(
    files: &Files,
    turn: usize,
    measured: Read,
    figures: &mut RoundFigures,
    read: impl Fn(&dyn Journal) -> Result<T, BenchError>,
) -> Result<(), BenchError> {
    let mut agreement = Agreement::on(measured.cold.name());
    let mut best: BTreeMap<(Design, Measure), f64> = BTreeMap::new();
    for open in 0..OPENS {
        for design in Design::rotated(turn + open) {
            let path = files.path(design);
            let begun = Instant::now();
            let journal = design.open(&path, Synchronous::Normal)?;
            let opened = Instant::now();
            let answer = read(journal.as_ref())?;
            let cold = micros(begun.elapsed());
            let open = micros(opened.elapsed());
            drop(journal);
            agreement.hear(design, answer)?;
            for (measure, took) in [(measured.cold, cold), (measured.open, open)] {
                let best = best.entry((design, measure)).or_insert(took);
                *best = best.min(took);
            }
        }
    }
    best.into_iter().for_each(|((design, measure), took)| figures.note(design, measure, took));
    Ok(())
}
