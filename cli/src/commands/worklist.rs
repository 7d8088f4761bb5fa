//! `nourish worklist`

use crate::access;
use crate::arguments::Arguments;
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::plan_arguments::{Urgency, WorklistArguments};
use crate::terminal::{Screen, Tone, wrapped};
use nourish_journal::assessment::Level;
use nourish_journal::{CalendarDay, Response, WorklistEntry, WorklistFilter, rank};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A journal that could not be opened, and why.
struct Closed {
    label: String,
    problem: String,
}

/// Most reasons that are shown of one person.
const REASONS: usize = 4;

pub(super) fn run(
    arguments: &Arguments,
    wanted: &WorklistArguments,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let zone = clock::zone(arguments.zone.as_deref())?;
    let today = clock::now(arguments.as_of.as_deref(), zone)?.day();
    let (mut entries, mut closed, mut responses) = (Vec::new(), Vec::new(), BTreeMap::new());
    for (path, label) in labelled(journals(&wanted.files)) {
        match read(arguments, (&path, &label), today, wanted.responses) {
            Ok((entry, answered)) => {
                entries.push(entry);
                responses.insert(label, answered);
            }
            Err(failure) => closed.push(Closed { label, problem: failure.message() }),
        }
    }
    let everybody = entries.len();
    let filter = WorklistFilter {
        flag: wanted.flag.clone(),
        level: wanted.level.map(level),
        surgery_within_days: wanted.surgery_within,
    };
    let ranked = rank(entries, &filter);
    let list = List { today, ranked: &ranked, responses: &responses, closed: &closed, everybody };
    if screen.is_json() {
        list.write_json(screen)?
    } else {
        list.show(screen)?
    }
    let is_whole = closed.is_empty() && !ranked.iter().any(|entry| entry.is_partial);
    Ok(if is_whole { Outcome::Done } else { Outcome::DoneInPart })
}

const fn level(urgency: Urgency) -> Level {
    match urgency {
        Urgency::Emergency => Level::Emergency,
        Urgency::SameDay => Level::SameDay,
        Urgency::NextContact => Level::NextContact,
    }
}

/// The files as given, and of folders the journals in them, by name.
fn journals(files: &[PathBuf]) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for file in files {
        match std::fs::read_dir(file) {
            Ok(folder) => {
                let inside = folder.filter_map(Result::ok).map(|entry| entry.path());
                let is_journal = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "nourish");
                let mut inside: Vec<PathBuf> = inside.filter(is_journal).collect();
                inside.sort();
                all.extend(inside);
            }
            Err(_) => all.push(file.clone()),
        }
    }
    all
}

/// Each with its name on the list: that of the file, or its path where others are called the same.
fn labelled(paths: Vec<PathBuf>) -> Vec<(PathBuf, String)> {
    let name =
        |path: &Path| path.file_stem().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut files: BTreeMap<String, usize> = BTreeMap::new();
    for path in &paths {
        *files.entry(name(path)).or_default() += 1;
    }
    let label = |path: &Path| match files.get(&name(path)) {
        Some(1) => name(path),
        _ => path.display().to_string(),
    };
    let labels: Vec<String> = paths.iter().map(|path| label(path)).collect();
    paths.into_iter().zip(labels).collect()
}

fn read(
    arguments: &Arguments,
    (path, label): (&Path, &str),
    today: CalendarDay,
    days: Option<i32>,
) -> Result<(WorklistEntry, Vec<Response>), Failure> {
    let journal = access::open_one_of_many(arguments, path)?;
    // They look further back: the entry, asked for after them, says of all of it whether it could be read.
    let responses = days.map(|days| journal.response_times(today, days)).transpose()?;
    let entry = journal.worklist_entry(label, today)?;
    Ok((entry, responses.map(|responses| responses.found).unwrap_or_default()))
}

struct List<'a> {
    today: CalendarDay,
    ranked: &'a [WorklistEntry],
    responses: &'a BTreeMap<String, Vec<Response>>,
    closed: &'a [Closed],
    everybody: usize,
}

