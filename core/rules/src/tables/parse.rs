//! TOML text to checked tables. The build script runs the same code, so a bad row stops the build.

use std::collections::BTreeSet;

use nourish_toml::Spanned;
use serde::Deserialize;

use super::model::{Band, Bound, Code, Constant, Grid, Setting, Source, Table, Threshold};
use super::origin::Origin;
use crate::exact::Exact;

/// What is wrong with a table, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {fault}")]
pub struct TableError {
    /// File name within the tables' folder.
    pub file: String,
    /// One-based line; 1 when the whole file is meant.
    pub line: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// The kinds of mistakes a table can hold. Texts are the table author's, never a person's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Not TOML, an unknown key, a missing key or a wrong type.
    #[error("{0}")]
    Syntax(String),
    /// The id differs from the file's name.
    #[error("id and file name differ")]
    IdDiffers,
    /// No publication is cited, or a citation is empty.
    #[error("a source with a citation is required")]
    NoSource,
    /// A bound or constant is not a decimal number.
    #[error("not a decimal number, or too long")]
    BadDecimal,
    /// A threshold has no comparison, or more than one.
    #[error("exactly one of below, at_most, above, at_least is required")]
    NotOneBound,
    /// A band has two lower or two upper bounds, or none at all.
    #[error("a band needs at_least or above, below or at_most, or one of each")]
    BadBand,
    /// Two bands of one quantity share a value.
    #[error("band overlaps {0}")]
    Overlap(String),
    /// Values between two bands of one quantity belong to none.
    #[error("values between {0} and this band belong to no band")]
    Gap(String),
    /// Two rows have the same id.
    #[error("id used twice")]
    DuplicateId,
    /// Rows of a grid differ in length.
    #[error("grid rows differ in length")]
    RaggedGrid,
    /// A setting's value is not among its choices.
    #[error("the value is not one of the choices")]
    BadSetting,
    /// An input is not in the dictionary.
    #[error("unknown input {0}")]
    UnknownInput(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTable {
    id: Spanned<String>,
    title: String,
    version: String,
    licence: String,
    population: String,
    not_for: String,
    inputs: Vec<Spanned<String>>,
    source: Vec<Source>,
    #[serde(default)]
    threshold: Vec<RawRow>,
    #[serde(default)]
    band: Vec<RawRow>,
    #[serde(default)]
    constant: Vec<RawConstant>,
    #[serde(default)]
    grid: Vec<Spanned<Grid>>,
    #[serde(default)]
    setting: Vec<Spanned<Setting>>,
    #[serde(default)]
    code: Vec<Code>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRow {
    id: Spanned<String>,
    quantity: String,
    unit: String,
    below: Option<Spanned<String>>,
    at_most: Option<Spanned<String>>,
    above: Option<Spanned<String>>,
    at_least: Option<Spanned<String>>,
    category: Option<String>,
    points: Option<i32>,
    reading: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawConstant {
    id: Spanned<String>,
    value: Spanned<String>,
    unit: String,
}

/// Reads one table.
///
/// # Errors
/// The first mistake, with file and line.
pub(crate) fn parse_table(
    file: &str,
    text: &str,
    known_inputs: &BTreeSet<String>,
) -> Result<Table, TableError> {
    let place = Place { file, text };
    let raw: RawTable = place.parse()?;
    if file.strip_suffix(".toml") != Some(raw.id.get_ref().as_str()) {
        return Err(place.fault(&raw.id, Fault::IdDiffers));
    }
    if raw.source.is_empty() || raw.source.iter().any(|source| source.citation.trim().is_empty()) {
        return Err(place.at(0, Fault::NoSource));
    }
    if let Some(input) = raw.inputs.iter().find(|input| !known_inputs.contains(input.get_ref())) {
        return Err(place.fault(input, Fault::UnknownInput(input.get_ref().clone())));
    }
    place.check_ids(&raw)?;
    let thresholds = raw.threshold.iter().map(|row| place.threshold(row)).collect::<Result<_, _>>()?;
    Ok(Table {
        thresholds,
        bands: place.bands(&raw.band)?,
        constants: raw.constant.iter().map(|row| place.constant(row)).collect::<Result<_, _>>()?,
        grids: raw.grid.into_iter().map(|grid| place.grid(grid)).collect::<Result<_, _>>()?,
        settings: raw.setting.into_iter().map(|setting| place.setting(setting)).collect::<Result<_, _>>()?,
        codes: raw.code,
        origin: Origin::default(),
        id: raw.id.into_inner(),
        title: raw.title,
        version: raw.version,
        licence: raw.licence,
        population: raw.population,
        not_for: raw.not_for,
        sources: raw.source,
        inputs: raw.inputs.into_iter().map(Spanned::into_inner).collect(),
    })
}

/// A file being read, to say where a fault is.
pub(crate) struct Place<'a> {
    pub(crate) file: &'a str,
    pub(crate) text: &'a str,
}

impl Place<'_> {
    pub(crate) fn parse<T: serde::de::DeserializeOwned>(&self) -> Result<T, TableError> {
        nourish_toml::read(self.text)
            .map_err(|mistake| self.at(mistake.offset.unwrap_or(0), Fault::Syntax(mistake.message)))
    }

    pub(crate) fn at(&self, offset: usize, fault: Fault) -> TableError {
        let line = 1 + self.text.bytes().take(offset).filter(|&byte| byte == b'\n').count();
        TableError { file: self.file.to_owned(), line, fault }
    }

    pub(crate) fn fault<T>(&self, here: &Spanned<T>, fault: Fault) -> TableError {
        self.at(here.span().start, fault)
    }

    pub(crate) fn decimal(&self, text: &Spanned<String>) -> Result<Exact, TableError> {
        Exact::parse(text.get_ref()).map_err(|_| self.fault(text, Fault::BadDecimal))
    }

    fn check_ids(&self, raw: &RawTable) -> Result<(), TableError> {
        let rows = raw.threshold.iter().chain(&raw.band).map(|row| &row.id);
        let ids = rows.chain(raw.constant.iter().map(|row| &row.id));
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id.get_ref()) {
                return Err(self.fault(id, Fault::DuplicateId));
            }
        }
        Ok(())
    }

