//! What a report shows in which order, by its reader: the first page answers what changed, how bad it is and what is asked.

use crate::model::{Audience, Report};
use nourish_rules::assess::Level;

/// A section of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    Figures,
    Flags,
    BeforeOperation,
    Weight,
    Open,
    Intake,
    Symptoms,
    Cycles,
    Treatment,
    Passage,
    CheckIns,
    Plan,
    Instruments,
    Evidence,
    Completeness,
    Rules,
}

use Topic::*;

/// For the team as a whole, and in plain words for the person.
const TEAM: &[Topic] = &[
    Figures,
    Flags,
    BeforeOperation,
    Weight,
    Open,
    Intake,
    Symptoms,
    Cycles,
    Treatment,
    Passage,
    CheckIns,
    Plan,
    Instruments,
    Evidence,
    Completeness,
    Rules,
];
const SURGEON: &[Topic] = &[
    Figures,
    BeforeOperation,
    Weight,
    Flags,
    Intake,
    Open,
    Passage,
    Symptoms,
    Instruments,
    Treatment,
    Plan,
    Cycles,
    CheckIns,
    Evidence,
    Completeness,
    Rules,
];
const ONCOLOGIST: &[Topic] = &[
    Figures,
    Flags,
    Treatment,
    Cycles,
    Symptoms,
    Weight,
    Intake,
    Open,
    CheckIns,
    Passage,
    BeforeOperation,
    Plan,
    Instruments,
    Evidence,
    Completeness,
    Rules,
];
const RADIATION: &[Topic] = &[
    Figures,
    Flags,
    Weight,
    Passage,
    Symptoms,
    Treatment,
    Intake,
    Open,
    Plan,
    Cycles,
    CheckIns,
    BeforeOperation,
    Instruments,
    Evidence,
    Completeness,
    Rules,
];
const GASTRO: &[Topic] = &[
    Figures,
    Flags,
    Passage,
    Weight,
    Symptoms,
    Intake,
    Plan,
    Open,
    BeforeOperation,
    Treatment,
    Cycles,
    CheckIns,
    Instruments,
    Evidence,
    Completeness,
    Rules,
];
/// Assessment, diagnosis, intervention, monitoring.
const DIETITIAN: &[Topic] = &[
    Figures,
    Weight,
    Intake,
    Symptoms,
    Passage,
    Instruments,
    Flags,
    Open,
    Plan,
    BeforeOperation,
    Treatment,
    Cycles,
    CheckIns,
    Completeness,
    Evidence,
    Rules,
];
const NURSE: &[Topic] = &[
    Figures,
    Flags,
    CheckIns,
    Symptoms,
    Passage,
    Intake,
    Weight,
    Open,
    Plan,
    Treatment,
    Cycles,
    BeforeOperation,
    Instruments,
    Evidence,
    Completeness,
    Rules,
];
const TRIAL: &[Topic] = &[
    Completeness,
    Figures,
    Weight,
    Intake,
    Symptoms,
    Cycles,
    Treatment,
    Passage,
    CheckIns,
    Plan,
    Flags,
    Open,
    BeforeOperation,
    Instruments,
    Evidence,
    Rules,
];

/// The sections of a report that have something to show, in its reader's order.
pub(crate) fn topics(report: &Report) -> impl Iterator<Item = Topic> {
    let order = match report.audience {
        Audience::CareTeam | Audience::Patient => TEAM,
        Audience::Surgeon => SURGEON,
        Audience::Oncologist => ONCOLOGIST,
        Audience::RadiationOncologist => RADIATION,
        Audience::Gastroenterologist => GASTRO,
        Audience::Dietitian => DIETITIAN,
        Audience::Nurse => NURSE,
        Audience::Trial => TRIAL,
    };
    // Whoever reads, what cannot wait comes before everything but the figures.
    let is_pressing = report.flags.iter().any(|flag| flag.asks_today() && flag.level <= Level::SameDay);
    let first = [Figures, Flags].into_iter().filter(move |_| is_pressing);
    let rest = order.iter().copied().filter(move |topic| !is_pressing || !matches!(topic, Figures | Flags));
    first.chain(rest).filter(|topic| topic.is_shown(report))
}

impl Topic {
    /// Whether the report has anything to show of it.
    fn is_shown(self, report: &Report) -> bool {
        match self {
            Self::BeforeOperation => report.before_operation.is_some(),
            Self::Cycles => report.symptoms_by_cycle.is_some(),
            Self::Treatment => report.treatment.is_some(),
            Self::Passage => !report.passage.is_empty(),
            Self::CheckIns => !report.check_ins.is_empty(),
            Self::Plan => !report.plan.is_empty(),
            Self::Instruments => !report.instruments.is_empty(),
            Self::Evidence => !report.flags.is_empty(),
            _ => true,
        }
    }

    /// Names the section within a page.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Figures => "figures",
            Self::Flags => "flags",
            Self::BeforeOperation => "before-operation",
            Self::Weight => "weight-section",
            Self::Open => "open",
            Self::Intake => "intake",
            Self::Symptoms => "symptoms-section",
            Self::Cycles => "cycles",
            Self::Treatment => "treatment",
            Self::Passage => "passage",
            Self::CheckIns => "check-ins",
            Self::Plan => "plan",
            Self::Instruments => "instruments",
            Self::Evidence => "evidence",
            Self::Completeness => "completeness",
            Self::Rules => "rules",
        }
    }

    /// What stands over it; for the dietitian with the step of the nutrition care process that it belongs to.
    pub(crate) fn heading(self, report: &Report) -> String {
        let step = match (report.audience, self) {
            (Audience::Dietitian, Figures | Weight | Intake | Symptoms | Passage | Instruments) => {
                "step-assessment"
            }
            (Audience::Dietitian, Flags | Open) => "step-diagnosis",
            (Audience::Dietitian, Plan | BeforeOperation | Treatment | Cycles) => "step-intervention",
            (Audience::Dietitian, CheckIns | Completeness) => "step-monitoring",
            _ => return report.speech.say(self.name()),
        };
        let (step, topic) = (report.speech.say(step), lower_first(&report.speech.say(self.name())));
        report.speech.say_of("sections-step", &[("step", (&step).into()), ("topic", (&topic).into())])
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Figures => "topic-figures",
            Self::Flags => "topic-flags",
            Self::BeforeOperation => "topic-before-operation",
            Self::Weight => "topic-weight",
            Self::Open => "topic-open",
            Self::Intake => "topic-intake",
            Self::Symptoms => "topic-symptoms",
            Self::Cycles => "topic-cycles",
            Self::Treatment => "topic-treatment",
            Self::Passage => "topic-passage",
            Self::CheckIns => "topic-check-ins",
            Self::Plan => "topic-plan",
            Self::Instruments => "topic-instruments",
            Self::Evidence => "topic-evidence",
            Self::Completeness => "topic-completeness",
            Self::Rules => "topic-rules",
        }
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_reader_misses_a_section_and_none_has_one_twice() {
        for order in [TEAM, SURGEON, ONCOLOGIST, RADIATION, GASTRO, DIETITIAN, NURSE, TRIAL] {
            let mut ids: Vec<&str> = order.iter().map(|topic| topic.id()).collect();
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), 16);
            assert_eq!(order.len(), 16);
        }
    }
}
