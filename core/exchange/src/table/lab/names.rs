//! What laboratories call the values that the journal takes.

use nourish_record::Analyte;

/// Names in lower case, without accents; LOINC codes (all concentrations in serum, plasma or blood). Phosphorus stands apart: its
/// milligrams are those of the element.
const NAMES: &[(Analyte, &[&str])] = &[
    (Analyte::Albumin, &["albumin", "albumina", "albumine", "alb", "1751-7"]),
    (
        Analyte::Crp,
        &[
            "crp",
            "pcr",
            "c-reactive protein",
            "c reactive protein",
            "proteina c reactiva",
            "c-reaktives protein",
            "1988-5",
        ],
    ),
    (
        Analyte::Haemoglobin,
        &["haemoglobin", "hemoglobin", "hemoglobina", "hamoglobin", "hemoglobine", "hb", "hgb", "718-7"],
    ),
    (Analyte::Lymphocytes, &["lymphocytes", "lymphocyte count", "linfocitos", "lymphozyten", "linfociti"]),
    (
        Analyte::Neutrophils,
        &["neutrophils", "neutrophil count", "anc", "neutrofilos", "neutrophile", "neutrofili"],
    ),
    (Analyte::Potassium, &["potassium", "potasio", "kalium", "potassio", "k"]),
    (
        Analyte::Phosphate,
        &["phosphate", "phosphorus", "inorganic phosphorus", "fosfato", "fosforo", "phosphat", "phosphor"],
    ),
    (Analyte::Magnesium, &["magnesium", "magnesio", "mg"]),
    (
        Analyte::Cholesterol,
        &["cholesterol", "total cholesterol", "colesterol", "colesterol total", "cholesterin"],
    ),
    (Analyte::Glucose, &["glucose", "glucosa", "glukose", "glucosio", "blood glucose"]),
    (Analyte::Prealbumin, &["prealbumin", "transthyretin", "prealbumina", "14338-8"]),
    (Analyte::Creatinine, &["creatinine", "creatinina", "kreatinin", "crea"]),
    (Analyte::Ferritin, &["ferritin", "ferritina"]),
    (Analyte::VitaminB12, &["vitamin b12", "vitamin-b12", "vitamin_b12", "vitamina b12", "b12", "cobalamin"]),
    (Analyte::Bilirubin, &["bilirubin", "total bilirubin", "bilirrubina", "bilirrubina total"]),
    (Analyte::Sodium, &["sodium", "sodio", "natrium", "na"]),
];

/// What a laboratory calls this, if the journal takes it.
pub(super) fn analyte(name: &str) -> Option<Analyte> {
    let plain = plain(name);
    NAMES.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(analyte, _)| *analyte)
}

/// A text in lower case without the accents of western European languages, and with single blanks.
pub(super) fn plain(text: &str) -> String {
    let letter = |c: char| match c {
        'á' | 'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' => 'e',
        'í' | 'ì' => 'i',
        'ó' | 'ò' | 'ö' => 'o',
        'ú' | 'ù' | 'ü' => 'u',
        other => other,
    };
    let lower: String = text.to_lowercase().chars().map(letter).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_known_by_its_own_name_and_no_name_means_two() {
        for known in Analyte::ALL {
            assert_eq!(analyte(known.as_str()), Some(*known));
        }
        let mut all: Vec<&str> = NAMES.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(all.iter().all(|name| *name == plain(name)), "names are compared plain");
    }

    #[test]
    fn accents_and_capitals_say_nothing() {
        assert_eq!(analyte("Hämoglobin"), Some(Analyte::Haemoglobin));
        assert_eq!(analyte(" Proteína C  reactiva"), Some(Analyte::Crp));
        assert_eq!(analyte("TSH"), None);
    }
}