    /// Lower bounds first, then upper ones.
    fn bounds(&self, row: &RawRow) -> Result<(Vec<Bound>, Vec<Bound>), TableError> {
        let read = |text: &Option<Spanned<String>>, make: fn(Exact) -> Bound| {
            text.as_ref().map(|text| self.decimal(text).map(make)).transpose()
        };
        let lower = [read(&row.above, Bound::Above)?, read(&row.at_least, Bound::AtLeast)?];
        let upper = [read(&row.below, Bound::Below)?, read(&row.at_most, Bound::AtMost)?];
        Ok((lower.into_iter().flatten().collect(), upper.into_iter().flatten().collect()))
    }

    fn threshold(&self, row: &RawRow) -> Result<Threshold, TableError> {
        let (mut bounds, upper) = self.bounds(row)?;
        bounds.extend(upper);
        match (bounds.as_slice(), row.points, &row.category) {
            (&[bound], None, None) => Ok(Threshold {
                id: row.id.get_ref().clone(),
                quantity: row.quantity.clone(),
                unit: row.unit.clone(),
                bound,
                reading: row.reading.clone(),
            }),
            _ => Err(self.fault(&row.id, Fault::NotOneBound)),
        }
    }

    fn bands(&self, rows: &[RawRow]) -> Result<Vec<Band>, TableError> {
        let mut bands: Vec<Band> = Vec::new();
        for row in rows {
            let band = self.band(row)?;
            for other in bands.iter().filter(|other| other.quantity == band.quantity) {
                if overlap(other, &band) {
                    return Err(self.fault(&row.id, Fault::Overlap(other.id.clone())));
                }
            }
            // A band written below or above another of its quantity must touch one of them.
            let mut others = bands.iter().filter(|other| other.quantity == band.quantity).peekable();
            if let Some(first) = others.peek().map(|other| other.id.clone())
                && !others.any(|other| touch(other, &band) || touch(&band, other))
            {
                return Err(self.fault(&row.id, Fault::Gap(first)));
            }
            bands.push(band);
        }
        Ok(bands)
    }

    fn band(&self, row: &RawRow) -> Result<Band, TableError> {
        let (lower, upper) = self.bounds(row)?;
        if lower.len() > 1 || upper.len() > 1 || lower.len() + upper.len() == 0 {
            return Err(self.fault(&row.id, Fault::BadBand));
        }
        Ok(Band {
            id: row.id.get_ref().clone(),
            quantity: row.quantity.clone(),
            unit: row.unit.clone(),
            lower: lower.first().copied(),
            upper: upper.first().copied(),
            category: row.category.clone(),
            points: row.points,
            reading: row.reading.clone(),
        })
    }

    fn constant(&self, row: &RawConstant) -> Result<Constant, TableError> {
        let value = self.decimal(&row.value)?;
        Ok(Constant { id: row.id.get_ref().clone(), value, unit: row.unit.clone() })
    }

    fn grid(&self, grid: Spanned<Grid>) -> Result<Grid, TableError> {
        let lengths: BTreeSet<usize> = grid.get_ref().cells.iter().map(Vec::len).collect();
        if lengths.len() == 1 { Ok(grid.into_inner()) } else { Err(self.fault(&grid, Fault::RaggedGrid)) }
    }

    fn setting(&self, setting: Spanned<Setting>) -> Result<Setting, TableError> {
        let known = setting.get_ref().choices.contains(&setting.get_ref().value);
        if known { Ok(setting.into_inner()) } else { Err(self.fault(&setting, Fault::BadSetting)) }
    }
}

/// Two bands share a value unless one ends where or before the other begins.
fn overlap(a: &Band, b: &Band) -> bool {
    !ends_before(a, b) && !ends_before(b, a)
}

fn ends_before(a: &Band, b: &Band) -> bool {
    match (a.upper, b.lower) {
        (Some(Bound::AtMost(end)), Some(Bound::AtLeast(start))) => end < start,
        (Some(end), Some(start)) => end.value() <= start.value(),
        _ => false,
    }
}

/// Whether `b` begins exactly where `a` ends, the border belonging to one of them.
fn touch(a: &Band, b: &Band) -> bool {
    match (a.upper, b.lower) {
        (Some(Bound::Below(end)), Some(Bound::AtLeast(start)))
        | (Some(Bound::AtMost(end)), Some(Bound::Above(start))) => end == start,
        _ => false,
    }
}
