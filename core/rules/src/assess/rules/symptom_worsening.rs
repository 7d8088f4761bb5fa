//! A symptom that is severe, or got worse since the report before or since the first one.

use super::composite::composite;
use crate::assess::context::Context;
use crate::assess::finding::{begin, missing};
use crate::assess::gathered::Answer;
use crate::assess::model::{Evidence, Finding, Level, Outcome};
use crate::assess::print;
use crate::exact::Exact;
use crate::score::{AlertReason, ScoreError, StarInput, star_alert};
use crate::tables::Table;
use crate::tri::Tri;
use nourish_record::{Attribute, CalendarDay, EntryId, SymptomItem};
use std::collections::BTreeMap;

/// The rule's name, before the colon.
pub(in crate::assess) const RULE: &str = "symptom_worsening";

/// Symptoms that take away fluid: at their worst they want a call on the same day.
const WANT_A_CALL: [SymptomItem; 3] =
    [SymptomItem::Vomiting, SymptomItem::Diarrhoea, SymptomItem::Swallowing];

/// The worst answer of a day.
#[derive(Clone, Copy)]
struct Report {
    entry: EntryId,
    day: CalendarDay,
    level: u8,
}

/// Answers that can be compared with each other: of one symptom, one attribute, one recall.
struct Row {
    attribute: Attribute,
    recall_days: u8,
    reports: Vec<Report>,
}

/// What one row says.
struct Verdict {
    attribute: Attribute,
    recall_days: u8,
    current: Report,
    compared: Vec<Report>,
    reasons: Vec<String>,
    holds: Tri,
    /// Whether it is good to know and not yet to be called about: one bad day of a diary, or a rise that does not reach a severe level.
    passing: bool,
}

/// One finding for each symptom that was reported in the last two weeks.
pub(in crate::assess) fn find(context: &Context<'_>) -> Result<Vec<Finding>, ScoreError> {
    let table = context.tables.table(RULE)?;
    let mut findings = Vec::new();
    for (item, rows) in rows(context, table.points("baseline_days")?) {
        let latest =
            rows.iter().filter_map(|row| row.reports.last()).map(|report| context.days_ago(report.day)).min();
        if latest.is_some_and(|days| days <= table.points("previous_days").unwrap_or_default()) {
            findings.push(judge(context, table, item, &rows)?);
        }
    }
    Ok(findings)
}

/// Every row of every symptom of the last `days` days, its reports in order, one a day.
fn rows(context: &Context<'_>, days: i32) -> BTreeMap<SymptomItem, Vec<Row>> {
    let mut items: BTreeMap<SymptomItem, Vec<Row>> = BTreeMap::new();
    for answer in context.answers(days).iter().filter(|answer| answer.attribute != Attribute::Presence) {
        let Answer { entry, day, attribute, recall_days, level, .. } = *answer;
        let report = Report { entry, day, level };
        let rows = items.entry(answer.item).or_default();
        let same = |row: &&mut Row| row.attribute == attribute && row.recall_days == recall_days;
        match rows.iter_mut().find(same) {
            Some(row) => row.add(report),
            None => rows.push(Row { attribute, recall_days, reports: vec![report] }),
        }
    }
    items.values_mut().for_each(|rows| rows.sort_by_key(|row| (row.attribute, row.recall_days)));
    items
}

impl Row {
    /// Takes in the next answer; of a day the worst stays, the first of several as bad.
    fn add(&mut self, report: Report) {
        match self.reports.last_mut().filter(|known| known.day == report.day) {
            Some(known) if known.level < report.level => *known = report,
            Some(_) => {}
            None => self.reports.push(report),
        }
    }

