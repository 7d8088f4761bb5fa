//! Dates whose order of day and month the whole file must settle, or the person.

use crate::answers::{Answers, DateOrder};
use crate::file_error::FileError;
use crate::moments;
use chrono::NaiveDate;
use nourish_record::CalendarDay;

/// How the dates of a file are written: year first, with points (which stand behind the day), or in the order held here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dates(DateOrder);

impl Dates {
    /// How these dates are written, as far as they are dates at all. What the person says holds for all of them: a row that
    /// is written otherwise is refused then.
    pub(crate) fn of<'d>(dates: impl Iterator<Item = &'d str>, answers: &Answers) -> Result<Self, FileError> {
        let (mut day_first, mut month_first, mut either) = (false, false, false);
        for date in dates.filter(|date| read_plain(date).is_none()) {
            match (Self(DateOrder::DayFirst).read(date), Self(DateOrder::MonthFirst).read(date)) {
                (Some(_), None) => day_first = true,
                (None, Some(_)) => month_first = true,
                (Some(a), Some(b)) => either |= a != b,
                (None, None) => {}
            }
        }
        match (day_first, month_first, answers.dates) {
            (true, true, None) => Err(FileError::DateOrderUnknown),
            (_, _, Some(said)) => Ok(Self(said)),
            (true, false, None) => Ok(Self(DateOrder::DayFirst)),
            (false, true, None) => Ok(Self(DateOrder::MonthFirst)),
            (false, false, None) if either => Err(FileError::DateOrderUnknown),
            (false, false, None) => Ok(Self(DateOrder::DayFirst)),
        }
    }

    /// The day of a text; a year of two digits is none.
    pub(crate) fn read(self, text: &str) -> Option<NaiveDate> {
        if let Some(date) = read_plain(text) {
            return Some(date);
        }
        let format = match (self.0, text.contains('-')) {
            (DateOrder::DayFirst, true) => "%d-%m-%Y",
            (DateOrder::DayFirst, false) => "%d/%m/%Y",
            (DateOrder::MonthFirst, true) => "%m-%d-%Y",
            (DateOrder::MonthFirst, false) => "%m/%d/%Y",
        };
        read_as(text, format)
    }
}

/// The date of a cell that may hold a time as well.
pub(crate) fn date_part(cell: &str) -> Option<&str> {
    cell.split([' ', 'T']).next().filter(|date| !date.is_empty())
}

/// The time of a cell that begins with a date; empty where it holds none.
pub(crate) fn time_part(cell: &str) -> &str {
    cell.split_once([' ', 'T']).map_or("", |(_, time)| time.trim())
}

/// A date that can be read in one way only: year first, or with points.
fn read_plain(text: &str) -> Option<NaiveDate> {
    moments::read_date(text).or_else(|| if text.contains('.') { read_as(text, "%d.%m.%Y") } else { None })
}

fn read_as(text: &str, format: &str) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(text, format).ok()?;
    // A year of two digits would be one of the first century.
    CalendarDay::from_date(date).map(CalendarDay::date)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY_FIRST: Dates = Dates(DateOrder::DayFirst);
    const MONTH_FIRST: Dates = Dates(DateOrder::MonthFirst);

    fn order(dates: &[&str]) -> Result<Dates, FileError> {
        Dates::of(dates.iter().copied(), &Answers::default())
    }

    #[test]
    fn one_row_decides_for_all() {
        assert_eq!(order(&["04/07/2026", "18/07/2026"]), Ok(DAY_FIRST));
        assert_eq!(order(&["04/07/2026", "07/18/2026"]), Ok(MONTH_FIRST));
        assert_eq!(order(&["04/07/2026", "05/08/2026"]), Err(FileError::DateOrderUnknown));
        assert_eq!(order(&["18/07/2026", "07/18/2026"]), Err(FileError::DateOrderUnknown));
    }

    #[test]
    fn what_the_person_says_decides_what_the_file_leaves_open() {
        let said = Answers { dates: Some(DateOrder::MonthFirst), ..Answers::default() };
        assert_eq!(Dates::of(["04/07/2026"].into_iter(), &said), Ok(MONTH_FIRST));
        assert_eq!(MONTH_FIRST.read("18/07/2026"), None, "a row that is not so is refused, not turned round");
    }

    #[test]
    fn what_is_no_date_decides_nothing() {
        assert_eq!(order(&["04/07/2026", "31/09/2026"]), Err(FileError::DateOrderUnknown));
        assert_eq!(order(&["2026-07-04", "04.07.2026", "05/05/2026"]), Ok(DAY_FIRST));
        assert_eq!(DAY_FIRST.read("04/07/26"), None);
        assert_eq!(MONTH_FIRST.read("04.07.2026"), NaiveDate::from_ymd_opt(2026, 7, 4));
    }
}
