//! The series of weights: what is current, and what was lost over each window.
//!
//! "Lost within a month" has two meanings. One compares with the weight a month ago, the other asks for the
//! largest loss between any two weighings within the month. Both are computed; flags use the second, which is
//! the safer.

use super::context::Recency;
use super::gathered::{Gathered, within};
use crate::exact::{Exact, ExactError};
use nourish_record::{CalendarDay, EntryId, FluidSign, Shown, Weight};

/// The windows that are looked at, in days: a week, 1, 2, 3 and 6 months.
pub(super) const WINDOWS_DAYS: [i32; 5] = [7, 30, 61, 91, 182];

/// How many days before the current weighing a dry one still stands for it.
const DRY_DAYS: i32 = 30;

/// One weighing, or a weight remembered from its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Weighing {
    pub(super) entry: EntryId,
    pub(super) day: CalendarDay,
    pub(super) weight_g: u32,
    pub(super) recalled: bool,
    pub(super) fluid: bool,
}

impl Weighing {
    pub(super) fn of(shown: &Shown, weight: &Weight) -> Self {
        Self {
            entry: shown.root(),
            day: shown.day(),
            weight_g: weight.weight_g,
            recalled: weight.is_recalled(),
            fluid: !matches!(weight.fluid, None | Some(FluidSign::Absent)),
        }
    }
}

/// A fall between two weighings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fall {
    pub(super) from: Weighing,
    pub(super) to: Weighing,
    pub(super) percent: Exact,
}

/// What was lost over one window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Loss {
    pub(super) window_days: i32,
    /// The weighing nearest to the window's first day, within the tolerance.
    pub(super) reference: Option<Weighing>,
    /// Loss against it; negative for a gain.
    pub(super) against_reference: Option<Exact>,
    /// The largest fall over any interval within the window; none if nothing fell.
    pub(super) largest: Option<Fall>,
    /// Whether weights stand near both ends of the window.
    complete: bool,
}

impl Loss {
    /// The largest loss in percent, zero if nothing was lost; unknown unless weights stand near both ends.
    pub(super) fn known(&self) -> Option<Exact> {
        self.complete.then(|| self.largest.map_or(Exact::ZERO, |fall| fall.percent))
    }

    /// What was lost at least, whatever else nobody weighed.
    pub(super) fn least(&self) -> Option<Exact> {
        self.largest.map(|fall| fall.percent)
    }

    /// The weighings that the figures rest on.
    pub(super) fn weighings(&self) -> impl Iterator<Item = Weighing> {
        self.largest.into_iter().flat_map(|fall| [fall.from, fall.to]).chain(self.reference)
    }

    /// Whether the weight has risen again since the largest fall ended.
    pub(super) fn partly_regained(&self, current: Option<Weighing>) -> bool {
        self.largest.zip(current).is_some_and(|(fall, current)| current.weight_g > fall.to.weight_g)
    }
}

/// The weights up to a day, and what they say.
#[derive(Clone, Debug)]
pub(super) struct Series<'a> {
    measured: &'a [Weighing],
    recalled: &'a [Weighing],
    /// The latest weighing, if it is recent enough to stand for today.
    pub(super) current: Option<Weighing>,
    /// One for each of [`WINDOWS_DAYS`].
    pub(super) losses: Vec<Loss>,
}

impl<'a> Series<'a> {
    pub(super) fn of(
        gathered: &'a Gathered,
        as_of: CalendarDay,
        recency: &Recency,
    ) -> Result<Self, ExactError> {
        let (measured, recalled) = (gathered.measured_until(as_of), gathered.recalled_until(as_of));
        let recent = |weighing: &&Weighing| as_of.days_since(weighing.day) <= recency.current_weight_days;
        let current = measured.last().filter(recent).copied();
        let mut series = Self { measured, recalled, current, losses: Vec::new() };
        for (window_days, tolerance_days) in WINDOWS_DAYS.into_iter().zip(recency.tolerances_days) {
            series.losses.push(series.loss(as_of, window_days, tolerance_days)?);
        }
        Ok(series)
    }

    /// The loss over the window of this many days.
    pub(super) fn over(&self, window_days: i32) -> Option<&Loss> {
        self.losses.iter().find(|loss| loss.window_days == window_days)
    }

