//! Vital signs (VS), laboratory values (LB), and answers (QS).

use super::{Trial, thousandths, when};
use nourish_record::{Analyte, Attribute, Fact, Shown, SymptomItem};

/// What the category of a daily log is called: its own scale, no questionnaire of anybody's.
pub(super) const SYMPTOM_CATEGORY: &str = "NOURISH SYMPTOM LOG";
/// The same of the red-flag questions.
pub(super) const RED_FLAG_CATEGORY: &str = "NOURISH RED FLAGS";

pub(super) fn take(trial: &mut Trial<'_>, shown: &Shown, fact: &Fact) {
    match fact {
        Fact::Weight(weight) => {
            let method = weight.method.map_or("", |method| method.as_str());
            vital(trial, shown, ("WEIGHT", "Weight"), i64::from(weight.weight_g), "kg", method);
        }
        Fact::Height(height) => {
            vital(trial, shown, ("HEIGHT", "Height"), i64::from(height.height_mm) * 100, "cm", "");
        }
        Fact::Vitals(vitals) => {
            let temperature = vitals.temperature_c_milli.map(i64::from);
            let whole = |number: Option<u32>| number.map(|number| i64::from(number) * 1000);
            for (test, milli, unit) in [
                (("TEMP", "Temperature"), temperature, "C"),
                (("PULSE", "Pulse Rate"), whole(vitals.pulse_per_min), "beats/min"),
                (("SYSBP", "Systolic Blood Pressure"), whole(vitals.systolic_mmhg), "mmHg"),
                (("DIABP", "Diastolic Blood Pressure"), whole(vitals.diastolic_mmhg), "mmHg"),
                (("RESP", "Respiratory Rate"), whole(vitals.breaths_per_min), "breaths/min"),
                (("OXYSAT", "Oxygen Saturation"), whole(vitals.oxygen_percent), "%"),
            ] {
                if let Some(milli) = milli {
                    vital(trial, shown, test, milli, unit, "");
                }
            }
        }
        Fact::Lab(lab) => {
            let (code, name) = laboratory_test(lab.analyte);
            result(trial, ("LB", shown), (code, name), lab.value_milli, lab.analyte.unit(), "");
        }
        Fact::Symptom(symptom) => {
            let (code, name) = symptom_test(symptom.item, symptom.attribute);
            let level = symptom.level.to_string();
            trial.push(
                "QS",
                shown,
                &[
                    ("TESTCD", code),
                    ("TEST", name),
                    ("CAT", SYMPTOM_CATEGORY.to_owned()),
                    ("ORRES", level.clone()),
                    ("STRESN", level),
                    ("EVLINT", format!("-P{}D", symptom.recall_days)),
                    ("DTC", when(shown)),
                ],
            );
        }
        Fact::CheckIn(check_in) => {
            for asked in &check_in.asked {
                let yes = check_in.yes.contains(asked);
                trial.push(
                    "QS",
                    shown,
                    &[
                        ("TESTCD", format!("NRF{:02}", *asked as u16)),
                        ("TEST", asked.as_str().replace('-', " ")),
                        ("CAT", RED_FLAG_CATEGORY.to_owned()),
                        ("ORRES", if yes { "Y" } else { "N" }.to_owned()),
                        ("DTC", when(shown)),
                    ],
                );
            }
        }
        _ => {}
    }
}

fn vital(trial: &mut Trial<'_>, shown: &Shown, test: (&str, &str), milli: i64, unit: &str, method: &str) {
    result(trial, ("VS", shown), test, milli, unit, method);
}

fn result(
    trial: &mut Trial<'_>,
    (domain, shown): (&'static str, &Shown),
    (code, name): (&str, &str),
    milli: i64,
    unit: &str,
    method: &str,
) {
    let value = thousandths(milli);
    trial.push(
        domain,
        shown,
        &[
            ("TESTCD", code.to_owned()),
            ("TEST", name.to_owned()),
            ("ORRES", value.clone()),
            ("ORRESU", unit.to_owned()),
            ("STRESN", value),
            ("STRESU", unit.to_owned()),
            ("METHOD", method.to_owned()),
            ("DTC", when(shown)),
        ],
    );
}

/// The code and name of a symptom's question: eight signs, ours.
pub(super) fn symptom_test(item: SymptomItem, attribute: Attribute) -> (String, String) {
    let letters = match attribute {
        Attribute::Frequency => "FRQ",
        Attribute::Severity => "SEV",
        Attribute::Interference => "INT",
        Attribute::Amount => "AMT",
        Attribute::Presence => "PRS",
    };
    let name = format!("{} {}", item.as_str().replace('-', " "), attribute.as_str());
    (format!("NSY{:02}{letters}", item as u16), name)
}

/// The code and name of a laboratory test, as CDISC's terminology has them.
pub(super) const fn laboratory_test(analyte: Analyte) -> (&'static str, &'static str) {
    match analyte {
        Analyte::Albumin => ("ALB", "Albumin"),
        Analyte::Crp => ("CRP", "C Reactive Protein"),
        Analyte::Haemoglobin => ("HGB", "Hemoglobin"),
        Analyte::Lymphocytes => ("LYM", "Lymphocytes"),
        Analyte::Neutrophils => ("NEUT", "Neutrophils"),
        Analyte::Potassium => ("K", "Potassium"),
        Analyte::Phosphate => ("PHOS", "Phosphate"),
        Analyte::Magnesium => ("MG", "Magnesium"),
        Analyte::Cholesterol => ("CHOL", "Cholesterol"),
        Analyte::Glucose => ("GLUC", "Glucose"),
        Analyte::Prealbumin => ("PREALB", "Prealbumin"),
        Analyte::Creatinine => ("CREAT", "Creatinine"),
        Analyte::Ferritin => ("FERRITIN", "Ferritin"),
        Analyte::VitaminB12 => ("VITB12", "Vitamin B12"),
        Analyte::Bilirubin => ("BILI", "Bilirubin"),
        Analyte::Sodium => ("SODIUM", "Sodium"),
    }
}