    fn judge(&self, context: &Context<'_>, table: &Table) -> Result<Option<Verdict>, ScoreError> {
        let Some((&current, before)) = self.reports.split_last() else { return Ok(None) };
        if context.days_ago(current.day) > table.points("current_days")? {
            return Ok(None);
        }
        let previous_days = table.points("previous_days")?;
        let within = |days: i32| {
            let recent = move |report: &&Report| current.day.days_since(report.day) <= days;
            before.iter().filter(recent)
        };
        let is_diary = i32::from(self.recall_days) < table.points("weekly_recall_days")?;
        // Of a diary the worst of the week before: a bad day after a good one is no news where the week was as bad.
        let last = within(previous_days).next_back().copied();
        let week = within(table.points("diary_days")?);
        let worst = week.rev().max_by_key(|report| report.level).copied();
        let previous = if is_diary { worst.or(last) } else { last };
        let against = |earlier: Option<Report>, later: u8| {
            star_alert(
                context.tables,
                &StarInput { previous: earlier.map(|report| report.level), current: Some(later) },
            )
        };
        let rise = |earlier: Option<Report>, later: u8| -> Result<bool, ScoreError> {
            Ok(earlier.is_some() && against(earlier, later)?.reason.contains(&AlertReason::Worsening))
        };
        let star = against(previous, current.level)?;
        let mut reasons = Vec::new();
        let mut compared = Vec::new();
        if star.reason.contains(&AlertReason::Absolute) {
            reasons.push(format!("level {} of 4", current.level));
        }
        if let Some(previous) = previous.filter(|_| star.reason.contains(&AlertReason::Worsening)) {
            reasons.push(format!(
                "{} to {} since the report of {}",
                previous.level, current.level, previous.day
            ));
            compared.push(previous);
        }
        if let Some((baseline, how)) = self.above_baseline(table, is_diary, rise)? {
            let since = format!("since the first report of {}", baseline.day);
            reasons.push(format!("{} to {} {since}, {how}", baseline.level, current.level));
            compared.push(baseline);
        }
        let holds = if reasons.is_empty() { star.alert } else { Tri::Yes };
        let (attribute, recall_days) = (self.attribute, self.recall_days);
        let passing = !self.is_severe(context, table, is_diary)?;
        Ok(Some(Verdict { attribute, recall_days, current, compared, reasons, holds, passing }))
    }
}

impl Row {
    /// Whether the last report is severe; in a diary, at its worst, or severe for the second day within a week.
    fn is_severe(&self, context: &Context<'_>, table: &Table, is_diary: bool) -> Result<bool, ScoreError> {
        let Some(current) = self.reports.last() else { return Ok(false) };
        let severe = context.tables.table("star_alert")?.threshold("absolute")?.bound;
        let level = |report: &Report| Exact::whole(i64::from(report.level));
        if table.setting("rise_below_severe")? == "next-contact" && !is_diary {
            return Ok(true);
        }
        if !is_diary {
            return Ok(severe.holds(level(current)));
        }
        let (worst, days) = (table.threshold("same_day")?.bound, table.points("diary_days")?);
        let week = self.reports.iter().filter(|report| current.day.days_since(report.day) < days);
        let severe_days = week.filter(|report| severe.holds(level(report))).count();
        let enough = table.threshold("severe_days")?.bound;
        let severe_days = Exact::whole(i64::try_from(severe_days).unwrap_or(i64::MAX));
        Ok(worst.holds(level(current)) || (severe.holds(level(current)) && enough.holds(severe_days)))
    }

    /// The first report, if what was reported since has stayed that far above it: in two weekly reports, or in a diary on every day of
    /// a week that has enough of them.
    fn above_baseline(
        &self,
        table: &Table,
        is_diary: bool,
        rise: impl Fn(Option<Report>, u8) -> Result<bool, ScoreError>,
    ) -> Result<Option<(Report, &'static str)>, ScoreError> {
        let (Some(baseline), Some(current)) = (self.reports.first(), self.reports.last()) else {
            return Ok(None);
        };
        let days = table.points("diary_days")?;
        let recent: Vec<&Report> = if is_diary {
            self.reports.iter().filter(|report| current.day.days_since(report.day) < days).collect()
        } else {
            self.reports.iter().rev().take(2).collect()
        };
        let needed =
            if is_diary { usize::try_from(table.points("diary_days_needed")?).unwrap_or(0) } else { 2 };
        if recent.len() < needed || recent.iter().any(|report| report.day == baseline.day) {
            return Ok(None);
        }
        for report in recent {
            if !rise(Some(*baseline), report.level)? {
                return Ok(None);
            }
        }
        let how = if is_diary { "on every day of the last week" } else { "in two reports" };
        Ok(Some((*baseline, how)))
    }
}

