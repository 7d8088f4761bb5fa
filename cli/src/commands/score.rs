//! `nourish score`

use super::pack;
use crate::access;
use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};
use crate::terminal::{Screen, Tone, wrapped};
use nourish_journal::Calculator;
use serde_json::json;
use std::io::BufRead;
use std::path::PathBuf;

/// What is wanted of the instruments.
pub(super) struct Wanted<'a> {
    pub(super) list: bool,
    pub(super) explain: bool,
    /// Pack files, and the keys of sites, one of which must have signed each.
    pub(super) packs: &'a [PathBuf],
    pub(super) sites: &'a [String],
    /// Whether the journal's packs are in force too.
    pub(super) installed: bool,
}

pub(super) fn run(
    arguments: &Arguments,
    wanted: &Wanted<'_>,
    screen: &mut Screen,
) -> Result<Outcome, Failure> {
    let calculator = calculator(arguments, wanted, screen)?;
    if wanted.list {
        show_list(&calculator, screen)?;
        return Ok(Outcome::Done);
    }
    let mut outcome = Outcome::Done;
    for line in std::io::stdin().lock().split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        if line.trim().is_empty() {
            continue;
        }
        let answer = calculator.answer(line.trim(), wanted.explain);
        if answer.is_error() {
            outcome = Outcome::DoneInPart;
        }
        screen.line(&answer.to_string())?;
    }
    Ok(outcome)
}

fn calculator(
    arguments: &Arguments,
    wanted: &Wanted<'_>,
    screen: &mut Screen,
) -> Result<Calculator, Failure> {
    let mut calculator = if wanted.installed {
        let journal = access::open(arguments)?;
        pack::name_set_aside(&journal.packs().set_aside, screen);
        journal.calculator()
    } else {
        Calculator::new()?
    };
    let sites = wanted.sites.iter().map(|key| pack::site_key(key)).collect::<Result<Vec<_>, _>>()?;
    for path in wanted.packs {
        calculator.add_pack(&pack::read_file(path)?, &sites)?;
    }
    Ok(calculator)
}

fn show_list(calculator: &Calculator, screen: &mut Screen) -> Result<(), Failure> {
    for listing in calculator.instruments() {
        if screen.is_json() {
            screen.value(&json!(listing))?;
            continue;
        }
        let heading = screen.paint(Tone::Heading, &format!("{} {}", listing.id, listing.version));
        screen.line(&format!("{heading}  {}", listing.title))?;
        let columns = screen.columns;
        screen.line(&format!("  {}", wrapped(&listing.source, 2, columns)))?;
        let licence = wrapped(&listing.licence, 2, columns);
        let licence = screen.paint(Tone::Quiet, &licence);
        screen.line(&format!("  {licence}"))?;
    }
    Ok(())
}
