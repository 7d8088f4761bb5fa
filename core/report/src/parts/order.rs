//! What a report shows in which order, by its reader: the first page answers what changed, how bad it is and what is asked.

use crate::model::{Audience, Report};

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
    Instruments,
    Evidence,
    Completeness,
    Rules,
}

const TEAM: [Topic; 13] = [
    Topic::Figures,
    Topic::Flags,
    Topic::BeforeOperation,
    Topic::Weight,
    Topic::Open,
    Topic::Intake,
    Topic::Symptoms,
    Topic::Cycles,
    Topic::Treatment,
    Topic::Instruments,
    Topic::Evidence,
    Topic::Completeness,
    Topic::Rules,
];

/// The sections of a report that have something to show, in its reader's order.
pub(crate) fn topics(report: &Report) -> impl Iterator<Item = Topic> {
    let order = match report.audience {
        Audience::CareTeam | Audience::Patient => TEAM,
    };
    order.into_iter().filter(|topic| topic.is_shown(report))
}

impl Topic {
    /// Whether the report has anything to show of it.
    fn is_shown(self, report: &Report) -> bool {
        match self {
            Self::BeforeOperation => report.before_operation.is_some(),
            Self::Cycles => report.symptoms_by_cycle.is_some(),
            Self::Treatment => report.treatment.is_some(),
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
            Self::Instruments => "instruments",
            Self::Evidence => "evidence",
            Self::Completeness => "completeness",
            Self::Rules => "rules",
        }
    }

    /// What stands over it.
    pub(crate) const fn heading(self) -> &'static str {
        match self {
            Self::Figures => "Key figures",
            Self::Flags => "What needs attention",
            Self::BeforeOperation => "Before the operation",
            Self::Weight => "Weight",
            Self::Open => "What cannot be told yet",
            Self::Intake => "Energy and protein",
            Self::Symptoms => "Side effects",
            Self::Cycles => "Symptoms by day of cycle",
            Self::Treatment => "Treatment",
            Self::Instruments => "Instruments",
            Self::Evidence => "What the flags rest on",
            Self::Completeness => "Completeness and origin",
            Self::Rules => "Rules and sources",
        }
    }
}
