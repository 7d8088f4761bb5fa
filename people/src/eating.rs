//! What is eaten and drunk, and what is written down of it.

use crate::adherence::Diary;
use crate::habits::Bookkeeping;
use crate::person::{Journey, Person};
use crate::random::{Sequence, whole};
use crate::rates;
use crate::symptoms::Felt;
use crate::today::{Page, Purpose, Today};
use nourish_record::{FluidIntake, FluidRoute, Meal, OralIntake, Source, Supplement, SymptomItem};

/// What was eaten by mouth on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Eaten {
    /// Food, kcal.
    pub(crate) food_kcal: i64,
    /// Bottles of a supplement.
    pub(crate) bottles: i64,
    /// Of what is needed, by mouth without supplements, per mille.
    share_per_mille: i64,
}

/// Energy, protein and volume of a bottle of supplement.
const BOTTLE_KCAL: i64 = 300;
const BOTTLE_PROTEIN_MG: u32 = 18_000;
const BOTTLE_ML: u32 = 200;
/// How much a level of a symptom takes of the appetite, per mille.
const SPOILS: [(SymptomItem, i64); 7] = [
    (SymptomItem::Nausea, 55),
    (SymptomItem::Vomiting, 70),
    (SymptomItem::AppetiteLoss, 50),
    (SymptomItem::MouthSores, 55),
    (SymptomItem::Swallowing, 60),
    (SymptomItem::EarlyFullness, 30),
    (SymptomItem::AbdominalPain, 25),
];
/// Meals, when, and how much of the day's food they are, per mille.
const MEALS: [(Meal, i64, i64); 6] = [
    (Meal::Breakfast, 8 * 60, 220),
    (Meal::Snack, 10 * 60 + 30, 90),
    (Meal::Lunch, 13 * 60, 300),
    (Meal::Snack, 16 * 60 + 30, 90),
    (Meal::Dinner, 19 * 60, 240),
    (Meal::Snack, 21 * 60, 60),
];
const FOODS: [&str; 14] = [
    "porridge with cream",
    "scrambled egg",
    "yoghurt",
    "chicken soup",
    "mashed potato",
    "white fish, rice",
    "soft bread and cheese",
    "stewed apple",
    "custard",
    "noodles with butter",
    "avocado on toast",
    "lentil puree",
    "banana",
    "half of it left",
];
const DRINKS: [&str; 6] = ["water", "tea", "broth", "milk", "diluted juice", "rehydration drink"];

impl Eaten {
    pub(crate) fn of(today: &Today<'_>, felt: &Felt, needed_kcal: i64) -> Self {
        let mut draws = today.draws(Purpose::Eating);
        let spoilt: i64 = SPOILS.iter().map(|(item, each)| i64::from(felt.level(*item)) * each).sum();
        let usual = usual_share_per_mille(today);
        let share_per_mille = draws.around(usual - spoilt, 130).clamp(usual.min(60), 1_150);
        let bottles = match today.since_surgery() {
            Some(0..=4) => 0,
            _ => draws.between(0, prescribed_bottles(today.person)),
        };
        Self { food_kcal: needed_kcal * share_per_mille / 1_000, bottles, share_per_mille }
    }

    /// Everything that was eaten, kcal.
    pub(crate) const fn kcal(&self) -> i64 {
        self.food_kcal + self.bottles * BOTTLE_KCAL
    }
}

/// How much of what is needed a person would eat on a good day, per mille.
fn usual_share_per_mille(today: &Today<'_>) -> i64 {
    let after = today.since_surgery().map(i64::from);
    match (today.person.journey, after) {
        (_, Some(0..=1)) => 0,
        (_, Some(2..=5)) => 150,
        (Journey::JejunostomyFeeding, Some(days)) => (250 + days * 3).min(880),
        (Journey::AfterSubtotalGastrectomy, Some(days)) => (700 + days * 3).min(1_020),
        (_, Some(days)) => (560 + days * 3).min(960),
        (Journey::ParenteralNutrition, None) => 330,
        (Journey::PalliativeCapox, None) => (930 - i64::from(today.index) / 2).max(650),
        (Journey::Chemoradiation, None) if today.feels_radiation() => 780,
        (_, None) => 925,
    }
}

/// Bottles of supplement that a person was advised to drink a day.
pub(crate) fn prescribed_bottles(person: &Person) -> i64 {
    match person.own_per_mille(&[Purpose::Start as u64, 1]) {
        0..=349 => 0,
        350..=749 => 1,
        750..=949 => 2,
        _ => 3,
    }
}

