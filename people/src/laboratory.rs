//! Laboratory values: before each cycle, at its lowest point now and then, around an operation and when feeding begins.

use crate::body::Body;
use crate::course::Cycle;
use crate::person::Person;
use crate::random::{Sequence, whole};
use crate::today::{Page, Purpose, Today};
use crate::vitals::Fever;
use nourish_record::{Analyte, Lab, Source, TreatmentReason};

/// Taken on every occasion.
const USUAL: [Analyte; 9] = [
    Analyte::Albumin,
    Analyte::Crp,
    Analyte::Haemoglobin,
    Analyte::Lymphocytes,
    Analyte::Neutrophils,
    Analyte::Potassium,
    Analyte::Phosphate,
    Analyte::Magnesium,
    Analyte::Creatinine,
];
/// Taken at the beginning and every twelve weeks or so.
const SELDOM: [Analyte; 7] = [
    Analyte::Cholesterol,
    Analyte::Glucose,
    Analyte::Prealbumin,
    Analyte::Ferritin,
    Analyte::VitaminB12,
    Analyte::Bilirubin,
    Analyte::Sodium,
];
/// Taken in the middle of a cycle.
const MIDDLE: [Analyte; 3] = [Analyte::Neutrophils, Analyte::Lymphocytes, Analyte::Crp];
/// Days after the beginning of feeding on which electrolytes may fall.
const REFEEDING_DAYS: i32 = 6;

/// Writes the day's values down, where blood was taken.
pub(crate) fn write(page: &mut Page<'_>, body: &Body, fever: Option<Fever>) {
    let today = page.today;
    let mut draws = today.draws(Purpose::Laboratory);
    let on_planned_day = today.course.cycles.iter().any(|cycle| cycle.planned == today.index);
    let on_given_day = today.course.cycles.iter().any(|cycle| cycle.given == Some(today.index));
    let around_surgery = matches!(today.since_surgery(), Some(1 | 3 | 7 | 21))
        || today.course.surgery.is_some_and(|surgery| surgery.given - today.index == 2);
    let refeeding = refeeding_day(today).is_some_and(|day| day % 2 == 0);
    let mid_cycle = today.cycle().is_some_and(|(_, day)| day == 9) && draws.per_mille(350);
    let monthly = today.index % 28 == 14 && today.cycle().is_none();
    let taken: Vec<Analyte> = match () {
        () if today.index == 0 || today.index % 84 == 50 => USUAL.iter().chain(&SELDOM).copied().collect(),
        () if on_planned_day || on_given_day || around_surgery || refeeding || monthly || fever.is_some() => {
            USUAL.to_vec()
        }
        () if mid_cycle => MIDDLE.to_vec(),
        () => return,
    };
    let minute = 8 * 60 + draws.between(0, 90);
    for analyte in taken {
        // Now and then one of them is not asked for.
        if draws.per_mille(40) {
            continue;
        }
        let value_milli = value_milli(today, body, fever, analyte, &mut draws).max(0);
        page.add(minute, Source::Clinician, Lab { analyte, value_milli });
    }
}

/// Days since feeding by tube or vein began, while electrolytes may fall.
fn refeeding_day(today: &Today<'_>) -> Option<i32> {
    let tube = today.course.tube.map(|tube| tube.from);
    let begun = today.course.parenteral.map(|parenteral| parenteral.from).or(tube)?;
    Some(today.index - begun).filter(|days| (1..=REFEEDING_DAYS).contains(days))
}

