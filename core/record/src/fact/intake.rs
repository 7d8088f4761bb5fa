//! What goes in by mouth, tube and vein, and what goes out.

use super::kind::kind;
use super::{SHORT, WORD};
use crate::field::Unit;
use crate::word::words;

/// Most energy that one entry may hold: 10,000 kcal.
const ENERGY: (Unit, i64, i64) = (Unit::KcalMilli, 0, 10_000_000);
/// Most protein, carbohydrate or fat that one entry may hold: 1 kg.
const NUTRIENT: (Unit, i64, i64) = (Unit::Milligram, 0, 1_000_000);
/// Most fluid that one entry may hold: 10 L.
const VOLUME: (Unit, i64, i64) = (Unit::Millilitre, 0, 10_000);
/// Longest that one feed or bag may run: two days.
const DURATION: (Unit, i64, i64) = (Unit::Minute, 0, 2_880);

words! {
    /// A meal, or the whole day at once.
    Meal {
        /// Breakfast.
        Breakfast = 1 "breakfast",
        /// Lunch.
        Lunch = 2 "lunch",
        /// Dinner.
        Dinner = 3 "dinner",
        /// Anything between meals.
        Snack = 4 "snack",
        /// Everything eaten on the day.
        WholeDay = 5 "whole-day",
    }

    /// Where a feeding tube enters and ends. FHIR v3-RouteOfAdministration in brackets where it has one.
    TubeRoute {
        /// Nose to stomach (NGT).
        Nasogastric = 1 "nasogastric",
        /// Nose to jejunum (EFT).
        Nasojejunal = 2 "nasojejunal",
        /// Through the belly wall into the stomach (GT).
        Gastrostomy = 3 "gastrostomy",
        /// Through the stomach into the jejunum (GJT).
        Gastrojejunostomy = 4 "gastrojejunostomy",
        /// Through the belly wall into the jejunum (JJTINSTL).
        Jejunostomy = 5 "jejunostomy",
    }

    /// How a tube feed is given.
    FeedMode {
        /// Day and night.
        Continuous = 1 "continuous",
        /// Part of the day, often at night.
        Cyclic = 2 "cyclic",
        /// Several slow feeds a day.
        Intermittent = 3 "intermittent",
        /// Several quick feeds a day; into the stomach only.
        Bolus = 4 "bolus",
    }

    /// Why a feed was interrupted.
    InterruptionReason {
        /// Tube or line blocked.
        Blocked = 1 "blocked",
        /// Nausea or vomiting.
        NauseaVomiting = 2 "nausea-vomiting",
        /// Pain or swelling of the belly.
        PainBloating = 3 "pain-bloating",
        /// Diarrhoea.
        Diarrhoea = 4 "diarrhoea",
        /// An examination or treatment.
        Procedure = 5 "procedure",
        /// Paused by the person.
        Paused = 6 "paused",
        /// The pump or its power.
        Pump = 7 "pump",
        /// Tube moved or out.
        Dislodged = 8 "dislodged",
        /// Anything else.
        Other = 9 "other",
    }

    /// How a feed was borne.
    Tolerance {
        /// Without trouble.
        Good = 1 "good",
        /// With some trouble.
        Fair = 2 "fair",
        /// Badly.
        Poor = 3 "poor",
    }

    /// The way that a fluid goes in.
    FluidRoute {
        /// Drunk.
        Oral = 1 "oral",
        /// Through the tube.
        Tube = 2 "tube",
        /// Into a vein.
        Intravenous = 3 "intravenous",
    }

    /// How stools were, from hard to watery.
    StoolForm {
        /// Hard.
        Hard = 1 "hard",
        /// Formed.
        Formed = 2 "formed",
        /// Soft.
        Soft = 3 "soft",
        /// Watery.
        Watery = 4 "watery",
    }
}

kind! {
    /// Food and drink by mouth.
    4 "oral-intake" OralIntake, "Food and drink by mouth",
        needs "eaten, energy, protein, carbohydrate, fat, fluid" of
        eaten_percent | energy_kcal_milli | protein_mg | carbohydrate_mg | fat_mg | fluid_ml;
    /// Which meal.
    1 meal: Option<Meal> = WORD;
    /// Share of what the person usually eats. Percent, 0 to 200.
    2 eaten_percent: Option<u32> = (Unit::Percent, 0, 200);
    /// Energy. kcal/1000.
    3 energy_kcal_milli: Option<u32> = ENERGY;
    /// Protein. mg.
    4 protein_mg: Option<u32> = NUTRIENT;
    /// Carbohydrate. mg.
    5 carbohydrate_mg: Option<u32> = NUTRIENT;
    /// Fat. mg.
    6 fat_mg: Option<u32> = NUTRIENT;
    /// Fluid in it. ml.
    7 fluid_ml: Option<u32> = VOLUME;
    /// What it was.
    8 description: Option<String> = SHORT;
}

