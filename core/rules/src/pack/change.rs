//! Overrides: what a pack changes in rows of built-in tables.

use super::error::{PackError, PackFault};
use super::plain::Page;
use super::{guard, limits};
use crate::exact::Exact;
use crate::tables::{Bound, Override, PackName, Table, Tables};
use nourish_toml::Spanned;
use serde::Deserialize;
use std::collections::BTreeSet;

/// The file of overrides within a pack.
pub(super) const FILE: &str = "_overrides.toml";

/// A change of one row that has been checked against the built-in tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) table: String,
    pub(super) row: String,
    value: Value,
    was: String,
    now: String,
    reason: String,
    pub(super) line: usize,
}

impl Change {
    /// The change, as the table that it is made in will name it.
    pub(super) fn as_override(&self, pack: &PackName) -> Override {
        Override {
            pack: pack.clone(),
            row: self.row.clone(),
            was: self.was.clone(),
            now: self.now.clone(),
            reason: self.reason.clone(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    Bound(Bound),
    Number(Exact),
    Word(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    r#override: Vec<RawOverride>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOverride {
    table: Spanned<String>,
    row: Spanned<String>,
    value: Option<Spanned<String>>,
    below: Option<Spanned<String>>,
    at_most: Option<Spanned<String>>,
    above: Option<Spanned<String>>,
    at_least: Option<Spanned<String>>,
    reason: Spanned<String>,
}

/// Reads the overrides of a pack, in the order of tables and rows.
pub(super) fn read(pack: &str, text: &str, built_in: &Tables) -> Result<Vec<Change>, PackError> {
    let page = Page::of(pack, FILE, text)?;
    let raw: RawFile = page.parse()?;
    if raw.r#override.len() > limits::OVERRIDES {
        return Err(page.at(0, PackFault::TooMany { what: "overrides", most: limits::OVERRIDES }));
    }
    let mut seen = BTreeSet::new();
    let mut changes = Vec::with_capacity(raw.r#override.len());
    for one in &raw.r#override {
        let change = change(&page, one, built_in)?;
        if !seen.insert((change.table.clone(), change.row.clone())) {
            let row = format!("{} {}", change.table, change.row);
            return Err(page.fault(&one.row, PackFault::ChangedTwice { row, by: pack.to_owned() }));
        }
        changes.push(change);
    }
    changes.sort_by(|a, b| (&a.table, &a.row).cmp(&(&b.table, &b.row)));
    Ok(changes)
}

fn change(page: &Page<'_>, raw: &RawOverride, built_in: &Tables) -> Result<Change, PackError> {
    let (id, row) = (raw.table.get_ref().as_str(), raw.row.get_ref().as_str());
    let table =
        built_in.table(id).map_err(|_| page.fault(&raw.table, PackFault::NoSuchTable(id.to_owned())))?;
    let checked = guard::may_change(id, row).and_then(|()| resolve(page, raw, table, built_in));
    let (value, was, now) = checked.map_err(|fault| page.fault(&raw.row, fault))?;
    Ok(Change {
        table: id.to_owned(),
        row: row.to_owned(),
        value,
        was,
        now,
        reason: page.text("reason", &raw.reason)?,
        line: page.fault(&raw.row, PackFault::NothingChanged).line,
    })
}

/// The new value of the row, and what it said and says.
fn resolve(
    page: &Page<'_>,
    raw: &RawOverride,
    table: &Table,
    built_in: &Tables,
) -> Result<(Value, String, String), PackFault> {
    let row = raw.row.get_ref().as_str();
    if let Ok(old) = table.threshold(row) {
        let (new, literal) = bound(page, raw)?;
        guard::threshold(built_in, &table.id, old, new)?;
        let was = format!("{} {}", old.bound.word(), old.bound.value());
        return Ok((Value::Bound(new), was, format!("{} {literal}", new.word())));
    }
    let value = raw.value.as_ref().filter(|_| bounds(raw).is_empty()).ok_or(PackFault::NotOneValue("value"));
    if let Some(old) = table.constants.iter().find(|constant| constant.id == row) {
        let literal = value?.get_ref();
        let new = number(literal)?;
        guard::constant(&table.id, old, new)?;
        return Ok((Value::Number(new), format!("= {}", old.value), format!("= {literal}")));
    }
    if let Some(old) = table.settings.iter().find(|setting| setting.id == row) {
        let new = value?.get_ref();
        guard::setting(&table.id, old, new)?;
        return Ok((Value::Word(new.clone()), format!("= {}", old.value), format!("= {new}")));
    }
    Err(PackFault::NoSuchRow { table: table.id.clone(), row: row.to_owned() })
}

type Make = fn(Exact) -> Bound;

fn bounds(raw: &RawOverride) -> Vec<(Make, &Spanned<String>)> {
    let all: [(Make, &Option<Spanned<String>>); 4] = [
        (Bound::Below, &raw.below),
        (Bound::AtMost, &raw.at_most),
        (Bound::Above, &raw.above),
        (Bound::AtLeast, &raw.at_least),
    ];
    all.into_iter().filter_map(|(make, text)| Some((make, text.as_ref()?))).collect()
}

fn bound(page: &Page<'_>, raw: &RawOverride) -> Result<(Bound, String), PackFault> {
    match (bounds(raw).as_slice(), &raw.value) {
        (&[(make, text)], None) => {
            // The table's own reader first, so that a mistake is named as it would be there.
            page.place.decimal(text).map_err(|error| PackFault::Table(error.fault))?;
            Ok((make(number(text.get_ref())?), text.get_ref().clone()))
        }
        _ => Err(PackFault::NotOneValue("below, at_most, above, at_least")),
    }
}

/// A number that is printed as it is written and computed with as it is: so it is written shortly, and without an exponent.
fn number(literal: &str) -> Result<Exact, PackFault> {
    let wrong = PackFault::Table(crate::tables::Fault::BadDecimal);
    if literal.len() > limits::DECIMAL || literal.contains(['e', 'E']) {
        return Err(wrong);
    }
    Exact::parse(literal).map_err(|_| wrong)
}

/// Changes the row of a table. The row exists, for the change was checked against the same table.
pub(super) fn apply(table: &mut Table, change: &Change, pack: &PackName) {
    match &change.value {
        Value::Bound(bound) => {
            table.thresholds.iter_mut().filter(|row| row.id == change.row).for_each(|row| row.bound = *bound);
        }
        Value::Number(value) => {
            table.constants.iter_mut().filter(|row| row.id == change.row).for_each(|row| row.value = *value);
        }
        Value::Word(word) => {
            table
                .settings
                .iter_mut()
                .filter(|row| row.id == change.row)
                .for_each(|row| row.value.clone_from(word));
        }
    }
    table.origin.overrides.push(change.as_override(pack));
    table.origin.overrides.sort();
}