/// A value in thousandths of the analyte's unit.
fn value_milli(
    today: &Today<'_>,
    body: &Body,
    fever: Option<Fever>,
    analyte: Analyte,
    draws: &mut Sequence,
) -> i64 {
    let person = today.person;
    let usual = |least: i64, most: i64| usual(person, analyte, least, most);
    let low = i64::from(refeeding_day(today).is_some());
    let inflamed_mg_l = inflamed_mg_l(today, fever);
    match analyte {
        Analyte::Albumin => {
            let lost_percent = 100 - body.dry_g() * 100 / i64::from(person.start_weight_g).max(1);
            let wound = today.since_surgery().map_or(0, |days| (9 - i64::from(days) * 9 / 28).max(0));
            (draws.around(usual(360, 440), 12) - lost_percent.max(0) * 4 - wound * 10).max(180) * 100
        }
        Analyte::Crp => draws.around(usual(2, 14) + inflamed_mg_l, 2 + inflamed_mg_l / 5).max(1) * 1_000,
        Analyte::Haemoglobin => {
            (draws.around(usual(108, 142), 6) - chemotherapies(today) * 2).max(72) * 1_000
        }
        Analyte::Neutrophils => neutrophils(today, draws) / 10 * 10_000,
        Analyte::Lymphocytes => {
            (draws.around(usual(1_000, 2_200), 250) - chemotherapies(today) * 40).max(250) / 10 * 10_000
        }
        Analyte::Potassium => (draws.around(usual(370, 450), 25) - low * draws.between(0, 90)) * 10,
        Analyte::Phosphate => (draws.around(usual(85, 130), 12) - low * draws.between(0, 55)).max(30) * 10,
        Analyte::Magnesium => (draws.around(usual(70, 92), 6) - low * draws.between(0, 25)).max(35) * 10,
        Analyte::Creatinine => draws.around(usual(55, 105), 10) * 1_000,
        Analyte::Cholesterol => draws.around(usual(130, 220), 12) * 1_000,
        Analyte::Glucose if person.habits.diabetic => draws.around(usual(65, 110), 20) * 100,
        Analyte::Glucose => draws.around(usual(46, 62), 6) * 100,
        Analyte::Prealbumin => draws.around(usual(140, 280), 25) * 1_000,
        Analyte::Ferritin => draws.around(usual(20, 420), 25) * 1_000,
        Analyte::VitaminB12 => draws.around(usual(140, 480), 25) * 1_000,
        Analyte::Bilirubin => draws.around(usual(5, 18), 3) * 1_000,
        Analyte::Sodium => draws.around(usual(134, 142), 3) * 1_000,
    }
}

/// Where this value of this person usually lies.
fn usual(person: &Person, analyte: Analyte, least: i64, most: i64) -> i64 {
    let own = i64::from(person.own_per_mille(&[Purpose::Laboratory as u64, analyte as u64]));
    least + (most - least) * own / 1_000
}

/// What wound and fever add to C-reactive protein, mg/L: halved every three days after an operation.
fn inflamed_mg_l(today: &Today<'_>, fever: Option<Fever>) -> i64 {
    let wound =
        today.since_surgery().map_or(0, |days| 160_i64.checked_shr(whole(i64::from(days)) / 3).unwrap_or(0));
    wound + if fever.is_some() { 90 } else { 0 }
}

fn chemotherapies(today: &Today<'_>) -> i64 {
    let given = |cycle: &&Cycle| cycle.given.is_some_and(|given| given < today.index);
    i64::try_from(today.course.cycles.iter().filter(given).count()).unwrap_or(0)
}

/// Neutrophils, /mm3: too few where a cycle is put off for them, lowest in the second week after a taxane.
fn neutrophils(today: &Today<'_>, draws: &mut Sequence) -> i64 {
    let put_off =
        |cycle: &Cycle| cycle.planned == today.index && cycle.reason == Some(TreatmentReason::BloodCounts);
    if today.course.cycles.iter().any(put_off) {
        return draws.between(600, 1_390);
    }
    let usual = usual(today.person, Analyte::Neutrophils, 3_000, 6_200);
    let left_per_mille = match today.cycle() {
        Some((cycle, 7..=12)) if cycle.regimen.taxane => draws.between(150, 620),
        Some((_, 7..=16)) => draws.between(520, 900),
        _ => draws.between(800, 1_150),
    };
    usual * left_per_mille / 1_000
}
