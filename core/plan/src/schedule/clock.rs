//! From a day and a time on the wall to a moment, whatever the clocks of the zone do.

use crate::care::HomeZone;
use chrono::{Duration, LocalResult, Offset, TimeZone};
use nourish_record::{CalendarDay, Moment, Tz};

/// The clock on the wall where the person is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WallClock {
    zone: Option<Tz>,
    offset_s: i32,
}

/// A planned time was said under other rules of its zone than hold for it now: a government moved its clocks. The day and the hour on
/// the wall stand as they were said; the instant is the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ZoneChanged {
    /// The zone.
    pub zone: Tz,
    /// The day of the planned time.
    pub day: CalendarDay,
}

impl WallClock {
    /// The clock of whoever holds the phone: its zone, else the one that the person lives in, else its offset alone.
    pub(crate) fn of(now: &Moment, home: Option<HomeZone>) -> Self {
        let home = match home {
            Some(HomeZone::Known(zone)) => Some(zone),
            Some(HomeZone::Unknown) | None => None,
        };
        Self { zone: now.zone().or(home), offset_s: now.offset_s() }
    }

    /// The moment at which the clock shows this minute of the day. Where the clocks skip it, the first minute after the gap; where they
    /// show it twice, the first of the two. `None` where the rest of that day never was, as when a zone leaps over the date line.
    pub(crate) fn at(self, day: CalendarDay, minute: u32) -> Option<Moment> {
        let Some(zone) = self.zone else { return self.at_offset(day, minute) };
        let midnight = day.date().and_hms_opt(0, 0, 0)?;
        (minute..DAY_MIN).find_map(|minute| {
            let clock = midnight.checked_add_signed(Duration::minutes(i64::from(minute)))?;
            let at = match zone.from_local_datetime(&clock) {
                LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at,
                LocalResult::None => return None,
            };
            Moment::new(at.timestamp_millis(), at.offset().fix().local_minus_utc(), Some(zone)).ok()
        })
    }

    fn at_offset(self, day: CalendarDay, minute: u32) -> Option<Moment> {
        let local_ms =
            i64::from(day.days_since_1970()) * 86_400_000 + i64::from(minute.min(DAY_MIN - 1)) * 60_000;
        Moment::new(local_ms - i64::from(self.offset_s) * 1_000, self.offset_s, None).ok()
    }
}

/// Minutes of a day on the wall.
pub(super) const DAY_MIN: u32 = 1_440;

/// The minute of the day that a moment's clock shows.
pub(super) fn minute_of(moment: &Moment) -> u32 {
    use chrono::Timelike;
    let clock = moment.clock();
    clock.hour() * 60 + clock.minute()
}

/// Whether a moment with a zone was said under other rules of it than are known now.
///
/// ```
/// # use nourish_plan::zone_changed;
/// # use nourish_record::Moment;
/// // Said when Turkey still put its clocks back in winter; since 2016 it does not.
/// let said = Moment::parse("2026-12-01T10:00:00+02:00[Europe/Istanbul]")?;
/// assert_eq!(zone_changed(&said).map(|changed| changed.day), Some("2026-12-01".parse()?));
/// assert_eq!(zone_changed(&Moment::parse("2026-12-01T10:00[Europe/Istanbul]")?), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn zone_changed(moment: &Moment) -> Option<ZoneChanged> {
    let zone = moment.zone()?;
    let now = Moment::in_zone(moment.instant_ms(), zone).ok()?;
    (now.offset_s() != moment.offset_s()).then_some(ZoneChanged { zone, day: moment.day() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn clock(zone: &str) -> WallClock {
        WallClock { zone: Some(zone.parse().unwrap()), offset_s: 0 }
    }

    fn shown(zone: &str, day: &str, minute: u32) -> Option<String> {
        clock(zone).at(day.parse().unwrap(), minute).map(|moment| moment.to_string())
    }

    #[test]
    fn a_time_that_the_clocks_skip_is_the_first_after_the_gap() {
        let at = shown("Europe/Madrid", "2026-03-29", 150).unwrap();
        assert_eq!(at, "2026-03-29T03:00:00+02:00[Europe/Madrid]");
        // Lord Howe moves by half an hour, at two in the morning.
        let at = shown("Australia/Lord_Howe", "2026-10-04", 130).unwrap();
        assert_eq!(at, "2026-10-04T02:30:00+11:00[Australia/Lord_Howe]");
        // Cairo skips the first hour of a Friday.
        let at = shown("Africa/Cairo", "2026-04-24", 0).unwrap();
        assert_eq!(at, "2026-04-24T01:00:00+03:00[Africa/Cairo]");
    }

    #[test]
    fn a_time_that_comes_twice_is_the_first() {
        let at = shown("Europe/Madrid", "2026-10-25", 150).unwrap();
        assert_eq!(at, "2026-10-25T02:30:00+02:00[Europe/Madrid]");
    }

    #[test]
    fn a_day_that_never_was_has_no_moment() {
        // Samoa went from the 29th to the 31st of December 2011.
        assert_eq!(shown("Pacific/Apia", "2011-12-30", 450), None);
        assert!(shown("Pacific/Apia", "2011-12-31", 450).is_some());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        /// Every zone, around every change of its clocks in a year: what is asked for is never before its time, never on another day,
        /// and later times of day never come earlier.
        #[test]
        fn in_every_zone_around_every_change_times_stay_in_order(year in 1990i32..2037, offset in 0u32..60) {
            let first = CalendarDay::from_date(chrono::NaiveDate::from_ymd_opt(year, 1, 1).unwrap()).unwrap();
            for zone in Tz::all() {
                let clock = WallClock { zone: Some(zone), offset_s: 0 };
                let noon = |day: CalendarDay| clock.at(day, 720).map(|moment| moment.offset_s());
                let mut before = noon(first);
                for day in first.through(first.plus(365)).skip(1) {
                    let after = noon(day);
                    if before == after && after.is_some() {
                        continue;
                    }
                    before = after;
                    let mut last = i64::MIN;
                    for minute in (offset..DAY_MIN).step_by(37) {
                        let Some(moment) = clock.at(day, minute) else { continue };
                        prop_assert_eq!(moment.day(), day, "{} {}", zone, day);
                        prop_assert!(minute_of(&moment) >= minute, "{} {} {}", zone, day, minute);
                        prop_assert!(moment.instant_ms() >= last, "{} {} {}", zone, day, minute);
                        prop_assert_eq!(Moment::in_zone(moment.instant_ms(), zone).unwrap().offset_s(), moment.offset_s());
                        last = moment.instant_ms();
                    }
                }
            }
        }
    }
}
