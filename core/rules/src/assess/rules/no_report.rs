//! Days without any report: somebody asks how the person is.

use crate::assess::context::Context;
use crate::assess::finding::begin;
use crate::assess::model::{Evidence, Finding, Level, Outcome};
use crate::assess::print;
use crate::exact::Exact;
use crate::score::ScoreError;
use nourish_record::Fact;

/// The rule's name.
pub(in crate::assess) const RULE: &str = "no_report";

/// One finding while the last report is not too old to be missed.
pub(in crate::assess) fn find(context: &Context<'_>) -> Result<Vec<Finding>, ScoreError> {
    let table = context.tables.table(RULE)?;
    let forgotten_days = table.points("forgotten_days")?;
    let recent = context.timeline.between(context.as_of.plus(-forgotten_days), context.as_of);
    let Some(last) = recent.rev().find(|shown| shown.entry().fact().is_some_and(is_report)) else {
        return Ok(Vec::new());
    };
    let silent_days = context.days_ago(last.day());
    let mut finding = begin(table, RULE, table.title.as_str(), Level::NextContact);
    finding.clears_when = "anything is reported again".to_owned();
    let kind = last.entry().fact().map_or("entry", |fact| fact.kind().name);
    let what = format!("last report: {}", print::spoken(kind));
    finding.evidence = vec![Evidence { entry: last.root(), day: last.day(), what }];
    finding.figures = vec![print::figure("days since the last report", silent_days.to_string(), "d")];
    if table.threshold("missed")?.bound.holds(Exact::whole(i64::from(silent_days))) {
        finding.outcome = Outcome::Met;
        finding.team_text = format!(
            "Nothing was reported for {}; the last report is of {}. Ask how the person is.",
            print::counted(silent_days, "day"),
            last.day()
        );
        finding.patient_text =
            Some("How are you? Nothing was noted for some days; a weight or a word is enough.".to_owned());
    } else {
        finding.team_text = format!("Last report {}.", last.day());
        finding.patient_text = Some("You have reported lately.".to_owned());
    }
    Ok(vec![finding])
}

/// What tells how the person is, rather than what is planned or who is who.
const fn is_report(fact: &Fact) -> bool {
    match fact {
        Fact::Weight(_)
        | Fact::OralIntake(_)
        | Fact::Supplement(_)
        | Fact::TubeFeed(_)
        | Fact::ParenteralBag(_)
        | Fact::FluidIntake(_)
        | Fact::Output(_)
        | Fact::Symptom(_)
        | Fact::CheckIn(_)
        | Fact::Vitals(_)
        | Fact::Medicine(_)
        | Fact::TubeCare(_)
        | Fact::Note(_)
        | Fact::Answer(_) => true,
        Fact::Profile(_)
        | Fact::Height(_)
        | Fact::Lab(_)
        | Fact::Muscle(_)
        | Fact::Treatment(_)
        | Fact::FeedingPlan(_)
        | Fact::CareContact(_)
        | Fact::Acknowledgement(_)
        | Fact::Finding(_)
        | Fact::SurgeryPreparation(_)
        | Fact::CareTask(_)
        | Fact::SickDayRule(_) => false,
    }
}
