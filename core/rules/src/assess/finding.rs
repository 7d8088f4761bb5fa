//! How a finding is begun from its table, and what every rule writes alike.

use super::context::Context;
use super::model::{Citation, Evidence, Finding, Level, Missing, Outcome};
use super::print;
use super::series::Weighing;
use crate::score::ScoreError;
use crate::tables::{Setting, Table, Tables};
use crate::tri::Tri;

/// A finding of a rule that is not met, with version and source of its table.
pub(super) fn begin(
    table: &Table,
    rule: impl Into<String>,
    title: impl Into<String>,
    level: Level,
) -> Finding {
    Finding {
        rule: rule.into(),
        title: title.into(),
        outcome: Outcome::NotMet,
        level,
        degree: 0,
        attention: None,
        team_text: String::new(),
        patient_text: None,
        figures: Vec::new(),
        evidence: Vec::new(),
        clears_when: String::new(),
        version: version(&[table]),
        source: table.sources.first().map_or_else(
            || Citation { text: String::new(), doi: None },
            |source| Citation { text: source.citation.clone(), doi: source.doi.clone() },
        ),
        cautions: Vec::new(),
    }
}

/// What stands in a rule's place when its table is missing or of another edition.
pub(super) fn unusable(rule: &str) -> Finding {
    let missing =
        Missing { input: "tables", question: "the rule tables of this version are needed".to_owned() };
    Finding {
        rule: rule.to_owned(),
        title: rule.to_owned(),
        outcome: Outcome::Indeterminate { missing: vec![missing] },
        level: Level::Information,
        degree: 0,
        attention: None,
        team_text: "This rule could not be computed with the tables given.".to_owned(),
        patient_text: None,
        figures: Vec::new(),
        evidence: Vec::new(),
        clears_when: "the tables of this version are used".to_owned(),
        version: String::new(),
        source: Citation { text: String::new(), doi: None },
        cautions: Vec::new(),
    }
}

/// Tables, their editions with the packs that changed them, and the readings in force where there is a choice.
pub(super) fn version(tables: &[&Table]) -> String {
    let of = |table: &&Table| {
        let readings = table.settings().iter().map(|Setting { id, value, .. }| format!("{id}={value}"));
        [format!("{} {}", table.id, table.edition())]
            .into_iter()
            .chain(readings)
            .collect::<Vec<_>>()
            .join("; ")
    };
    tables.iter().map(of).collect::<Vec<_>>().join("; ")
}

/// Tables that rules share without naming them one by one, and the one rule that does where not all do.
const SHARED: [(&str, Option<&str>); 3] =
    [(super::context::INPUTS, None), ("targets", None), ("nrs2002", Some("espen_surgery_severe_risk"))];

/// Rules that take nothing from the shared tables.
const APART: [&str; 3] = ["red_flag", "fever", "symptom_worsening"];

/// Names the packs that changed a shared table, where the finding does not name that table itself.
pub(super) fn name_shared(finding: &mut Finding, tables: &Tables) {
    let rule = finding.rule.split(':').next().unwrap_or_default();
    if APART.contains(&rule) || finding.version.is_empty() {
        return;
    }
    let shared = SHARED.iter().filter(|(_, only)| only.is_none_or(|only| only == rule));
    for table in shared.filter_map(|(id, _)| tables.table(id).ok()) {
        let named = finding.version.split("; ").any(|part| part == format!("{} {}", table.id, table.version));
        if !table.origin().overrides.is_empty() && !named {
            finding.version.push_str(&format!("; {} {}", table.id, table.edition()));
        }
    }
}

/// The outcome of a statement; what is missing is asked for only while it is open.
pub(super) fn outcome(holds: Tri, missing: impl FnOnce() -> Vec<Missing>) -> Outcome {
    match holds {
        Tri::Yes => Outcome::Met,
        Tri::No => Outcome::NotMet,
        Tri::Unknown => Outcome::Indeterminate { missing: missing() },
    }
}

/// Something that is not known.
pub(super) fn missing(input: &'static str, question: impl Into<String>) -> Missing {
    Missing { input, question: question.into() }
}

/// Adds weighings as evidence, each once, and what makes weights doubtful as cautions.
pub(super) fn rest_on_weights(
    finding: &mut Finding,
    context: &Context<'_>,
    weighings: impl IntoIterator<Item = Weighing>,
) -> Result<(), ScoreError> {
    let mut cautions = context.fluid_cautions()?;
    for weighing in weighings {
        if weighing.recalled {
            cautions.push(format!("the weight of {} is remembered, not measured", weighing.day));
        }
        if weighing.fluid {
            cautions.push(format!(
                "weight may be unreliable: fluid was noted with the weight of {}",
                weighing.day
            ));
        }
        show(finding, print::weighing(weighing));
    }
    for caution in cautions {
        caution_once(finding, caution);
    }
    Ok(())
}

/// Adds an entry as evidence, once.
pub(super) fn show(finding: &mut Finding, evidence: Evidence) {
    if !finding.evidence.contains(&evidence) {
        finding.evidence.push(evidence);
    }
}

/// Adds a caution, once.
pub(super) fn caution_once(finding: &mut Finding, caution: String) {
    if !finding.cautions.contains(&caution) {
        finding.cautions.push(caution);
    }
}
