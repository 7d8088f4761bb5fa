//! What an instrument says, in words for the care team. The figures are the instrument's own; only their units and names are added.

use super::{one_place, rounded, share as written_share, spoken};
use nourish_rules::assess::ResultField;

/// Stands for a result that is not known.
const UNKNOWN: &str = "unknown";

/// Instruments whose result tells a prognosis.
const PROGNOSTIC: [&str; 6] = ["pni", "conut", "gnri", "nri", "mgps", "martin_wl_grade"];

/// Whether the instrument's result tells a prognosis.
pub(crate) fn is_prognostic(id: &str) -> bool {
    PROGNOSTIC.contains(&id)
}

/// Whether any field of a result is known; the ends of an open total say how little is.
pub(crate) fn says_something(result: &[ResultField]) -> bool {
    result.iter().any(|field| is_known(field) && !matches!(field.name.as_str(), "total_min" | "total_max"))
}

fn is_known(field: &ResultField) -> bool {
    field.value != UNKNOWN
}

/// The result in words: `score 2; at risk`.
pub(crate) fn words(id: &str, result: &[ResultField]) -> String {
    let known = |name: &str| {
        let field = result.iter().find(|field| field.name == name);
        field.filter(|field| is_known(field)).map(|field| field.value.as_str())
    };
    let range = |least: &str, most: &str| known(least).zip(known(most));
    let mut parts: Vec<String> = Vec::new();
    if let Some((least, most)) = range("total_min", "total_max") {
        parts.push(format!("between {least} and {most} points"));
    }
    if let Some((least, most)) = range("kcal_min", "kcal_max") {
        parts.push(format!("energy {}\u{2013}{} kcal a day", rounded(least), rounded(most)));
    }
    if let Some((least, most)) = range("protein_min_g", "protein_max_g") {
        parts.push(format!("protein {}\u{2013}{} g a day", one_place(least), one_place(most)));
    }
    let told = result.iter().filter(|field| is_known(field));
    parts.extend(told.filter_map(|field| phrase(id, &field.name, &field.value)));
    if parts.is_empty() { "cannot be told yet".to_owned() } else { parts.join("; ") }
}

/// A field in words; none where another part of the sentence says it, or it says nothing.
fn phrase(id: &str, name: &str, value: &str) -> Option<String> {
    let said = match (id, name, value) {
        (_, "total_min" | "total_max", _) => return None,
        (_, "kcal_min" | "kcal_max" | "protein_min_g" | "protein_max_g", _) => return None,
        ("snaq", "category", word) => format!("screened: {}", spoken(word)),
        ("pni", "category", "contraindicated_band") => "lowest band".to_owned(),
        ("gnri" | "nri", "category", word) => format!("risk: {}", spoken(word)),
        ("conut", "category", word) => format!("undernutrition: {}", spoken(word)),
        (_, "category", word) => format!("band: {}", spoken(word)),
        (_, "score", points) => format!("score {points}"),
        ("fearon_cachexia", "stage", "none") => "no cachexia".to_owned(),
        ("fearon_cachexia", "stage", "precachexia") => "pre-cachexia".to_owned(),
        (_, "stage", word) => spoken(word),
        (_, "risk", word) => format!("risk: {}", spoken(word)),
        (_, "at_risk", "yes") => "at risk".to_owned(),
        (_, "at_risk", _) => "not at risk".to_owned(),
        (_, "proceed", "yes") => "positive: the full screening follows".to_owned(),
        (_, "proceed", _) => "negative: no full screening needed".to_owned(),
        (_, "fever", "yes") => "fever".to_owned(),
        (_, "fever", _) => "no fever".to_owned(),
        (_, "grade", grade) => format!("grade {grade}"),
        ("enteral_delivery", "kcal", kcal) => format!("{} kcal delivered", rounded(kcal)),
        (_, "kcal", kcal) => format!("{} kcal a day at rest", rounded(kcal)),
        (_, "dextrose_kcal", kcal) => format!("{} kcal from dextrose", rounded(kcal)),
        (_, "amino_acid_kcal", kcal) => format!("{} kcal from amino acids", rounded(kcal)),
        (_, "lipid_kcal", kcal) => format!("{} kcal from lipid", rounded(kcal)),
        (_, "total_kcal", kcal) => format!("{} kcal in all", rounded(kcal)),
        (_, "gir_mg_kg_min", rate) => format!("{} mg/kg/min", one_place(rate)),
        (_, "max_start_kcal_per_kg", most) => format!("start with at most {most} kcal/kg a day"),
        (_, "pct_of_goal", share) => format!("{} % of the prescription", written_share(share)),
        (_, "below_70", "yes") => "below 70 %".to_owned(),
        (_, "below_70" | "below_80", _) => return None,
        (_, "pni" | "gnri" | "nri", index) => format!("index {}", one_place(index)),
        (_, name, value) => format!("{} {}", spoken(name), spoken(value)),
    };
    Some(said)
}