kind! {
    /// A supplement drink.
    5 "supplement" Supplement, "A supplement drink",
        needs "volume, energy, protein" of volume_ml | energy_kcal_milli | protein_mg;
    /// Its name.
    1 product: Option<String> = SHORT;
    /// Drunk. ml.
    2 volume_ml: Option<u32> = VOLUME;
    /// Energy. kcal/1000.
    3 energy_kcal_milli: Option<u32> = ENERGY;
    /// Protein. mg.
    4 protein_mg: Option<u32> = NUTRIENT;
    /// Advised. ml.
    5 prescribed_ml: Option<u32> = VOLUME;
}

kind! {
    /// A feed through a tube; it happened when it started.
    6 "tube-feed" TubeFeed, "A feed through a tube", needs "delivered, flush, residual" of delivered_ml | flush_ml | residual_ml;
    /// Where the tube leads.
    1 route: Option<TubeRoute> = WORD;
    /// How it was given.
    2 mode: Option<FeedMode> = WORD;
    /// The formula's name.
    3 formula: Option<String> = SHORT;
    /// Energy density. kcal/1000 per ml, 0.3 to 4.
    4 density_kcal_milli_per_ml: Option<u32> = (Unit::Milli, 300, 4_000);
    /// Protein density. mg per ml, which is g per litre.
    5 protein_mg_per_ml: Option<u32> = (Unit::Number, 0, 300);
    /// Rate. ml/h.
    6 rate_ml_per_h: Option<u32> = (Unit::MillilitrePerHour, 0, 1_000);
    /// Delivered. ml.
    7 delivered_ml: Option<u32> = VOLUME;
    /// Prescribed for the same feed. ml.
    8 prescribed_ml: Option<u32> = VOLUME;
    /// From start to end. min.
    9 duration_min: Option<u32> = DURATION;
    /// Water to flush the tube. ml.
    10 flush_ml: Option<u32> = VOLUME;
    /// Drawn back from the stomach. ml.
    11 residual_ml: Option<u32> = VOLUME;
    /// Interrupted for. min.
    12 interrupted_min: Option<u32> = DURATION;
    /// Why it was interrupted.
    13 interruption_reason: Option<InterruptionReason> = WORD;
    /// How it was borne.
    14 tolerance: Option<Tolerance> = WORD;
}

kind! {
    /// A bag of parenteral nutrition; it happened when it started.
    7 "parenteral-bag" ParenteralBag, "A bag of parenteral nutrition",
        needs "volume, dextrose, amino_acid, lipid" of volume_ml | dextrose_mg | amino_acid_mg | lipid_mg;
    /// Infused. ml.
    1 volume_ml: Option<u32> = VOLUME;
    /// Dextrose infused. mg.
    2 dextrose_mg: Option<u32> = NUTRIENT;
    /// Amino acids infused. mg.
    3 amino_acid_mg: Option<u32> = NUTRIENT;
    /// Lipid infused. mg.
    4 lipid_mg: Option<u32> = NUTRIENT;
    /// From start to end. min.
    5 duration_min: Option<u32> = DURATION;
    /// Prescribed. ml.
    6 prescribed_ml: Option<u32> = VOLUME;
    /// The bag's name.
    7 product: Option<String> = SHORT;
}

kind! {
    /// Fluid apart from food and formula.
    8 "fluid" FluidIntake, "Fluid apart from food and formula";
    /// How much. ml.
    1 volume_ml: u32 = VOLUME;
    /// Which way; drunk when not said.
    2 route: Option<FluidRoute> = WORD;
    /// What it was.
    3 description: Option<String> = SHORT;
    /// Energy in it, as of glucose in an infusion. kcal/1000.
    4 energy_kcal_milli: Option<u32> = ENERGY;
}

