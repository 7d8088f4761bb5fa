//! What goes in by mouth, tube and vein, and what goes out, as apps write and read it.
//!
//! These are the record's own types; the declarations only tell UniFFI their shape, and the compiler compares it.

pub use nourish_journal::{
    FeedMode, FluidIntake, FluidRoute, InterruptionReason, Meal, OralIntake, Output, ParenteralBag,
    StoolForm, Supplement, Tolerance, TubeFeed, TubeRoute,
};

/// A meal, or the whole day at once.
#[uniffi::remote(Enum)]
pub enum Meal {
    /// Breakfast.
    Breakfast,
    /// Lunch.
    Lunch,
    /// Dinner.
    Dinner,
    /// Anything between meals.
    Snack,
    /// Everything eaten on the day.
    WholeDay,
}

/// Where a feeding tube enters and ends. FHIR v3-RouteOfAdministration in brackets where it has one.
#[uniffi::remote(Enum)]
pub enum TubeRoute {
    /// Nose to stomach (NGT).
    Nasogastric,
    /// Nose to jejunum (EFT).
    Nasojejunal,
    /// Through the belly wall into the stomach (GT).
    Gastrostomy,
    /// Through the stomach into the jejunum (GJT).
    Gastrojejunostomy,
    /// Through the belly wall into the jejunum (JJTINSTL).
    Jejunostomy,
}

/// How a tube feed is given.
#[uniffi::remote(Enum)]
pub enum FeedMode {
    /// Day and night.
    Continuous,
    /// Part of the day, often at night.
    Cyclic,
    /// Several slow feeds a day.
    Intermittent,
    /// Several quick feeds a day; into the stomach only.
    Bolus,
}

/// Why a feed was interrupted.
#[uniffi::remote(Enum)]
pub enum InterruptionReason {
    /// Tube or line blocked.
    Blocked,
    /// Nausea or vomiting.
    NauseaVomiting,
    /// Pain or swelling of the belly.
    PainBloating,
    /// Diarrhoea.
    Diarrhoea,
    /// An examination or treatment.
    Procedure,
    /// Paused by the person.
    Paused,
    /// The pump or its power.
    Pump,
    /// Tube moved or out.
    Dislodged,
    /// Anything else.
    Other,
}

/// How a feed was borne.
#[uniffi::remote(Enum)]
pub enum Tolerance {
    /// Without trouble.
    Good,
    /// With some trouble.
    Fair,
    /// Badly.
    Poor,
}

/// The way that a fluid goes in.
#[uniffi::remote(Enum)]
pub enum FluidRoute {
    /// Drunk.
    Oral,
    /// Through the tube.
    Tube,
    /// Into a vein.
    Intravenous,
}

/// How stools were, from hard to watery.
#[uniffi::remote(Enum)]
pub enum StoolForm {
    /// Hard.
    Hard,
    /// Formed.
    Formed,
    /// Soft.
    Soft,
    /// Watery.
    Watery,
}

/// Food and drink by mouth.
///
/// At least one of these is needed: eaten_percent, energy_kcal_milli, protein_mg, carbohydrate_mg, fat_mg,
/// fluid_ml.
#[uniffi::remote(Record)]
pub struct OralIntake {
    /// Which meal.
    #[uniffi(default = None)]
    pub meal: Option<Meal>,
    /// Share of what the person usually eats. Percent, 0 to 200.
    #[uniffi(default = None)]
    pub eaten_percent: Option<u32>,
    /// Energy. kcal/1000.
    #[uniffi(default = None)]
    pub energy_kcal_milli: Option<u32>,
    /// Protein. mg.
    #[uniffi(default = None)]
    pub protein_mg: Option<u32>,
    /// Carbohydrate. mg.
    #[uniffi(default = None)]
    pub carbohydrate_mg: Option<u32>,
    /// Fat. mg.
    #[uniffi(default = None)]
    pub fat_mg: Option<u32>,
    /// Fluid in it. ml.
    #[uniffi(default = None)]
    pub fluid_ml: Option<u32>,
    /// What it was.
    #[uniffi(default = None)]
    pub description: Option<String>,
}

/// A supplement drink.
///
/// At least one of these is needed: volume_ml, energy_kcal_milli, protein_mg.
#[uniffi::remote(Record)]
pub struct Supplement {
    /// Its name.
    #[uniffi(default = None)]
    pub product: Option<String>,
    /// Drunk. ml.
    #[uniffi(default = None)]
    pub volume_ml: Option<u32>,
    /// Energy. kcal/1000.
    #[uniffi(default = None)]
    pub energy_kcal_milli: Option<u32>,
    /// Protein. mg.
    #[uniffi(default = None)]
    pub protein_mg: Option<u32>,
    /// Advised. ml.
    #[uniffi(default = None)]
    pub prescribed_ml: Option<u32>,
}