/// What could still change a result, each once, in words.
pub(crate) fn missing(inputs: &[String]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for input in inputs {
        let word = input_words(input);
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

fn input_words(name: &str) -> String {
    let said = match name {
        "weight_kg" | "current_weight_kg" | "current_kg" => "weight",
        "height_cm" => "height",
        "bmi" => "weight and height",
        "wl_pct_1m" => "a weight of a month ago",
        "wl_pct_2m" => "a weight of two months ago",
        "wl_pct_3m" | "lost_weight_3m" => "a weight of three months ago",
        "wl_pct_6m" | "wl_pct_3_6m" | "usual_weight_kg" | "lost_weight" | "kg" | "lost_gt6kg_6m" => {
            "a weight of six months ago"
        }
        "lost_gt3kg_1m" => "a weight of a month ago",
        "loss_pct_from_baseline" => "the weight when treatment began",
        "reduced_intake_last_week" | "intake_pct_last_week" => "intake of the last week",
        "intake_le50pct_days" | "any_reduced_intake_days" => "for how many days intake has been low",
        "days_little_or_no_intake" | "days_none_or_negligible" => "days with little or no intake",
        "poor_appetite" | "decreased_appetite" | "anorexia_or_metabolic_change" => "appetite",
        "supplement_or_tube" => "whether supplements or a tube feed are taken",
        "severely_ill" => "whether severely ill",
        "alcohol_or_insulin_chemo_antacid_diuretic" => "alcohol, insulin, antacids, diuretics",
        "low_k_po4_or_mg" | "electrolytes" => "potassium, phosphate, magnesium",
        "muscle_loss" => "loss of muscle",
        "albumin_g_l" | "albumin_g_dl" => "albumin",
        "lymphocytes_per_mm3" => "lymphocytes",
        "cholesterol_mg_dl" => "cholesterol",
        "crp_mg_l" => "C-reactive protein",
        "anc_per_mm3" => "neutrophils",
        "lln" => "the laboratory's lower limit of neutrophils",
        "temp_c" => "temperature",
        "sustained_over_1h" => "whether the temperature lasted over 1 hour",
        "prescribed_ml" => "volume prescribed",
        "delivered_ml" => "volume delivered",
        "kcal_per_ml" => "energy density of the formula",
        "dextrose_g" => "dextrose of the bag",
        "amino_acid_g" => "amino acids of the bag",
        "lipid20_ml" => "lipid of the bag",
        "hours" => "how long the bag ran",
        other => return spoken(other),
    };
    said.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str, value: &str) -> ResultField {
        ResultField { name: name.into(), value: value.into() }
    }

    #[test]
    fn results_are_said_in_words_with_their_units() {
        let refeeding = [field("risk", "high"), field("max_start_kcal_per_kg", "10")];
        assert_eq!(words("nice_refeeding", &refeeding), "risk: high; start with at most 10 kcal/kg a day");
        assert_eq!(words("pn_gir", &[field("gir_mg_kg_min", "4.25")]), "4.3 mg/kg/min");
        let targets =
            [field("kcal_min", "1546.4"), field("kcal_max", "1855.5"), field("protein_min_g", "unknown")];
        assert_eq!(words("targets", &targets), "energy 1,546\u{2013}1,856 kcal a day");
        let screen = [field("score", "2"), field("at_risk", "yes")];
        assert_eq!(words("mst", &screen), "score 2; at risk");
    }

    #[test]
    fn an_open_result_is_never_a_calm_one() {
        let open = [field("score", "unknown"), field("at_risk", "unknown")];
        assert_eq!(words("mst", &open), "cannot be told yet");
        let total = [field("score", "unknown"), field("total_min", "2"), field("total_max", "9")];
        assert_eq!(words("conut", &total), "between 2 and 9 points");
        assert!(!says_something(&total) && says_something(&[field("score", "0")]));
    }

    #[test]
    fn what_is_missing_is_named_once() {
        let inputs = ["wl_pct_6m", "usual_weight_kg", "crp_mg_l", "fat_loss"].map(str::to_owned);
        let expected = ["a weight of six months ago", "C-reactive protein", "fat loss"];
        assert_eq!(missing(&inputs), expected);
    }
}
