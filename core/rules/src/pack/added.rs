//! What a pack adds: inputs, and instruments that are added up from their rows.

use super::error::{InstrumentFault, PackError, PackFault};
use super::limits;
use super::plain::{Page, is_name, of_table};
use crate::score::additive::Scheme;
use crate::tables::{
    DICTIONARY_FILE, InputKind, InputSpec, PackName, Table, Tables, parse_dictionary, parse_table,
};
use std::collections::BTreeSet;

/// Inputs and tables, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Added {
    pub(super) inputs: Vec<InputSpec>,
    pub(super) tables: Vec<Table>,
}

impl Added {
    /// Reads the files of a pack that are neither manifest nor overrides, which come in the order of their names.
    pub(super) fn read(
        pack: &PackName,
        files: &[(&str, &str)],
        built_in: &Tables,
    ) -> Result<Self, PackError> {
        let dictionary = files.iter().find(|(file, _)| *file == DICTIONARY_FILE);
        let inputs =
            dictionary.map(|(_, text)| inputs(&pack.id, text, built_in)).transpose()?.unwrap_or_default();
        let known: BTreeSet<String> =
            built_in.inputs.iter().chain(&inputs).map(|input| input.name.clone()).collect();
        let mut tables = Vec::new();
        for (file, text) in files.iter().filter(|(file, _)| *file != DICTIONARY_FILE) {
            let page = Page::of(&pack.id, file, text)?;
            let mut table = parse_table(file, text, &known).map_err(|error| of_table(&pack.id, error))?;
            check(&page, &table, built_in)?;
            let input = |name: &str| built_in.inputs.iter().chain(&inputs).find(|input| input.name == name);
            Scheme::of(&table, input).map_err(|fault| {
                let row = row_of(&fault).map(ToOwned::to_owned);
                let fault = PackFault::Instrument(fault);
                row.map_or_else(|| page.at(0, fault.clone()), |row| page.at_row(&row, fault.clone()))
            })?;
            table.origin.pack = Some(pack.clone());
            tables.push(table);
        }
        Ok(Self { inputs, tables })
    }
}

fn inputs(pack: &str, text: &str, built_in: &Tables) -> Result<Vec<InputSpec>, PackError> {
    let page = Page::of(pack, DICTIONARY_FILE, text)?;
    let inputs = parse_dictionary(text).map_err(|error| of_table(pack, error))?;
    if inputs.len() > limits::INPUTS {
        return Err(page.at(0, PackFault::TooMany { what: "inputs", most: limits::INPUTS }));
    }
    for input in &inputs {
        let fault = if !is_name(&input.name, '_') {
            PackFault::BadName
        } else if built_in.input(&input.name).is_some() {
            PackFault::InputExists(input.name.clone())
        } else if is_empty(&input.kind) {
            PackFault::EmptyInput
        } else if input.meaning.trim().is_empty() || input.meaning.chars().count() > limits::TEXT {
            PackFault::BadText("meaning")
        } else {
            continue;
        };
        return Err(page.at_row(&input.name, fault));
    }
    Ok(inputs)
}

/// Whether there is nothing to choose.
fn is_empty(kind: &InputKind) -> bool {
    match kind {
        InputKind::Number { min, max, .. } => min >= max,
        InputKind::Flag => false,
        InputKind::Choice { words } | InputKind::List { words, .. } => {
            let different: BTreeSet<&String> = words.iter().collect();
            let fit = words.iter().all(|word| !word.is_empty() && word.len() <= limits::NAME);
            different.len() != words.len() || words.len() < 2 || words.len() > limits::WORDS || !fit
        }
    }
}

/// Names, lengths and counts that the parser of the built-in tables leaves to their authors.
fn check(page: &Page<'_>, table: &Table, built_in: &Tables) -> Result<(), PackError> {
    let fault = |fault| Err(page.at_row(&table.id, fault));
    if !is_name(&table.id, '_') {
        return fault(PackFault::BadName);
    }
    if built_in.table(&table.id).is_ok() {
        return fault(PackFault::TableExists(table.id.clone()));
    }
    let version = (&table.version, "version", limits::NAME);
    let texts = [(&table.title, "title"), (&table.licence, "licence"), (&table.population, "population")]
        .map(|(text, what)| (text, what, limits::TEXT));
    let not_for = (&table.not_for, "not_for", limits::TEXT);
    let citations = table.sources.iter().map(|source| (&source.citation, "citation", limits::TEXT));
    for (text, what, most) in texts.into_iter().chain([version, not_for]).chain(citations) {
        if text.trim().is_empty() || text.chars().count() > most {
            return Err(page.at(page.place.text.find(what).unwrap_or(0), PackFault::BadText(what)));
        }
    }
    let rows = table.thresholds.len() + table.bands.len() + table.constants.len();
    let counts = [("rows", rows, limits::ROWS), ("inputs", table.inputs.len(), limits::INPUTS)];
    match counts.into_iter().find(|(_, count, most)| count > most) {
        Some((what, _, most)) => fault(PackFault::TooMany { what, most }),
        None => Ok(()),
    }
}

/// The row or input that a fault is about.
fn row_of(fault: &InstrumentFault) -> Option<&str> {
    match fault {
        InstrumentFault::AskedTwice(name)
        | InstrumentFault::Unscored(name)
        | InstrumentFault::ScoredTwice(name)
        | InstrumentFault::List(name)
        | InstrumentFault::Uncovered(name)
        | InstrumentFault::NoPoints(name)
        | InstrumentFault::BadPoints(name)
        | InstrumentFault::OtherUnit(name)
        | InstrumentFault::Stray(name) => Some(name),
        InstrumentFault::NoInputs | InstrumentFault::NoCategory(_) | InstrumentFault::HoldsOther => None,
    }
}
