//! Long tables in the shape of CDISC's SDTM domains, for trials: one row a result, with where each came from, and a codebook.
//!
//! They are shaped like the standard's, not a submission: whoever submits maps them on. A daily log is its own scale: it is never called
//! PRO-CTCAE, whatever its questions resemble. Names, notes and other free text about the person are left out.

mod codebook;
mod findings;
mod interventions;

use super::{Table, TableFile, partial, recorded};
use nourish_record::{Fact, Shown};
use std::collections::BTreeMap;

/// Under which names a person's rows stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrialNames {
    /// The study, `STUDYID`.
    pub study: String,
    /// The person within it, `USUBJID`: no name of theirs.
    pub subject: String,
}

/// Columns that say where a row came from; not the standard's.
const PROVENANCE: [&str; 6] = ["NSENTRY", "NSSOURCE", "NSORIGIN", "NSSTATUS", "NSCORR", "NSRECDTC"];

/// A table for each domain that has a row, and `codebook.csv`.
///
/// ```
/// use nourish_exchange::{TrialNames, trial_tables};
/// use nourish_record::{Draft, Entry, Fact, Moment, Source, Stamp, Timeline};
///
/// let at = Moment::parse("2026-11-20T07:30[Europe/Madrid]").unwrap();
/// let weight = Fact::read("weight", &[("weight", "68.4 kg")]).unwrap();
/// let entry = Entry::parse(Draft::new(at, Source::Scale, weight), Stamp::example(1)).unwrap();
/// let names = TrialNames { study: "EXAMPLE".into(), subject: "EXAMPLE-001".into() };
/// let files = trial_tables(Timeline::of([entry]).iter(), &names);
/// let row = files[0].text.lines().nth(1).unwrap();
/// assert!(row.starts_with("EXAMPLE,VS,EXAMPLE-001,1,WEIGHT,Weight,,68.4,kg,68.4,kg,,2026-11-20T07:30:00+01:00"), "{row}");
/// ```
pub fn trial_tables<'a>(shown: impl Iterator<Item = &'a Shown>, names: &TrialNames) -> Vec<TableFile> {
    let mut trial = Trial { names, domains: BTreeMap::new(), left_out: BTreeMap::new() };
    for shown in shown {
        let Some(fact) = shown.entry().fact() else { continue };
        let before = trial.rows();
        trial.take(shown, fact);
        if trial.rows() == before {
            *trial.left_out.entry(fact.kind().name).or_default() += 1;
        }
    }
    let codebook = codebook::codebook(&trial);
    let mut files: Vec<TableFile> = trial
        .domains
        .into_iter()
        .map(|(name, domain)| domain.table.into_file(&format!("{}.csv", name.to_lowercase())))
        .collect();
    files.push(codebook);
    files
}

/// The tables while they are filled.
pub(super) struct Trial<'a> {
    names: &'a TrialNames,
    domains: BTreeMap<&'static str, Domain>,
    /// How many entries of a kind no domain takes.
    left_out: BTreeMap<&'static str, u64>,
}

struct Domain {
    table: Table,
    rows: u64,
}

impl Trial<'_> {
    fn rows(&self) -> u64 {
        self.domains.values().map(|domain| domain.rows).sum()
    }

    fn take(&mut self, shown: &Shown, fact: &Fact) {
        match fact {
            Fact::Weight(_)
            | Fact::Height(_)
            | Fact::Vitals(_)
            | Fact::Lab(_)
            | Fact::Symptom(_)
            | Fact::CheckIn(_) => {
                findings::take(self, shown, fact);
            }
            Fact::OralIntake(_)
            | Fact::Supplement(_)
            | Fact::FluidIntake(_)
            | Fact::TubeFeed(_)
            | Fact::ParenteralBag(_)
            | Fact::Treatment(_)
            | Fact::Medicine(_) => interventions::take(self, shown, fact),
            Fact::Profile(_)
            | Fact::Output(_)
            | Fact::Muscle(_)
            | Fact::TubeCare(_)
            | Fact::FeedingPlan(_)
            | Fact::CareContact(_)
            | Fact::Note(_)
            | Fact::Acknowledgement(_)
            | Fact::Finding(_)
            | Fact::Answer(_)
            | Fact::SurgeryPreparation(_)
            | Fact::CareTask(_)
            | Fact::SickDayRule(_) => {}
        }
    }

    /// Adds a row to a domain: its own cells, named without the two letters of the domain.
    fn push(&mut self, name: &'static str, shown: &Shown, cells: &[(&str, String)]) {
        let domain =
            self.domains.entry(name).or_insert_with(|| Domain { table: Table::new(columns(name)), rows: 0 });
        domain.rows += 1;
        let entry = shown.entry();
        let mut row: Vec<(String, String)> = vec![
            ("STUDYID".into(), self.names.study.clone()),
            ("DOMAIN".into(), name.into()),
            ("USUBJID".into(), self.names.subject.clone()),
            (format!("{name}SEQ"), domain.rows.to_string()),
            ("NSENTRY".into(), shown.root().to_string()),
            ("NSSOURCE".into(), entry.source().as_str().into()),
            ("NSORIGIN".into(), entry.origin().unwrap_or_default().into()),
            ("NSSTATUS".into(), entry.status().as_str().into()),
            ("NSCORR".into(), if shown.amended() { "Y" } else { "N" }.into()),
            ("NSRECDTC".into(), recorded(entry.recorded().wall_ms())),
        ];
        row.extend(cells.iter().map(|(column, cell)| (format!("{name}{column}"), cell.clone())));
        let row: Vec<(&str, String)> =
            row.iter().map(|(column, cell)| (column.as_str(), cell.clone())).collect();
        domain.table.push_named(&row);
    }
}

/// The columns of a domain, in order.
fn columns(domain: &str) -> Vec<String> {
    let own: &[&str] = match domain {
        "VS" | "LB" => &["TESTCD", "TEST", "CAT", "ORRES", "ORRESU", "STRESN", "STRESU", "METHOD", "DTC"],
        "QS" => &["TESTCD", "TEST", "CAT", "ORRES", "STRESN", "EVLINT", "DTC"],
        "ML" => &["TRT", "CAT", "TESTCD", "ORRES", "ORRESU", "DTC"],
        "EC" => &["TRT", "CAT", "MOOD", "OCCUR", "DOSE", "DOSU", "ROUTE", "STDTC", "DUR", "ADJ"],
        "PR" => &["TRT", "CAT", "STATUS", "DOSE", "DOSU", "FRAC", "REASND", "STDTC"],
        _ => &["TRT", "CAT", "STATUS", "OCCUR", "DOSE", "DOSU", "CYCLE", "CYCLEDAY", "REASND", "STDTC"],
    };
    let fixed = ["STUDYID", "DOMAIN", "USUBJID"].map(str::to_owned).into_iter();
    let named = std::iter::once("SEQ").chain(own.iter().copied()).map(|column| format!("{domain}{column}"));
    fixed.chain(named).chain(PROVENANCE.map(str::to_owned)).collect()
}

/// When the row is of, as exactly as it is known.
fn when(shown: &Shown) -> String {
    partial(shown.entry().occurred())
}

/// A number of thousandths as a decimal, exact and without zeros at its end.
fn thousandths(milli: i64) -> String {
    let (whole, rest) = (milli.unsigned_abs() / 1000, milli.unsigned_abs() % 1000);
    let sign = if milli < 0 { "-" } else { "" };
    let fraction = format!("{rest:03}");
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}
