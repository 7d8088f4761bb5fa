//! What every column and code of the tables means.

use super::findings::{RED_FLAG_CATEGORY, SYMPTOM_CATEGORY, laboratory_test, symptom_test};
use super::{Trial, columns};
use crate::outgoing::{Table, TableFile};
use nourish_record::{Analyte, Attribute, RedFlag, SymptomItem};

/// Columns by their ending, with what they mean.
const COLUMNS: &[(&str, &str)] = &[
    ("STUDYID", "Study"),
    ("DOMAIN", "Domain, in the standard's letters"),
    ("USUBJID", "Subject within the study; no name"),
    (
        "NSENTRY",
        "Entry of the journal that the row is of; several rows may be of one. Not of the standard, as all NS columns",
    ),
    ("NSSOURCE", "Where the value came from: typed, scale, pump, import, clinician"),
    ("NSORIGIN", "System that it was imported from"),
    ("NSSTATUS", "Whether its source says that it stands: final, preliminary"),
    ("NSCORR", "Y where it was corrected since it was first logged; the audit trail has what stood before"),
    ("NSRECDTC", "When the version that stands was recorded, in UTC"),
    ("SEQ", "Number of the row within its domain"),
    ("TESTCD", "Code of the test"),
    ("TEST", "Name of the test"),
    ("CAT", "Category"),
    ("ORRES", "Result"),
    ("ORRESU", "Unit of the result"),
    ("STRESN", "Result as a number"),
    ("STRESU", "Unit of that number"),
    ("METHOD", "How a weight is known: measured, stated, recalled; measured where nothing is said"),
    ("EVLINT", "Time that the question is about, ISO 8601: -P1D is the day before the answer"),
    ("DTC", "When, ISO 8601 with offset; a date alone where no more is known"),
    ("TRT", "What was taken, given or done"),
    ("MOOD", "SCHEDULED for what was prescribed, PERFORMED for what was delivered"),
    ("OCCUR", "Y where it took place, N where it did not, empty where that is not said"),
    ("DOSE", "Amount"),
    ("DOSU", "Unit of the amount"),
    ("ROUTE", "Way into the body"),
    ("STDTC", "Begin, ISO 8601 with offset; a date alone where no more is known"),
    ("DUR", "How long, ISO 8601"),
    ("ADJ", "Why a feed was interrupted"),
    ("STATUS", "planned, given, delayed, cancelled"),
    ("FRAC", "Fractions of radiotherapy"),
    ("REASND", "Why it was delayed, reduced or called off"),
    ("CYCLE", "Cycle, from 1"),
    ("CYCLEDAY", "Day of the cycle, from 1"),
];

pub(super) fn codebook(trial: &Trial<'_>) -> TableFile {
    let mut book = Table::new(["domain", "column", "code", "meaning"].map(str::to_owned).to_vec());
    let mut row = |domain: &str, column: &str, code: &str, meaning: &str| {
        book.push(&[domain, column, code, meaning].map(str::to_owned));
    };
    for domain in trial.domains.keys() {
        for column in columns(domain) {
            let ending = column.strip_prefix(domain).unwrap_or(&column);
            let meaning = COLUMNS.iter().find(|(name, _)| *name == ending || *name == column);
            row(domain, &column, "", meaning.map_or("", |(_, meaning)| meaning));
        }
    }
    if trial.domains.contains_key("LB") {
        for analyte in Analyte::ALL {
            let (code, name) = laboratory_test(*analyte);
            row("LB", "LBTESTCD", code, &format!("{name}, {}", analyte.unit()));
        }
    }
    if trial.domains.contains_key("QS") {
        row(
            "QS",
            "QSCAT",
            SYMPTOM_CATEGORY,
            "The journal's own symptom log, wording and scale 0 (none) to 4 (worst) its own; not PRO-CTCAE",
        );
        row("QS", "QSCAT", RED_FLAG_CATEGORY, "Questions whose yes needs somebody at once; Y or N");
        for item in SymptomItem::ALL {
            for attribute in Attribute::ALL {
                let (code, name) = symptom_test(*item, *attribute);
                row("QS", "QSTESTCD", &code, &name);
            }
        }
        for flag in RedFlag::ALL {
            row("QS", "QSTESTCD", &format!("NRF{:02}", *flag as u16), &flag.as_str().replace('-', " "));
        }
    }
    for (kind, count) in &trial.left_out {
        row(
            "",
            "",
            "",
            &format!(
                "{count} entries of the kind {kind} are in no domain; `nourish export --format csv` has them"
            ),
        );
    }
    book.into_file("codebook.csv")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_meaning_and_every_code_at_most_eight_signs() {
        for domain in ["VS", "LB", "QS", "ML", "EC", "PR", "CM"] {
            for column in columns(domain) {
                let ending = column.strip_prefix(domain).unwrap_or(&column);
                assert!(COLUMNS.iter().any(|(name, _)| *name == ending || *name == column), "{column}");
            }
        }
        let mut codes: Vec<String> = Vec::new();
        for item in SymptomItem::ALL {
            codes.extend(Attribute::ALL.iter().map(|attribute| symptom_test(*item, *attribute).0));
        }
        codes.extend(Analyte::ALL.iter().map(|analyte| laboratory_test(*analyte).0.to_owned()));
        assert!(codes.iter().all(|code| code.len() <= 8));
        let count = codes.len();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }
}
