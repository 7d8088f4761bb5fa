//! The person's calendar day, and the week that files it.

use chrono::{Datelike, NaiveDate};
use std::fmt;
use std::str::FromStr;

/// 1970-01-01 counted from the first day of the proleptic Gregorian calendar, as chrono counts.
const UNIX_EPOCH_FROM_CE: i32 = 719_163;

/// A day on the person's own calendar, kept as days since 1970-01-01.
///
/// It is said once, when something is logged, and never recomputed from an instant: travelling or a change of clock
/// cannot move a breakfast to another day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarDay(i32);

impl CalendarDay {
    /// The first day that an entry may carry, 1900-01-01: birthdays lie after it.
    pub const FIRST: Self = Self(-25_567);
    /// The last day that an entry may carry, 2199-12-31.
    pub const LAST: Self = Self(84_005);

    /// The day that lies this many days after 1970-01-01, if it is within [`Self::FIRST`]..=[`Self::LAST`].
    pub fn from_days_since_1970(days: i32) -> Option<Self> {
        let day = Self(days);
        (Self::FIRST..=Self::LAST).contains(&day).then_some(day)
    }

    /// Days since 1970-01-01.
    pub const fn days_since_1970(self) -> i32 {
        self.0
    }

    /// The day of a chrono date, if it is within range.
    pub fn from_date(date: NaiveDate) -> Option<Self> {
        Self::from_days_since_1970(date.num_days_from_ce() - UNIX_EPOCH_FROM_CE)
    }

    /// The same day as a chrono date.
    pub fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0 + UNIX_EPOCH_FROM_CE).unwrap_or(NaiveDate::MIN)
    }

    /// The day `days` later (earlier when negative), held within the range of days.
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days).clamp(Self::FIRST.0, Self::LAST.0))
    }

    /// How many days lie between `earlier` and this day; negative when this day is the earlier one.
    pub const fn days_since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// Completed years between a birthday and this day: the age on it. `None` before birth.
    pub fn years_since(self, birth: Self) -> Option<u32> {
        self.date().years_since(birth.date())
    }

    /// Every day from this one to `last`, both included; none when `last` is earlier.
    pub fn through(self, last: Self) -> impl DoubleEndedIterator<Item = Self> + Clone {
        (self.0..=last.0).map(Self)
    }

    /// The week that this day is filed under.
    pub const fn week(self) -> Week {
        // 1970-01-01 was a Thursday: three days after a Monday.
        Week((self.0 + 3).div_euclid(7))
    }
}

impl fmt::Display for CalendarDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date().format("%Y-%m-%d"))
    }
}

impl FromStr for CalendarDay {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| NotADay)?;
        (text.len() == 10).then(|| Self::from_date(date)).flatten().ok_or(NotADay)
    }
}

/// A week from Monday to Sunday, counted from the week of 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week(i32);

impl Week {
    /// The week with this number.
    pub const fn from_number(number: i32) -> Self {
        Self(number)
    }

    /// Its number; the week of 1970-01-01 is 0.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// Its Monday.
    pub const fn first_day(self) -> CalendarDay {
        CalendarDay(self.0 * 7 - 3)
    }

    /// Its Sunday.
    pub const fn last_day(self) -> CalendarDay {
        CalendarDay(self.0 * 7 + 3)
    }
}

/// The text is not a date like 2026-11-20 between 1900 and 2199.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a day is written year-month-day, like 2026-11-20, between 1900 and 2199")]
pub struct NotADay;

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Weekday;
    use proptest::prelude::*;

    fn day(text: &str) -> CalendarDay {
        text.parse().unwrap()
    }

    #[test]
    fn counts_from_1970() {
        assert_eq!(day("1970-01-01").days_since_1970(), 0);
        assert_eq!(day("2000-03-01").days_since(day("2000-02-28")), 2);
        assert_eq!(day("1900-01-01"), CalendarDay::FIRST);
        assert_eq!(day("2199-12-31"), CalendarDay::LAST);
    }

    #[test]
    fn refuses_what_is_no_day() {
        for text in ["2026-02-30", "2026-1-1", "20-11-2026", "1899-12-31", "2200-01-01", "today", ""] {
            assert_eq!(text.parse::<CalendarDay>(), Err(NotADay), "{text}");
        }
    }

    #[test]
    fn age_changes_on_the_birthday() {
        let birth = day("1956-11-21");
        assert_eq!(day("2026-11-20").years_since(birth), Some(69));
        assert_eq!(day("2026-11-21").years_since(birth), Some(70));
        assert_eq!(day("1956-11-20").years_since(birth), None);
    }

    proptest! {
        #[test]
        fn a_week_runs_from_monday_to_sunday(days in -25_000i32..84_000) {
            let any = CalendarDay(days);
            let week = any.week();
            prop_assert!(week.first_day() <= any && any <= week.last_day());
            prop_assert_eq!(week.first_day().date().weekday(), Weekday::Mon);
            prop_assert_eq!(week.last_day().days_since(week.first_day()), 6);
            prop_assert_eq!(any.to_string().parse(), Ok(any));
        }
    }
}
