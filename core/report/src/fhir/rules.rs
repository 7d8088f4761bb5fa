//! What the rules say: a RiskAssessment for each that was asked, a Flag for each that is met.

use super::Writing;
use crate::model::{Flag as ReportFlag, RuleRow};
use nourish_fhir::Uuid;
use nourish_fhir::codes::{Code, FLAG_CLINICAL, FLAG_SAFETY};
use nourish_fhir::model::{
    Annotation, CodeableConcept, Coding, Flag, Period, Prediction, Reference, Resource, RiskAssessment,
};
use nourish_fhir::names;
use nourish_record::EntryId;
use nourish_rules::assess::Level;
use std::collections::BTreeSet;

impl Writing<'_> {
    /// A RiskAssessment for each rule, with its version as method and what it rests on as basis.
    pub(super) fn risks(&self, known: &BTreeSet<EntryId>) -> Vec<(Uuid, Resource)> {
        let rows = self.report.rules.iter();
        rows.map(|row| {
            let uuid = self.named(&["rule", &row.rule]);
            (uuid, Resource::RiskAssessment(Box::new(self.risk(row, uuid, known))))
        })
        .collect()
    }

    fn risk(&self, row: &RuleRow, uuid: Uuid, known: &BTreeSet<EntryId>) -> RiskAssessment {
        let (outcome, status) = match row.outcome {
            "met" => ("met", "final"),
            "not met" => ("not-met", "final"),
            _ => ("undecided", "preliminary"),
        };
        let flag = self.report.flags.iter().find(|flag| flag.rule == row.rule);
        let undecided = self.report.undecided.iter().find(|undecided| undecided.rule == row.rule);
        let method =
            CodeableConcept::new(vec![rule_code(row)], format!("rule {}, {}", row.rule, row.version));
        let mut risk = RiskAssessment::new(status, method, self.subject());
        risk.identifier = vec![Self::identifier(uuid)];
        risk.occurrence_date_time = Some(self.report.header.as_of.to_string());
        risk.performer = Some(Reference::to(self.app.urn()));
        let evidence = flag.into_iter().flat_map(|flag| &flag.evidence).map(|line| line.entry);
        risk.basis = evidence
            .filter(|entry| known.contains(entry))
            .map(|entry| Reference::to(Uuid::of_entry(entry).urn()))
            .collect();
        let qualitative =
            CodeableConcept::new(vec![Coding::new(names::OUTCOMES, outcome, None)], row.outcome);
        let rationale = flag.map(|flag| flag.text.clone());
        risk.prediction = vec![Prediction::new(CodeableConcept::text(&row.title), qualitative, rationale)];
        risk.mitigation = flag.map(|flag| format!("It goes away when {}", flag.clears_when));
        let missing = undecided.filter(|undecided| !undecided.question.is_empty());
        let missing = missing.map(|undecided| format!("Missing: {}", undecided.question));
        let source = self.report.sources.iter().find(|source| source.number == row.source);
        let source = source.map(|source| format!("Source: {}", source.text));
        let cautions = flag.into_iter().flat_map(|flag| flag.cautions.iter().cloned());
        risk.note = missing.into_iter().chain(cautions).chain(source).map(Annotation::new).collect();
        risk
    }

    /// A Flag for each rule that is met.
    pub(super) fn flags(&self) -> Vec<(Uuid, Resource)> {
        let flags = self.report.flags.iter();
        flags
            .map(|flag| {
                let uuid = self.named(&["flag", &flag.rule]);
                (uuid, Resource::Flag(Box::new(self.flag(flag, uuid))))
            })
            .collect()
    }

    fn flag(&self, met: &ReportFlag, uuid: Uuid) -> Flag {
        let coding = vec![Coding::new(names::RULES, &met.rule, None)];
        let text = format!("{}: {}", met.title, met.text);
        let mut flag = Flag::new(CodeableConcept::new(coding, text), self.subject());
        flag.identifier = vec![Self::identifier(uuid)];
        flag.category = vec![category(met.level)];
        let since = met.why_now.as_ref().and_then(|why| why.since).unwrap_or(self.report.header.as_of);
        flag.period = Some(Period::new(Some(since.to_string()), None));
        flag.author = Some(Reference::to(self.app.urn()));
        flag
    }
}

/// Urgent ones are for safety, the others for the clinic.
fn category(level: Level) -> CodeableConcept {
    let code: Code = match level {
        Level::Emergency | Level::SameDay => FLAG_SAFETY,
        Level::NextContact | Level::Information => FLAG_CLINICAL,
    };
    CodeableConcept::new(vec![Coding::of(&code)], crate::json::level_name(level))
}

fn rule_code(row: &RuleRow) -> Coding {
    let mut coding = Coding::new(names::RULES, &row.rule, None);
    coding.version = (!row.version.is_empty()).then(|| row.version.clone());
    coding
}
