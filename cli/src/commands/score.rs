//! `nourish score`

use crate::failure::{Failure, Outcome};
use crate::terminal::{Screen, Tone, wrapped};
use nourish_journal::Calculator;
use serde_json::json;
use std::io::BufRead;

pub(super) fn run(list: bool, explain: bool, screen: &mut Screen) -> Result<Outcome, Failure> {
    let calculator = Calculator::new()?;
    if list {
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
        let answer = calculator.answer(line.trim(), explain);
        if answer.is_error() {
            outcome = Outcome::DoneInPart;
        }
        screen.line(&answer.to_string())?;
    }
    Ok(outcome)
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