/// Writes down what was eaten.
pub(crate) fn write_meals(page: &mut Page<'_>, diary: &mut Diary, eaten: &Eaten) {
    let mut draws = page.today.draws(Purpose::Eating);
    draws.next();
    match page.today.person.habits.bookkeeping {
        Bookkeeping::WholeDay if diary.evening() => {
            let whole_day =
                OralIntake { eaten_percent: Some(quarters(eaten.share_per_mille)), ..meal(Meal::WholeDay) };
            page.add(21 * 60 + draws.between(0, 60), Source::Typed, whole_day);
        }
        Bookkeeping::WholeDay => {}
        keeps => {
            for (which, minute, share) in MEALS {
                let kept = if minute < 12 * 60 { diary.morning() } else { diary.evening() };
                let minute = minute + draws.between(0, 50);
                let kcal = draws.around(eaten.food_kcal * share / 1_000, 80) / 10 * 10;
                if !kept || kcal < 20 || (which == Meal::Snack && draws.per_mille(300)) {
                    continue;
                }
                page.add(
                    minute,
                    Source::Typed,
                    written(&mut draws, keeps, which, kcal, eaten.share_per_mille),
                );
            }
        }
    }
    if draws.per_mille(rates::AFTER_MIDNIGHT) && diary.evening() {
        let bite =
            OralIntake { energy_kcal_milli: Some(120_000), protein_mg: Some(4_000), ..meal(Meal::Snack) };
        page.add(24 * 60 + draws.between(5, 25), Source::Typed, bite);
    }
}

fn written(draws: &mut Sequence, keeps: Bookkeeping, which: Meal, kcal: i64, share: i64) -> OralIntake {
    let described = draws.per_mille(300);
    let description = draws.pick(&FOODS).filter(|_| described).map(str::to_owned);
    if keeps == Bookkeeping::Shares {
        let eaten = draws.around(share, 180);
        return OralIntake { eaten_percent: Some(quarters(eaten)), description, ..meal(which) };
    }
    // Protein gives about a sixth of the energy: 40 mg a kcal.
    let protein_mg = draws.around(kcal * 40, kcal * 15) / 500 * 500;
    let (fat, drunk) = (draws.per_mille(120), draws.per_mille(350));
    OralIntake {
        energy_kcal_milli: Some(whole(kcal * 1_000)),
        protein_mg: Some(whole(protein_mg)),
        carbohydrate_mg: fat.then(|| whole(kcal * 120 / 500 * 500)),
        fat_mg: fat.then(|| whole(kcal * 38 / 500 * 500)),
        fluid_ml: drunk.then(|| whole(draws.between(5, 25) * 10)),
        description,
        ..meal(which)
    }
}

/// A share as people say it: a quarter, half, three quarters, all.
fn quarters(per_mille: i64) -> u32 {
    whole((per_mille + 125) / 250 * 25).min(200)
}

const fn meal(which: Meal) -> OralIntake {
    OralIntake {
        meal: Some(which),
        eaten_percent: None,
        energy_kcal_milli: None,
        protein_mg: None,
        carbohydrate_mg: None,
        fat_mg: None,
        fluid_ml: None,
        description: None,
    }
}

/// Writes down what was drunk: supplements, and fluids of those who keep count.
pub(crate) fn write_drinks(page: &mut Page<'_>, diary: &mut Diary, eaten: &Eaten, felt: &Felt) {
    let mut draws = page.today.draws(Purpose::Eating);
    draws.next();
    draws.next();
    let advised = prescribed_bottles(page.today.person);
    for bottle in 0..eaten.bottles {
        let minute = 11 * 60 + bottle * 210 + draws.between(0, 60);
        if diary.evening() {
            page.add(minute, Source::Typed, supplement(whole(advised) * BOTTLE_ML));
        }
    }
    if !page.today.person.habits.drinks {
        return;
    }
    let sips = draws.between(3, 5) - i64::from(felt.level(SymptomItem::Vomiting));
    for sip in 0..sips {
        let volume_ml = whole(draws.between(6, 18) * 25);
        let minute = 9 * 60 + sip * 150 + draws.between(0, 90);
        let (said, routed) = (draws.per_mille(400), draws.per_mille(150));
        let description = draws.pick(&DRINKS).filter(|_| said).map(str::to_owned);
        if diary.evening() {
            let route = routed.then_some(FluidRoute::Oral);
            page.add(
                minute,
                Source::Typed,
                FluidIntake { volume_ml, route, description, energy_kcal_milli: None },
            );
        }
    }
}

fn supplement(prescribed_ml: u32) -> Supplement {
    Supplement {
        product: Some("fictional energy drink 1.5".to_owned()),
        volume_ml: Some(BOTTLE_ML),
        energy_kcal_milli: Some(whole(BOTTLE_KCAL * 1_000)),
        protein_mg: Some(BOTTLE_PROTEIN_MG),
        prescribed_ml: Some(prescribed_ml),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_said_in_quarters() {
        let said = [0, 124, 125, 500, 640, 1_000, 9_000].map(quarters);
        assert_eq!(said, [0, 0, 25, 50, 75, 100, 200]);
    }

    #[test]
    fn meals_make_a_day() {
        assert_eq!(MEALS.iter().map(|(_, _, share)| share).sum::<i64>(), 1_000);
        assert!(MEALS.is_sorted_by_key(|(_, minute, _)| *minute));
    }
}
