//! The rows of Health Connect's database, read by the store and understood by exchange.

use nourish_exchange::{
    Answers, Context, FileError, Format, HEALTH_TABLES, HealthApps, HealthCell, HealthTable, Item,
    read_health_row,
};
use nourish_store::{Cell, SqliteFile, SqliteFileError};
use std::collections::VecDeque;
use std::io;
use std::path::Path;

/// The items of a database, a page of rows in memory at a time.
///
/// # Errors
/// It is not there, no database, or one without any table of Health Connect's.
pub(super) fn items(
    path: &Path,
    context: Context,
    answers: &Answers,
) -> Result<impl Iterator<Item = Result<Item, FileError>>, FileError> {
    let file = SqliteFile::open(path).map_err(refused)?;
    let mut known = false;
    for table in HEALTH_TABLES {
        known |= file.has_table(table.name).map_err(refused)?;
    }
    if !known {
        return Err(FileError::NotThisFormat { format: Format::HealthConnectDatabase });
    }
    Ok(Rows {
        file,
        context,
        answers: answers.clone(),
        apps: HealthApps::default(),
        tables: HEALTH_TABLES.iter(),
        table: None,
        after: 0,
        page: VecDeque::new(),
    })
}

struct Rows {
    file: SqliteFile,
    context: Context,
    answers: Answers,
    apps: HealthApps,
    tables: std::slice::Iter<'static, HealthTable>,
    table: Option<&'static HealthTable>,
    after: i64,
    page: VecDeque<(i64, Vec<Cell>)>,
}

impl Iterator for Rows {
    type Item = Result<Item, FileError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let table = match self.table {
                Some(table) => table,
                None => {
                    let next = self.tables.next()?;
                    self.after = i64::MIN;
                    *self.table.insert(next)
                }
            };
            if let Some((number, cells)) = self.page.pop_front() {
                self.after = number;
                let cells: Vec<HealthCell> = cells.into_iter().map(cell).collect();
                match read_health_row(table, number, &cells, &mut self.apps, &self.context, &self.answers) {
                    Some(item) => return Some(Ok(item)),
                    None => continue,
                }
            }
            match self.file.rows_after(table.name, table.columns, self.after) {
                Ok(page) if page.is_empty() => self.table = None,
                Ok(page) => self.page = page.into(),
                Err(error) => {
                    self.tables = [].iter();
                    self.table = None;
                    return Some(Err(refused(error)));
                }
            }
        }
    }
}

fn cell(cell: Cell) -> HealthCell {
    match cell {
        Cell::Null => HealthCell::Null,
        Cell::Integer(number) => HealthCell::Integer(number),
        Cell::Real(number) => HealthCell::Real(number),
        Cell::Text(text) => HealthCell::Text(text),
        Cell::Blob(bytes) => HealthCell::Blob(bytes),
    }
}

fn refused(error: SqliteFileError) -> FileError {
    match error {
        SqliteFileError::Unavailable => FileError::Io(io::ErrorKind::NotFound),
        _ => FileError::DamagedDatabase,
    }
}
