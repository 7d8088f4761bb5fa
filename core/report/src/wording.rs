//! How numbers and days are written in English, as the data have them; what a report says stands in [`crate::speech`]. Comparisons never read what is written here.

pub(crate) mod instrument;

use nourish_record::{CalendarDay, Decimal, SymptomItem};

/// A weight in kilograms with one decimal: `61.4`.
pub(crate) fn kg(weight_g: u32) -> String {
    let tenths = (u64::from(weight_g) + 50) / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A whole number with its thousands parted: `1,240`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Thousandths of a unit as whole units: `1,240`.
pub(crate) fn whole(milli: u64) -> String {
    grouped(milli.saturating_add(500) / 1000)
}

/// Thousandths of a unit, exact and without trailing zeros: `612.5`.
pub(crate) fn exact_milli(milli: u64) -> String {
    let text = format!("{}.{:03}", milli / 1000, milli % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A printed decimal as a whole number: `1115.3` as `1,115`.
pub(crate) fn rounded(text: &str) -> String {
    let number = Decimal::parse(text).ok().and_then(|decimal| decimal.times(1, 1));
    number.and_then(|number| u64::try_from(number).ok()).map_or_else(|| text.to_owned(), grouped)
}

/// An exact decimal with one place, halves up: `12.8049` as `12.8`. A whole number is printed only of what is one: `4.9583`
/// keeps the places that tell it from 5, so that no figure seems to stand on a limit that it missed.
pub(crate) fn one_place(text: &str) -> String {
    let Ok(decimal) = Decimal::parse(text) else { return text.to_owned() };
    let magnitude = decimal.digits.unsigned_abs();
    let is_whole = magnitude.is_multiple_of(power(decimal.scale));
    let sign = if decimal.digits < 0 && magnitude > 0 { "\u{2212}" } else { "" };
    let written = (1..=decimal.scale.max(1)).map(|places| {
        let rounded = if places < decimal.scale {
            let cut = power(decimal.scale - places);
            (magnitude + cut / 2) / cut
        } else {
            magnitude * power(places - decimal.scale)
        };
        (rounded / power(places), rounded % power(places), places)
    });
    let shown =
        written.clone().find(|(_, fraction, _)| is_whole || *fraction != 0).or(written.clone().next_back());
    shown.map_or_else(
        || text.to_owned(),
        |(whole, fraction, places)| {
            format!("{sign}{whole}.{fraction:0width$}", width = usize::try_from(places).unwrap_or(1))
        },
    )
}

/// A share in percent with one place, as the rules print it beside a flag: `84.03` as `84.0`. The limits of shares are whole fives: near
/// one of them every place stays, `84.9583`.
pub(crate) fn share(text: &str) -> String {
    let Ok(decimal) = Decimal::parse(text) else { return text.to_owned() };
    let (magnitude, one) = (decimal.digits.unsigned_abs(), power(decimal.scale));
    let tenths = magnitude.saturating_mul(20).saturating_add(one) / one.saturating_mul(2);
    if tenths.is_multiple_of(50) && !magnitude.is_multiple_of(one.saturating_mul(5)) {
        return text.to_owned();
    }
    let sign = if decimal.digits < 0 && tenths > 0 { "\u{2212}" } else { "" };
    format!("{sign}{}.{}", tenths / 10, tenths % 10)
}

const fn power(places: u32) -> u128 {
    10u128.saturating_pow(places)
}

/// A loss in percent as a change: `4.2` as `−4.2 %`, `-1.1` as `+1.1 %`.
pub(crate) fn change(loss_percent: &str) -> String {
    let magnitude = share(loss_percent.trim_start_matches('-'));
    let is_zero = magnitude.chars().all(|letter| matches!(letter, '0' | '.'));
    let sign = match loss_percent.starts_with('-') {
        _ if is_zero => "",
        true => "+",
        false => "\u{2212}",
    };
    format!("{sign}{magnitude} %")
}

/// A day with its year: `20 Nov 2026`.
pub(crate) fn day(day: CalendarDay) -> String {
    day.date().format("%-d %b %Y").to_string()
}

/// A sentence with its days as people read them: `since 2026-11-12` as `since 12 Nov 2026`.
pub(crate) fn with_days(text: &str) -> String {
    const LENGTH: usize = 10;
    let mut out = String::new();
    let mut rest = text;
    let mut before = ' ';
    while let Some(letter) = rest.chars().next() {
        let written = rest.get(..LENGTH).filter(|_| !before.is_ascii_digit());
        let after = rest.get(LENGTH..).and_then(|after| after.chars().next());
        let found = written
            .filter(|_| letter.is_ascii_digit() && !after.is_some_and(|after| after.is_ascii_digit()))
            .and_then(|written| written.parse::<CalendarDay>().ok());
        let length = match found {
            Some(found) => {
                out.push_str(&day(found));
                LENGTH
            }
            None => {
                out.push(letter);
                letter.len_utf8()
            }
        };
        before = letter;
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

/// The first sentence of a text, and whether there is more of it.
pub(crate) fn first_sentence(text: &str) -> (&str, bool) {
    let end = text.find(". ").map(|at| at + 1);
    end.and_then(|at| text.get(..at)).map_or((text, false), |first| (first, true))
}

/// A word of a table or of the record as people read it: `blood-counts` as `blood counts`.
pub(crate) fn spoken(word: &str) -> String {
    word.replace(['_', '-'], " ")
}

/// Something needed before an operation, in plain words for the person.
pub(crate) fn plain_checklist(what: &str) -> &str {
    match what {
        "a nutrition screen by a clinician" => "A check of your nutrition by your team",
        "a weight of this week" => "Your weight of this week",
        "the body height" => "Your height",
        "a weight from about six months ago" => "What you weighed about six months ago",
        "what was eaten on at least four days of the week" => {
            "What you ate, on at least four days of this week"
        }
        "albumin" => "A blood test: albumin",
        "C-reactive protein" => "A blood test: C-reactive protein, which shows inflammation",
        "a measure of muscle" => "A measurement of your muscles by the team",
        "an energy target from the plan" => "How much energy you need each day, from your plan",
        "a number to call" => "A phone number to call with questions",
        other => other,
    }
}

/// `1 entry`, `3 entries`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A symptom in words: `Appetite loss`.
pub(crate) fn symptom(item: SymptomItem) -> String {
    capitalised(&item.as_str().replace('-', " "))
}

/// The text with a capital first letter.
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_weights_to_one_decimal() {
        assert_eq!(kg(61_449), "61.4");
        assert_eq!(kg(61_450), "61.5");
        assert_eq!(kg(99_999), "100.0");
    }

    #[test]
    fn parts_thousands() {
        assert_eq!(
            [grouped(0), grouped(999), grouped(1_000), grouped(1_234_567)],
            ["0", "999", "1,000", "1,234,567"]
        );
    }

    #[test]
    fn a_loss_is_a_minus_and_a_gain_a_plus() {
        assert_eq!(change("12.8049"), "\u{2212}12.8 %");
        assert_eq!(change("-1.1"), "+1.1 %");
        assert_eq!(change("0"), "0.0 %");
        assert_eq!(change("0.0"), "0.0 %");
    }

    #[test]
    fn no_figure_seems_to_stand_on_a_limit_that_it_missed() {
        assert_eq!(one_place("4.9583"), "4.96");
        assert_eq!(one_place("5.0001"), "5.0001");
        assert_eq!(one_place("74.9999"), "74.9999");
        assert_eq!([one_place("5"), one_place("5.0"), one_place("5.00")], ["5.0", "5.0", "5.0"]);
        assert_eq!(one_place("62.05"), "62.1");
        assert_eq!(one_place("-0.34"), "\u{2212}0.3");
        assert_eq!(one_place("not a number"), "not a number");
    }

    #[test]
    fn a_share_has_one_place_but_near_a_five_all() {
        assert_eq!([share("84.03"), share("77.1849"), share("100.4")], ["84.0", "77.2", "100.4"]);
        assert_eq!([share("84.9583"), share("85"), share("85.0001")], ["84.9583", "85.0", "85.0001"]);
        assert_eq!([share("84.9499"), share("84.95"), share("85.05")], ["84.9", "84.95", "85.1"]);
        assert_eq!([share("0"), share("0.04"), share("not a number")], ["0.0", "0.04", "not a number"]);
    }

    #[test]
    fn exact_amounts_keep_every_digit() {
        assert_eq!(exact_milli(612_500), "612.5");
        assert_eq!(exact_milli(61_449), "61.449");
        assert_eq!(exact_milli(400_000), "400");
        assert_eq!(exact_milli(0), "0");
    }

    #[test]
    fn days_within_a_sentence_are_written_out() {
        assert_eq!(with_days("since 2026-11-12; until 2026-12-01."), "since 12 Nov 2026; until 1 Dec 2026.");
        assert_eq!(
            with_days("2026-02-30 \u{b0} 12026-11-12 2026-11-123"),
            "2026-02-30 \u{b0} 12026-11-12 2026-11-123"
        );
    }

    #[test]
    fn a_first_sentence_ends_at_its_stop_and_not_within_a_number() {
        assert_eq!(first_sentence("Lost 6.8 % in 30 days. Ask why."), ("Lost 6.8 % in 30 days.", true));
        assert_eq!(first_sentence("Lost 6.8 % in 30 days."), ("Lost 6.8 % in 30 days.", false));
    }
}
