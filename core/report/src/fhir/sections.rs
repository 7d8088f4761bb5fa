//! The sections of a document: which resource belongs to which, and in what order.

use super::{Writing, narrative};
use nourish_fhir::Uuid;
use nourish_fhir::model::{Reference, Resource, Section};
use nourish_record::Fact;
use std::collections::BTreeMap;

/// A section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Flags,
    Rules,
    Body,
    Intake,
    Symptoms,
    Treatment,
    Plan,
    Other,
}

impl Part {
    const ALL: [Self; 8] = [
        Self::Flags,
        Self::Rules,
        Self::Body,
        Self::Intake,
        Self::Symptoms,
        Self::Treatment,
        Self::Plan,
        Self::Other,
    ];

    /// The section of a fact.
    pub(super) const fn of(fact: &Fact) -> Self {
        match fact {
            Fact::Weight(_) | Fact::Height(_) | Fact::Vitals(_) | Fact::Lab(_) | Fact::Muscle(_) => {
                Self::Body
            }
            Fact::OralIntake(_)
            | Fact::Supplement(_)
            | Fact::TubeFeed(_)
            | Fact::ParenteralBag(_)
            | Fact::FluidIntake(_)
            | Fact::Output(_) => Self::Intake,
            Fact::Symptom(_) | Fact::CheckIn(_) | Fact::Answer(_) => Self::Symptoms,
            Fact::Treatment(_) | Fact::Medicine(_) | Fact::TubeCare(_) => Self::Treatment,
            Fact::FeedingPlan(_)
            | Fact::CareContact(_)
            | Fact::SurgeryPreparation(_)
            | Fact::CareTask(_)
            | Fact::SickDayRule(_) => Self::Plan,
            Fact::Profile(_) | Fact::Note(_) | Fact::Acknowledgement(_) | Fact::Finding(_) => Self::Other,
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Flags => "fhir-flags",
            Self::Rules => "fhir-rules",
            Self::Body => "fhir-body",
            Self::Intake => "fhir-intake",
            Self::Symptoms => "fhir-symptoms",
            Self::Treatment => "fhir-treatment",
            Self::Plan => "fhir-plan",
            Self::Other => "fhir-other",
        }
    }
}

/// The resources of a document, by section, in the order in which they were added.
#[derive(Default)]
pub(super) struct Parts {
    by_part: BTreeMap<Part, Vec<(Uuid, Resource)>>,
}

impl Parts {
    pub(super) fn add(&mut self, part: Part, uuid: Uuid, resource: Resource) {
        self.by_part.entry(part).or_default().push((uuid, resource));
    }

    fn references(&self, part: Part) -> Vec<Reference> {
        let resources = self.by_part.get(&part).into_iter().flatten();
        resources.map(|(uuid, _)| Reference::to(uuid.urn())).collect()
    }

    pub(super) fn into_resources(self) -> impl Iterator<Item = (Uuid, Resource)> {
        self.by_part.into_values().flatten()
    }
}

impl Writing<'_> {
    /// At a glance, then each section that holds anything, then how complete it all is.
    pub(super) fn sections(&self, parts: &Parts) -> Vec<Section> {
        let title = |id: &str| self.report.speech.say(id);
        let glance = narrative::glance(self.report);
        let mut sections = vec![Section::new(&title("fhir-glance"), glance, Vec::new())];
        for part in Part::ALL {
            let entry = parts.references(part);
            let text = match part {
                Part::Flags => narrative::flags(self.report),
                Part::Rules => narrative::rules(self.report),
                Part::Intake => narrative::intake(self.report),
                Part::Plan => narrative::targets(self.report, self.facts(part)),
                Part::Body | Part::Symptoms | Part::Treatment | Part::Other => {
                    narrative::facts(self.report, self.facts(part))
                }
            };
            sections.push(Section::new(&title(part.title()), text, entry));
        }
        let coverage = narrative::coverage(self.report);
        sections.push(Section::new(&title("fhir-coverage"), coverage, Vec::new()));
        sections
    }

    /// The facts of the period that a section is about.
    fn facts(&self, part: Part) -> Vec<(String, &Fact)> {
        let header = &self.report.header;
        let shown = self.document.timeline.between(header.from, header.to);
        let shown = shown.filter(|shown| !self.is_hidden(shown));
        let facts = shown.filter_map(|shown| Some((shown.day().to_string(), shown.entry().fact()?)));
        facts.filter(|(_, fact)| Part::of(fact) == part).collect()
    }
}
