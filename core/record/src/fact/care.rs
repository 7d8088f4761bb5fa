//! Care: the tube, the plan, the team, notes, acknowledgements, and what a clinician found.

use super::kind::kind;
use super::{FeedMode, LONG, SHORT, TubeRoute, WORD};
use crate::day::CalendarDay;
use crate::field::Unit;
use crate::word::words;

words! {
    /// What happened to a feeding tube or line.
    TubeEvent {
        /// Placed.
        Placed = 1 "placed",
        /// Taken out on purpose.
        Removed = 2 "removed",
        /// Replaced.
        Replaced = 3 "replaced",
        /// Came out or moved.
        Dislodged = 4 "dislodged",
        /// Blocked.
        Blocked = 5 "blocked",
        /// Leaking.
        Leaking = 6 "leaking",
        /// Skin red, sore or infected.
        SiteInfection = 7 "site-infection",
        /// Too much tissue around it.
        Overgranulation = 8 "overgranulation",
        /// Inner bumper grown into the wall.
        BuriedBumper = 9 "buried-bumper",
        /// Dressing changed.
        Dressing = 10 "dressing",
        /// Position checked.
        PositionChecked = 11 "position-checked",
        /// Giving set changed.
        SetChanged = 12 "set-changed",
        /// Flushed with water.
        Flushed = 13 "flushed",
    }

    /// Who someone is in the circle of care.
    CareRole {
        /// The person.
        Patient = 1 "patient",
        /// Someone who helps at home.
        Carer = 2 "carer",
        /// Surgeon.
        Surgeon = 3 "surgeon",
        /// Medical oncologist.
        MedicalOncologist = 4 "medical-oncologist",
        /// Radiation oncologist.
        RadiationOncologist = 5 "radiation-oncologist",
        /// Gastroenterologist.
        Gastroenterologist = 6 "gastroenterologist",
        /// Dietitian.
        Dietitian = 7 "dietitian",
        /// Nurse.
        Nurse = 8 "nurse",
        /// General practitioner.
        GeneralPractitioner = 9 "general-practitioner",
        /// The line to call day and night.
        EmergencyLine = 10 "emergency-line",
        /// Supplier of pump, formula or tubes.
        Supplier = 11 "supplier",
    }

    /// What someone did about a flag.
    AcknowledgementAction {
        /// Saw it.
        Seen = 1 "seen",
        /// Spoke with the person.
        Contacted = 2 "contacted",
        /// Changed the plan.
        PlanChanged = 3 "plan-changed",
        /// Put it off until a day.
        Snoozed = 4 "snoozed",
    }

    /// What a clinician found or judged; the rules never infer these.
    FindingItem {
        /// Impaired general condition (NRS-2002).
        ImpairedGeneralCondition = 1 "impaired-general-condition",
        /// Severely ill, such as in intensive therapy (NRS-2002).
        SeverelyIll = 2 "severely-ill",
        /// A validated nutrition screening was positive (GLIM).
        ScreenPositive = 3 "screen-positive",
        /// A chronic condition of the gut that impairs assimilation (GLIM).
        ChronicGiCondition = 4 "chronic-gi-condition",
        /// Inflammation or disease burden (GLIM).
        Inflammation = 5 "inflammation",
        /// Subjective global assessment, grade 1 for A, 2 for B, 3 for C.
        SubjectiveGlobalAssessment = 6 "subjective-global-assessment",
        /// Hepatic or renal dysfunction (ESPEN).
        HepaticOrRenalDysfunction = 7 "hepatic-or-renal-dysfunction",
        /// Malignant disease of the stomach.
        GastricCancer = 8 "gastric-cancer",
        /// Diabetes.
        Diabetes = 9 "diabetes",
        /// Heart or kidney disease that limits fluids.
        FluidRestriction = 10 "fluid-restriction",
        /// Disease severity score 0 to 3 (NRS-2002), as the grade.
        DiseaseSeverity = 11 "disease-severity",
        /// Ate less than half of the usual in the week before (PONS).
        AteLessThanHalfLastWeek = 12 "ate-less-than-half-last-week",
        /// Alcohol misuse, or insulin, antacids or diuretics taken (NICE, refeeding).
        RefeedingDrugs = 13 "refeeding-drugs",
        /// Loss of subcutaneous fat, grade 1 for moderate, 2 for severe (ASPEN, refeeding).
        FatLoss = 14 "fat-loss",
        /// Comorbidity that raises the risk of refeeding, grade 1 for moderate, 2 for severe (ASPEN).
        RefeedingComorbidity = 15 "refeeding-comorbidity",
        /// Sarcopenia (Fearon).
        Sarcopenia = 16 "sarcopenia",
    }

    /// How a formula comes.
    FeedSystem {
        /// A container that is only spiked.
        Closed = 1 "closed",
        /// Ready to use, poured into a container.
        ReadyToUse = 2 "ready-to-use",
        /// Powder, or anything mixed at home.
        Powder = 3 "powder",
    }

    /// The setting that a plan is made for.
    PlanSetting {
        /// During cancer treatment.
        Cancer = 1 "cancer",
        /// Around an operation.
        Surgery = 2 "surgery",
    }
}

