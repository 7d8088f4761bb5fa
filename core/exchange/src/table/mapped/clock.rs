//! How a table writes its times.

use crate::moments;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use nourish_record::{CalendarDay, Moment, MomentError};

/// How a column writes times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ClockFormat {
    /// ISO 8601: a date, a local time, or a time with its offset.
    Iso,
    /// Seconds since 1970 (1) or milliseconds (1000).
    Unix(i64),
    /// A pattern in chrono's words, and what it holds.
    Pattern { pattern: String, date: bool, time: bool },
}

/// A format that is not known.
pub(super) struct UnknownFormat;

/// What a cell said.
pub(super) enum Clock {
    /// A time of day alone.
    Time(NaiveTime),
    /// A day alone.
    Day(NaiveDate),
    /// What a clock showed.
    Local(NaiveDateTime),
    /// An instant, with its offset.
    Moment(Box<Moment>),
    /// An instant whose offset is not said, in milliseconds since 1970.
    Instant(i64),
}

/// Parts of a pattern, longest first, and chrono's word for them.
const PARTS: [(&str, &str); 11] = [
    ("YYYY", "%Y"),
    ("MMM", "%b"),
    ("MM", "%m"),
    ("DD", "%d"),
    ("HH", "%H"),
    ("hh", "%I"),
    ("mm", "%M"),
    ("ss", "%S"),
    ("D", "%d"),
    ("M", "%m"),
    ("A", "%p"),
];

impl ClockFormat {
    /// Reads a format like `DD/MM/YYYY HH:mm`.
    pub(super) fn parse(text: &str) -> Result<Self, UnknownFormat> {
        match text {
            "iso" => return Ok(Self::Iso),
            "unix-s" => return Ok(Self::Unix(1)),
            "unix-ms" => return Ok(Self::Unix(1000)),
            _ => {}
        }
        let (mut rest, mut pattern) = (text, String::new());
        while let Some(next) = rest.chars().next() {
            if let Some((part, word)) = PARTS.iter().find(|(part, _)| rest.starts_with(part)) {
                pattern.push_str(word);
                rest = rest.strip_prefix(part).unwrap_or_default();
            } else if next.is_alphanumeric() || next == '%' {
                // A literal T stands between date and time; any other letter is a slip.
                if next != 'T' {
                    return Err(UnknownFormat);
                }
                pattern.push(next);
                rest = rest.strip_prefix(next).unwrap_or_default();
            } else {
                pattern.push(next);
                rest = rest.strip_prefix(next).unwrap_or_default();
            }
        }
        let has = |word: &str| pattern.matches(word).count() == 1;
        let date = has("%Y") && (has("%m") || has("%b")) && has("%d");
        let time = has("%M") && (has("%H") || (has("%I") && has("%p")));
        let any_date = ["%Y", "%m", "%b", "%d"].iter().any(|word| pattern.contains(word));
        let any_time = ["%H", "%I", "%M", "%S", "%p"].iter().any(|word| pattern.contains(word));
        if (!date && any_date) || (!time && any_time) || (!date && !time) {
            return Err(UnknownFormat);
        }
        Ok(Self::Pattern { pattern, date, time })
    }

    /// What a cell says; `None` if it is not written so.
    pub(super) fn read(&self, text: &str) -> Option<Clock> {
        let text = text.trim();
        match self {
            Self::Iso => read_iso(text),
            Self::Unix(per_s) => {
                let number: i64 = text.parse().ok()?;
                Some(Clock::Instant(number.checked_mul(1000 / per_s)?))
            }
            Self::Pattern { pattern, date: true, time: true } => {
                let pattern = if pattern.contains("%S") { pattern.clone() } else { format!("{pattern}|%S") };
                let text = if self.has_seconds() { text.to_owned() } else { format!("{text}|00") };
                NaiveDateTime::parse_from_str(&text, &pattern)
                    .ok()
                    .filter(|local| in_range(local.date()))
                    .map(Clock::Local)
            }
            Self::Pattern { pattern, date: true, .. } => {
                NaiveDate::parse_from_str(text, pattern).ok().filter(|day| in_range(*day)).map(Clock::Day)
            }
            Self::Pattern { pattern, .. } => NaiveTime::parse_from_str(text, pattern).ok().map(Clock::Time),
        }
    }

    fn has_seconds(&self) -> bool {
        matches!(self, Self::Pattern { pattern, .. } if pattern.contains("%S"))
    }
}

fn read_iso(text: &str) -> Option<Clock> {
    match Moment::parse(text) {
        Ok(moment) => return Some(Clock::Moment(Box::new(moment))),
        Err(MomentError::NotATime) => {}
        Err(_) => return None,
    }
    if let Some(local) = moments::read_date_time(text) {
        return Some(Clock::Local(local));
    }
    moments::read_date(text).map(Clock::Day).or_else(|| moments::read_time(text).map(Clock::Time))
}

/// Whether a day is one that the journal can keep: a year of two digits is none.
fn in_range(day: NaiveDate) -> bool {
    CalendarDay::from_date(day).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(format: &str, text: &str) -> Option<String> {
        match ClockFormat::parse(format).ok()?.read(text)? {
            Clock::Local(local) => Some(local.to_string()),
            Clock::Day(day) => Some(day.to_string()),
            Clock::Time(time) => Some(time.to_string()),
            Clock::Instant(instant_ms) => Some(instant_ms.to_string()),
            Clock::Moment(moment) => Some(moment.to_string()),
        }
    }

    #[test]
    fn reads_what_tables_write() {
        for (format, text, wanted) in [
            ("DD/MM/YYYY", "04/07/2026", "2026-07-04"),
            ("M/D/YYYY hh:mm A", "7/4/2026 08:57 PM", "2026-07-04 20:57:00"),
            ("YYYY-MM-DDTHH:mm:ss", "2026-07-04T08:57:12", "2026-07-04 08:57:12"),
            ("DD.MM.YYYY HH:mm", "04.07.2026 08:57", "2026-07-04 08:57:00"),
            ("DD MMM YYYY", "04 Jul 2026", "2026-07-04"),
            ("HH:mm", "08:57", "08:57:00"),
            ("unix-s", "1783148220", "1783148220000"),
            ("unix-ms", "1783148220000", "1783148220000"),
            ("iso", "2026-07-04T08:57:00+02:00", "2026-07-04T08:57:00+02:00"),
            ("iso", "2026-07-04 08:57", "2026-07-04 08:57:00"),
        ] {
            assert_eq!(local(format, text).as_deref(), Some(wanted), "{format}");
        }
    }

    #[test]
    fn refuses_what_is_written_otherwise() {
        for (format, text) in [
            ("DD/MM/YYYY", "2026-07-04"),
            ("DD/MM/YYYY", "31/09/2026"),
            ("DD/MM/YYYY", "04/07/26"),
            ("HH:mm", "25:00"),
        ] {
            assert_eq!(local(format, text), None, "{format} {text}");
        }
        for format in ["", "DD/MM", "MM/YYYY", "YYYY-MM-DD hh:mm", "x", "%Y-%m-%d", "DD/MM/YYYY DD", "MM"] {
            assert!(ClockFormat::parse(format).is_err(), "{format}");
        }
    }
}
