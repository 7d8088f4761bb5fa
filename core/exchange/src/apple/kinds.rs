//! Which of Apple's types become which of our kinds.

use nourish_record::SymptomItem;

/// A quantity: its type behind `HKQuantityTypeIdentifier`, and the kind and field it fills.
pub(super) struct Quantity {
    pub(super) name: &'static str,
    pub(super) kind: &'static str,
    pub(super) field: &'static str,
}

pub(super) const QUANTITY: &str = "HKQuantityTypeIdentifier";
pub(super) const CATEGORY: &str = "HKCategoryTypeIdentifier";

const fn quantity(name: &'static str, kind: &'static str, field: &'static str) -> Quantity {
    Quantity { name, kind, field }
}

pub(super) const QUANTITIES: [Quantity; 8] = [
    quantity("BodyMass", "weight", "weight_g"),
    quantity("Height", "height", "height_mm"),
    quantity("BodyTemperature", "vitals", "temperature_c_milli"),
    quantity("DietaryEnergyConsumed", "oral-intake", "energy_kcal_milli"),
    quantity("DietaryProtein", "oral-intake", "protein_mg"),
    quantity("DietaryCarbohydrates", "oral-intake", "carbohydrate_mg"),
    quantity("DietaryFatTotal", "oral-intake", "fat_mg"),
    quantity("DietaryWater", "fluid", "volume_ml"),
];

/// Symptoms that Apple grades by `HKCategoryValueSeverity`.
pub(super) const SYMPTOMS: [(&str, SymptomItem); 9] = [
    ("Nausea", SymptomItem::Nausea),
    ("Vomiting", SymptomItem::Vomiting),
    ("Fatigue", SymptomItem::Fatigue),
    ("Diarrhea", SymptomItem::Diarrhoea),
    ("Constipation", SymptomItem::Constipation),
    ("AbdominalCramps", SymptomItem::AbdominalPain),
    ("Heartburn", SymptomItem::Heartburn),
    ("Bloating", SymptomItem::Bloating),
    ("ShortnessOfBreath", SymptomItem::Breathlessness),
];

/// Apple's severities, and the attribute and level they are: a symptom that is there but not graded is only there.
pub(super) const SEVERITIES: [(&str, &str, &str); 5] = [
    ("HKCategoryValueSeverityNotPresent", "severity", "0"),
    ("HKCategoryValueSeverityMild", "severity", "1"),
    ("HKCategoryValueSeverityModerate", "severity", "2"),
    ("HKCategoryValueSeveritySevere", "severity", "3"),
    ("HKCategoryValueSeverityUnspecified", "presence", "1"),
];

/// Changes of appetite, and whether they are a loss. A change that is not specified says nothing of a loss.
pub(super) const APPETITE: [(&str, Option<&str>); 4] = [
    ("HKCategoryValueAppetiteChangesNoChange", Some("0")),
    ("HKCategoryValueAppetiteChangesIncreased", Some("0")),
    ("HKCategoryValueAppetiteChangesDecreased", Some("1")),
    ("HKCategoryValueAppetiteChangesUnspecified", None),
];

/// Our name of one of Apple's units.
pub(super) fn unit(apple: &str) -> &str {
    match apple {
        "degC" => "C",
        "degF" => "F",
        other => other,
    }
}
