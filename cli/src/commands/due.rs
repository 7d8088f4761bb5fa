//! `nourish due`

use super::{say_damage, today::language};
use crate::access;
use crate::arguments::Arguments;
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::plan_arguments::DueArguments;
use crate::terminal::{Screen, Tone};
use nourish_journal::{Due, DueState, Found, QuietHours, Reminder, ReminderWishes, Words, plan_words};
use serde_json::{Value, json};

/// How far ahead what comes next is shown, days; for machines it is not cut.
const SHOWN_DAYS: i32 = 14;

pub(super) fn run(
    arguments: &Arguments,
    wanted: &DueArguments,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let zone = clock::zone(arguments.zone.as_deref())?;
    let now = clock::now(arguments.as_of.as_deref(), zone)?;
    let wishes = ReminderWishes {
        quiet: wanted.quiet.as_deref().map(quiet).transpose()?,
        ..ReminderWishes::default()
    };
    let words = words(&wanted.language)?;
    let journal = access::open_for_reading(arguments, screen)?;
    if let Some(count) = wanted.reminders {
        let reminders = journal.next_reminders(&now, count, &wishes)?;
        for reminder in &reminders.found {
            show_reminder(reminder, &words, screen)?;
        }
        return Ok(say_damage(&reminders.damage, screen));
    }
    let Found { found: due, damage } = journal.due(&now)?;
    if screen.is_json() {
        let items: Vec<Value> = due.items.iter().map(|due| due_json(due, &words)).collect();
        let problems: Vec<String> = due.problems.iter().map(ToString::to_string).collect();
        screen.value(&json!({"as_of": now.to_string(), "items": items, "problems": problems}))?;
    } else {
        let soon = now.day().plus(SHOWN_DAYS);
        let items: Vec<&Due> = due
            .items
            .iter()
            .filter(|due| due.state != DueState::Upcoming || due.occurrence.day <= soon)
            .collect();
        show(&items, &words, screen)?;
        for problem in &due.problems {
            screen.remark(&format!("{problem}."));
        }
    }
    Ok(say_damage(&damage, screen))
}

fn words(tag: &str) -> Result<Words, Failure> {
    plan_words(&language(tag)?).map_err(|_| nourish_journal::JournalError::BrokenRules.into())
}

fn show(items: &[&Due], words: &Words, screen: &mut Screen) -> Result<(), Failure> {
    if items.is_empty() {
        return screen.line("Nothing is due: the journal has just begun.");
    }
    let mut last = None;
    for due in items {
        let (heading, tone) = heading(due.state);
        if last != Some(heading) {
            let painted = screen.paint(tone, heading);
            screen.line(&painted)?;
            last = Some(heading);
        }
        let what = due.occurrence.say(words).marked();
        let when = when(due);
        screen.line(&format!("  {what}{when}"))?;
    }
    Ok(())
}

const fn heading(state: DueState) -> (&'static str, Tone) {
    match state {
        DueState::Overdue => ("Overdue", Tone::Warning),
        DueState::Due => ("Due now", Tone::Heading),
        DueState::Missed => ("Missed", Tone::Quiet),
        DueState::Upcoming => ("Next", Tone::Heading),
        DueState::Done { .. } => ("Done today", Tone::Good),
    }
}

fn when(due: &Due) -> String {
    let occurrence = &due.occurrence;
    match due.state {
        DueState::Overdue | DueState::Due if occurrence.last_day > occurrence.day => {
            format!(", until {}", occurrence.last_day)
        }
        DueState::Overdue | DueState::Due | DueState::Done { .. } => String::new(),
        DueState::Missed => format!(", on {}", occurrence.day),
        DueState::Upcoming => format!(", {}", occurrence.due.clock().format("%Y-%m-%d %H:%M")),
    }
}

fn due_json(due: &Due, words: &Words) -> Value {
    let occurrence = &due.occurrence;
    let (state, done) = match due.state {
        DueState::Overdue => ("overdue", None),
        DueState::Due => ("due", None),
        DueState::Missed => ("missed", None),
        DueState::Upcoming => ("upcoming", None),
        DueState::Done { entry, on } => {
            ("done", Some(json!({"entry": entry.to_string(), "on": on.to_string()})))
        }
    };
    json!({
        "item": occurrence.item.id(), "title": occurrence.title, "cycle": occurrence.cycle,
        "set": occurrence.item.set().map(|set| set.as_str()), "say": occurrence.say(words).text, "state": state,
        "day": occurrence.day.to_string(), "last_day": occurrence.last_day.to_string(),
        "due": occurrence.due.to_string(), "overdue": occurrence.overdue.to_string(),
        "missed_before": due.missed_before, "done": done,
    })
}

fn show_reminder(reminder: &Reminder, words: &Words, screen: &mut Screen) -> Result<(), Failure> {
    if screen.is_json() {
        let items: Vec<Value> = reminder
            .items
            .iter()
            .map(|item| json!({"item": item.item.id(), "title": item.title, "say": item.say(words).text}))
            .collect();
        let (at, instant_ms) = (reminder.at.to_string(), reminder.at.instant_ms());
        return screen.value(&json!({
            "at": at, "instant_ms": instant_ms, "say": reminder.say(words).text, "items": items, "moved": reminder.moved,
        }));
    }
    let moved = if reminder.moved { "  (moved out of quiet hours)" } else { "" };
    let at = reminder.at.clock().format("%a %Y-%m-%d %H:%M");
    screen.line(&format!("{at}  {}{moved}", reminder.say(words).marked()))
}

/// Quiet hours like `21:30-07:00`.
fn quiet(text: &str) -> Result<QuietHours, Failure> {
    let wrong = || Failure::Argument { name: "--quiet", remedy: "write hours like 21:30-07:00".into() };
    let (from, until) = text.split_once('-').ok_or_else(wrong)?;
    let minute = |text: &str| {
        let (hours, minutes) = text.split_once(':')?;
        let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
        (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
    };
    Ok(QuietHours { from_min: minute(from).ok_or_else(wrong)?, until_min: minute(until).ok_or_else(wrong)? })
}
