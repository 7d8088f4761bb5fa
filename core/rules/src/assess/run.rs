//! For how many days running too little was eaten.

use super::context::Context;
use super::goal::Goal;
use super::ledger::{Nutrient, share_of_day};
use crate::exact::{Exact, ExactError};
use crate::score::ScoreError;
use crate::tables::Bound;
use nourish_record::CalendarDay;

/// How far back a run is followed, in days: further than any limit that is asked for.
pub(crate) const LONGEST_DAYS: i32 = 42;

/// Days one after the other, up to the last one that is over, on which a bound held. A day of which nothing is known neither goes on
/// with a run nor ends it: it leaves open how long the run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// So many for certain.
    pub(super) least_days: i32,
    /// So many if it held on all days of which nothing is known; `None` if that goes further back than is looked.
    pub(super) most_days: Option<i32>,
}

impl Run {
    /// The run of days up to `last` on which the share of the energy need eaten satisfied `bound`.
    pub(super) fn ending(context: &Context<'_>, last: CalendarDay, bound: Bound) -> Result<Self, ScoreError> {
        let goal = Goal::of(context, Nutrient::Energy)?;
        let held = |days_back: i32| -> Result<Option<bool>, ExactError> {
            let Some(day) = context.on(last.plus(-days_back)) else { return Ok(None) };
            Ok(share_of_day(day, goal.as_ref())?.map(|share| bound.holds(share)))
        };
        let mut run = Self { least_days: 0, most_days: None };
        let mut certain = true;
        for days_back in 0..LONGEST_DAYS {
            match held(days_back)? {
                Some(true) => run.least_days += i32::from(certain),
                Some(false) => return Ok(Self { most_days: Some(days_back), ..run }),
                None => certain = false,
            }
        }
        Ok(run)
    }

    /// The run up to yesterday: today may not be over.
    pub(super) fn of(context: &Context<'_>, bound: Bound) -> Result<Self, ScoreError> {
        Self::ending(context, context.as_of.plus(-1), bound)
    }

    /// A number of days that every one of `limits` judges as it judges the run, whose length may be open; none if one of them depends
    /// on it.
    pub(super) fn days_among(self, limits: &[Bound]) -> Option<i32> {
        let holds = |limit: &Bound, days: i32| limit.holds(Exact::whole(i64::from(days)));
        let most_days = self.most_days.unwrap_or(i32::MAX);
        let alike = |limit: &Bound| holds(limit, self.least_days) == holds(limit, most_days);
        limits.iter().all(alike).then_some(self.least_days)
    }
}
