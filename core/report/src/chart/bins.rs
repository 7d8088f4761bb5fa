//! Days gathered for bars: one bar a day, week or month, so that bars stay wide enough to see.

use crate::model::{ByRoute, Day};
use chrono::Datelike;
use nourish_record::CalendarDay;

/// How many days a bar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Day,
    Week,
    Month,
}

impl Step {
    /// The step for a period of so many days.
    pub(crate) const fn for_days(days: usize) -> Self {
        match days {
            0..=92 => Self::Day,
            93..=731 => Self::Week,
            _ => Self::Month,
        }
    }

    /// Whether both days belong to one bar.
    fn joins(self, a: CalendarDay, b: CalendarDay) -> bool {
        match self {
            Self::Day => a == b,
            Self::Week => a.week() == b.week(),
            Self::Month => (a.date().year(), a.date().month()) == (b.date().year(), b.date().month()),
        }
    }
}

/// A bar: means over the days that have data.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bin {
    pub(crate) from: CalendarDay,
    pub(crate) to: CalendarDay,
    /// Days of the period in it.
    pub(crate) days: u64,
    /// Those with data.
    pub(crate) days_with_data: u64,
    /// Mean a day with data, in the unit of the days.
    pub(crate) mean: ByRoute,
}

/// The period in bars. `amount` says which amount of a day is meant.
pub(crate) fn bins(
    days: &[Day],
    (from, to): (CalendarDay, CalendarDay),
    step: Step,
    amount: fn(&Day) -> &ByRoute,
) -> Vec<Bin> {
    let mut bins: Vec<(Bin, ByRoute)> = Vec::new();
    let mut known = days.iter().skip_while(|day| day.day < from).peekable();
    for day in from.through(to) {
        if !bins.last().is_some_and(|(bin, _)| step.joins(bin.from, day)) {
            let bin = Bin { from: day, to: day, days: 0, days_with_data: 0, mean: ByRoute::default() };
            bins.push((bin, ByRoute::default()));
        }
        let Some((bin, sum)) = bins.last_mut() else { continue };
        bin.to = day;
        bin.days += 1;
        let today = known.next_if(|known| known.day == day).map(amount).filter(|today| !today.is_unknown());
        if let Some(today) = today {
            bin.days_with_data += 1;
            *sum = plus(*sum, *today);
        }
    }
    bins.into_iter().map(|(bin, sum)| Bin { mean: divided(sum, bin.days_with_data), ..bin }).collect()
}

fn plus(a: ByRoute, b: ByRoute) -> ByRoute {
    let add = |a: Option<u64>, b: Option<u64>| match (a, b) {
        (None, None) => None,
        (a, b) => Some(a.unwrap_or(0).saturating_add(b.unwrap_or(0))),
    };
    ByRoute {
        oral: add(a.oral, b.oral),
        tube: add(a.tube, b.tube),
        parenteral: add(a.parenteral, b.parenteral),
    }
}

fn divided(sum: ByRoute, days: u64) -> ByRoute {
    let share = |amount: Option<u64>| amount.and_then(|amount| (amount + days / 2).checked_div(days));
    ByRoute { oral: share(sum.oral), tube: share(sum.tube), parenteral: share(sum.parenteral) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn day(text: &str, oral: Option<u64>, tube: Option<u64>) -> Day {
        Day {
            day: text.parse().unwrap(),
            weight_g: None,
            weight_origin: None,
            trend_g: None,
            energy_kcal_milli: ByRoute { oral, tube, parenteral: None },
            protein_mg: ByRoute::default(),
            fluid_ml: ByRoute::default(),
            volume_ml: None,
            tube_delivered_ml: None,
            tube_prescribed_ml: None,
            eaten_percent: None,
            stool_count: None,
            vomit_count: None,
            symptoms: BTreeMap::new(),
            entries: 1,
        }
    }

    #[test]
    fn a_mean_counts_only_days_with_data() {
        // 2026-11-16 is a Monday.
        let days = [
            day("2026-11-16", Some(1_000), None),
            day("2026-11-17", None, None),
            day("2026-11-18", Some(500), Some(500)),
        ];
        let period = ("2026-11-16".parse().unwrap(), "2026-11-23".parse().unwrap());
        let weeks = bins(&days, period, Step::Week, |day| &day.energy_kcal_milli);
        let [first, second] = weeks.as_slice() else { panic!("two weeks") };
        assert_eq!((first.days, first.days_with_data), (7, 2));
        assert!(first.mean == ByRoute { oral: Some(750), tube: Some(250), parenteral: None });
        assert_eq!((second.days, second.days_with_data, second.mean.total()), (1, 0, None));
    }

    #[test]
    fn a_day_without_data_is_a_gap_and_not_a_zero() {
        let day = day("2026-11-16", None, None);
        let only =
            bins(&[day], ("2026-11-16".parse().unwrap(), "2026-11-16".parse().unwrap()), Step::Day, |day| {
                &day.energy_kcal_milli
            });
        assert!(only.iter().all(|bin| bin.mean.is_unknown()));
    }
}
