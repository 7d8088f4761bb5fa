//! `nourish pack list`

use super::{as_json, show};
use crate::access;
use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::terminal::{Screen, Tone, wrapped};
use nourish_journal::PackSetAside;
use serde_json::{Value, json};

pub(super) fn run(arguments: &Arguments, screen: &mut Screen) -> Result<(), Failure> {
    let journal = access::open(arguments)?;
    let (packs, sites) = (journal.packs(), journal.trusted_sites());
    if screen.is_json() {
        let set_aside: Vec<Value> = packs
            .set_aside
            .iter()
            .map(|PackSetAside { pack, why }| json!({"pack": pack, "problem": why.to_string()}))
            .collect();
        return screen.value(&json!({
            "in_force": packs.in_force.iter().map(as_json).collect::<Vec<_>>(),
            "set_aside": set_aside,
            "trusted_sites": sites.iter().map(ToString::to_string).collect::<Vec<_>>(),
        }));
    }
    packs.in_force.iter().try_for_each(|pack| show(pack, screen))?;
    for PackSetAside { pack, why } in &packs.set_aside {
        let name = screen.paint(Tone::Warning, &format!("{pack} is set aside"));
        let why = wrapped(&why.to_string(), 2, screen.columns);
        screen.line(&format!("{name}\n  {why}"))?;
    }
    if packs.in_force.is_empty() && packs.set_aside.is_empty() {
        screen.line("No pack is installed; the built-in rules are in force.")?;
    }
    sites.iter().try_for_each(|site| screen.line(&format!("trusted: {site}")))
}
