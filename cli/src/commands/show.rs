//! `nourish show`

use super::fields::line;
use crate::access;
use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};
use crate::terminal::{Screen, Tone};
use nourish_journal::{Entry, Intent, Moment, Tz, entry_json};

pub(super) fn run(arguments: &Arguments, id: &str, screen: &mut Screen) -> Result<Outcome, Failure> {
    let journal = access::open_for_reading(arguments, screen)?;
    let history = journal.history(journal.find(id)?)?;
    for entry in &history {
        if screen.is_json() { screen.value(&entry_json(entry))? } else { show(entry, screen)? }
    }
    Ok(Outcome::Done)
}

fn show(entry: &Entry, screen: &mut Screen) -> Result<(), Failure> {
    let what = match entry.intent() {
        Intent::Record => "Logged",
        Intent::Amend { .. } => "Corrected",
        Intent::Retract { .. } => "Taken back",
    };
    let recorded = i64::try_from(entry.recorded().wall_ms()).ok().and_then(|ms| {
        let zone = entry.occurred().zone().unwrap_or(Tz::UTC);
        Moment::in_zone(ms, zone).ok()
    });
    let recorded = recorded.map_or_else(String::new, |moment| moment.to_string());
    let heading = screen.paint(Tone::Heading, what);
    screen.line(&format!("{heading} {recorded} by device {}", entry.author()))?;
    if !matches!(entry.intent(), Intent::Retract { .. }) {
        screen.line(&format!("  {}  {}", entry.occurred(), line(entry)))?;
    }
    let origin = entry.origin().map(|origin| format!(", from {origin}")).unwrap_or_default();
    screen.line(&format!("  {}{origin}; entry {}", entry.source().as_str(), entry.id()))?;
    entry.reason().map_or(Ok(()), |reason| screen.line(&format!("  because: {reason}")))
}
