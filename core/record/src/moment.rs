//! When something happened: an instant, the offset and zone it was lived in, and the person's own calendar day.

use crate::day::CalendarDay;
use crate::zone::Tz;
use chrono::{DateTime, FixedOffset, LocalResult, NaiveDateTime, Offset, TimeZone, Utc};
use std::fmt;

/// Furthest that a clock on Earth is from UTC, in seconds: 14 hours, with an hour to spare.
const MAX_OFFSET_S: i32 = 15 * 3600;
/// Furthest that the person's own day may lie from the clock's date: night workers, and a meal after midnight.
const MAX_DAY_SHIFT: i32 = 1;

const DAY_MS: i64 = 86_400_000;

/// A moment in a person's life.
///
/// The instant says when, for ordering; offset and zone say what the clock on the wall showed; the day is the day that
/// the person means. All of it is stored, none of it is derived again later, so a journey, a change of clock or a
/// government that changes its zone leaves the journal as it was lived.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Moment {
    instant_ms: i64,
    offset_s: i32,
    zone: Option<Tz>,
    day: CalendarDay,
}

/// Why a moment could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MomentError {
    /// Not written like `2026-11-20T07:30:00+01:00`, with or without `[Europe/Madrid]`.
    #[error("a time is written like 2026-11-20T07:30:00+01:00, or 2026-11-20T07:30[Europe/Madrid]")]
    NotATime,
    /// No zone of this name is known.
    #[error("a zone is named like Europe/Madrid")]
    UnknownZone,
    /// The clocks skip this local time: it never was.
    #[error("the clocks were put forward over this time of day: it never was")]
    Skipped,
    /// The offset is further from UTC than any place.
    #[error("the offset from UTC is larger than 15 hours")]
    OffsetTooLarge,
    /// The day is before 1900, after 2199, or not the clock's date give or take one.
    #[error("the day lies outside 1900 to 2199, or more than a day from the clock's date")]
    DayOutOfRange,
}

impl Moment {
    /// The moment at `instant_ms` (milliseconds since 1970, UTC) on a clock that shows `offset_s` seconds east of UTC;
    /// its day is that clock's date.
    pub fn new(instant_ms: i64, offset_s: i32, zone: Option<Tz>) -> Result<Self, MomentError> {
        let day = clock_date(instant_ms, offset_s)?;
        Ok(Self { instant_ms, offset_s, zone, day })
    }

    /// The moment that the clocks of `zone` showed as `local`.
    ///
    /// An hour that happens twice, when clocks are put back, means the first of the two; `Skipped` is the error for a
    /// time that clocks put forward left out.
    pub fn local(local: NaiveDateTime, zone: Tz) -> Result<Self, MomentError> {
        let at = match zone.from_local_datetime(&local) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at,
            LocalResult::None => return Err(MomentError::Skipped),
        };
        Self::new(at.timestamp_millis(), at.offset().fix().local_minus_utc(), Some(zone))
    }

    /// The moment at `instant_ms` as the clocks of `zone` show it.
    pub fn in_zone(instant_ms: i64, zone: Tz) -> Result<Self, MomentError> {
        let utc = DateTime::<Utc>::from_timestamp_millis(instant_ms).ok_or(MomentError::DayOutOfRange)?;
        let offset_s = utc.with_timezone(&zone).offset().fix().local_minus_utc();
        Self::new(instant_ms, offset_s, Some(zone))
    }

    /// Reads `2026-11-20T07:30:00+01:00`, the same with `[Europe/Madrid]` behind it, or a local time with a zone alone,
    /// `2026-11-20T07:30[Europe/Madrid]`. Seconds may be left out; a space may stand for the `T`; `Z` is UTC.
    pub fn parse(text: &str) -> Result<Self, MomentError> {
        let (clock, zone) = match text.strip_suffix(']').and_then(|head| head.split_once('[')) {
            Some((clock, name)) => (clock, Some(zone(name)?)),
            None => (text, None),
        };
        if let Some(fixed) = read_fixed(clock) {
            return Self::new(fixed.timestamp_millis(), fixed.offset().local_minus_utc(), zone);
        }
        let local = read_local(clock).ok_or(MomentError::NotATime)?;
        Self::local(local, zone.ok_or(MomentError::NotATime)?)
    }

    /// The same moment on another day of the person's calendar: a supper after midnight, a night feed.
    pub fn on_day(self, day: CalendarDay) -> Result<Self, MomentError> {
        let clock_day = clock_date(self.instant_ms, self.offset_s)?;
        if day.days_since(clock_day).abs() > MAX_DAY_SHIFT {
            return Err(MomentError::DayOutOfRange);
        }
        Ok(Self { day, ..self })
    }

    /// Milliseconds since 1970, UTC.
    pub const fn instant_ms(&self) -> i64 {
        self.instant_ms
    }

    /// Seconds east of UTC that the clock on the wall showed.
    pub const fn offset_s(&self) -> i32 {
        self.offset_s
    }

    /// The zone, where it is known.
    pub const fn zone(&self) -> Option<Tz> {
        self.zone
    }

    /// The person's own calendar day.
    pub const fn day(&self) -> CalendarDay {
        self.day
    }

    /// What the clock on the wall showed.
    pub fn clock(&self) -> NaiveDateTime {
        let local_ms = self.instant_ms.saturating_add(i64::from(self.offset_s) * 1000);
        DateTime::<Utc>::from_timestamp_millis(local_ms).unwrap_or_default().naive_utc()
    }
}

