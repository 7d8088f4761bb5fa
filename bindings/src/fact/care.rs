//! The tube, the plan, the team, notes and findings, as apps write and read them.
//!
//! These are the record's own types; the declarations only tell UniFFI their shape, and the compiler compares it.

pub use nourish_journal::{
    Acknowledgement, AcknowledgementAction, CareContact, CareRole, FeedSystem, FeedingPlan,
    Finding as ClinicalFinding, FindingItem, Note, PlanSetting, TubeCare, TubeEvent,
};
use nourish_journal::{CalendarDay, FeedMode, TubeRoute};

/// What happened to a feeding tube or line.
#[uniffi::remote(Enum)]
pub enum TubeEvent {
    /// Placed.
    Placed,
    /// Taken out on purpose.
    Removed,
    /// Replaced.
    Replaced,
    /// Came out or moved.
    Dislodged,
    /// Blocked.
    Blocked,
    /// Leaking.
    Leaking,
    /// Skin red, sore or infected.
    SiteInfection,
    /// Too much tissue around it.
    Overgranulation,
    /// Inner bumper grown into the wall.
    BuriedBumper,
    /// Dressing changed.
    Dressing,
    /// Position checked.
    PositionChecked,
    /// Giving set changed.
    SetChanged,
    /// Flushed with water.
    Flushed,
}

/// Who someone is in the circle of care.
#[uniffi::remote(Enum)]
pub enum CareRole {
    /// The person.
    Patient,
    /// Someone who helps at home.
    Carer,
    /// Surgeon.
    Surgeon,
    /// Medical oncologist.
    MedicalOncologist,
    /// Radiation oncologist.
    RadiationOncologist,
    /// Gastroenterologist.
    Gastroenterologist,
    /// Dietitian.
    Dietitian,
    /// Nurse.
    Nurse,
    /// General practitioner.
    GeneralPractitioner,
    /// The line to call day and night.
    EmergencyLine,
    /// Supplier of pump, formula or tubes.
    Supplier,
}

/// What someone did about a flag.
#[uniffi::remote(Enum)]
pub enum AcknowledgementAction {
    /// Saw it.
    Seen,
    /// Spoke with the person.
    Contacted,
    /// Changed the plan.
    PlanChanged,
    /// Put it off until a day.
    Snoozed,
}

/// What a clinician found or judged; the rules never infer these.
#[uniffi::remote(Enum)]
pub enum FindingItem {
    /// Impaired general condition (NRS-2002).
    ImpairedGeneralCondition,
    /// Severely ill, such as in intensive therapy (NRS-2002).
    SeverelyIll,
    /// A validated nutrition screening was positive (GLIM).
    ScreenPositive,
    /// A chronic condition of the gut that impairs assimilation (GLIM).
    ChronicGiCondition,
    /// Inflammation or disease burden (GLIM).
    Inflammation,
    /// Subjective global assessment, grade 1 for A, 2 for B, 3 for C.
    SubjectiveGlobalAssessment,
    /// Hepatic or renal dysfunction (ESPEN).
    HepaticOrRenalDysfunction,
    /// Malignant disease of the stomach.
    GastricCancer,
    /// Diabetes.
    Diabetes,
    /// Heart or kidney disease that limits fluids.
    FluidRestriction,
    /// Disease severity score 0 to 3 (NRS-2002), as the grade.
    DiseaseSeverity,
    /// Ate less than half of the usual in the week before (PONS).
    AteLessThanHalfLastWeek,
    /// Alcohol misuse, or insulin, antacids or diuretics taken (NICE, refeeding).
    RefeedingDrugs,
    /// Loss of subcutaneous fat, grade 1 for moderate, 2 for severe (ASPEN, refeeding).
    FatLoss,
    /// Comorbidity that raises the risk of refeeding, grade 1 for moderate, 2 for severe (ASPEN).
    RefeedingComorbidity,
    /// Sarcopenia (Fearon).
    Sarcopenia,
}

/// How a formula comes.
#[uniffi::remote(Enum)]
pub enum FeedSystem {
    /// A container that is only spiked.
    Closed,
    /// Ready to use, poured into a container.
    ReadyToUse,
    /// Powder, or anything mixed at home.
    Powder,
}

/// The setting that a plan is made for.
#[uniffi::remote(Enum)]
pub enum PlanSetting {
    /// During cancer treatment.
    Cancer,
    /// Around an operation.
    Surgery,
}

/// Something that happened to a feeding tube or line.
#[uniffi::remote(Record)]
pub struct TubeCare {
    /// What happened.
    pub event: TubeEvent,
    /// Which tube.
    #[uniffi(default = None)]
    pub route: Option<TubeRoute>,
    /// Its mark at the nose or skin. mm.
    #[uniffi(default = None)]
    pub mark_mm: Option<u32>,
    /// More about it.
    #[uniffi(default = None)]
    pub note: Option<String>,
}

