//! Tables: a header, then one row after another.

mod dates;
mod diary;
mod fitbit;
mod intake;
mod lab;
mod mapped;
mod openscale;
mod pump;
mod records;
mod scale;

pub(crate) use diary::DIARY;
pub(crate) use fitbit::{is_fitbit, read_fitbit};
pub(crate) use intake::INTAKE;
pub(crate) use lab::{is_lab, read_labs};
pub(crate) use mapped::read_mapped;
pub use mapped::{Mapping, MappingError};
pub(crate) use openscale::OPEN_SCALE;
pub(crate) use pump::PUMP;
pub(crate) use scale::{WEIGHT_ANSWER, WEIGHT_UNITS, answered_unit, is_withings, read_scale, scale_columns};

use crate::file_error::FileError;
use crate::format::Format;
use crate::item::{Context, Item, RefusedRow};
use crate::limits::COLUMNS;
use crate::pull::{Step, pull};
use nourish_record::Problem;
use records::{Record, Records};
use std::collections::VecDeque;
use std::io::BufRead;
use std::ops::ControlFlow;

/// A table of a known layout.
pub(crate) struct Layout {
    pub(crate) format: Format,
    /// Columns that must be there.
    pub(crate) required: &'static [&'static str],
    /// Columns that may be there.
    pub(crate) optional: &'static [&'static str],
    /// What a row says: all of it, or why nothing of it is taken.
    pub(crate) read: fn(&Row<'_>, &Context) -> Result<Vec<Item>, RefusedRow>,
}

/// A row, its cells by the names of their columns.
pub(crate) struct Row<'a> {
    pub(crate) line: u64,
    header: &'a [String],
    cells: &'a [String],
}

impl<'a> Row<'a> {
    /// The cell of a column without blanks around it; empty where the file has no such column.
    pub(crate) fn cell(&self, column: &str) -> &'a str {
        let named = self.header.iter().zip(self.cells).find(|(name, _)| *name == column);
        named.map_or("", |(_, cell)| cell.trim())
    }

    /// The cell of a column that must not be empty.
    pub(crate) fn required(&self, column: &str) -> Result<&'a str, RefusedRow> {
        let cell = self.cell(column);
        if cell.is_empty() { Err(self.refuse(column, Problem::Missing)) } else { Ok(cell) }
    }

    /// The refusal of the row for what is wrong with one cell.
    pub(crate) fn refuse(&self, column: &str, problem: Problem) -> RefusedRow {
        RefusedRow::of(self.line, column, problem)
    }
}

/// The items of a table.
pub(crate) fn read_table<'a>(
    layout: &'static Layout,
    input: impl BufRead + 'a,
    context: Context,
) -> Box<dyn Iterator<Item = Result<Item, FileError>> + 'a> {
    let mut records = Records::new(input);
    let mut header: Option<Vec<String>> = None;
    pull(move |ready: &mut VecDeque<Item>| -> Step {
        let Some(names) = &header else {
            header = Some(read_header(&mut records, layout)?);
            return Ok(ControlFlow::Continue(()));
        };
        let Some(record) = records.next()? else { return Ok(ControlFlow::Break(())) };
        match cells_of(&record, names.len()) {
            Ok(cells) => match (layout.read)(&Row { line: record.line, header: names, cells }, &context) {
                Ok(items) => ready.extend(items),
                Err(refused) => ready.push_back(Item::Refused(refused)),
            },
            Err(refused) => ready.push_back(Item::Refused(refused)),
        }
        Ok(ControlFlow::Continue(()))
    })
}

fn read_header<R: BufRead>(
    records: &mut Records<R>,
    layout: &'static Layout,
) -> Result<Vec<String>, FileError> {
    let not_this = FileError::NotThisFormat { format: layout.format };
    let header = header_names(records.next()?, layout.format)?;
    let is_known =
        |name: &String| layout.required.contains(&name.as_str()) || layout.optional.contains(&name.as_str());
    if !header.iter().any(is_known) {
        return Err(not_this);
    }
    if let Some(name) = layout.required.iter().find(|name| !header.iter().any(|column| column == *name)) {
        return Err(FileError::MissingColumn { name });
    }
    for (place, name) in header.iter().enumerate() {
        if !is_known(name) {
            let remedy = format!("use: {}", [layout.required, layout.optional].concat().join(", "));
            return Err(FileError::UnknownColumn { position: place + 1, remedy });
        }
        if header.iter().take(place).any(|before| before == name) {
            return Err(FileError::RepeatedColumn { position: place + 1 });
        }
    }
    Ok(header)
}

/// The names in a line that may be a header.
pub(crate) fn table_header(line: &str) -> Option<Vec<String>> {
    header_names(Records::new(line.as_bytes()).next().ok()?, Format::ScaleCsv).ok()
}

/// The names in a header, without blanks around them.
fn header_names(record: Option<Record>, format: Format) -> Result<Vec<String>, FileError> {
    let cells = record.and_then(|record| record.cells).filter(|cells| cells.len() <= COLUMNS);
    let cells = cells.ok_or(FileError::NotThisFormat { format })?;
    Ok(cells.iter().map(|cell| cell.trim().to_owned()).collect())
}

/// The cells of a row that has as many as the header.
fn cells_of(record: &Record, columns: usize) -> Result<&[String], RefusedRow> {
    let refuse = |problem: &str, remedy| RefusedRow::new(record.line, "row", problem, remedy);
    let cells = record.cells.as_deref();
    let cells = cells.ok_or_else(|| refuse("is not UTF-8 text", "save the file as UTF-8"))?;
    if cells.len() < columns {
        return Err(refuse("is cut off: it has fewer cells than the header", "export the file again"));
    }
    if cells.len() > columns {
        return Err(refuse("has more cells than the header", "put text with delimiters into quotes"));
    }
    Ok(cells)
}
