//! `nourish today`

use super::say_damage;
use crate::access;
use crate::arguments::Arguments;
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::plan_arguments::{Listening, TodayArguments};
use crate::terminal::{Screen, Tone, wrapped};
use nourish_journal::{Feedback, Journal, Language, Listener, Moment, Ring, Said};
use serde_json::{Value, json};

/// How wide a ring is drawn as a bar.
const BAR: u64 = 20;

pub(super) fn run(
    arguments: &Arguments,
    wanted: &TodayArguments,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let zone = clock::zone(arguments.zone.as_deref())?;
    let now = clock::now(arguments.as_of.as_deref(), zone)?;
    let listener = match wanted.listener {
        Listening::Patient => Listener::Patient,
        Listening::Carer => Listener::Carer,
    };
    let journal = access::open_for_reading(arguments, screen)?;
    let language = language_or_profile(wanted.language.as_deref(), &journal, &now)?;
    let said = journal.feedback(&now, listener, &language)?;
    if screen.is_json() {
        screen.value(&feedback_json(&said.found))?;
    } else {
        show(&said.found, screen)?;
    }
    Ok(say_damage(&said.damage, screen))
}

/// The language that was asked for, else that of the profile, else English.
pub(super) fn language_or_profile(
    asked: Option<&str>,
    journal: &Journal,
    now: &Moment,
) -> Result<Language, Failure> {
    match asked {
        Some(tag) => language(tag),
        None => Ok(journal.profile_language(now.day())?.unwrap_or(Language::ENGLISH)),
    }
}

/// The language of a tag.
pub(super) fn language(tag: &str) -> Result<Language, Failure> {
    Language::parse(tag)
        .map_err(|_| Failure::Argument { name: "--language", remedy: "name a language like en or es".into() })
}

fn show(said: &Feedback, screen: &mut Screen) -> Result<(), Failure> {
    let today = &said.today;
    let [of_today, of_team, of_week, of_visit] = &said.headings;
    heading(screen, of_today)?;
    for sentence in &today.sentences {
        sentence_line(sentence, screen)?;
    }
    for ring in &today.rings {
        screen.line(&format!("  {}  {}", bar(ring), ring.said.clone().marked()))?;
    }
    if !today.messages.is_empty() {
        heading(screen, of_team)?;
    }
    for message in &today.messages {
        let text =
            format!("{}, {}: {}", message.day, message.sender.as_str().replace('-', " "), message.text);
        let text = wrapped(&text, 2, screen.columns);
        screen.line(&format!("  {text}"))?;
    }
    heading(screen, of_week)?;
    for sentence in &said.week.sentences {
        sentence_line(sentence, screen)?;
    }
    heading(screen, of_visit)?;
    for sentence in &said.visit {
        sentence_line(sentence, screen)?;
    }
    Ok(())
}

fn heading(screen: &mut Screen, said: &Said) -> Result<(), Failure> {
    let text = screen.paint(Tone::Heading, &said.clone().marked());
    screen.line(&text)
}

fn sentence_line(sentence: &Said, screen: &mut Screen) -> Result<(), Failure> {
    let text = wrapped(&sentence.clone().marked(), 2, screen.columns);
    screen.line(&format!("  {text}"))
}

/// A ring as a bar: filled as far as it goes, of dots where nothing is known.
fn bar(ring: &Ring) -> String {
    match ring.filled_percent {
        Some(percent) => {
            let filled = (percent.min(100) * BAR / 100) as usize;
            format!("[{}{}]", "#".repeat(filled), " ".repeat(BAR as usize - filled))
        }
        None => format!("[{}]", ".".repeat(BAR as usize)),
    }
}

fn feedback_json(said: &Feedback) -> Value {
    let texts = |said: &[Said]| -> Vec<Value> { said.iter().map(said_json).collect() };
    let rings = said.today.rings.iter().map(|ring| {
        json!({
            "ring": ring.kind.id(), "delivered": ring.delivered, "target": ring.target, "unit": ring.kind.unit(),
            "filled_percent": ring.filled_percent, "from_plan": ring.from_plan, "said": said_json(&ring.said),
        })
    });
    let messages = said.today.messages.iter().map(|message| {
        json!({
            "entry": message.entry.to_string(), "day": message.day.to_string(), "sender": message.sender.as_str(),
            "text": message.text, "rule": message.rule,
        })
    });
    json!({
        "day": said.today.day.to_string(),
        "rings": rings.collect::<Vec<_>>(),
        "today": texts(&said.today.sentences),
        "messages": messages.collect::<Vec<_>>(),
        "week": {"from": said.week.from.to_string(), "to": said.week.to.to_string(), "said": texts(&said.week.sentences)},
        "visit": texts(&said.visit),
    })
}

fn said_json(said: &Said) -> Value {
    json!({"text": said.text, "language": said.language.tag(), "fell_back": said.fell_back()})
}
