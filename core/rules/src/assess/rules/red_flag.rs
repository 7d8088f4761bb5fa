//! Answers that need someone at once, whatever any score says.

use super::red_flag_text::{title, what_to_do};
use crate::assess::context::Context;
use crate::assess::finding::{begin, missing};
use crate::assess::model::{Evidence, Finding, Level, Outcome};
use crate::assess::print;
use crate::score::ScoreError;
use crate::tables::{Table, Tables};
use nourish_record::{CalendarDay, CheckIn, EntryId, RedFlag};

/// The rule's name, before the colon.
pub(in crate::assess) const RULE: &str = "red_flag";
const TABLE: &str = "red_flags";

/// What check-ins say of one question.
struct Answers {
    /// The last yes.
    yes: (EntryId, CalendarDay),
    /// A later no, by being asked and not answered with yes.
    no: Option<(EntryId, CalendarDay)>,
}

/// One finding for each question that was answered yes lately; a later no clears it.
pub(in crate::assess) fn find(context: &Context<'_>) -> Result<Vec<Finding>, ScoreError> {
    let table = context.tables.table(TABLE)?;
    let (days, ask_again_days) = (table.points("days")?, table.points("ask_again_days")?);
    let standing = |flag: RedFlag| {
        answers(context, flag, ask_again_days)
            .filter(|found| found.no.is_none() && context.days_ago(found.yes.1) <= days)
            .is_some()
    };
    let mut findings = Vec::new();
    for flag in RedFlag::ALL.iter().copied() {
        let Some(answers) = answers(context, flag, ask_again_days) else { continue };
        let recent = context.days_ago(answers.yes.1) <= days;
        if answers.no.is_some() && !recent {
            continue;
        }
        let level = level(table, flag, || standing(RedFlag::Collapse))?;
        findings.push(judge(context, table, flag, level, &answers, recent));
    }
    Ok(findings)
}

fn judge(
    context: &Context<'_>,
    table: &Table,
    flag: RedFlag,
    level: Level,
    answers: &Answers,
    recent: bool,
) -> Finding {
    let mut finding = begin(table, format!("{RULE}:{}", flag.as_str()), title(flag), level);
    finding.version = format!("{} {}; {}={}", table.id, table.edition(), flag.as_str(), urgency(level));
    finding.clears_when = "a later check-in asks the same and the answer is no".to_owned();
    let (entry, said_on) = answers.yes;
    finding.evidence = vec![Evidence { entry, day: said_on, what: format!("{}: yes", title(flag)) }];
    match answers.no {
        Some((entry, day)) => {
            finding.evidence.push(Evidence { entry, day, what: format!("{}: no", title(flag)) });
            finding.team_text = format!("{}: yes on {said_on}, no on {day}.", title(flag));
            finding.patient_text = Some(format!("{}: you said that it is over.", title(flag)));
        }
        None if recent => {
            finding.outcome = Outcome::Met;
            finding.team_text = format!("{}: answered yes on {said_on}.", title(flag));
            let said = title(flag);
            finding.patient_text =
                Some(format!("You said: {}. {}", lower(said), patient_text(context, flag, level)));
        }
        None => {
            let question =
                format!("whether this is still so would decide it: {}", print::spoken(flag.as_str()));
            finding.outcome = Outcome::Indeterminate { missing: vec![missing("check_in", question)] };
            finding.team_text = format!("{}: answered yes on {said_on}, not asked since.", title(flag));
            finding.patient_text = Some(format!(
                "{}: is this still so? If it is, {}",
                title(flag),
                lower(&patient_text(context, flag, level))
            ));
        }
    }
    finding
}

/// The last yes to a question in the last `days` days and any no after it; none if it was not answered yes.
fn answers(context: &Context<'_>, flag: RedFlag, days: i32) -> Option<Answers> {
    let mut no = None;
    for (shown, check_in) in context.lately::<CheckIn>(days) {
        let said = (shown.root(), shown.day());
        if check_in.yes.contains(&flag) {
            return Some(Answers { yes: said, no });
        }
        if check_in.asked.contains(&flag) && no.is_none() {
            no = Some(said);
        }
    }
    None
}

/// How urgent each of the red flags is that somebody has just answered with yes: at once, without a journal and whatever any score
/// says. What cannot be looked up is an emergency.
#[must_use]
pub fn red_flag_levels(tables: &Tables, yes: &[RedFlag]) -> Vec<(RedFlag, Level)> {
    let of = |flag| level(tables.table(TABLE)?, flag, || yes.contains(&RedFlag::Collapse));
    yes.iter().map(|flag| (*flag, of(*flag).unwrap_or(Level::Emergency))).collect()
}

/// How urgent a yes is. Blood in the stool with a collapse is bleeding that cannot wait.
fn level(table: &Table, flag: RedFlag, collapsed: impl FnOnce() -> bool) -> Result<Level, ScoreError> {
    if flag == RedFlag::BlackStool && collapsed() {
        return Ok(Level::Emergency);
    }
    Ok(match table.setting(flag.as_str())? {
        "same-day" => Level::SameDay,
        _ => Level::Emergency,
    })
}

const fn urgency(level: Level) -> &'static str {
    match level {
        Level::Emergency => "emergency",
        Level::SameDay | Level::NextContact | Level::Information => "same-day",
    }
}

fn patient_text(context: &Context<'_>, flag: RedFlag, level: Level) -> String {
    let whom = match (level, context.phone()) {
        (Level::Emergency, _) => "Call the emergency number now.".to_owned(),
        (_, Some(phone)) => format!("Call your care team today, do not wait: {phone}."),
        (_, None) => "Call your care team today, do not wait.".to_owned(),
    };
    match what_to_do(flag) {
        Some(first) => format!("{first} {whom}"),
        None => whom,
    }
}

/// The text as the rest of a sentence.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
