//! The body: what was eaten, fed and infused moves the weight, fluid comes and goes, a scale shows the sum.

use crate::adherence::Diary;
use crate::dirt;
use crate::habits::Weighing;
use crate::person::Person;
use crate::random::whole;
use crate::today::{Page, Purpose, Today};
use nourish_record::{FluidSign, Sex, Source, Weight, WeightMethod};

/// A kilogram of the body is about 7,700 kcal.
const KCAL_PER_KG: i64 = 7_700;
/// What an operation on the stomach takes at once: the specimen, and the first fasting. g.
const OPERATION_G: i64 = 1_300;
/// What a wound takes a day beyond what is eaten, for ten days. g.
const WOUND_G: i64 = 120;
/// Infusions around an operation, g of water, and how much of it is left a day later, per mille.
const INFUSED_G: i64 = 2_200;
const INFUSED_LEFT: i64 = 700;
/// Fluid in the belly: the day from which it may gather, how much a day, and when it is drained. g.
const ASCITES_FROM: i64 = 30;
const ASCITES_DRAINED_G: i64 = 4_500;
/// Below this no simulated weight falls: a body mass index of 14 kg/m2.
const LEAST_INDEX: i64 = 14;

/// The body of a person on one day.
#[derive(Debug, Clone)]
pub(crate) struct Body {
    weight_g: i64,
    ascites_g: i64,
    infused_g: i64,
    drained_today_ml: i64,
    least_g: i64,
    kcal_per_kg: i64,
    ascites_from: Option<i64>,
}

impl Body {
    pub(crate) fn of(person: &Person) -> Self {
        let height_mm = i64::from(person.height_mm);
        let mut draws = person.draws(&[Purpose::Body as u64]);
        let from = ASCITES_FROM + draws.between(0, 60);
        Self {
            weight_g: i64::from(person.start_weight_g),
            ascites_g: 0,
            infused_g: 0,
            drained_today_ml: 0,
            least_g: LEAST_INDEX * height_mm * height_mm / 1_000,
            // Rest, little movement, and illness; older and smaller bodies somewhat less.
            kcal_per_kg: if person.sex == Sex::Male { 29 } else { 27 } - i64::from(person.age_years) / 40,
            ascites_from: person.habits.ascites.then_some(from),
        }
    }

    /// What the body needs a day to stay as it is, kcal.
    pub(crate) const fn needed_kcal(&self) -> i64 {
        self.weight_g * self.kcal_per_kg / 1_000
    }

    /// The weight without water that does not belong, g.
    pub(crate) const fn dry_g(&self) -> i64 {
        self.weight_g
    }

    /// Lives a day on what went in.
    pub(crate) fn live(&mut self, today: &Today<'_>, kcal: i64) {
        let mut draws = today.draws(Purpose::Body);
        self.weight_g += (kcal - self.needed_kcal()) * 1_000 / KCAL_PER_KG;
        match today.since_surgery() {
            Some(0) => {
                self.weight_g -= OPERATION_G;
                self.infused_g = INFUSED_G;
            }
            Some(1..=10) => self.weight_g -= WOUND_G,
            _ => {}
        }
        self.weight_g = self.weight_g.max(self.least_g);
        self.infused_g = self.infused_g * INFUSED_LEFT / 1_000;
        self.drained_today_ml = 0;
        if today.is_advanced() && self.ascites_from.is_some_and(|from| i64::from(today.index) >= from) {
            self.ascites_g += draws.between(40, 160);
            if self.ascites_g > ASCITES_DRAINED_G {
                self.drained_today_ml = self.ascites_g - 400;
                self.ascites_g = 400;
            }
        }
    }

    /// What was drained from the belly today, ml; 0 on most days.
    pub(crate) const fn drained_today_ml(&self) -> i64 {
        self.drained_today_ml
    }

    fn fluid(&self) -> Option<FluidSign> {
        if self.drained_today_ml > 0 {
            Some(FluidSign::Drained)
        } else if self.ascites_g > 1_500 {
            Some(FluidSign::Ascites)
        } else if self.infused_g > 900 {
            Some(FluidSign::Infusion)
        } else {
            None
        }
    }
}

/// Writes down what the scale showed, and what became of it on the way to the journal.
pub(crate) fn write_weight(page: &mut Page<'_>, diary: &mut Diary, body: &Body) {
    let today = page.today;
    let mut draws = today.draws(Purpose::Vitals);
    draws.next();
    let habits = &today.person.habits;
    if !(today.index == 0 || draws.per_mille(habits.weighs_per_mille) && diary.morning()) {
        return;
    }
    let shown = draws.around(body.weight_g + body.ascites_g + body.infused_g, 700) / 50 * 50;
    let weight_g = whole(dirt::slip(&mut today.draws(Purpose::Dirt), shown));
    // Whoever types tells of water now and then; a scale never does.
    let fluid = body.fluid().filter(|_| draws.per_mille(600));
    let minute = 6 * 60 + 40 + draws.between(0, 80);
    let weight = |method, fluid| Weight { weight_g, method, fluid, confirmed: None };
    match habits.weighing {
        Weighing::Typed => {
            let stated = if draws.per_mille(60) { WeightMethod::Stated } else { WeightMethod::Measured };
            page.add(minute, Source::Typed, weight(Some(stated), fluid));
        }
        Weighing::Connected => page.add(minute, Source::Scale, weight(None, None)),
        Weighing::App => page.import(minute, "openScale", weight(None, None)),
    }
}
