//! `nourish log`

use super::fields::{line, short_id, split};
use crate::access;
use crate::arguments::Arguments;
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::terminal::Screen;
use nourish_journal::{CalendarDay, Draft, Fact, Moment, Source, Tz, entry_json};

/// When it happened.
pub(super) struct When<'a> {
    pub(super) at: Option<&'a str>,
    pub(super) day: Option<&'a str>,
}

pub(super) fn run(
    arguments: &Arguments,
    kind: &str,
    fields: &[String],
    when: When<'_>,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let zone = clock::zone(arguments.zone.as_deref())?;
    let now = clock::now(arguments.as_of.as_deref(), zone)?;
    let fact = Fact::read(kind, &split(kind, fields)?)?;
    let occurred = occurred(&when, &now, zone)?;
    let mut journal = access::open_for_writing(arguments, screen)?;
    let entry = journal.log(Draft::new(occurred, Source::Typed, fact), &now)?;
    journal.settle()?;
    if screen.is_json() {
        screen.value(&entry_json(&entry))?;
    } else {
        screen.line(&format!("Logged {}  {}  {}", short_id(&entry), entry.occurred().day(), line(&entry)))?;
    }
    Ok(Outcome::Done)
}

fn occurred(when: &When<'_>, now: &Moment, zone: Tz) -> Result<Moment, Failure> {
    let at = when.at.map_or_else(|| Ok(now.clone()), |at| clock::time("--at", at, zone, "12:00"))?;
    let Some(day) = when.day else { return Ok(at) };
    let remedy = "give the clock's date, or the day before or after it".to_owned();
    let wrong = || Failure::Argument { name: "--day", remedy };
    let Ok(day) = day.parse::<CalendarDay>() else { return Err(wrong()) };
    at.on_day(day).map_err(|_| wrong())
}
