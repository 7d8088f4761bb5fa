//! How long a flag waited for the team: from the day it was raised to the first acknowledgement.

use nourish_record::{Acknowledgement, CalendarDay, CheckIn, Timeline};
use nourish_rules::assess::{Finding, Past};
use nourish_rules::{Level, Tables, assess_after};
use std::collections::BTreeMap;

/// A flag, and how it was answered.
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    /// The rule, and behind a colon what it was applied to.
    pub rule: String,
    /// How soon it wanted someone.
    pub level: Level,
    /// The day it was raised.
    pub raised_on: CalendarDay,
    /// The day of the first acknowledgement; `None` while it waits.
    pub answered_on: Option<CalendarDay>,
    /// Minutes from the answer that raised it to the acknowledgement, where both have their hour: red flags of a check-in.
    pub minutes: Option<i64>,
}

quiet_debug!(Response);

/// A flag that is gone for longer than this and comes back was raised anew. Days.
const GAP_DAYS: i32 = 2;
/// An acknowledgement after the flag was last met counts for so many days. Days.
const LATE_DAYS: i32 = 7;

/// Most days that are looked back over. Each has its own look-back, so the timeline reaches further.
pub const MOST_RESPONSE_DAYS: i32 = 366;

/// The flags that were raised in the `days` days up to `as_of`, at most [`MOST_RESPONSE_DAYS`], and want a call or the next contact,
/// each with its first acknowledgement. The rules are asked for each of those days.
#[must_use]
pub fn response_times(timeline: &Timeline, tables: &Tables, as_of: CalendarDay, days: i32) -> Vec<Response> {
    let mut past = Past::default();
    let mut standing: BTreeMap<String, (Level, CalendarDay, CalendarDay)> = BTreeMap::new();
    let mut found: Vec<Response> = Vec::new();
    for day in as_of.plus(1 - days.clamp(1, MOST_RESPONSE_DAYS)).through(as_of) {
        let assessment = assess_after(timeline, tables, day, &mut past);
        let wanted = assessment.flags().filter(|finding| finding.level != Level::Information);
        let met: BTreeMap<&str, &Finding> = wanted.map(|finding| (finding.rule.as_str(), finding)).collect();
        for (rule, finding) in met {
            match standing.get_mut(rule).filter(|(.., last)| day.days_since(*last) <= GAP_DAYS) {
                Some((level, _, last)) => {
                    *last = day;
                    *level = finding.level.min(*level);
                }
                None => {
                    let before = standing.insert(rule.to_owned(), (finding.level, day, day));
                    found.extend(before.map(|before| response(timeline, as_of, rule, before)));
                }
            }
        }
    }
    found.extend(standing.iter().map(|(rule, stood)| response(timeline, as_of, rule, *stood)));
    found.sort_by(|a, b| (a.raised_on, a.level, &a.rule).cmp(&(b.raised_on, b.level, &b.rule)));
    found
}

fn response(
    timeline: &Timeline,
    as_of: CalendarDay,
    rule: &str,
    (level, raised_on, last): (Level, CalendarDay, CalendarDay),
) -> Response {
    let answers =
        |said: &str| said == rule || rule.strip_prefix(said).is_some_and(|rest| rest.starts_with(':'));
    let until = last.plus(LATE_DAYS).min(as_of);
    let answer = timeline
        .of_kind::<Acknowledgement>()
        .find(|(shown, said)| answers(&said.rule) && (raised_on..=until).contains(&shown.day()));
    let raised_ms = rule.strip_prefix("red_flag:").and_then(|flag| {
        let check_ins = timeline.of_kind::<CheckIn>();
        let said = check_ins.filter(|(shown, said)| {
            shown.day() == raised_on && said.yes.iter().any(|yes| yes.as_str() == flag)
        });
        said.map(|(shown, _)| shown.entry().occurred().instant_ms()).min()
    });
    let answered_ms = answer.map(|(shown, _)| shown.entry().occurred().instant_ms());
    let minutes = raised_ms.zip(answered_ms).map(|(raised, answered)| (answered - raised).max(0) / 60_000);
    let answered_on = answer.map(|(shown, _)| shown.day());
    Response { rule: rule.to_owned(), level, raised_on, answered_on, minutes }
}
