//! Days and moments as the language has them.

use super::Speech;
use chrono::Datelike;
use nourish_record::{CalendarDay, Moment};

impl Speech {
    /// A day with its year: `20 Nov 2026`.
    pub(crate) fn day(&self, day: CalendarDay) -> String {
        let (number, year) = (day.date().day().to_string(), day.date().format("%Y").to_string());
        let month = self.month(day);
        self.say_of(
            "day-full",
            &[("day", (&number).into()), ("month", (&month).into()), ("year", (&year).into())],
        )
    }

    /// A day within a year that the reader knows: `20 Nov`.
    pub(crate) fn short_day(&self, day: CalendarDay) -> String {
        let (number, month) = (day.date().day().to_string(), self.month(day));
        self.say_of("day-short", &[("day", (&number).into()), ("month", (&month).into())])
    }

    /// The month in short: `Nov`.
    pub(crate) fn month(&self, day: CalendarDay) -> String {
        self.say(&format!("month-{}", day.date().month()))
    }

    /// A day within a sentence, its month in full: `20 November`.
    pub(super) fn long_day(&self, day: u32, month: u32) -> String {
        let (day, month) = (day.to_string(), self.say(&format!("long-month-{month}")));
        self.say_of("day-long", &[("day", (&day).into()), ("month", (&month).into())])
    }

    /// Two days as a span: `22 May to 20 Nov 2026`.
    pub(crate) fn span(&self, from: CalendarDay, to: CalendarDay) -> String {
        let same_year = from.date().year() == to.date().year();
        let first = match (from == to, same_year) {
            (true, _) => return self.day(to),
            (false, true) => self.short_day(from),
            (false, false) => self.day(from),
        };
        self.say_of("span", &[("from", (&first).into()), ("to", (&self.day(to)).into())])
    }

    /// A moment as its clock showed it: `20 Nov 2026, 22:30 (UTC+01:00, Europe/Madrid)`.
    pub(crate) fn moment(&self, at: &Moment) -> String {
        let minutes = at.offset_s() / 60;
        let sign = if minutes < 0 { "\u{2212}" } else { "+" };
        let zone = at.zone().map_or_else(String::new, |zone| format!(", {zone}"));
        let (day, clock) = (self.day(at.day()), at.clock().format("%H:%M"));
        format!("{day}, {clock} (UTC{sign}{:02}:{:02}{zone})", minutes.abs() / 60, minutes.abs() % 60)
    }

    /// How long ago: `today`, `yesterday`, `12 days ago`.
    pub(crate) fn ago(&self, days: i32) -> String {
        match days {
            0 => self.say("ago-today"),
            1 => self.say("ago-yesterday"),
            2.. => self.say_of("ago-days", &[("count", days.unsigned_abs().into())]),
            _ => self.say_of("ago-ahead", &[("count", days.unsigned_abs().into())]),
        }
    }

    /// `1 day`, `3 days`.
    pub(crate) fn days(&self, count: usize) -> String {
        self.say_of("days", &[("count", count.into())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::speech::Units;
    use nourish_words::Language;

    fn day(text: &str) -> CalendarDay {
        text.parse().unwrap()
    }

    #[test]
    fn spans_name_the_year_once() {
        let (english, spanish) = (Speech::default(), Speech::new(&Language::SPANISH, Units::Metric));
        assert_eq!(english.span(day("2026-05-22"), day("2026-11-20")), "22 May to 20 Nov 2026");
        assert_eq!(english.span(day("2025-12-30"), day("2026-01-02")), "30 Dec 2025 to 2 Jan 2026");
        assert_eq!(english.span(day("2026-01-02"), day("2026-01-02")), "2 Jan 2026");
        assert_eq!(spanish.span(day("2026-05-22"), day("2026-09-01")), "22 may \u{2013} 1 sept 2026");
        assert_eq!(
            [spanish.ago(1), spanish.ago(5), spanish.days(1)],
            ["ayer", "hace 5 d\u{ed}as", "1 d\u{ed}a"]
        );
    }

    #[test]
    fn a_moment_names_offset_and_zone() {
        let at = Moment::parse("2026-11-20T22:30[America/New_York]").unwrap();
        assert_eq!(Speech::default().moment(&at), "20 Nov 2026, 22:30 (UTC\u{2212}05:00, America/New_York)");
    }
}