/// A feed through a tube; it happened when it started.
///
/// At least one of these is needed: delivered_ml, flush_ml, residual_ml.
#[uniffi::remote(Record)]
pub struct TubeFeed {
    /// Where the tube leads.
    #[uniffi(default = None)]
    pub route: Option<TubeRoute>,
    /// How it was given.
    #[uniffi(default = None)]
    pub mode: Option<FeedMode>,
    /// The formula's name.
    #[uniffi(default = None)]
    pub formula: Option<String>,
    /// Energy density. kcal/1000 per ml, 0.3 to 4.
    #[uniffi(default = None)]
    pub density_kcal_milli_per_ml: Option<u32>,
    /// Protein density. mg per ml, which is g per litre.
    #[uniffi(default = None)]
    pub protein_mg_per_ml: Option<u32>,
    /// Rate. ml/h.
    #[uniffi(default = None)]
    pub rate_ml_per_h: Option<u32>,
    /// Delivered. ml.
    #[uniffi(default = None)]
    pub delivered_ml: Option<u32>,
    /// Prescribed for the same feed. ml.
    #[uniffi(default = None)]
    pub prescribed_ml: Option<u32>,
    /// From start to end. min.
    #[uniffi(default = None)]
    pub duration_min: Option<u32>,
    /// Water to flush the tube. ml.
    #[uniffi(default = None)]
    pub flush_ml: Option<u32>,
    /// Drawn back from the stomach. ml.
    #[uniffi(default = None)]
    pub residual_ml: Option<u32>,
    /// Interrupted for. min.
    #[uniffi(default = None)]
    pub interrupted_min: Option<u32>,
    /// Why it was interrupted.
    #[uniffi(default = None)]
    pub interruption_reason: Option<InterruptionReason>,
    /// How it was borne.
    #[uniffi(default = None)]
    pub tolerance: Option<Tolerance>,
}

/// A bag of parenteral nutrition; it happened when it started.
///
/// At least one of these is needed: volume_ml, dextrose_mg, amino_acid_mg, lipid_mg.
#[uniffi::remote(Record)]
pub struct ParenteralBag {
    /// Infused. ml.
    #[uniffi(default = None)]
    pub volume_ml: Option<u32>,
    /// Dextrose infused. mg.
    #[uniffi(default = None)]
    pub dextrose_mg: Option<u32>,
    /// Amino acids infused. mg.
    #[uniffi(default = None)]
    pub amino_acid_mg: Option<u32>,
    /// Lipid infused. mg.
    #[uniffi(default = None)]
    pub lipid_mg: Option<u32>,
    /// From start to end. min.
    #[uniffi(default = None)]
    pub duration_min: Option<u32>,
    /// Prescribed. ml.
    #[uniffi(default = None)]
    pub prescribed_ml: Option<u32>,
    /// The bag's name.
    #[uniffi(default = None)]
    pub product: Option<String>,
}

/// Fluid apart from food and formula.
#[uniffi::remote(Record)]
pub struct FluidIntake {
    /// How much. ml.
    pub volume_ml: u32,
    /// Which way; drunk when not said.
    #[uniffi(default = None)]
    pub route: Option<FluidRoute>,
    /// What it was.
    #[uniffi(default = None)]
    pub description: Option<String>,
    /// Energy in it, as of glucose in an infusion. kcal/1000.
    #[uniffi(default = None)]
    pub energy_kcal_milli: Option<u32>,
}

/// What went out: urine, stools, vomit, drains; amounts or counts.
///
/// At least one of these is needed: urine_ml, urine_count, stool_count, vomit_count, vomit_ml, drain_ml.
#[uniffi::remote(Record)]
pub struct Output {
    /// Urine. ml.
    #[uniffi(default = None)]
    pub urine_ml: Option<u32>,
    /// Times urine was passed.
    #[uniffi(default = None)]
    pub urine_count: Option<u32>,
    /// Stools.
    #[uniffi(default = None)]
    pub stool_count: Option<u32>,
    /// How they were.
    #[uniffi(default = None)]
    pub stool_form: Option<StoolForm>,
    /// Times vomited.
    #[uniffi(default = None)]
    pub vomit_count: Option<u32>,
    /// Vomited. ml.
    #[uniffi(default = None)]
    pub vomit_ml: Option<u32>,
    /// From a drain or stoma. ml.
    #[uniffi(default = None)]
    pub drain_ml: Option<u32>,
}
