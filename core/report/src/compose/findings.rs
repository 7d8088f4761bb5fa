//! Flags, what cannot be told yet, and the list of rules that were asked.

use super::evidence_line;
use super::sources::Sources;
use crate::model::{Acknowledged, Audience, EvidenceLine, Flag, FlagFigure, RuleRow, Undecided, WhyNow};
use nourish_record::{Acknowledgement, CalendarDay, Timeline};
use nourish_rules::assess::{Assessment, Attention, Finding, Outcome};

/// The findings that are met: those that ask today before those that stand or were answered, the most urgent first.
pub(super) fn flags(
    timeline: &Timeline,
    assessment: &Assessment,
    audience: Audience,
    sources: &mut Sources,
) -> Vec<Flag> {
    let mut met: Vec<(&Finding, &str)> =
        assessment.flags().filter_map(|finding| Some((finding, text(finding, audience)?))).collect();
    let is_quiet = |finding: &Finding| finding.attention.is_some_and(|attention| !attention.is_wanted());
    met.sort_by_key(|(finding, _)| (is_quiet(finding), finding.level));
    met.into_iter()
        .map(|(finding, text)| flag(timeline, assessment.as_of, finding, text, audience, sources))
        .collect()
}

fn flag(
    timeline: &Timeline,
    as_of: CalendarDay,
    finding: &Finding,
    text: &str,
    audience: Audience,
    sources: &mut Sources,
) -> Flag {
    let mut evidence: Vec<EvidenceLine> =
        finding.evidence.iter().map(|evidence| evidence_line(timeline, evidence)).collect();
    evidence.sort_by_key(|line| (line.day, line.entry));
    let figures = match audience {
        Audience::Patient => Vec::new(),
        _ => finding
            .figures
            .iter()
            .map(|figure| FlagFigure {
                label: figure.label.clone(),
                value: figure.value.clone(),
                unit: figure.unit,
            })
            .collect(),
    };
    Flag {
        rule: finding.rule.clone(),
        title: finding.title.clone(),
        level: finding.level,
        text: text.to_owned(),
        why_now: finding.attention.map(why_now),
        figures,
        evidence_age_days: age_days(as_of, &evidence),
        evidence,
        cautions: finding.cautions.clone(),
        clears_when: finding.clears_when.clone(),
        acknowledged: acknowledged(timeline, as_of, &finding.rule),
        version: finding.version.clone(),
        source: sources.number(&finding.source),
    }
}

fn why_now(attention: Attention) -> WhyNow {
    let (state, since, asks_again_on) = match attention {
        Attention::New => ("new", None, None),
        Attention::Worse { since } => ("worse", since, None),
        Attention::Again { since } => ("again", since, None),
        Attention::Standing { since, again_on } => ("standing", since, again_on),
        Attention::Answered { until, .. } => ("answered", None, until.map(|day| day.plus(1))),
    };
    WhyNow { asks_today: attention.is_wanted(), state, words: attention.words(), since, asks_again_on }
}

/// The age of the newest entry that is no plan.
fn age_days(as_of: CalendarDay, evidence: &[EvidenceLine]) -> Option<i32> {
    let past = evidence.iter().rev().find(|line| line.day <= as_of)?;
    Some(as_of.days_since(past.day))
}

/// The findings that what is known does not decide, in the assessment's order.
pub(super) fn undecided(assessment: &Assessment, audience: Audience) -> Vec<Undecided> {
    let shown = assessment.undecided().filter(|finding| text(finding, audience).is_some());
    shown
        .map(|finding| {
            let missing = match &finding.outcome {
                Outcome::Indeterminate { missing } => missing.as_slice(),
                Outcome::Met | Outcome::NotMet => &[],
            };
            Undecided {
                rule: finding.rule.clone(),
                title: finding.title.clone(),
                level: finding.level,
                question: missing.first().map(|first| first.question.clone()).unwrap_or_default(),
                more_missing: missing.len().saturating_sub(1),
            }
        })
        .collect()
}

/// Every rule that the audience may see.
pub(super) fn rules(assessment: &Assessment, audience: Audience, sources: &mut Sources) -> Vec<RuleRow> {
    let shown = assessment.findings.iter().filter(|finding| text(finding, audience).is_some());
    shown
        .map(|finding| RuleRow {
            rule: finding.rule.clone(),
            title: finding.title.clone(),
            outcome: match finding.outcome {
                Outcome::Met => "met",
                Outcome::NotMet => "not met",
                Outcome::Indeterminate { .. } => "cannot tell",
            },
            version: finding.version.clone(),
            source: sources.number(&finding.source),
        })
        .collect()
}

/// The finding's sentence for this audience; none where it is not for them.
fn text(finding: &Finding, audience: Audience) -> Option<&str> {
    match audience {
        Audience::Patient => finding.patient_text.as_deref(),
        _ => Some(&finding.team_text),
    }
}

fn acknowledged(timeline: &Timeline, as_of: CalendarDay, rule: &str) -> Option<Acknowledged> {
    let until_today = timeline.of_kind::<Acknowledgement>().filter(|(shown, _)| shown.day() <= as_of);
    let (shown, said) = until_today.rev().find(|(_, said)| said.rule == rule)?;
    Some(Acknowledged {
        day: shown.day(),
        action: said.action.as_str(),
        role: said.role.as_str(),
        until: said.until_on,
    })
}
