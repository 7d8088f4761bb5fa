//! The regimen calculator: what a feed gives in a day, and whether it is given as it may be. For the care team: rates are prescribed,
//! never suggested.

mod amounts;
mod checks;
mod ramp;

pub use checks::{FeedCheck, FeedCheckKind, FeedOutcome};
pub use ramp::RampStep;

use crate::formula::Formula;
use nourish_record::{FeedMode, FeedSystem, FeedingPlan, TubeRoute};

/// What is known of a feed over 24 hours. Everything may be unknown; what follows from it is then unknown too.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct FeedInput {
    /// Energy in the formula. kcal/1000 per ml.
    pub density_kcal_milli_per_ml: Option<u32>,
    /// Protein in it. mg per ml.
    pub protein_mg_per_ml: Option<u32>,
    /// Free water in a hundred parts. Percent.
    pub water_percent: Option<u32>,
    /// Where the tube leads.
    pub route: Option<TubeRoute>,
    /// How the feed is given.
    pub mode: Option<FeedMode>,
    /// How the formula comes.
    pub system: Option<FeedSystem>,
    /// Rate. ml/h.
    pub rate_ml_per_h: Option<u32>,
    /// Feeding time a day. min.
    pub duration_min: Option<u32>,
    /// Volume a day, where it is said rather than computed. ml.
    pub volume_ml: Option<u32>,
    /// Feeds a day.
    pub feeds: Option<u32>,
    /// How long one container hangs, where it is another time than one feed takes. min.
    pub hang_min: Option<u32>,
    /// Whether the person is in hospital, where ready-to-use formula may hang for a shorter time; at home where it is `None`.
    pub in_hospital: Option<bool>,
    /// Water through the tube a day. ml.
    pub flush_ml: Option<u32>,
    /// Other fluid of the day, drunk and into a vein. ml.
    pub other_fluid_ml: Option<u32>,
    /// Delivered of it on the day. ml.
    pub delivered_ml: Option<u32>,
    /// Prescribed for the day. ml.
    pub prescribed_ml: Option<u32>,
    /// Energy to be reached. kcal/1000.
    pub energy_target_kcal_milli: Option<u32>,
    /// Protein to be reached. mg.
    pub protein_target_mg: Option<u32>,
    /// Fluid to be reached. ml.
    pub fluid_target_ml: Option<u32>,
    /// Rate to begin with, as prescribed. ml/h.
    pub start_rate_ml_per_h: Option<u32>,
    /// By how much it is raised, as prescribed. ml/h.
    pub rate_step_ml_per_h: Option<u32>,
    /// After how long it is raised again, as prescribed. min.
    pub rate_step_every_min: Option<u32>,
    /// The rate to be reached, as prescribed. ml/h.
    pub rate_target_ml_per_h: Option<u32>,
    /// How long the feed has been running since its first start. min.
    pub running_min: Option<u32>,
}

/// What a feed gives in a day.
#[derive(Clone, PartialEq, Eq)]
pub struct FeedDay {
    /// Formula. ml, whole ones.
    pub volume_ml: Option<u64>,
    /// Energy. kcal/1000.
    pub energy_kcal_milli: Option<u64>,
    /// Protein. mg.
    pub protein_mg: Option<u64>,
    /// Free water of the formula. Hundredths of a ml, so that nothing is rounded.
    pub formula_water_centi_ml: Option<u64>,
    /// All water by tube: that of the formula and flushes. Hundredths of a ml.
    pub tube_water_centi_ml: Option<u64>,
    /// The steps by which the rate is raised, as prescribed; empty where they are not all known.
    pub ramp: Vec<RampStep>,
    /// Every check, in one order.
    pub checks: Vec<FeedCheck>,
}

quiet_debug!(FeedInput, FeedDay);

impl FeedInput {
    /// The same with what a formula holds.
    #[must_use]
    pub fn of_formula(self, formula: &Formula) -> Self {
        Self {
            density_kcal_milli_per_ml: Some(formula.density_kcal_milli_per_ml),
            protein_mg_per_ml: formula.protein_mg_per_ml,
            water_percent: formula.water_percent,
            ..self
        }
    }

    /// What a plan prescribes.
    #[must_use]
    pub fn of_plan(plan: &FeedingPlan) -> Self {
        Self {
            density_kcal_milli_per_ml: plan.tube_density_kcal_milli_per_ml,
            protein_mg_per_ml: plan.tube_protein_mg_per_ml,
            water_percent: plan.tube_water_percent,
            route: plan.route,
            mode: plan.mode,
            system: plan.feed_system,
            rate_ml_per_h: plan.rate_ml_per_h,
            duration_min: plan.duration_min,
            // A rate and hours say the volume; where they do not, it is the prescribed one.
            volume_ml: if plan.rate_ml_per_h.is_some() && plan.duration_min.is_some() {
                None
            } else {
                plan.tube_prescribed_ml
            },
            feeds: plan.feeds,
            flush_ml: plan.flush_ml,
            prescribed_ml: plan.tube_prescribed_ml,
            energy_target_kcal_milli: plan.energy_min_kcal_milli,
            protein_target_mg: plan.protein_min_mg,
            fluid_target_ml: plan.fluid_ml,
            start_rate_ml_per_h: plan.start_rate_ml_per_h,
            rate_step_ml_per_h: plan.rate_step_ml_per_h,
            rate_step_every_min: plan.rate_step_every_min,
            rate_target_ml_per_h: plan.rate_ml_per_h,
            ..Self::default()
        }
    }

    /// What the feed gives in a day, with every check.
    ///
    /// ```
    /// # use nourish_plan::{FeedInput, Formulary};
    /// let formulary = Formulary::built_in()?;
    /// // 75 ml/h over ten hours of 1.5 kcal/ml with 60 g of protein a litre and 77 % water, and 200 ml of flushes.
    /// let input = FeedInput { rate_ml_per_h: Some(75), duration_min: Some(600), flush_ml: Some(200), ..FeedInput::default() };
    /// let day = input.of_formula(formulary.named("high-energy-1-5")?).day();
    /// assert_eq!((day.volume_ml, day.energy_kcal_milli, day.protein_mg), (Some(750), Some(1_125_000), Some(45_000)));
    /// assert_eq!(day.tube_water_centi_ml, Some(77_750)); // 577.5 + 200 ml
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn day(&self) -> FeedDay {
        let volume_ml = self.volume();
        let times = |per_ml: Option<u32>| Some(volume_ml? * u64::from(per_ml?));
        let formula_water_centi_ml = times(self.water_percent);
        let flushes = self.flush_ml.map(|ml| u64::from(ml) * 100);
        let tube_water_centi_ml =
            formula_water_centi_ml.zip(flushes).map(|(formula, flushes)| formula + flushes);
        let mut day = FeedDay {
            volume_ml,
            energy_kcal_milli: times(self.density_kcal_milli_per_ml),
            protein_mg: times(self.protein_mg_per_ml),
            formula_water_centi_ml,
            tube_water_centi_ml,
            ramp: ramp::steps(self),
            checks: Vec::new(),
        };
        day.checks = checks::all(self, &day);
        day
    }

    /// The volume of the day: as said, else rate times hours in whole ml.
    fn volume(&self) -> Option<u64> {
        self.volume_ml.map(u64::from).or_else(|| self.pumped_ml())
    }

    /// Rate times hours, in whole ml.
    fn pumped_ml(&self) -> Option<u64> {
        Some(u64::from(self.rate_ml_per_h?) * u64::from(self.duration_min?) / 60)
    }
}
