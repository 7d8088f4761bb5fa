//! Drugs given against the plan, regimen by regimen. For the team alone.

use crate::assess::context::Context;
use crate::assess::courses::{DrugCourse, drug_courses};
use crate::assess::finding::{begin, missing, version};
use crate::assess::model::{Evidence, Finding, Level, Outcome};
use crate::assess::print;
use crate::exact::Exact;
use crate::score::ScoreError;
use crate::tables::Table;

/// The rule's name, before the colon.
pub(in crate::assess) const RULE: &str = "treatment_delivery";

/// One finding for each regimen of which anything was given.
pub(in crate::assess) fn find(context: &Context<'_>) -> Result<Vec<Finding>, ScoreError> {
    let table = context.tables.table(RULE)?;
    let courses = drug_courses(context)?;
    let mut regimens: Vec<&str> = courses.iter().map(name).collect();
    regimens.dedup();
    let of_regimen = |regimen: &str| -> Vec<&DrugCourse> {
        courses.iter().filter(|course| name(course) == regimen).collect()
    };
    regimens.iter().map(|regimen| judge(context, table, regimen, &of_regimen(regimen))).collect()
}

/// The regimen, or the drug where it belongs to none.
fn name(course: &DrugCourse) -> &str {
    if course.figures.regimen.is_empty() { &course.figures.drug } else { &course.figures.regimen }
}

fn judge(
    context: &Context<'_>,
    table: &Table,
    regimen: &str,
    courses: &[&DrugCourse],
) -> Result<Finding, ScoreError> {
    let rdi_table = context.tables.table("rdi")?;
    let low = rdi_table.threshold("below_85")?.bound;
    let implausible = table.threshold("implausible")?.bound;
    let late = table.threshold("delayed")?.bound;
    let recent_days = table.points("recent_days")?;
    let mut finding = begin(
        table,
        format!("{RULE}:{regimen}"),
        format!("{regimen} given against the plan"),
        Level::Information,
    );
    finding.version = version(&[table, rdi_table]);
    finding.clears_when =
        "dose intensity is 85 % or more and no cycle of the last four weeks came late".to_owned();

    let mut parts = Vec::new();
    let mut known: Vec<Exact> = Vec::new();
    for course in courses {
        let figures = &course.figures;
        let cycles = match figures.cycles_planned {
            Some(planned) => format!("{} of {planned} cycles", figures.cycles_given),
            None => format!("{} cycles, planned number unknown", figures.cycles_given),
        };
        let text = course.rdi.map_or_else(
            || "intensity unknown".to_owned(),
            |rdi| format!("intensity {} %", print::percent(rdi, low.value())),
        );
        parts.push(format!("{} {text}, {cycles}", figures.drug));
        if let Some(rdi) = course.rdi {
            let label = format!("relative dose intensity, {}", figures.drug);
            finding.figures.push(print::figure(label, print::percent(rdi, low.value()), "%"));
            if implausible.holds(rdi) {
                finding
                    .cautions
                    .push(format!("{}: more was given than planned; check the doses", figures.drug));
            }
            known.push(rdi);
        }
        for (entry, day, what) in &course.evidence {
            finding.evidence.push(Evidence { entry: *entry, day: *day, what: what.clone() });
        }
    }
    let delays: Vec<String> = courses
        .iter()
        .flat_map(|course| course.figures.delays.iter().map(|delay| (&course.figures.drug, delay)))
        .filter(|(_, delay)| context.days_ago(delay.day) <= recent_days)
        .filter(|(_, delay)| late.holds(Exact::whole(i64::from(delay.days))))
        .map(|(drug, delay)| {
            let reason = delay.reason.map_or("no reason noted", |reason| reason.as_str());
            format!(
                "{drug} on {} came {} late ({})",
                delay.day,
                print::counted(delay.days, "day"),
                print::spoken(reason)
            )
        })
        .collect();
    let mean = mean(&known)?.filter(|_| known.len() == courses.len());
    if let Some(mean) = mean.filter(|_| courses.len() > 1) {
        finding.figures.push(print::figure("mean of the drugs", print::percent(mean, low.value()), "%"));
    }
    let any_low = known.iter().copied().chain(mean).any(|rdi| low.holds(rdi));
    finding.outcome = if any_low || !delays.is_empty() {
        Outcome::Met
    } else if known.len() < courses.len() {
        Outcome::Indeterminate {
            missing: vec![missing(
                "planned_total",
                "dose, planned dose and length of each cycle would decide this",
            )],
        }
    } else {
        Outcome::NotMet
    };
    let late = if delays.is_empty() { String::new() } else { format!(" {}.", delays.join("; ")) };
    finding.team_text = format!("{regimen}: {}.{late}", parts.join("; "));
    Ok(finding)
}

fn mean(values: &[Exact]) -> Result<Option<Exact>, ScoreError> {
    let mut sum = Exact::ZERO;
    for value in values {
        sum = sum.plus(*value)?;
    }
    let count = i64::try_from(values.len()).unwrap_or(i64::MAX);
    Ok(if count == 0 { None } else { Some(sum.over(Exact::whole(count))?) })
}
