//! The instruments by name, and what each asks.

use serde::Serialize;

use super::ScoreError;
use super::additive;
use super::answers::Answers;
use super::instruments as i;
use super::outcome::Sheet;
use crate::tables::{InputKind, InputSpec, RowMissing, Table, Tables};

/// An instrument behind its JSON layer.
pub(super) type Compute = fn(&Tables, &Table, &Answers) -> Result<Sheet, ScoreError>;

macro_rules! instruments {
    ($($name:ident)*) => {
        &[$((stringify!($name), |tables, _, answers| Ok(i::$name(tables, &answers.into())?.into()))),*]
    };
}

const INSTRUMENTS: &[(&str, Compute)] = instruments! {
    nrs2002_prescreen nrs2002 glim mst snaq
    espen_surgery_severe_risk pons martin_wl_grade fearon_cachexia
    nice_refeeding aspen_refeeding
    pni conut gnri nri mgps
    proctcae_composite star_alert
    ctcae_v5_weight_loss ctcae_v5_diarrhea ctcae_v5_fever ctcae_v5_febrile_neutropenia
    ctcae_v5_neutrophils ctcae_v6_neutrophils idsa_fever
    rdi weight_change mifflin harris_benedict_1919 targets
    enteral_delivery pn_energy pn_gir sigstad
};

/// An instrument's answer as printed, and the inputs it left open.
pub(crate) struct Shape {
    pub(crate) fields: Vec<(&'static str, String)>,
    pub(crate) open: Vec<String>,
}

/// Asks an instrument by name.
pub(crate) fn ask(tables: &Tables, id: &str, answers: &Answers) -> Result<Shape, ScoreError> {
    let table = tables.table(id)?;
    let compute = instrument(table).ok_or_else(|| RowMissing { table: id.to_owned(), row: String::new() })?;
    let sheet = compute(tables, table, answers)?;
    let text = |value: serde_json::Value| match value {
        serde_json::Value::Null => "unknown".to_owned(),
        serde_json::Value::String(word) => word,
        serde_json::Value::Bool(yes) => if yes { "yes" } else { "no" }.to_owned(),
        other => other.to_string(),
    };
    let fields = sheet.fields.into_iter().map(|(name, value)| (name, text(value))).collect();
    Ok(Shape { fields, open: sheet.basis.open })
}

/// How the table's instrument is computed: by its own function, or as a sum where a pack brought it.
pub(super) fn instrument(table: &Table) -> Option<Compute> {
    if table.origin().pack.is_some() {
        return Some(additive::compute);
    }
    INSTRUMENTS.iter().find(|(known, _)| *known == table.id).map(|(_, compute)| *compute)
}

/// What there is to know about an instrument before asking it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Listing {
    /// The name to ask by.
    pub id: String,
    /// The full name.
    pub title: String,
    /// Edition and revision, with the packs that changed it.
    pub version: String,
    /// Citation and DOI.
    pub source: String,
    /// What its owner allows.
    pub licence: String,
    /// Whom it was made for.
    pub population: String,
    /// What it must not be used for.
    pub not_for: String,
    /// What it asks, in order.
    pub inputs: Vec<InputListing>,
}

/// What there is to know about an input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InputListing {
    /// The name, unit last.
    pub name: String,
    /// What is asked.
    pub meaning: String,
    /// `number`, `whole number`, `true/false`, `one of` or `any of`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// UCUM unit of a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Smallest and largest plausible number, both included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<[String; 2]>,
    /// The words of a choice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
}

/// Every instrument, in the order of the interface.
///
/// # Examples
/// ```
/// let tables = nourish_rules::Tables::built_in()?;
/// assert!(nourish_rules::score::list(&tables).iter().any(|instrument| instrument.id == "glim"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn list(tables: &Tables) -> Vec<Listing> {
    let known = |table: &&Table| instrument(table).is_some();
    tables.iter().filter(known).map(|table| listing(tables, table)).collect()
}

fn listing(tables: &Tables, table: &Table) -> Listing {
    Listing {
        id: table.id.clone(),
        title: table.title.clone(),
        version: table.edition(),
        source: table.source(),
        licence: table.licence.clone(),
        population: table.population.clone(),
        not_for: table.not_for.clone(),
        inputs: table.inputs.iter().filter_map(|name| tables.input(name)).map(input_listing).collect(),
    }
}

fn input_listing(spec: &InputSpec) -> InputListing {
    let (kind, unit, range, words) = match &spec.kind {
        InputKind::Number { unit, min, max, whole } => {
            let kind = if *whole { "whole number" } else { "number" };
            (kind, Some(unit.clone()), Some([min.to_text(), max.to_text()]), Vec::new())
        }
        InputKind::Flag => ("true/false", None, None, Vec::new()),
        InputKind::Choice { words } => ("one of", None, None, words.clone()),
        InputKind::List { words, .. } => ("any of", None, None, words.clone()),
    };
    InputListing { name: spec.name.clone(), meaning: spec.meaning.clone(), kind, unit, range, words }
}