fn judge(
    context: &Context<'_>,
    table: &Table,
    item: SymptomItem,
    rows: &[Row],
) -> Result<Finding, ScoreError> {
    let star = context.tables.table("star_alert")?;
    let name = print::spoken(item.as_str());
    let title = print::capitalised(&name);
    let mut finding = begin(table, format!("{RULE}:{}", item.as_str()), title.clone(), Level::NextContact);
    finding.version = crate::assess::finding::version(&[table, star]);
    finding.clears_when = "the level is below 3 and no longer 2 above an earlier report".to_owned();
    let mut verdicts = Vec::new();
    for row in rows {
        verdicts.extend(row.judge(context, table)?);
    }
    // The worst attribute decides: a met one, then an open one, then the higher level.
    let rank = |holds: Tri| match holds {
        Tri::Yes => 2,
        Tri::Unknown => 1,
        Tri::No => 0,
    };
    let Some(mut worst) = verdicts
        .into_iter()
        .rev()
        .max_by_key(|verdict| (rank(verdict.holds), !verdict.passing, verdict.current.level))
    else {
        finding.outcome = Outcome::Indeterminate {
            missing: vec![missing("current", format!("how it is now with {name} would decide this"))],
        };
        finding.team_text = format!("{title}: no report within a week.");
        finding.patient_text = Some(format!("How is it now with {name}?"));
        return Ok(finding);
    };

    let call = table.threshold("same_day")?.bound;
    let at_worst = call.holds(Exact::whole(i64::from(worst.current.level)));
    let answer = format!(
        "{} (recall {})",
        worst.attribute.as_str(),
        print::counted(i32::from(worst.recall_days), "day")
    );
    finding.figures = vec![print::figure(answer.clone(), worst.current.level.to_string(), "of 4")];
    if let Some((day, grade)) = composite(context, item, table.points("current_days")?)? {
        let label = format!(
            "composite grade of the weekly report of {day}, by the PRO-CTCAE grid on our own questions"
        );
        finding.figures.push(print::figure(label, grade.to_string(), "of 3"));
        if table.threshold("composite")?.bound.holds(Exact::whole(i64::from(grade))) {
            worst.holds = Tri::Yes;
            worst.passing = false;
            worst.reasons.push(format!("composite grade {grade} of 3 in the weekly report"));
        }
    }
    finding.evidence =
        [worst.current].iter().chain(&worst.compared).map(|report| evidence(&name, *report)).collect();
    match worst.holds {
        Tri::Yes => {
            finding.outcome = Outcome::Met;
            finding.degree = worst.current.level;
            finding.level = match (at_worst && WANT_A_CALL.contains(&item), worst.passing) {
                (true, _) => Level::SameDay,
                (false, true) => Level::Information,
                (false, false) => Level::NextContact,
            };
            finding.team_text = format!("{title}, {answer}: {}.", worst.reasons.join("; "));
            finding.patient_text = Some(match finding.level {
                Level::SameDay => format!("{title} is very bad. {}", context.call_today()),
                _ => format!(
                    "{title} is bad or has got worse. Please tell your care team at your next contact."
                ),
            });
        }
        Tri::No => {
            finding.team_text = format!("{title}, {answer}: level {}, not worse.", worst.current.level);
            finding.patient_text = Some(format!("{title}: not severe and not worse."));
        }
        Tri::Unknown => {
            let question = format!("one more report of {name} in the next days would decide this");
            finding.outcome = Outcome::Indeterminate { missing: vec![missing("previous", question)] };
            finding.team_text =
                format!("{title}, {answer}: level {}, no earlier report to compare.", worst.current.level);
            finding.patient_text =
                Some(format!("{title}: another report will show whether it is getting worse."));
        }
    }
    Ok(finding)
}

fn evidence(name: &str, report: Report) -> Evidence {
    Evidence { entry: report.entry, day: report.day, what: format!("{name} {} of 4", report.level) }
}