/// The zone of this name, like `Europe/Madrid`.
fn zone(name: &str) -> Result<Tz, MomentError> {
    name.parse().map_err(|_| MomentError::UnknownZone)
}

fn clock_date(instant_ms: i64, offset_s: i32) -> Result<CalendarDay, MomentError> {
    if offset_s.abs() > MAX_OFFSET_S {
        return Err(MomentError::OffsetTooLarge);
    }
    let local_ms = instant_ms.checked_add(i64::from(offset_s) * 1000).ok_or(MomentError::DayOutOfRange)?;
    let days = i32::try_from(local_ms.div_euclid(DAY_MS)).ok();
    days.and_then(CalendarDay::from_days_since_1970).ok_or(MomentError::DayOutOfRange)
}

fn read_fixed(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.strip_suffix('Z').map_or_else(|| text.to_owned(), |head| format!("{head}+00:00"));
    ["%Y-%m-%dT%H:%M:%S%.f%:z", "%Y-%m-%dT%H:%M%:z", "%Y-%m-%d %H:%M:%S%.f %z", "%Y-%m-%d %H:%M%:z"]
        .iter()
        .find_map(|format| DateTime::parse_from_str(&text, format).ok())
}

fn read_local(text: &str) -> Option<NaiveDateTime> {
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
}

impl fmt::Display for Moment {
    /// `2026-11-20T07:30:00+01:00[Europe/Madrid]`, as [`Moment::parse`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, offset) = if self.offset_s < 0 { ('-', -self.offset_s) } else { ('+', self.offset_s) };
        write!(f, "{}", self.clock().format("%Y-%m-%dT%H:%M:%S"))?;
        write!(f, "{sign}{:02}:{:02}", offset / 3600, offset / 60 % 60)?;
        self.zone.map_or(Ok(()), |zone| write!(f, "[{zone}]"))
    }
}

impl fmt::Debug for Moment {
    /// The day alone: a time of day is the person's own business.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Moment(on {})", self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_the_three_ways_of_writing_a_time() {
        let summer = Moment::parse("2026-08-01T09:15:00+02:00[Europe/Madrid]").unwrap();
        assert_eq!(Moment::parse("2026-08-01T09:15[Europe/Madrid]").unwrap(), summer);
        let fixed = Moment::parse("2026-08-01 09:15:00 +0200").unwrap();
        assert_eq!(fixed.instant_ms(), summer.instant_ms());
        assert_eq!(fixed.zone(), None);
        assert_eq!(Moment::parse("2026-08-01T07:15:00Z").unwrap().instant_ms(), summer.instant_ms());
    }

    #[test]
    fn an_hour_that_happens_twice_is_the_first_and_a_skipped_one_is_refused() {
        let twice = Moment::parse("2026-10-25T02:30[Europe/Madrid]").unwrap();
        assert_eq!(twice.offset_s(), 7200);
        let second = Moment::parse("2026-10-25T02:30:00+01:00[Europe/Madrid]").unwrap();
        assert_eq!(second.instant_ms() - twice.instant_ms(), 3_600_000);
        assert_eq!(second.day(), twice.day());
        assert_eq!(Moment::parse("2026-03-29T02:30[Europe/Madrid]"), Err(MomentError::Skipped));
    }

    #[test]
    fn a_supper_after_midnight_may_belong_to_the_day_before() {
        let at = Moment::parse("2026-08-02T00:20:00+02:00").unwrap();
        let eve: CalendarDay = "2026-08-01".parse().unwrap();
        assert_eq!(at.clone().on_day(eve).unwrap().day(), eve);
        assert_eq!(at.on_day(eve.plus(-1)), Err(MomentError::DayOutOfRange));
    }

    #[test]
    fn says_what_is_wrong() {
        assert_eq!(Moment::parse("yesterday"), Err(MomentError::NotATime));
        assert_eq!(Moment::parse("2026-08-01T09:15"), Err(MomentError::NotATime));
        assert_eq!(Moment::parse("2026-08-01T09:15[Europe/Nowhere]"), Err(MomentError::UnknownZone));
        assert_eq!(Moment::new(0, 16 * 3600, None), Err(MomentError::OffsetTooLarge));
    }

    proptest! {
        #[test]
        fn prints_what_it_reads_in_every_zone(
            zone in prop::sample::select(Tz::all().collect::<Vec<_>>()),
            seconds in 0i64..4_000_000_000,
        ) {
            let moment = Moment::in_zone(seconds * 1000, zone).unwrap();
            // Before the railways, some zones were a few seconds off: print rounds those to the minute.
            prop_assume!(moment.offset_s() % 60 == 0);
            prop_assert_eq!(Moment::parse(&moment.to_string()).unwrap(), moment);
        }
    }
}
