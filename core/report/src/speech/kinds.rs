//! The kinds of values that stand within what the data say, and how each is written.

use super::Speech;
use nourish_record::{CalendarDay, Decimal};

/// Between the ends of a range.
const DASH: char = '\u{2013}';

/// Months as the rules write them in full.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Speech {
    /// The value of a kind, written; none where the text is no such value. The kinds are those of `texts/data` and of the rules' texts.
    pub(super) fn of_kind(&self, kind: &str, text: &str) -> Option<String> {
        match kind {
            "n" => number(text).map(|_| self.number(text)),
            "range" => {
                let one = || number(text).map(|_| self.number(text));
                let two = || {
                    let (least, most) = text.split_once(DASH)?;
                    number(least)
                        .and(number(most))
                        .map(|_| format!("{}{DASH}{}", self.number(least), self.number(most)))
                };
                one().or_else(two)
            }
            "day" => {
                text.parse::<CalendarDay>().ok().map(|day| self.day(day)).or_else(|| self.written_day(text))
            }
            "longday" => {
                let (day, month) = text.split_once(' ')?;
                let month = MONTHS.iter().position(|name| *name == month)?;
                Some(self.long_day(day.parse().ok()?, u32::try_from(month).ok()? + 1))
            }
            "weight" => self.measured(text, " kg", |speech, number, text| speech.weight_of(number, text)),
            "temperature" => self.measured(text, " \u{b0}C", Self::temperature),
            "volume" => {
                let millilitres = text.strip_suffix(" ml")?;
                number(millilitres).map(|_| self.fluid(&millilitres.replace(',', "")))
            }
            "unit" => ["kcal", "g", "ml"].contains(&text).then(|| text.to_owned()),
            _ => None,
        }
    }

    fn measured(
        &self,
        text: &str,
        unit: &str,
        write: impl Fn(&Self, Decimal, &str) -> String,
    ) -> Option<String> {
        let amount = text.strip_suffix(unit)?;
        number(amount).map(|number| write(self, number, amount))
    }

    /// A day as a report writes it: `20 Nov 2026`.
    fn written_day(&self, text: &str) -> Option<String> {
        let read = chrono::NaiveDate::parse_from_str(text, "%d %b %Y").ok()?;
        CalendarDay::from_date(read).map(|day| self.day(day))
    }
}

/// A number as it is written in English, its thousands parted or not.
fn number(text: &str) -> Option<Decimal> {
    let is_plain = |letter: char| letter.is_ascii_digit() || matches!(letter, ',' | '.' | '-' | '\u{2212}');
    let starts_well =
        text.starts_with(|letter: char| letter.is_ascii_digit() || matches!(letter, '-' | '\u{2212}'));
    if !starts_well || !text.ends_with(|letter: char| letter.is_ascii_digit()) || !text.chars().all(is_plain)
    {
        return None;
    }
    Decimal::parse(&text.replace(',', "").replace('\u{2212}', "-")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::speech::Units;
    use nourish_words::Language;

    #[test]
    fn values_are_written_by_their_kind_and_others_are_none() {
        let speech = Speech::new(&Language::SPANISH, Units::Metric);
        let written = |kind: &str, text: &str| speech.of_kind(kind, text);
        assert_eq!(written("n", "1,240.5").as_deref(), Some("1240,5"));
        assert_eq!(written("range", "1,546\u{2013}1,856").as_deref(), Some("1546\u{2013}1856"));
        assert_eq!(written("day", "2026-11-02").as_deref(), Some("2 nov 2026"));
        assert_eq!(written("day", "12 Nov 2026").as_deref(), Some("12 nov 2026"));
        assert_eq!(written("longday", "23 May").as_deref(), Some("23 de mayo"));
        assert_eq!(written("weight", "68.25 kg").as_deref(), Some("68,25 kg"));
        assert_eq!(written("temperature", "38.3 \u{b0}C").as_deref(), Some("38,3 \u{b0}C"));
        assert_eq!(written("volume", "1,500 ml").as_deref(), Some("1500 ml"));
        for (kind, text) in [
            ("n", "12 kg"),
            ("n", ","),
            ("n", ""),
            ("day", "20 Nov"),
            ("weight", "kg"),
            ("weight", "a kg"),
            ("unit", "stone"),
            ("other", "1"),
        ] {
            assert_eq!(written(kind, text), None, "{kind} {text}");
        }
    }
}
