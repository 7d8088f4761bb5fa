//! `nourish keys list`

use crate::access;
use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};
use crate::terminal::{Screen, Tone};
use nourish_journal::{Gate, Moment, Tz, Way, WrapKind};
use serde_json::{Value, json};

pub(super) fn run(arguments: &Arguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let journal = access::open(arguments)?;
    let zone = crate::clock::zone(arguments.zone.as_deref())?;
    let ways = journal.ways()?;
    let damaged = ways.iter().any(|way| way.face.is_err());
    for way in ways {
        if screen.is_json() { screen.value(&as_json(&way))? } else { show(&way, zone, screen)? }
    }
    if !screen.is_json() {
        screen.line(&format!("Epoch {}", journal.epoch()))?;
    }
    Ok(if damaged { Outcome::DoneInPart } else { Outcome::Done })
}

fn show(way: &Way, zone: Tz, screen: &mut Screen) -> Result<(), Failure> {
    let kind = match way.face {
        Ok(face) => kind_name(face.kind),
        Err(_) => "cannot be read",
    };
    let made = way.made_ms.and_then(|made| Moment::in_zone(made, zone).ok());
    let made = made.map_or_else(|| "with the journal".into(), |made| made.day().to_string());
    let id = screen.paint(Tone::Heading, &way.id.to_string()[..8]);
    screen.line(format!("{id}  {kind:<14}  {made:<16}  {}", way.label).trim_end())
}

fn as_json(way: &Way) -> Value {
    let face = way.face.ok();
    let cost = face.and_then(|face| face.cost);
    json!({
        "id": way.id.to_string(),
        "kind": face.map(|face| kind_name(face.kind)),
        "gate": face.and_then(|face| face.gate).map(|gate| match gate {
            Gate::Device => "device",
            Gate::Biometric => "biometric",
        }),
        "memory_kib": cost.map(|cost| cost.memory_kib()),
        "passes": cost.map(|cost| cost.passes()),
        "made_ms": way.made_ms,
        "label": way.label,
    })
}

/// A kind, as people call it.
pub(crate) const fn kind_name(kind: WrapKind) -> &'static str {
    match kind {
        WrapKind::Passphrase => "passphrase",
        WrapKind::KeyFile => "key file",
        WrapKind::Keystore => "keystore",
        WrapKind::RecoveryCode => "recovery code",
    }
}
