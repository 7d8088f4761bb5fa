//! `nourish sync`

use super::keys::now;
use crate::access;
use crate::arguments::{Arguments, SyncArguments};
use crate::circle_arguments::SyncAction;
use crate::failure::{Failure, Outcome};
use crate::mailbox::Connection;
use crate::terminal::{Screen, Tone};
use nourish_journal::{Budget, Journal, JournalError, Noticed, SyncReport, SyncStatus, trouble_in_words};
use serde_json::{Value, json};
use std::time::Instant;

pub(super) fn run(
    arguments: &Arguments,
    wanted: &SyncArguments,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    match wanted.what {
        Some(SyncAction::Status { noted: false }) => {
            status(&access::open_for_reading(arguments, screen)?, arguments, screen)
        }
        Some(SyncAction::Status { noted: true }) => {
            let mut journal = access::open_for_writing(arguments, screen)?;
            journal.note_troubles()?;
            status(&journal, arguments, screen)
        }
        None if wanted.watch => super::watch::watch(arguments, wanted, screen),
        None => {
            let mut journal = access::open_for_writing(arguments, screen)?;
            let mut mailbox = Connection::to(&journal.mailbox()?.ok_or(JournalError::NoMailbox)?)?;
            let report = sync(arguments, wanted, &mut journal, &mut mailbox)?;
            show(&report, screen)
        }
    }
}

pub(super) fn sync(
    arguments: &Arguments,
    wanted: &SyncArguments,
    journal: &mut Journal,
    mailbox: &mut Connection,
) -> Result<SyncReport, Failure> {
    let begun = Instant::now();
    let budget = Budget {
        most_bytes: wanted.most_kib.map_or(u64::MAX, |kib| kib.saturating_mul(1_024)),
        until_ms: wanted.most_ms.map_or(i64::MAX, i64::from),
        ..Budget::UNLIMITED
    };
    let clock_ms = || i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX);
    let report = journal.sync_within(mailbox, &now(arguments)?, budget, clock_ms)?;
    journal.settle()?;
    Ok(report)
}

pub(super) fn show(report: &SyncReport, screen: &mut Screen) -> Result<Outcome, Failure> {
    let summary = &report.summary;
    if screen.is_json() {
        screen.value(&json!({
            "received": summary.received,
            "given": summary.given,
            "healed": summary.healed,
            "refilled": report.refilled,
            "statements": summary.statements,
            "mailbox_was_renewed": summary.mailbox_was_renewed,
            "became_new_device": summary.became_new_device,
            "removed": summary.removed,
            "more": summary.more,
            "troubles": troubles(&report.troubles),
        }))?;
    } else {
        screen.line(&format!("{} entries came, {} went.", summary.received, summary.given))?;
        if report.refilled > 0 {
            screen.line(&format!(
                "{} entries that were damaged or lost here came back from the mailbox.",
                report.refilled
            ))?;
        }
        if summary.mailbox_was_renewed {
            screen.line(&format!(
                "The mailbox had lost something: it was given {} entries again, signed by those who logged them.",
                summary.given
            ))?;
        }
        if summary.became_new_device {
            screen.line("This journal was put back from an older copy. It goes on as a new device, and nothing is lost; remove the old one if it is gone: nourish circle list")?;
        }
        if summary.removed {
            screen.line(
                "This device has left the circle. The journal here can be read, and no longer written.",
            )?;
        }
        if summary.dropped_changes > 0 {
            screen.line("A change of the circle that waited is not possible any more; look at the circle: nourish circle list")?;
        }
        if summary.more {
            screen.line("There is more to do: run it again.")?;
        }
        show_troubles(&report.troubles, screen)?;
    }
    let all = report.troubles.is_empty() && !summary.more;
    Ok(if all { Outcome::Done } else { Outcome::DoneInPart })
}

fn status(journal: &Journal, arguments: &Arguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let zone = crate::clock::zone(arguments.zone.as_deref())?;
    let status = journal.sync_status(&now(arguments)?)?;
    let time = |ms: Option<i64>| ms.and_then(|ms| crate::clock::shown(ms, zone));
    if screen.is_json() {
        screen.value(&as_json(&status))?;
        return Ok(Outcome::Done);
    }
    screen.line(&format!("Mailbox: {}", status.mailbox.as_deref().unwrap_or("none")))?;
    screen.line(&format!("Last synced: {}", time(status.synced_ms).unwrap_or_else(|| "never".into())))?;
    screen.line(&match status.unsent {
        0 => "Everything that was logged here is at the mailbox.".to_owned(),
        1 => "1 entry waits to be sent.".to_owned(),
        unsent => format!("{unsent} entries wait to be sent."),
    })?;
    for change in &status.waiting_changes {
        screen.line(&format!("Waits for the mailbox: {change}."))?;
    }
    for other in &status.others {
        let text = match (time(other.up_to_ms), other.said_ms) {
            (Some(time), _) => format!("{} has everything of yours up to {time}.", other.name),
            (None, Some(_)) => format!("{} has nothing of yours yet.", other.name),
            (None, None) => format!("{} has not been heard of yet.", other.name),
        };
        screen.line(&text)?;
    }
    show_troubles(&status.troubles, screen)?;
    Ok(Outcome::Done)
}

fn show_troubles(noticed: &[Noticed], screen: &mut Screen) -> Result<(), Failure> {
    for noticed in noticed {
        let words = trouble_in_words(noticed.trouble);
        let what = screen.paint(Tone::Warning, words.what);
        screen.line(&format!("{what} {}", words.remedy))?;
    }
    Ok(())
}

fn troubles(noticed: &[Noticed]) -> Vec<Value> {
    let one = |noticed: &Noticed| {
        let words = trouble_in_words(noticed.trouble);
        json!({"name": words.name, "what": words.what, "remedy": words.remedy, "since_ms": noticed.since_ms})
    };
    noticed.iter().map(one).collect()
}

fn as_json(status: &SyncStatus) -> Value {
    let others: Vec<Value> = status
        .others
        .iter()
        .map(|other| {
            json!({
                "device": other.device,
                "name": other.name,
                "said_ms": other.said_ms,
                "has_of_mine": other.has_of_mine,
                "up_to_ms": other.up_to_ms,
            })
        })
        .collect();
    json!({
        "mailbox": status.mailbox,
        "synced_ms": status.synced_ms,
        "unsent": status.unsent,
        "waiting_changes": status.waiting_changes,
        "others": others,
        "troubles": troubles(&status.troubles),
    })
}