    /// Measured weighings of the last days up to the current one, in order of time.
    pub(super) fn measured_since(
        &self,
        first: CalendarDay,
    ) -> impl DoubleEndedIterator<Item = Weighing> + 'a {
        within(self.measured, first, CalendarDay::LAST).iter().copied()
    }

    /// The latest recent weighing without a sign of fluid; where there is none, the current one.
    pub(super) fn current_dry(&self) -> Option<Weighing> {
        let current = self.current?;
        let dry = self.measured_since(current.day.plus(-DRY_DAYS)).rfind(|weighing| !weighing.fluid);
        dry.or(Some(current))
    }

    /// The measured weighing nearest to a day, within so many days of it; the older of two equally near.
    pub(super) fn nearest(&self, day: CalendarDay, tolerance_days: i32) -> Option<Weighing> {
        let distance = |weighing: &Weighing| day.days_since(weighing.day).abs();
        let near = within(self.measured, day.plus(-tolerance_days), day.plus(tolerance_days));
        near.iter().min_by_key(|weighing| (distance(weighing), weighing.day)).copied()
    }

    /// The latest weighing of all, however old.
    pub(super) fn latest(&self) -> Option<Weighing> {
        self.measured.last().copied()
    }

    /// The loss from the heaviest weight that is older than six months, but not older than `most_days`.
    pub(super) fn beyond_six_months(
        &self,
        as_of: CalendarDay,
        most_days: i32,
    ) -> Result<Option<Fall>, ExactError> {
        let longest = WINDOWS_DAYS.into_iter().max().unwrap_or_default();
        let old =
            |weighings: &'a [Weighing]| within(weighings, as_of.plus(-most_days), as_of.plus(-longest - 1));
        let heaviest =
            old(self.measured).iter().chain(old(self.recalled)).max_by_key(|w| (w.weight_g, w.day));
        heaviest.zip(self.current.as_ref()).map(|(from, to)| fall(*from, *to)).transpose()
    }

    fn loss(&self, as_of: CalendarDay, window_days: i32, tolerance_days: i32) -> Result<Loss, ExactError> {
        let first = as_of.plus(-window_days);
        let reference = self.current.and_then(|current| self.reference(first, tolerance_days, current.day));
        let against_reference = match reference.zip(self.current) {
            Some((from, to)) => Some(fall(from, to)?.percent),
            None => None,
        };
        let start = reference.map_or(first, |reference| reference.day.min(first));
        let largest = match self.current {
            Some(current) => self.largest(start, current.day, reference.filter(|r| r.recalled))?,
            None => None,
        };
        let fresh = self.current.is_some_and(|current| as_of.days_since(current.day) <= tolerance_days);
        Ok(Loss {
            window_days,
            reference,
            against_reference,
            largest,
            complete: reference.is_some() && fresh,
        })
    }

    /// The measured weighing nearest to `day`, the older of two equally near; a remembered one if there is
    /// none.
    fn reference(&self, day: CalendarDay, tolerance_days: i32, before: CalendarDay) -> Option<Weighing> {
        let nearest = |weighings: &[Weighing]| {
            let distance = |weighing: &Weighing| day.days_since(weighing.day).abs();
            let last = day.plus(tolerance_days).min(before.plus(-1));
            let near = within(weighings, day.plus(-tolerance_days), last);
            near.iter().min_by_key(|weighing| (distance(weighing), weighing.day)).copied()
        };
        nearest(self.measured).or_else(|| nearest(self.recalled))
    }

    /// For each weighing, the heaviest one before it gives the largest fall that ends there.
    fn largest(
        &self,
        first: CalendarDay,
        last: CalendarDay,
        recalled: Option<Weighing>,
    ) -> Result<Option<Fall>, ExactError> {
        let mut peak: Option<Weighing> = recalled;
        let mut largest: Option<(Weighing, Weighing)> = None;
        for to in within(self.measured, first, last).iter().copied() {
            if let Some(from) = peak.filter(|peak| peak.weight_g > to.weight_g && peak.day < to.day)
                && largest.is_none_or(|known| is_as_large((from, to), known))
            {
                largest = Some((from, to));
            }
            if peak.is_none_or(|peak| to.weight_g >= peak.weight_g) {
                peak = Some(to);
            }
        }
        largest.map(|(from, to)| fall(from, to)).transpose()
    }
}

/// Whether a fall is as large a share of where it began as another, by multiplying crosswise.
fn is_as_large((from, to): (Weighing, Weighing), (known_from, known_to): (Weighing, Weighing)) -> bool {
    let fallen = |from: Weighing, to: Weighing| u64::from(from.weight_g.saturating_sub(to.weight_g));
    fallen(from, to) * u64::from(known_from.weight_g)
        >= fallen(known_from, known_to) * u64::from(from.weight_g)
}

fn fall(from: Weighing, to: Weighing) -> Result<Fall, ExactError> {
    let grams = |weighing: Weighing| Exact::whole(i64::from(weighing.weight_g));
    Ok(Fall { from, to, percent: Exact::percent_lost(grams(from), grams(to))? })
}
