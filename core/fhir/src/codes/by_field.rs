//! Which code a kind, a field or a word goes by.

use super::table::*;
use super::{Code, System};
use nourish_record::{Analyte, Fact, FindingItem, FluidRoute, SymptomItem, TubeRoute, WeightMethod};

/// The codes of others for what a fact is about, the most general first.
pub(crate) fn kind_code(fact: &Fact) -> Vec<Code> {
    match fact {
        Fact::Weight(weight) => match weight.method {
            Some(WeightMethod::Measured) => vec![BODY_WEIGHT, WEIGHT_MEASURED],
            Some(WeightMethod::Stated | WeightMethod::Recalled) => vec![BODY_WEIGHT, WEIGHT_STATED],
            None => vec![BODY_WEIGHT],
        },
        Fact::Height(_) => vec![BODY_HEIGHT],
        Fact::Lab(lab) => vec![analyte_code(lab.analyte)],
        Fact::Symptom(symptom) => symptom_code(symptom.item).into_iter().collect(),
        Fact::OralIntake(_) => vec![FOOD_INTAKE],
        Fact::TubeFeed(_) => vec![TUBE_FEEDING],
        Fact::Supplement(_) => vec![SUPPLEMENT_GIVEN],
        Fact::FluidIntake(fluid) => match fluid.route {
            Some(FluidRoute::Oral) | None => vec![FLUID_ORAL],
            Some(FluidRoute::Tube) => vec![TUBE_VOLUME],
            Some(FluidRoute::Intravenous) => Vec::new(),
        },
        Fact::Finding(finding) => match finding.item {
            FindingItem::GastricCancer => vec![GASTRIC_CANCER],
            FindingItem::Diabetes => vec![DIABETES],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The code of others for a field of a kind.
pub(crate) fn field_code(kind: &str, field: &str) -> Option<Code> {
    Some(match (kind, field) {
        ("oral-intake", "eaten") => MEAL_EATEN,
        ("tube-feed", "delivered") => TUBE_VOLUME,
        ("tube-feed", "flush") => TUBE_FLUSH,
        ("tube-feed", "residual") => TUBE_RESIDUAL,
        ("vitals", "temperature") => BODY_TEMPERATURE,
        ("vitals", "pulse") => HEART_RATE,
        ("vitals", "systolic") => SYSTOLIC,
        ("vitals", "diastolic") => DIASTOLIC,
        ("vitals", "breaths") => RESPIRATORY_RATE,
        ("vitals", "oxygen") => OXYGEN_SATURATION,
        _ => return None,
    })
}

/// The code of a laboratory value.
pub(crate) const fn analyte_code(analyte: Analyte) -> Code {
    match analyte {
        Analyte::Albumin => ALBUMIN,
        Analyte::Crp => CRP,
        Analyte::Haemoglobin => HAEMOGLOBIN,
        Analyte::Lymphocytes => LYMPHOCYTES,
        Analyte::Neutrophils => NEUTROPHILS,
        Analyte::Potassium => POTASSIUM,
        Analyte::Phosphate => PHOSPHATE,
        Analyte::Magnesium => MAGNESIUM,
        Analyte::Cholesterol => CHOLESTEROL,
        Analyte::Glucose => GLUCOSE,
        Analyte::Prealbumin => PREALBUMIN,
        Analyte::Creatinine => CREATININE,
        Analyte::Ferritin => FERRITIN,
        Analyte::VitaminB12 => VITAMIN_B12,
        Analyte::Bilirubin => BILIRUBIN,
        Analyte::Sodium => SODIUM,
    }
}

/// The code of a symptom; some have none in the Global Patient Set.
pub(crate) const fn symptom_code(item: SymptomItem) -> Option<Code> {
    Some(match item {
        SymptomItem::AppetiteLoss => LOSS_OF_APPETITE,
        SymptomItem::Nausea => NAUSEA,
        SymptomItem::Vomiting => VOMITING,
        SymptomItem::Swallowing => DIFFICULTY_SWALLOWING,
        SymptomItem::EarlyFullness => EARLY_SATIETY,
        SymptomItem::Reflux => ACID_REFLUX,
        SymptomItem::Heartburn => HEARTBURN,
        SymptomItem::Bloating => BLOATING,
        SymptomItem::AbdominalPain => ABDOMINAL_PAIN,
        SymptomItem::Pain => PAIN,
        SymptomItem::Diarrhoea => DIARRHOEA,
        SymptomItem::Constipation => CONSTIPATION,
        SymptomItem::MouthSores => SORE_MOUTH,
        SymptomItem::TasteChange => TASTE_ALTERED,
        SymptomItem::Fatigue => FATIGUE,
        SymptomItem::Numbness => PARAESTHESIA,
        SymptomItem::Hiccups => HICCUPS,
        SymptomItem::Breathlessness => DYSPNOEA,
        SymptomItem::LowMood => DEPRESSED_MOOD,
        SymptomItem::Worry => ANXIETY,
        SymptomItem::Swelling => SWELLING_OF_LIMB,
        SymptomItem::DryMouth | SymptomItem::HandFoot | SymptomItem::Dumping | SymptomItem::Sleep => {
            return None;
        }
    })
}

/// The route of a tube. Where the words differ, the name in words stands beside the code.
pub(crate) const fn tube_code(route: TubeRoute) -> Code {
    match route {
        TubeRoute::Nasogastric => ROUTE_NASOGASTRIC,
        TubeRoute::Nasojejunal => ROUTE_FEEDING_TUBE,
        TubeRoute::Gastrostomy => ROUTE_GASTROSTOMY,
        TubeRoute::Gastrojejunostomy => ROUTE_GASTROJEJUNOSTOMY,
        TubeRoute::Jejunostomy => ROUTE_JEJUNOSTOMY,
    }
}

impl Code {
    /// The code of the table with this system and code.
    pub fn find(system: System, code: &str) -> Option<&'static Self> {
        ALL.iter().find(|known| known.system == system && known.code == code)
    }
}