kind! {
    /// What went out: urine, stools, vomit, drains; amounts or counts.
    9 "output" Output, "Urine, stools, vomit and drains",
        needs "urine, urine_count, stool_count, vomit_count, vomit, drain" of
        urine_ml | urine_count | stool_count | vomit_count | vomit_ml | drain_ml;
    /// Urine. ml.
    1 urine_ml: Option<u32> = VOLUME;
    /// Times urine was passed.
    2 urine_count: Option<u32> = (Unit::Number, 0, 50);
    /// Stools.
    3 stool_count: Option<u32> = (Unit::Number, 0, 50);
    /// How they were.
    4 stool_form: Option<StoolForm> = WORD;
    /// Times vomited.
    5 vomit_count: Option<u32> = (Unit::Number, 0, 50);
    /// Vomited. ml.
    6 vomit_ml: Option<u32> = VOLUME;
    /// From a drain or stoma. ml.
    7 drain_ml: Option<u32> = VOLUME;
}

/// Energy of dextrose, amino acids and lipid in parenteral nutrition: 3.4, 4 and 10 kcal a gram, the last as 20 % emulsion.
const DEXTROSE_KCAL_DECI_PER_G: u64 = 34;
const AMINO_ACID_KCAL_DECI_PER_G: u64 = 40;
const LIPID_KCAL_DECI_PER_G: u64 = 100;

impl TubeFeed {
    /// Energy delivered, kcal/1000; unknown without volume and density.
    pub fn energy_kcal_milli(&self) -> Option<u64> {
        Some(u64::from(self.delivered_ml?) * u64::from(self.density_kcal_milli_per_ml?))
    }

    /// Protein delivered, mg; unknown without volume and density.
    pub fn protein_mg(&self) -> Option<u64> {
        Some(u64::from(self.delivered_ml?) * u64::from(self.protein_mg_per_ml?))
    }
}

/// Water in a hundred parts of formula, by energy density in kcal/1000 per ml: the middle of what labels say
/// (83-85, 81-82, 76-78, 69-72 %). The label of the formula itself is better where it is known.
const WATER_PERCENT: [(u32, u64); 3] = [(1_100, 84), (1_300, 81), (1_700, 77)];
const WATER_PERCENT_DENSEST: u64 = 70;

impl TubeFeed {
    /// Water that came with the formula, ml; unknown without volume and density.
    pub fn water_ml(&self) -> Option<u64> {
        let density = self.density_kcal_milli_per_ml?;
        let percent = WATER_PERCENT
            .iter()
            .find(|(below, _)| density < *below)
            .map_or(WATER_PERCENT_DENSEST, |(_, p)| *p);
        Some(u64::from(self.delivered_ml?) * percent / 100)
    }
}

impl ParenteralBag {
    /// Energy infused, kcal/1000, from its macronutrients; unknown when none of them is known.
    pub fn energy_kcal_milli(&self) -> Option<u64> {
        let parts = [
            (self.dextrose_mg, DEXTROSE_KCAL_DECI_PER_G),
            (self.amino_acid_mg, AMINO_ACID_KCAL_DECI_PER_G),
            (self.lipid_mg, LIPID_KCAL_DECI_PER_G),
        ];
        if parts.iter().all(|(amount, _)| amount.is_none()) {
            return None;
        }
        // mg x kcal/10 per g = kcal/10,000: a tenth of it is kcal/1000.
        Some(parts.iter().map(|(amount, deci)| u64::from(amount.unwrap_or(0)) * deci / 10).sum())
    }

    /// Protein infused, mg: its amino acids.
    pub fn protein_mg(&self) -> Option<u64> {
        self.amino_acid_mg.map(u64::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::Fact;

    #[test]
    fn a_tube_feed_gives_what_its_label_says() {
        let Ok(Fact::TubeFeed(feed)) = Fact::read(
            "tube-feed",
            &[("delivered", "800 ml"), ("density_kcal_milli_per_ml", "1.5"), ("protein_mg_per_ml", "60")],
        ) else {
            panic!("a feed")
        };
        assert_eq!(feed.energy_kcal_milli(), Some(1_200_000));
        assert_eq!(feed.protein_mg(), Some(48_000));
        assert_eq!(TubeFeed { density_kcal_milli_per_ml: None, ..feed }.energy_kcal_milli(), None);
    }

    #[test]
    fn a_bag_gives_the_energy_of_its_parts() {
        let Ok(Fact::ParenteralBag(bag)) = Fact::read(
            "parenteral-bag",
            &[("dextrose", "250 g"), ("amino_acid", "100 g"), ("lipid", "50 g")],
        ) else {
            panic!("a bag")
        };
        // 250 x 3.4 + 100 x 4 + 50 x 10 = 850 + 400 + 500
        assert_eq!(bag.energy_kcal_milli(), Some(1_750_000));
        let unknown = ParenteralBag { dextrose_mg: None, amino_acid_mg: None, lipid_mg: None, ..bag };
        assert_eq!(unknown.energy_kcal_milli(), None);
    }
}