kind! {
    /// Something that happened to a feeding tube or line.
    17 "tube-care" TubeCare, "Something that happened to a feeding tube or line";
    /// What happened.
    1 event: TubeEvent = WORD;
    /// Which tube.
    2 route: Option<TubeRoute> = WORD;
    /// Its mark at the nose or skin. mm.
    3 mark_mm: Option<u32> = (Unit::Millimetre, 0, 2_000);
    /// More about it.
    4 note: Option<String> = LONG;
}

kind! {
    /// Targets and feeding prescription, valid from its day until the next.
    18 "feeding-plan" FeedingPlan, "Targets and feeding prescription",
        needs "energy_min, protein_min, fluid, tube_prescribed" of
        energy_min_kcal_milli | protein_min_mg | fluid_ml | tube_prescribed_ml;
    /// Least energy a day. kcal/1000.
    1 energy_min_kcal_milli: Option<u32> = (Unit::KcalMilli, 300_000, 8_000_000);
    /// Most energy a day. kcal/1000.
    2 energy_max_kcal_milli: Option<u32> = (Unit::KcalMilli, 300_000, 8_000_000);
    /// Least protein a day. mg.
    3 protein_min_mg: Option<u32> = (Unit::Milligram, 5_000, 500_000);
    /// Most protein a day. mg.
    4 protein_max_mg: Option<u32> = (Unit::Milligram, 5_000, 500_000);
    /// Fluid a day. ml.
    5 fluid_ml: Option<u32> = (Unit::Millilitre, 200, 8_000);
    /// Formula by tube a day. ml.
    6 tube_prescribed_ml: Option<u32> = (Unit::Millilitre, 0, 8_000);
    /// Its density. kcal/1000 per ml.
    7 tube_density_kcal_milli_per_ml: Option<u32> = (Unit::Milli, 300, 4_000);
    /// Its name.
    8 formula: Option<String> = SHORT;
    /// Where the tube leads.
    9 route: Option<TubeRoute> = WORD;
    /// How it is to be given.
    10 mode: Option<FeedMode> = WORD;
    /// Who set it.
    11 set_by: Option<CareRole> = WORD;
    /// What it is made for.
    12 setting: Option<PlanSetting> = WORD;
    /// Protein in the formula. mg per ml, which is g per litre.
    13 tube_protein_mg_per_ml: Option<u32> = (Unit::Number, 0, 300);
    /// Water in a hundred parts of the formula, as its label says. Percent.
    14 tube_water_percent: Option<u32> = (Unit::Percent, 30, 100);
    /// How the formula comes, which decides how long it may hang.
    15 feed_system: Option<FeedSystem> = WORD;
    /// Rate to be reached. ml/h.
    16 rate_ml_per_h: Option<u32> = (Unit::MillilitrePerHour, 1, 1_000);
    /// Feeding time a day. min.
    17 duration_min: Option<u32> = (Unit::Minute, 10, 1_440);
    /// Feeds a day, where it is given in portions.
    18 feeds: Option<u32> = (Unit::Number, 1, 24);
    /// Rate to begin with. ml/h.
    19 start_rate_ml_per_h: Option<u32> = (Unit::MillilitrePerHour, 1, 1_000);
    /// By how much the rate is raised. ml/h.
    20 rate_step_ml_per_h: Option<u32> = (Unit::MillilitrePerHour, 1, 500);
    /// After how long it is raised again, as long as it is borne. min.
    21 rate_step_every_min: Option<u32> = (Unit::Minute, 30, 10_080);
    /// Water to flush the tube, a day. ml.
    22 flush_ml: Option<u32> = (Unit::Millilitre, 0, 5_000);
    /// The tube is flushed at least so often while feed runs. min.
    23 flush_every_min: Option<u32> = (Unit::Minute, 30, 1_440);
}

kind! {
    /// Someone to call.
    19 "care-contact" CareContact, "Someone to call";
    /// Who it is.
    1 role: CareRole = WORD;
    /// The number.
    2 phone: String = SHORT;
    /// When they answer.
    3 hours: Option<String> = SHORT;
    /// Their name.
    4 name: Option<String> = SHORT;
}

kind! {
    /// A note in somebody's own words: the person's, or what the team says back to them.
    20 "note" Note, "A note in somebody's own words";
    /// The text.
    1 text: String = LONG;
    /// Who says it; the person where it is not said.
    2 sender: Option<CareRole> = WORD;
    /// For whom it is.
    3 recipient: Option<CareRole> = WORD;
    /// The rule that raised the flag it answers.
    4 rule: Option<String> = SHORT;
}

kind! {
    /// That someone acted on a flag.
    21 "acknowledgement" Acknowledgement, "That someone acted on a flag";
    /// The rule that raised it.
    1 rule: String = SHORT;
    /// What was done.
    2 action: AcknowledgementAction = WORD;
    /// By whom.
    3 role: CareRole = WORD;
    /// Until when it is put off.
    4 until_on: Option<CalendarDay> = WORD;
    /// More about it.
    5 note: Option<String> = LONG;
}

kind! {
    /// What a clinician found or judged.
    22 "finding" Finding, "What a clinician found or judged";
    /// What.
    1 item: FindingItem = WORD;
    /// Yes or no.
    2 present: bool = WORD;
    /// Its grade, where the finding has one.
    3 grade: Option<u32> = (Unit::Number, 0, 10);
}
