//! From days and amounts to places on a drawing.

use super::drawing::Format;
use crate::model::Report;
use crate::speech::Speech;
use chrono::{Datelike, NaiveDate};
use nourish_record::CalendarDay;

/// Days along the width, each with the same share of it.
#[derive(Clone, Copy)]
pub(crate) struct TimeScale {
    pub(crate) from: CalendarDay,
    pub(crate) to: CalendarDay,
    left: f64,
    right: f64,
}

impl TimeScale {
    pub(crate) const fn new(from: CalendarDay, to: CalendarDay, left: f64, right: f64) -> Self {
        Self { from, to, left, right }
    }

    /// The axis that all charts of the period share. It reaches to what is planned, if that is not too far away.
    pub(crate) fn of(report: &Report, format: Format) -> Self {
        let header = &report.header;
        let span = header.to.days_since(header.from);
        let furthest = header.to.plus((span / 4).clamp(7, 60));
        let planned =
            report.series.markers.iter().map(|marker| marker.day).filter(|day| *day <= furthest).max();
        let to = planned.map_or(header.to, |day| day.plus(1)).max(header.to);
        Self::new(header.from, to, format.left, format.right)
    }

    /// How wide a day is.
    pub(crate) fn day_width(self) -> f64 {
        let days = self.to.days_since(self.from) + 1;
        (self.right - self.left) / f64::from(days.max(1))
    }

    /// Where a day begins.
    pub(crate) fn edge(self, day: CalendarDay) -> f64 {
        self.left + f64::from(day.days_since(self.from)) * self.day_width()
    }

    /// The middle of a day.
    pub(crate) fn middle(self, day: CalendarDay) -> f64 {
        self.edge(day) + self.day_width() / 2.0
    }

    pub(crate) fn contains(self, day: CalendarDay) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// Days that get a label, and the label; never closer than labels are wide.
    pub(crate) fn ticks(self, speech: &Speech) -> Vec<(CalendarDay, String)> {
        const DAY_LABEL: f64 = 52.0;
        const MONTH_LABEL: f64 = 34.0;
        let days = [1, 2, 7, 14].into_iter().find(|days| self.day_width() * f64::from(*days) >= DAY_LABEL);
        let span = self.to.days_since(self.from);
        if let Some(step) = days.filter(|step| span <= 75 && span / step >= 2 || span < 32) {
            let every = usize::try_from(step).unwrap_or(1);
            return self.days().step_by(every).map(|day| (day, speech.short_day(day))).collect();
        }
        let wide_enough = |months: &i32| self.day_width() * 30.0 * f64::from(*months) >= MONTH_LABEL;
        let step = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600].into_iter().find(wide_enough).unwrap_or(1_200);
        let months_since_0 = |date: NaiveDate| date.year() * 12 + date.month0().cast_signed();
        let starts = self
            .days()
            .filter(|day| day.date().day() == 1 && months_since_0(day.date()).rem_euclid(step) == 0);
        starts.map(|day| (day, speech.month(day))).collect()
    }

    fn days(self) -> impl Iterator<Item = CalendarDay> {
        self.from.through(self.to)
    }
}

/// Amounts along the height.
#[derive(Clone, Copy)]
pub(crate) struct AmountScale {
    pub(crate) least: u64,
    pub(crate) most: u64,
    pub(crate) step: u64,
    top: f64,
    bottom: f64,
}

impl AmountScale {
    /// A scale that holds `least..=most`, with both ends on a tick and at most `ticks` steps of one of `steps`.
    pub(crate) fn new(least: u64, most: u64, steps: &[u64], ticks: u64, (top, bottom): (f64, f64)) -> Self {
        let holds = |step: &&u64| (most.div_ceil(**step)).saturating_sub(least / **step) <= ticks;
        let step = steps.iter().find(holds).or(steps.last()).copied().unwrap_or(1).max(1);
        let least = least / step * step;
        let most = (most.div_ceil(step) * step).max(least + step);
        Self { least, most, step, top, bottom }
    }

    /// The height of an amount, held within the scale.
    pub(crate) fn y(self, amount: u64) -> f64 {
        let share = amount.clamp(self.least, self.most) - self.least;
        self.bottom - (self.bottom - self.top) * share as f64 / (self.most - self.least) as f64
    }

    pub(crate) fn ticks(self) -> impl Iterator<Item = u64> {
        (0..=(self.most - self.least) / self.step).map(move |place| self.least + place * self.step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> CalendarDay {
        text.parse().unwrap()
    }

    #[test]
    fn one_day_fills_the_width() {
        let scale = TimeScale::new(day("2026-11-20"), day("2026-11-20"), 40.0, 340.0);
        assert_eq!((scale.edge(scale.from), scale.middle(scale.from)), (40.0, 190.0));
        assert_eq!(scale.ticks(&Speech::default()).len(), 1);
    }

    #[test]
    fn labels_never_touch_from_a_day_to_a_century() {
        for days in [0, 1, 6, 13, 27, 31, 45, 75, 76, 91, 120, 182, 365, 730, 1_826, 9_000, 36_000] {
            let scale = TimeScale::new(day("2000-01-15"), day("2000-01-15").plus(days), 40.0, 344.0);
            let places: Vec<f64> =
                scale.ticks(&Speech::default()).iter().map(|(day, _)| scale.edge(*day)).collect();
            let closest = places.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::MAX, f64::min);
            assert!(closest >= 31.0, "{days} days: {closest}");
            assert!(!places.is_empty(), "{days} days");
        }
    }

    #[test]
    fn an_amount_scale_ends_on_ticks_and_holds_what_it_must() {
        let scale = AmountScale::new(60_900, 69_100, &[500, 1_000, 2_000, 5_000], 6, (10.0, 110.0));
        assert_eq!((scale.least, scale.most, scale.step), (60_000, 70_000, 2_000));
        assert_eq!((scale.y(60_000), scale.y(70_000), scale.y(0)), (110.0, 10.0, 110.0));
        assert_eq!(scale.ticks().count(), 6);
    }
}
