//! `nourish doctor`

use super::pack;
use crate::access;
use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};
use crate::terminal::{Screen, Tone};
use nourish_journal::{Damage, Health, Journal, Setting};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// What was done beside looking.
#[derive(Default)]
struct Done {
    /// The copy that was made before anything was set aside.
    copy: Option<PathBuf>,
}

pub(super) fn run(
    arguments: &Arguments,
    repair: bool,
    head: Option<&Path>,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let mut done = Done::default();
    let mut journal = access::open_for_reading(arguments, screen)?;
    pack::name_set_aside(&journal.packs().set_aside, screen);
    if repair {
        done.copy = journal.repair()?;
        journal.scrub()?;
    }
    let remembered = head.map(read_head).transpose()?.flatten();
    let health = journal.check_against(remembered.as_slice())?;
    if let Some(path) = head {
        remember(&mut journal, &health, path)?;
    }
    if screen.is_json() {
        screen.value(&as_json(&health, &done))?
    } else {
        show(&health, &done, screen)?
    }
    Ok(if health.damage.is_empty() { Outcome::Done } else { Outcome::DoneInPart })
}

/// The head that a file remembers; nothing where there is none yet.
fn read_head(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(_) => {
            Err(Failure::File { what: "the remembered head", remedy: "check that it can be read".into() })
        }
    }
}

/// Remembers how far the log goes now, unless the journal is older than what is remembered already.
fn remember(journal: &mut Journal, health: &Health, path: &Path) -> Result<(), Failure> {
    let is_older = |damage: &Damage| matches!(damage, Damage::RolledBack(_) | Damage::Forked);
    if health.damage.iter().any(is_older) {
        return Ok(());
    }
    let Some(head) = journal.head()? else { return Ok(()) };
    let remedy = "choose a name in a folder that can be written".to_owned();
    std::fs::write(path, head).map_err(|_| Failure::File { what: "the remembered head", remedy })
}

fn show(health: &Health, done: &Done, screen: &mut Screen) -> Result<(), Failure> {
    let verdict = if health.damage.is_empty() {
        screen.paint(Tone::Good, "The journal is sound.")
    } else if health.damage.iter().all(|damage| damage.is_set_aside()) {
        screen.paint(
            Tone::Warning,
            "The journal works; something is missing from it, or damaged parts were set aside.",
        )
    } else {
        screen.paint(Tone::Alarm, "Part of the journal is damaged.")
    };
    screen.line(&verdict)?;
    screen.line(&format!(
        "  {} entries in {} weekly blocks, {} of them fresh; {} bytes",
        health.entries, health.weeks, health.fresh, health.file_bytes
    ))?;
    screen.line(&format!("  this device's log is signed through entry {}", health.signed_through))?;
    if health.erased > 0 {
        screen.line(&format!("  {} entries were erased on request", health.erased))?;
    }
    for damage in &health.damage {
        let name = if damage.is_set_aside() { "  missing:" } else { "  damaged:" };
        let name = screen.paint(Tone::Warning, name);
        screen.line(&format!("{name} {}", words(*damage)))?;
    }
    if health.set_aside > 0 {
        screen.line(&format!(
            "  {} damaged parts were set aside earlier; nothing was deleted",
            health.set_aside
        ))?;
    }
    if health.rebuilt > 0 {
        screen.line("  the list of what the journal holds was made anew earlier, from what was left then")?;
    }
    if let Some(copy) = &done.copy {
        screen.line(&format!("  Before that the file was copied to {}.", copy.display()))?;
    }
    for step in next_steps(health) {
        screen.line(&format!("  {step}"))?;
    }
    Ok(())
}

