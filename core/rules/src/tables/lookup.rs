//! Finding rows by their ids.

use super::{Band, Constant, Grid, Setting, Table, Tables, Threshold};
use crate::exact::Exact;

/// An instrument asks for a row its table does not have: table and code are of different editions.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("table {table} has no row {row}")]
pub struct RowMissing {
    /// The table's id.
    pub table: String,
    /// The row's id; empty when the table itself is missing.
    pub row: String,
}

impl Tables {
    /// The table of an instrument.
    ///
    /// # Errors
    /// [`RowMissing`] if there is none of this id.
    pub fn table(&self, id: &str) -> Result<&Table, RowMissing> {
        let found = self.tables.iter().find(|table| table.id == id);
        found.ok_or_else(|| RowMissing { table: id.to_owned(), row: String::new() })
    }
}

impl Table {
    /// A cut-off.
    ///
    /// # Errors
    /// [`RowMissing`] if there is none of this id.
    pub fn threshold(&self, id: &str) -> Result<&Threshold, RowMissing> {
        self.thresholds.iter().find(|row| row.id == id).ok_or_else(|| self.missing(id))
    }

    /// The band in which a value lies.
    ///
    /// # Errors
    /// [`RowMissing`] if the quantity has no band there.
    pub fn band_of(&self, quantity: &str, value: Exact) -> Result<&Band, RowMissing> {
        let found = self.bands.iter().find(|band| band.quantity == quantity && band.holds(value));
        found.ok_or_else(|| self.missing(quantity))
    }

    /// All bands of a quantity, in the order of the table.
    pub fn bands_of<'a>(&'a self, quantity: &'a str) -> impl Iterator<Item = &'a Band> {
        self.bands.iter().filter(move |band| band.quantity == quantity)
    }

    /// A coefficient, score or factor.
    ///
    /// # Errors
    /// [`RowMissing`] if there is none of this id.
    pub fn constant(&self, id: &str) -> Result<Exact, RowMissing> {
        let found = self.constants.iter().find(|row| row.id == id);
        found.map(|row: &Constant| row.value).ok_or_else(|| self.missing(id))
    }

    /// A whole-numbered score.
    ///
    /// # Errors
    /// [`RowMissing`] if there is none of this id, or it is not whole.
    pub fn points(&self, id: &str) -> Result<i32, RowMissing> {
        self.constant(id)?.to_whole().ok_or_else(|| self.missing(id))
    }

    /// A lookup table.
    ///
    /// # Errors
    /// [`RowMissing`] if there is none of this id.
    pub fn grid(&self, id: &str) -> Result<&Grid, RowMissing> {
        self.grids.iter().find(|row| row.id == id).ok_or_else(|| self.missing(id))
    }

    /// The reading in force of an ambiguous point.
    ///
    /// # Errors
    /// [`RowMissing`] if there is none of this id.
    pub fn setting(&self, id: &str) -> Result<&str, RowMissing> {
        let found = self.settings.iter().find(|row| row.id == id);
        found.map(|row: &Setting| row.value.as_str()).ok_or_else(|| self.missing(id))
    }

    pub(crate) fn missing(&self, row: &str) -> RowMissing {
        RowMissing { table: self.id.clone(), row: row.to_owned() }
    }
}

impl Grid {
    /// The cell of a row and a column, both counted from zero.
    #[must_use]
    pub fn cell(&self, row: i32, column: i32) -> Option<i32> {
        let (row, column) = (usize::try_from(row).ok()?, usize::try_from(column).ok()?);
        self.cells.get(row)?.get(column).copied()
    }
}