/// Targets and feeding prescription, valid from its day until the next.
///
/// At least one of these is needed: energy_min_kcal_milli, protein_min_mg, fluid_ml, tube_prescribed_ml.
#[uniffi::remote(Record)]
pub struct FeedingPlan {
    /// Least energy a day. kcal/1000.
    #[uniffi(default = None)]
    pub energy_min_kcal_milli: Option<u32>,
    /// Most energy a day. kcal/1000.
    #[uniffi(default = None)]
    pub energy_max_kcal_milli: Option<u32>,
    /// Least protein a day. mg.
    #[uniffi(default = None)]
    pub protein_min_mg: Option<u32>,
    /// Most protein a day. mg.
    #[uniffi(default = None)]
    pub protein_max_mg: Option<u32>,
    /// Fluid a day. ml.
    #[uniffi(default = None)]
    pub fluid_ml: Option<u32>,
    /// Formula by tube a day. ml.
    #[uniffi(default = None)]
    pub tube_prescribed_ml: Option<u32>,
    /// Its density. kcal/1000 per ml.
    #[uniffi(default = None)]
    pub tube_density_kcal_milli_per_ml: Option<u32>,
    /// Its name.
    #[uniffi(default = None)]
    pub formula: Option<String>,
    /// Where the tube leads.
    #[uniffi(default = None)]
    pub route: Option<TubeRoute>,
    /// How it is to be given.
    #[uniffi(default = None)]
    pub mode: Option<FeedMode>,
    /// Who set it.
    #[uniffi(default = None)]
    pub set_by: Option<CareRole>,
    /// What it is made for.
    #[uniffi(default = None)]
    pub setting: Option<PlanSetting>,
    /// Protein in the formula. mg per ml, which is g per litre.
    #[uniffi(default = None)]
    pub tube_protein_mg_per_ml: Option<u32>,
    /// Water in a hundred parts of the formula, as its label says. Percent.
    #[uniffi(default = None)]
    pub tube_water_percent: Option<u32>,
    /// How the formula comes, which decides how long it may hang.
    #[uniffi(default = None)]
    pub feed_system: Option<FeedSystem>,
    /// Rate to be reached. ml/h.
    #[uniffi(default = None)]
    pub rate_ml_per_h: Option<u32>,
    /// Feeding time a day. min.
    #[uniffi(default = None)]
    pub duration_min: Option<u32>,
    /// Feeds a day, where it is given in portions.
    #[uniffi(default = None)]
    pub feeds: Option<u32>,
    /// Rate to begin with. ml/h.
    #[uniffi(default = None)]
    pub start_rate_ml_per_h: Option<u32>,
    /// By how much the rate is raised. ml/h.
    #[uniffi(default = None)]
    pub rate_step_ml_per_h: Option<u32>,
    /// After how long it is raised again, as long as it is borne. min.
    #[uniffi(default = None)]
    pub rate_step_every_min: Option<u32>,
    /// Water to flush the tube, a day. ml.
    #[uniffi(default = None)]
    pub flush_ml: Option<u32>,
    /// The tube is flushed at least so often while feed runs. min.
    #[uniffi(default = None)]
    pub flush_every_min: Option<u32>,
}

/// Someone to call.
#[uniffi::remote(Record)]
pub struct CareContact {
    /// Who it is.
    pub role: CareRole,
    /// The number.
    pub phone: String,
    /// When they answer.
    #[uniffi(default = None)]
    pub hours: Option<String>,
    /// Their name.
    #[uniffi(default = None)]
    pub name: Option<String>,
}

/// A note in somebody's own words: the person's, or what the team says back to them.
#[uniffi::remote(Record)]
pub struct Note {
    /// The text.
    pub text: String,
    /// Who says it; the person where it is not said.
    #[uniffi(default = None)]
    pub sender: Option<CareRole>,
    /// For whom it is.
    #[uniffi(default = None)]
    pub recipient: Option<CareRole>,
    /// The rule that raised the flag it answers.
    #[uniffi(default = None)]
    pub rule: Option<String>,
}

/// That someone acted on a flag.
#[uniffi::remote(Record)]
pub struct Acknowledgement {
    /// The rule that raised it.
    pub rule: String,
    /// What was done.
    pub action: AcknowledgementAction,
    /// By whom.
    pub role: CareRole,
    /// Until when it is put off.
    #[uniffi(default = None)]
    pub until_on: Option<CalendarDay>,
    /// More about it.
    #[uniffi(default = None)]
    pub note: Option<String>,
}

/// What a clinician found or judged.
#[uniffi::remote(Record)]
pub struct ClinicalFinding {
    /// What.
    pub item: FindingItem,
    /// Yes or no.
    pub present: bool,
    /// Its grade, where the finding has one.
    #[uniffi(default = None)]
    pub grade: Option<u32>,
}