/// What to do next, in order.
fn next_steps(health: &Health) -> Vec<&'static str> {
    let any = |fits: &dyn Fn(&Damage) -> bool| health.damage.iter().any(fits);
    let mut steps = Vec::new();
    if any(&|damage| !damage.is_set_aside()) {
        steps.push("Do not delete the file. What can be read leaves it by `nourish export` or, sealed, by `nourish backup`.");
    }
    if any(&|damage| matches!(damage, Damage::File)) {
        steps.push("The disk may be failing: copy the file elsewhere first. Then back up what can be read, `nourish --journal NEW restore` that, and `nourish merge` an older backup into it.");
    } else if any(&|damage| matches!(damage, Damage::RolledBack(_))) {
        steps.push("This is an older copy of the journal. Look for the newer one, or `nourish merge` the newest backup before logging anything.");
    } else if any(&|damage| matches!(damage, Damage::Forked)) {
        steps.push("The file was copied and both copies went on. Keep both; back up each before doing anything else.");
    } else if any(&|damage| !damage.is_set_aside()) {
        steps.push("`nourish doctor --repair` copies the file and sets the damaged parts aside. Then `nourish merge` a backup refills them.");
    }
    if any(&|damage| matches!(damage, Damage::LostWeek(_) | Damage::Missing(_))) {
        steps.push("`nourish merge` a backup that still has what is missing; until then the rest works.");
    }
    if any(&|damage| matches!(damage, Damage::Unproven)) {
        steps.push("`nourish merge` the newest backup: it adds whatever may be missing unseen.");
        steps.push("Where there is no backup, `nourish doctor --repair` follows every log from its first entry to its last, and takes that for proof.");
    }
    steps
}

/// What is damaged, in words.
pub(super) fn words(damage: Damage) -> String {
    match damage {
        Damage::File => "the file itself, as SQLite finds".into(),
        Damage::Keyring => "the record of keys".into(),
        Damage::Name => "the journal's name, which every seal is bound to; what it was is known".into(),
        Damage::Manifest => "the list of what the journal holds".into(),
        Damage::TailRow(number) => format!("a fresh entry, row {number}"),
        Damage::TailGap(number) => format!("fresh entries that are missing from row {number} on"),
        Damage::Week(first) => format!("the week from {first} to {}", first.plus(6)),
        Damage::Chain => {
            "the chain of entries, which does not lead to the head that this device signed".into()
        }
        Damage::LostWeek(first) => {
            format!("entries of the week from {first} to {}, whose damaged part was set aside", first.plus(6))
        }
        Damage::Missing(entries) => format!("{entries} entries that are known to have been logged"),
        Damage::Unproven => {
            "proof that nothing else is: the list of what the journal holds was made anew from what was left"
                .into()
        }
        Damage::RolledBack(entries) => {
            format!("the file is older than what was remembered: {entries} signed entries are not in it")
        }
        Damage::Forked => "the file has another past than what was remembered".into(),
        Damage::Setting(Setting::Sites) => "the list of sites whose packs are trusted".into(),
        Damage::Setting(Setting::Packs) => "the content packs that were installed".into(),
        Damage::Setting(Setting::Circle) => "who takes part in the journal".into(),
        Damage::Setting(Setting::Sync) => "how far this device has sent and taken".into(),
        Damage::Setting(Setting::Imports) => "what was imported here, to be undone as a whole".into(),
        Damage::Setting(Setting::Voucher) => "what an earlier key of this device vouches for".into(),
        other => format!("{other:?}"),
    }
}

fn as_json(health: &Health, done: &Done) -> Value {
    json!({
        "sound": health.damage.is_empty(),
        "damage": health.damage.iter().map(|damage| words(*damage)).collect::<Vec<_>>(),
        "next": next_steps(health),
        "entries": health.entries,
        "weeks": health.weeks,
        "fresh": health.fresh,
        "erased": health.erased,
        "set_aside": health.set_aside,
        "rebuilt": health.rebuilt,
        "signed_through": health.signed_through,
        "file_bytes": health.file_bytes,
        "copy": done.copy.as_ref().map(|copy| copy.to_string_lossy()),
    })
}
