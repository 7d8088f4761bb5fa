//! Times as files write them.

use crate::item::RefusedRow;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use nourish_record::{CalendarDay, Moment, MomentError, Problem, Tz};

/// A time with its offset from UTC. The zone is added where its clocks show that offset at that time, and left unsaid
/// where they do not.
pub(crate) fn with_offset(text: &str, zone: Tz) -> Result<Moment, MomentError> {
    let moment = Moment::parse(text)?;
    let zoned = Moment::in_zone(moment.instant_ms(), zone)?;
    Ok(if zoned.offset_s() == moment.offset_s() { zoned } else { moment })
}

/// The start of a day. Where clocks are put forward over midnight, it is the first time that was.
pub(crate) fn start_of_day(day: CalendarDay, zone: Tz) -> Result<Moment, MomentError> {
    let at = |hour| at_hour(day, hour, zone);
    at(0).or_else(|_| at(1))
}

/// A full hour of a day.
pub(crate) fn at_hour(day: CalendarDay, hour: u32, zone: Tz) -> Result<Moment, MomentError> {
    Moment::local(day.date().and_time(NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default()), zone)
}

/// A date and a time as a local time.
pub(crate) fn read_date_time(text: &str) -> Option<NaiveDateTime> {
    let (date, time) = text.trim().split_once(['T', ' '])?;
    Some(read_date(date)?.and_time(read_time(time)?))
}

/// A date, year first.
pub(crate) fn read_date(text: &str) -> Option<NaiveDate> {
    text.trim().parse::<CalendarDay>().ok().map(CalendarDay::date)
}

/// A time of day to the minute or second.
pub(crate) fn read_time(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    ["%H:%M", "%H:%M:%S"].iter().find_map(|format| NaiveTime::parse_from_str(text, format).ok())
}

/// The refusal of a time.
pub(crate) fn refuse(line: u64, field: &str, error: MomentError) -> RefusedRow {
    match error {
        MomentError::Skipped => RefusedRow::new(
            line,
            field,
            "is a time that the clocks were put forward over: it never was",
            "correct the time, or the time zone of the import",
        ),
        MomentError::NotATime => RefusedRow::of(line, field, Problem::NotATime),
        other => RefusedRow::new(line, field, "is not a time that can be kept", &other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> Tz {
        name.parse().unwrap()
    }

    #[test]
    fn the_zone_is_said_where_its_clocks_agree() {
        let there = with_offset("2026-11-20T07:30:00+01:00", zone("Europe/Madrid")).unwrap();
        assert_eq!(there.zone(), Some(zone("Europe/Madrid")));
        let away = with_offset("2026-11-20T07:30:00+09:00", zone("Europe/Madrid")).unwrap();
        assert_eq!((away.zone(), away.offset_s()), (None, 9 * 3600));
    }

    #[test]
    fn a_day_starts_even_where_midnight_is_skipped() {
        // In 2023 Cairo's clocks went from 0:00 to 1:00 on the last Friday of April.
        let day: CalendarDay = "2023-04-28".parse().unwrap();
        let start = start_of_day(day, zone("Africa/Cairo")).unwrap();
        assert_eq!((start.day(), start.clock().to_string().as_str()), (day, "2023-04-28 01:00:00"));
    }

    #[test]
    fn reads_local_times() {
        let at = read_date_time("2026-11-20 07:14").unwrap();
        assert_eq!(read_date_time("2026-11-20T07:14:00"), Some(at));
        for text in ["", "2026-11-20", "2026-02-30 07:00", "2026-11-20 25:00", "20/11/2026 07:14"] {
            assert_eq!(read_date_time(text), None, "{text}");
        }
    }
}
