//! Numbers, days and words as people read them. For print only: nothing here is compared.

use super::model::{Evidence, Figure};
use super::series::Weighing;
use crate::exact::Exact;
use nourish_record::{CalendarDay, Unit};

/// A number with one decimal, halves up.
pub(super) fn tenths(value: Exact) -> String {
    let negative = value < Exact::ZERO;
    let Ok(magnitude) = (if negative { Exact::ZERO.minus(value) } else { Ok(value) }) else {
        return value.to_text();
    };
    let Some(tenths) = rounded(magnitude.times(Exact::whole(10)).ok()) else { return value.to_text() };
    let sign = if negative && tenths > 0 { "-" } else { "" };
    format!("{sign}{}.{}", tenths / 10, tenths % 10)
}

/// A number without decimals, halves up.
pub(super) fn whole(value: Exact) -> String {
    rounded(Some(value)).map_or_else(|| value.to_text(), |whole| whole.to_string())
}

/// A percentage with one decimal; with four where one decimal would print a whole five, where most limits of percentages lie, and
/// the value is none.
pub(super) fn share(value: Exact) -> String {
    let fives = value.over(Exact::whole(5)).ok().and_then(|fives| rounded(Some(fives)));
    let five = fives.and_then(|fives| i64::try_from(fives * 5).ok()).map(Exact::whole);
    five.map_or_else(|| tenths(value), |five| apart_from(value, five))
}

/// The same, with four decimals also where one would print the limit that the value is compared with.
pub(super) fn percent(value: Exact, limit: Exact) -> String {
    let apart = apart_from(value, limit);
    if apart == tenths(value) { share(value) } else { apart }
}

fn apart_from(value: Exact, limit: Exact) -> String {
    let short = tenths(value);
    if value != limit && short == tenths(limit) { value.to_text() } else { short }
}

/// The whole number at or below a value that is not negative; zero if it were too large to be plausible.
pub(super) fn floor(value: Exact) -> u64 {
    let mut text = value.to_text();
    if let Some(point) = text.find('.') {
        text.truncate(point);
    }
    let candidate: i64 = text.parse().unwrap_or(0);
    // The text is rounded to four decimals, so it may already stand at the next whole number.
    let above = Exact::whole(candidate) > value;
    u64::try_from(if above { candidate - 1 } else { candidate }).unwrap_or(0)
}

fn rounded(value: Option<Exact>) -> Option<u64> {
    let value = value?;
    let below = floor(value);
    let half = Exact::ratio(i128::from(below) * 2 + 1, 2).ok()?;
    Some(if value >= half { below + 1 } else { below })
}

/// A day of the year: `23 May`.
pub(super) fn day_and_month(day: CalendarDay) -> String {
    day.date().format("%-d %B").to_string()
}

/// Grams as people read them: `68.2 kg`.
pub(super) fn kilograms(weight_g: u32) -> String {
    Unit::Gram.write(i64::from(weight_g))
}

/// A word of the record as people read it: `abdominal pain`.
pub(super) fn spoken(word: &str) -> String {
    word.replace('-', " ")
}

/// The same at the beginning of a title.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// How many of something: `1 day`, `3 days`.
pub(super) fn counted(count: i32, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A figure beside a finding.
pub(super) fn figure(label: impl Into<String>, value: String, unit: &'static str) -> Figure {
    Figure { label: label.into(), value, unit }
}

/// A weighing as evidence.
pub(super) fn weighing(weighing: Weighing) -> Evidence {
    let recalled = if weighing.recalled { " (remembered)" } else { "" };
    let what = format!("weight {}{recalled}", kilograms(weighing.weight_g));
    Evidence { entry: weighing.entry, day: weighing.day, what }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(text: &str) -> Exact {
        Exact::parse(text).unwrap()
    }

    #[test]
    fn rounds_halves_up_and_only_once() {
        assert_eq!(tenths(exact("12.7877")), "12.8");
        assert_eq!(tenths(exact("6.849999")), "6.8");
        assert_eq!(tenths(exact("6.85")), "6.9");
        assert_eq!(tenths(exact("-0.31")), "-0.3");
        assert_eq!(tenths(exact("-0.01")), "0.0");
        assert_eq!(whole(exact("1706.5")), "1707");
    }

    #[test]
    fn a_floor_is_not_taken_in_by_rounded_text() {
        assert_eq!(floor(exact("1705.99999")), 1705);
        assert_eq!(floor(exact("1706")), 1706);
    }

    #[test]
    fn never_prints_the_limit_for_a_value_beside_it() {
        assert_eq!(percent(exact("5.02"), exact("5")), "5.02");
        assert_eq!(percent(exact("5"), exact("5")), "5.0");
        assert_eq!(percent(exact("84.03"), exact("75")), "84.0");
        assert_eq!(percent(exact("7.52"), exact("7.5")), "7.52");
        // A whole five is the limit of another rule.
        assert_eq!(percent(exact("84.9583"), exact("75")), "84.9583");
        assert_eq!(
            [share(exact("84.9499")), share(exact("84.95")), share(exact("85.05"))],
            ["84.9", "84.95", "85.1"]
        );
        assert_eq!([share(exact("0")), share(exact("0.04")), share(exact("-1.1"))], ["0.0", "0.04", "-1.1"]);
        assert_eq!(percent(exact("6.8306"), exact("5")), "6.8");
    }

    #[test]
    fn says_days_and_words_plainly() {
        assert_eq!(day_and_month("2026-05-03".parse().unwrap()), "3 May");
        assert_eq!(capitalised(&spoken("abdominal-pain")), "Abdominal pain");
        assert_eq!(counted(1, "day"), "1 day");
    }
}
