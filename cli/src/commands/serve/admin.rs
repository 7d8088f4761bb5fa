//! `nourish serve admin`: what whoever runs a mailbox asks of its store.

use crate::failure::{Failure, Outcome};
use crate::serve_arguments::AdminAction;
use crate::terminal::{Screen, Tone};
use nourish_server::{Age, Details, Holding, Ledger, LedgerError, Purge, Purged, Stats, StoreAddress};
use serde_json::{Value, json};

/// Digits of a journal's id that a table shows.
const DIGITS: usize = 8;
const DAY_S: i64 = 86_400;

pub(super) fn run(store: &StoreAddress, what: &AdminAction, screen: &mut Screen) -> Result<Outcome, Failure> {
    let mut ledger = Ledger::open(store).map_err(|error| Failure::Ledger(error.into()))?;
    let today = chrono::Utc::now().timestamp().div_euclid(DAY_S);
    match what {
        AdminAction::Stats => {
            let stats = ledger.stats(today).map_err(|error| Failure::Ledger(error.into()))?;
            if screen.is_json() {
                screen.value(&stats_json(&stats))?
            } else {
                show_stats(store, &stats, screen)?
            }
        }
        AdminAction::Journal { id } => {
            let details = ledger.journal(id).map_err(Failure::Ledger)?;
            if screen.is_json() {
                screen.value(&details_json(&details))?
            } else {
                show_details(&details, screen)?
            }
        }
        AdminAction::Allow { ids } => {
            each(ids, |id| ledger.allow(id), ("listed", "was listed already"), screen)?;
        }
        AdminAction::Revoke { ids } => {
            each(ids, |id| ledger.revoke(id), ("no longer listed", "was not listed"), screen)?;
        }
        AdminAction::Allowed => {
            let allowed = ledger.allowed().map_err(|error| Failure::Ledger(error.into()))?;
            let ids: Vec<String> = allowed.iter().map(|journal| digits(journal.as_bytes())).collect();
            if screen.is_json() {
                screen.value(&json!({ "journals": ids }))?;
            } else {
                ids.iter().try_for_each(|id| screen.line(id))?;
            }
        }
        AdminAction::Purge { closed_days, unused_days, yes } => {
            let rule = Purge { closed_days: *closed_days, unused_days: *unused_days };
            let purged = ledger.purge(rule, today, *yes).map_err(|error| Failure::Ledger(error.into()))?;
            if screen.is_json() {
                let all = |holdings: &[Holding]| holdings.iter().map(holding_json).collect::<Vec<_>>();
                let (forgotten, emptied) = (all(&purged.forgotten), all(&purged.emptied));
                screen.value(&json!({"done": yes, "forgotten": forgotten, "emptied": emptied}))?;
            } else {
                show_purged(&purged, *yes, screen)?;
            }
        }
    }
    Ok(Outcome::Done)
}

/// Does something with every journal, and says of each what became of it.
fn each(
    ids: &[String],
    mut change: impl FnMut(&str) -> Result<bool, LedgerError>,
    (changed, same): (&str, &str),
    screen: &mut Screen,
) -> Result<(), Failure> {
    for id in ids {
        let is_changed = change(id).map_err(Failure::Ledger)?;
        if screen.is_json() {
            screen.value(&json!({"journal": id, "changed": is_changed}))?;
        } else {
            screen.line(&format!("{id} {}", if is_changed { changed } else { same }))?;
        }
    }
    Ok(())
}

fn show_stats(store: &StoreAddress, stats: &Stats, screen: &mut Screen) -> Result<(), Failure> {
    let Stats { journals, closed, parcels, bytes, ages, biggest } = stats;
    screen.line(&format!(
        "{store}: {journals} journals, {closed} of them closed; {parcels} parcels, {}\n",
        size(*bytes)
    ))?;
    let head = format!("{:<18} {:>10} {:>12} {:>12}", "last used", "journals", "parcels", "size");
    screen.line(&screen.paint(Tone::Heading, &head))?;
    for age in ages {
        let Age { journals, parcels, bytes, .. } = age;
        screen.line(&format!("{:<18} {journals:>10} {parcels:>12} {:>12}", age_name(age), size(*bytes)))?;
    }
    if biggest.is_empty() {
        return Ok(());
    }
    screen.line("")?;
    show_holdings("biggest", biggest, screen)
}

fn show_holdings(name: &str, holdings: &[Holding], screen: &mut Screen) -> Result<(), Failure> {
    let head = format!("{name:<18} {:>10} {:>12} {:>12}", "last used", "parcels", "size");
    screen.line(&screen.paint(Tone::Heading, &head))?;
    for holding in holdings {
        let name = short(holding) + if holding.closed { " (closed)" } else { "" };
        let (used_on, parcels) = (date(holding.used_on), holding.parcels);
        screen.line(&format!("{name:<18} {used_on:>10} {parcels:>12} {:>12}", size(holding.bytes)))?;
    }
    Ok(())
}

