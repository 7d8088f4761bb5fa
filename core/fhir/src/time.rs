//! Times as FHIR writes them.

use nourish_record::{CalendarDay, Moment};

/// Furthest offset from UTC that FHIR can write, in seconds: 14 hours.
const MAX_OFFSET_S: i32 = 14 * 3600;
const MS_PER_DAY: i64 = 86_400_000;

/// A moment as a FHIR `dateTime` with its offset. An offset that FHIR cannot write (seconds in it, or beyond 14 hours) gives the
/// same instant in UTC.
pub fn date_time(moment: &Moment) -> String {
    let offset_s = if has_plain_offset(moment) { moment.offset_s() } else { 0 };
    at(moment.instant_ms(), offset_s)
}

/// An instant as FHIR `instant`, in UTC.
pub fn instant(wall_ms: u64) -> String {
    at(i64::try_from(wall_ms).unwrap_or(i64::MAX), 0)
}

/// A day as a FHIR `date`.
pub fn date(day: CalendarDay) -> String {
    day.to_string()
}

/// A text as XHTML shows it: what marks up is escaped, what XML cannot hold is left out.
pub fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '"' => shown.push_str("&quot;"),
            '\n' | '\t' => shown.push(letter),
            '\u{fffe}' | '\u{ffff}' => {}
            control if control.is_control() => {}
            other => shown.push(other),
        }
    }
    shown
}

/// Whether FHIR can write the moment's offset.
pub(crate) const fn has_plain_offset(moment: &Moment) -> bool {
    moment.offset_s() % 60 == 0 && moment.offset_s().abs() <= MAX_OFFSET_S
}

/// The instant on a clock that shows `offset_s` seconds east of UTC.
pub(crate) fn at(instant_ms: i64, offset_s: i32) -> String {
    let local_ms = instant_ms.saturating_add(i64::from(offset_s) * 1000);
    let days = i32::try_from(local_ms.div_euclid(MS_PER_DAY)).unwrap_or(i32::MAX);
    let day = CalendarDay::FIRST.plus(days.saturating_sub(CalendarDay::FIRST.days_since_1970()));
    let ms = local_ms.rem_euclid(MS_PER_DAY);
    let (hour, minute, second) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    let fraction = if ms % 1000 == 0 { String::new() } else { format!(".{:03}", ms % 1000) };
    let clock = format!("{day}T{hour:02}:{minute:02}:{second:02}{fraction}");
    if offset_s == 0 {
        return format!("{clock}Z");
    }
    let (sign, offset) = if offset_s < 0 { ('-', -offset_s) } else { ('+', offset_s) };
    format!("{clock}{sign}{:02}:{:02}", offset / 3600, offset / 60 % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn writes_offset_and_fraction() {
        let at = Moment::parse("2026-11-20T07:30:00+01:00").unwrap();
        assert_eq!(date_time(&at), "2026-11-20T07:30:00+01:00");
        assert_eq!(instant(1_000_500), "1970-01-01T00:16:40.500Z");
        let west = Moment::parse("2026-11-20T23:30:00-03:30").unwrap();
        assert_eq!(date_time(&west), "2026-11-20T23:30:00-03:30");
    }

    #[test]
    fn what_marks_up_is_escaped() {
        assert_eq!(plain("<b>\"a\" & b</b>\u{1}"), "&lt;b&gt;&quot;a&quot; &amp; b&lt;/b&gt;");
    }

    proptest! {
        #[test]
        fn is_read_as_the_same_instant(ms in -2_000_000_000_000i64..7_000_000_000_000, offset_s in -54_000i32..54_000) {
            let moment = Moment::new(ms, offset_s, None).unwrap();
            let read = Moment::parse(&date_time(&moment)).unwrap();
            prop_assert_eq!(read.instant_ms(), ms);
            if has_plain_offset(&moment) {
                prop_assert_eq!(read.offset_s(), offset_s);
            }
        }
    }
}
