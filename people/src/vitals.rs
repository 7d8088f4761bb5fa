//! Temperature and vital signs, and the fevers that begin on a day.

use crate::adherence::Diary;
use crate::random::whole;
use crate::rates;
use crate::today::{Page, Purpose, Today};
use nourish_record::{Source, Vitals};

/// A fever that begins on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fever {
    /// Thousandths of a degree Celsius.
    temperature_c_milli: i64,
    /// Whether it came with rigors.
    pub(crate) rigors: bool,
}

impl Fever {
    /// The fever that begins today, if one does.
    pub(crate) fn of(today: &Today<'_>) -> Option<Self> {
        let chance = if today.at_nadir() {
            rates::FEVER_AT_NADIR
        } else if today.has_line() {
            rates::FEVER_WITH_LINE
        } else {
            rates::FEVER
        };
        let mut draws = today.draws(Purpose::Fever);
        let begins = draws.per_mille(chance);
        let temperature_c_milli = draws.between(380, 395) * 100;
        let rigors = draws.per_mille(rates::RIGORS);
        begins.then_some(Self { temperature_c_milli, rigors })
    }
}

/// Writes down temperature and, now and then, the rest. A fever is measured whatever the habit.
pub(crate) fn write(page: &mut Page<'_>, diary: &mut Diary, fever: Option<Fever>) {
    let mut draws = page.today.draws(Purpose::Vitals);
    if let Some(fever) = fever {
        let sustained = draws.per_mille(300);
        let found = Vitals {
            temperature_c_milli: Some(whole(fever.temperature_c_milli)),
            sustained_over_1h: sustained.then_some(true),
            pulse_per_min: sustained.then(|| whole(draws.between(96, 124))),
            ..NOTHING
        };
        page.add(17 * 60 + draws.between(0, 120), Source::Typed, found);
        return;
    }
    if draws.per_mille(page.today.person.habits.temperature_per_mille) && diary.morning() {
        let temperature_c_milli = Some(whole(draws.between(361, 373) * 100));
        page.add(8 * 60 + draws.between(0, 45), Source::Typed, Vitals { temperature_c_milli, ..NOTHING });
    }
    if draws.per_mille(25) && diary.evening() {
        let systolic = draws.between(98, 148);
        let measured = Vitals {
            pulse_per_min: Some(whole(draws.between(62, 96))),
            systolic_mmhg: Some(whole(systolic)),
            diastolic_mmhg: Some(whole(systolic - draws.between(35, 55))),
            breaths_per_min: draws.per_mille(200).then_some(16),
            oxygen_percent: draws.per_mille(300).then(|| whole(draws.between(94, 99))),
            ..NOTHING
        };
        page.add(17 * 60 + 30 + draws.between(0, 60), Source::Typed, measured);
    }
}

const NOTHING: Vitals = Vitals {
    temperature_c_milli: None,
    sustained_over_1h: None,
    pulse_per_min: None,
    systolic_mmhg: None,
    diastolic_mmhg: None,
    breaths_per_min: None,
    oxygen_percent: None,
};