impl List<'_> {
    fn show(&self, screen: &mut Screen) -> Result<(), Failure> {
        self.show_counts(screen)?;
        let mut last = None;
        for entry in self.ranked {
            let group = group(entry.level());
            if last != Some(group.0) {
                let heading = screen.paint(group.1, group.0);
                screen.line(&heading)?;
                last = Some(group.0);
            }
            self.show_entry(entry, screen)?;
        }
        for closed in self.closed {
            screen.remark(&format!(
                "{} could not be opened and is not in this list: {}",
                closed.label, closed.problem
            ));
        }
        Ok(())
    }

    /// How many there are of each urgency, before anything else.
    fn show_counts(&self, screen: &mut Screen) -> Result<(), Failure> {
        let of = |wanted: fn(Option<Level>) -> bool| self.ranked.iter().filter(|e| wanted(e.level())).count();
        let urgent = of(|level| level == Some(Level::Emergency));
        let today = of(|level| level == Some(Level::SameDay));
        let quiet = of(|level| level.is_none());
        let hidden = self.everybody - self.ranked.len();
        let parts = [
            (urgent, "emergency"),
            (today, "to call today"),
            (quiet, "with nothing open"),
            (hidden, "left out by the filter"),
            (self.closed.len(), "not opened"),
        ];
        let parts =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!(", {count} {what}"));
        let people = counted(self.ranked.len(), "person", "people");
        screen.line(&format!("{people} as of {}{}", self.today, parts.collect::<String>()))
    }

    fn show_entry(&self, entry: &WorklistEntry, screen: &mut Screen) -> Result<(), Failure> {
        let name = entry.name.as_deref().unwrap_or("no name recorded");
        let surgery = entry.surgery.as_ref().map_or_else(String::new, |(_, name, days)| match days {
            0 => format!("   {name} today"),
            1 => format!("   {name} tomorrow"),
            days => format!("   {name} in {days} days"),
        });
        screen.line(&format!("  {}  {name}{surgery}", entry.label))?;
        for why in entry.why.iter().take(REASONS) {
            let why = wrapped(why, 6, screen.columns);
            screen.line(&format!("    - {why}"))?;
        }
        if entry.why.len() > REASONS {
            screen.line(&format!("    - and {} more", entry.why.len() - REASONS))?;
        }
        if entry.why.is_empty() {
            screen.line("    - nothing is open")?;
        }
        let responses = self.responses.get(&entry.label).filter(|responses| !responses.is_empty());
        if let Some(responses) = responses {
            screen.line(&format!("    - {}", answers(responses)))?;
        }
        Ok(())
    }

    fn write_json(&self, screen: &mut Screen) -> Result<(), Failure> {
        let people: Vec<Value> = self.ranked.iter().map(|entry| self.entry_json(entry)).collect();
        let closed: Vec<Value> = self
            .closed
            .iter()
            .map(|closed| json!({"label": closed.label, "problem": closed.problem}))
            .collect();
        screen.value(&json!({
            "as_of": self.today.to_string(), "people": people, "left_out": self.everybody - self.ranked.len(),
            "not_opened": closed,
        }))
    }

    fn entry_json(&self, entry: &WorklistEntry) -> Value {
        let open = entry.open.iter().map(|flag| {
            json!({
                "rule": flag.rule, "title": flag.title, "level": level_id(flag.level), "asks_today": flag.asks_today,
                "since": flag.since.map(|day| day.to_string()), "text": flag.team_text,
                "evidence": flag.evidence.iter().map(ToString::to_string).collect::<Vec<_>>(),
            })
        });
        let responses = self.responses.get(&entry.label).map(Vec::as_slice).unwrap_or_default().iter().map(|response| {
            json!({
                "rule": response.rule, "level": level_id(response.level), "raised_on": response.raised_on.to_string(),
                "answered_on": response.answered_on.map(|day| day.to_string()), "minutes": response.minutes,
            })
        });
        json!({
            "label": entry.label, "name": entry.name, "level": entry.level().map(level_id), "why": entry.why,
            "open": open.collect::<Vec<_>>(), "answered": entry.answered, "screens": entry.screens,
            "surgery": entry.surgery.as_ref().map(|(day, name, in_days)| json!({"day": day.to_string(), "name": name, "in_days": in_days})),
            "last_logged_on": entry.last_logged_on.map(|day| day.to_string()), "partial": entry.is_partial,
            "responses": responses.collect::<Vec<_>>(),
        })
    }
}

const fn group(level: Option<Level>) -> (&'static str, Tone) {
    match level {
        Some(Level::Emergency) => ("Emergency", Tone::Alarm),
        Some(Level::SameDay) => ("Call today", Tone::Alarm),
        Some(Level::NextContact) => ("At the next contact", Tone::Warning),
        Some(Level::Information) | None => ("Nothing open", Tone::Good),
    }
}

const fn level_id(level: Level) -> &'static str {
    match level {
        Level::Emergency => "emergency",
        Level::SameDay => "same-day",
        Level::NextContact => "next-contact",
        Level::Information => "information",
    }
}

/// How many flags were answered, and how long they waited.
fn answers(responses: &[Response]) -> String {
    let answered: Vec<i32> = responses
        .iter()
        .filter_map(|response| Some(response.answered_on?.days_since(response.raised_on)))
        .collect();
    let waited = answered.iter().max().map_or_else(String::new, |days| {
        format!(", the longest wait {}", counted(usize::try_from(*days).unwrap_or(0), "day", "days"))
    });
    format!("{} raised, {} answered{waited}", counted(responses.len(), "flag", "flags"), answered.len())
}

fn counted(count: usize, one: &str, more: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {more}") }
}