fn show_details(details: &Details, screen: &mut Screen) -> Result<(), Failure> {
    let Details { holding, erased, devices, heads, parts } = details;
    let Holding { parcels, statements, bytes, closed, begun_on, used_on, .. } = holding;
    let state = if *closed { "closed: nothing of it is kept, and it cannot be begun anew" } else { "open" };
    let lines = [
        ("journal", id(holding)),
        ("state", state.into()),
        ("begun", date(*begun_on)),
        ("last used", date(*used_on)),
        ("size", format!("{} ({bytes} bytes)", size(*bytes))),
        ("parcels", format!("{parcels}: {statements} statements of the circle, {erased} erased")),
        ("devices", format!("{devices} are served, {heads} have left their heads")),
        (
            "checkpoint",
            match parts {
                0 => "none".into(),
                parts => format!("{parts} parts"),
            },
        ),
    ];
    for (name, text) in lines {
        screen.line(&format!("{name:<12}{text}"))?;
    }
    Ok(())
}

fn show_purged(purged: &Purged, done: bool, screen: &mut Screen) -> Result<(), Failure> {
    let Purged { forgotten, emptied } = purged;
    if forgotten.is_empty() && emptied.is_empty() {
        return screen.line("No journal is as old as that; nothing is to be let go of.");
    }
    for (name, holdings) in [("closed", forgotten), ("unused", emptied)] {
        if !holdings.is_empty() {
            show_holdings(name, holdings, screen)?;
            screen.line("")?;
        }
    }
    let bytes = emptied.iter().map(|holding| holding.bytes).sum();
    let (forgotten, emptied, size) = (forgotten.len(), emptied.len(), size(bytes));
    screen.line(&if done {
        format!(
            "{forgotten} closed journals are forgotten; {emptied} unused ones are empty, {size} less. Devices of an empty one are served as \
             before and bring everything again when they come. The room is used again; the store's own files do not become smaller."
        )
    } else {
        format!("{forgotten} closed journals would be forgotten, {emptied} unused ones emptied of {size}. Nothing was done: say --yes to do it.")
    })
}

fn stats_json(stats: &Stats) -> Value {
    let age = |age: &Age| {
        let Age { most_days, known, journals, parcels, bytes } = age;
        json!({"most_days": most_days, "known": known, "journals": journals, "parcels": parcels, "bytes": bytes})
    };
    json!({
        "journals": stats.journals,
        "closed": stats.closed,
        "parcels": stats.parcels,
        "bytes": stats.bytes,
        "ages": stats.ages.iter().map(age).collect::<Vec<_>>(),
        "biggest": stats.biggest.iter().map(holding_json).collect::<Vec<_>>(),
    })
}

fn details_json(details: &Details) -> Value {
    let Details { holding, erased, devices, heads, parts } = details;
    let mut value = holding_json(holding);
    for (name, count) in
        [("erased", erased), ("devices", devices), ("heads", heads), ("checkpoint_parts", parts)]
    {
        if let Some(fields) = value.as_object_mut() {
            fields.insert(name.into(), (*count).into());
        }
    }
    value
}

fn holding_json(holding: &Holding) -> Value {
    let day = |day: Option<i64>| day.and_then(calendar);
    json!({
        "journal": id(holding),
        "parcels": holding.parcels,
        "statements": holding.statements,
        "bytes": holding.bytes,
        "closed": holding.closed,
        "begun": day(holding.begun_on),
        "last_used": day(holding.used_on),
    })
}

fn id(holding: &Holding) -> String {
    digits(holding.journal.as_bytes())
}

fn digits(journal: &[u8]) -> String {
    journal.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn short(holding: &Holding) -> String {
    id(holding).get(..DIGITS).unwrap_or_default().to_owned()
}

fn calendar(day: i64) -> Option<String> {
    let time = chrono::DateTime::from_timestamp(day.checked_mul(DAY_S)?, 0)?;
    Some(time.format("%Y-%m-%d").to_string())
}

fn date(day: Option<i64>) -> String {
    day.and_then(calendar).unwrap_or_else(|| "not known".into())
}

fn age_name(age: &Age) -> String {
    match age.most_days {
        Some(days) => format!("{days} days or less"),
        None if age.known => "longer ago".into(),
        None => "not known".into(),
    }
}

/// A number of bytes as people read it, with one decimal, rounded down.
fn size(bytes: u64) -> String {
    let units = [("GiB", 1_u64 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];
    match units.iter().find(|(_, unit)| bytes >= *unit) {
        Some((name, unit)) => {
            let tenths = u128::from(bytes) * 10 / u128::from(*unit);
            format!("{}.{} {name}", tenths / 10, tenths % 10)
        }
        None => format!("{bytes} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_written_in_the_largest_unit_that_is_not_above_them() {
        for (bytes, text) in [
            (0, "0 bytes"),
            (1_023, "1023 bytes"),
            (1_024, "1.0 KiB"),
            (1_536, "1.5 KiB"),
            ((1 << 20) - 1, "1023.9 KiB"),
            (1 << 20, "1.0 MiB"),
            (5 << 40, "5120.0 GiB"),
        ] {
            assert_eq!(size(bytes), text);
        }
    }

    #[test]
    fn days_are_dates() {
        // 1 January 2000 is 30 years with 7 leap days after 1970.
        assert_eq!((date(Some(0)), date(Some(10_957))), ("1970-01-01".into(), "2000-01-01".into()));
        assert_eq!((date(None), date(Some(i64::MAX))), ("not known".into(), "not known".into()));
    }
}
