//! Tasks of the plan that are still open.

use super::set::{self, SetBy};
use nourish_record::{CalendarDay, CareTask, Shown, TaskStatus, Timeline};
use std::collections::BTreeMap;

/// A task that is still open.
#[derive(Clone, PartialEq, Eq)]
pub struct PlannedTask {
    /// What is to be done.
    pub title: String,
    /// The day on which it is first due.
    pub first_on: CalendarDay,
    /// Again every so many days.
    pub every_days: Option<u32>,
    /// Its last day.
    pub until_on: Option<CalendarDay>,
    /// When it was last done.
    pub done_on: Option<CalendarDay>,
    /// More about it.
    pub note: Option<String>,
    /// Who set it, and when.
    pub by: SetBy,
}

quiet_debug!(PlannedTask);

/// The latest request of every title, unless it was cancelled since. Titles that differ in case alone are the same task.
pub(crate) fn latest_requests(timeline: &Timeline) -> Vec<(&Shown, &CareTask)> {
    let mut requests: BTreeMap<String, (&Shown, &CareTask)> = BTreeMap::new();
    let mut ordered: Vec<(&Shown, &CareTask)> = timeline.of_kind::<CareTask>().collect();
    ordered.sort_by_key(|(shown, _)| shown.entry().recorded());
    for (shown, task) in ordered {
        match task.status {
            TaskStatus::Requested => {
                requests.insert(name(&task.title), (shown, task));
            }
            TaskStatus::Cancelled => {
                requests.remove(&name(&task.title));
            }
            TaskStatus::Completed => {}
        }
    }
    requests.into_values().collect()
}

/// When the task of this title was done, in order.
pub(crate) fn completions<'a>(
    timeline: &'a Timeline,
    title: &str,
) -> impl DoubleEndedIterator<Item = &'a Shown> + use<'a> {
    let wanted = name(title);
    timeline
        .of_kind::<CareTask>()
        .filter(move |(_, task)| task.status == TaskStatus::Completed && name(&task.title) == wanted)
        .map(|(shown, _)| shown)
}

/// Completions that were recorded after the request: an earlier one is of an earlier request.
pub(crate) fn completed_since<'a>(
    timeline: &'a Timeline,
    request: &Shown,
    title: &str,
) -> impl DoubleEndedIterator<Item = &'a Shown> + use<'a> {
    let since = request.entry().recorded();
    completions(timeline, title).filter(move |shown| shown.entry().recorded() > since)
}

fn name(title: &str) -> String {
    title.trim().to_lowercase()
}

/// Tasks of which something is still to come, or that nobody has said to be done.
pub(super) fn open(timeline: &Timeline, as_of: CalendarDay) -> Vec<PlannedTask> {
    let mut open: Vec<PlannedTask> = latest_requests(timeline)
        .into_iter()
        .filter_map(|(shown, task)| {
            let done_on = completions(timeline, &task.title).map(Shown::day).rfind(|day| *day <= as_of);
            let finished = match task.every_days {
                None => completed_since(timeline, shown, &task.title).any(|done| done.day() <= as_of),
                Some(_) => task.until_on.is_some_and(|until| until < as_of),
            };
            (!finished).then(|| PlannedTask {
                title: task.title.clone(),
                first_on: shown.day(),
                every_days: task.every_days,
                until_on: task.until_on,
                done_on,
                note: task.note.clone(),
                by: set::by(shown, task.role),
            })
        })
        .collect();
    open.sort_by(|a, b| (a.first_on, &a.title).cmp(&(b.first_on, &b.title)));
    open
}
