//! Medicines taken and left out.

use crate::adherence::Diary;
use crate::rates;
use crate::symptoms::Felt;
use crate::today::{Page, Purpose, Today};
use nourish_record::{Medicine, Source, SymptomItem};

/// Between injections of vitamin B12 after the stomach was taken out, days.
const B12_EVERY_DAYS: i32 = 84;

/// Writes down the medicines of the day, of those who do.
pub(crate) fn write(page: &mut Page<'_>, diary: &mut Diary, felt: &Felt) {
    let today = page.today;
    if let Some(days) = today.since_surgery()
        && days % B12_EVERY_DAYS == 42
    {
        page.add(10 * 60 + 15, Source::Clinician, medicine("vitamin B12", "1 mg into the muscle"));
    }
    if !today.person.habits.medicines {
        return;
    }
    let mut draws = today.draws(Purpose::Medicine);
    for (name, dose, minute) in due(today, felt) {
        if !diary.morning() {
            continue;
        }
        let left_out = draws.per_mille(rates::MEDICINE_LEFT_OUT);
        let why = draws.pick(&["forgotten", "felt sick", "none left at home"]).filter(|_| left_out);
        let written = Medicine { taken: !left_out, why: why.map(str::to_owned), ..medicine(name, dose) };
        page.add(minute + draws.between(0, 45), Source::Typed, written);
    }
}

/// Name, dose and minute of the day of what is to be taken today.
fn due(today: &Today<'_>, felt: &Felt) -> Vec<(&'static str, &'static str, i64)> {
    let mut due = Vec::new();
    if let Some((cycle, day)) = today.cycle() {
        let weekend_off = today.course.radiation.is_some() && today.weekday >= 5;
        if cycle.regimen.capecitabine_until.is_some_and(|last| day <= last) && !weekend_off {
            due.push(("capecitabine", "as prescribed, morning", 8 * 60 + 20));
            due.push(("capecitabine", "as prescribed, evening", 20 * 60 + 5));
        }
        if day <= 3 && (cycle.regimen.taxane || cycle.regimen.oxaliplatin) {
            due.push(("ondansetron", "8 mg", 8 * 60 + 25));
        }
    }
    if felt.level(SymptomItem::Diarrhoea) >= 2 {
        due.push(("loperamide", "2 mg", 15 * 60));
    }
    if felt.level(SymptomItem::AbdominalPain).max(felt.level(SymptomItem::Pain)) >= 2 {
        due.push(("paracetamol", "1 g", 14 * 60));
    }
    if today.since_surgery().is_some_and(|days| days >= 14) {
        due.push(("pancreatic enzymes", "with the main meal", 13 * 60 + 5));
    }
    due
}

fn medicine(name: &str, dose: &str) -> Medicine {
    Medicine { name: name.to_owned(), taken: true, dose: Some(dose.to_owned()), why: None }
}
