//! Entries as tables, for statistics and for trials: RFC 4180, UTF-8, with what every column means beside them.

mod cdisc;
mod entries;

pub use cdisc::{TrialNames, trial_tables};
pub use entries::entry_tables;

use nourish_record::Moment;

/// A table to be written as a file.
#[derive(Clone, PartialEq, Eq)]
pub struct TableFile {
    /// The file's name.
    pub name: String,
    /// Its content.
    pub text: String,
}

/// A table that is being filled.
pub(crate) struct Table {
    columns: Vec<String>,
    text: String,
}

impl Table {
    pub(crate) fn new(columns: Vec<String>) -> Self {
        let mut table = Self { text: String::new(), columns };
        let names = table.columns.clone();
        table.push(&names);
        table
    }

    /// Adds a row, cells in the order of the columns.
    pub(crate) fn push(&mut self, cells: &[String]) {
        let quoted: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        self.text.push_str(&quoted.join(","));
        self.text.push_str("\r\n");
    }

    /// Adds a row of cells by the names of their columns; the others stay empty.
    pub(crate) fn push_named(&mut self, cells: &[(&str, String)]) {
        let cell = |name: &String| {
            let named = cells.iter().find(|(column, _)| column == name);
            named.map_or_else(String::new, |(_, cell)| cell.clone())
        };
        let row: Vec<String> = self.columns.iter().map(cell).collect();
        self.push(&row);
    }

    pub(crate) fn into_file(self, name: &str) -> TableFile {
        TableFile { name: name.to_owned(), text: self.text }
    }
}

/// A cell as it is written. What a spreadsheet would run as a formula gets an apostrophe in front; numbers and durations never do.
fn quoted(cell: &str) -> String {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let behind = cell.strip_prefix('-').unwrap_or(cell);
    let duration = behind.strip_prefix('P').and_then(|rest| rest.strip_suffix('D'));
    let is_plain = digits(behind) || duration.is_some_and(digits);
    let runs = cell.starts_with(['=', '+', '-', '@', '\t']) && !is_plain;
    let cell = if runs { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains(['"', ',', '\n', '\r', ';']) || runs {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

/// A time in ISO 8601 with its offset, without the name of its zone.
pub(crate) fn iso(moment: &Moment) -> String {
    let text = moment.to_string();
    text.split('[').next().unwrap_or_default().to_owned()
}

/// A time as exactly as it is known: what stands at the start of a day is of the day alone.
pub(crate) fn partial(moment: &Moment) -> String {
    let clock = moment.clock();
    if clock.time() == chrono::NaiveTime::MIN { clock.date().to_string() } else { iso(moment) }
}

/// When something was recorded, in UTC.
pub(crate) fn recorded(wall_ms: u64) -> String {
    let instant_ms = i64::try_from(wall_ms).unwrap_or(i64::MAX);
    Moment::new(instant_ms, 0, None)
        .map_or_else(|_| String::new(), |moment| iso(&moment).replace("+00:00", "Z"))
}

impl std::fmt::Debug for TableFile {
    /// The name alone: what it holds is of a person.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TableFile").field("name", &self.name).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_none_is_run_by_a_spreadsheet() {
        for (cell, wanted) in [
            ("lunch", "lunch"),
            ("-3.5", "-3.5"),
            ("-P1D", "-P1D"),
            ("soup, \"thin\"", "\"soup, \"\"thin\"\"\""),
            ("=1+1", "\"'=1+1\""),
            ("@home", "\"'@home\""),
            ("-x", "\"'-x\""),
            ("two\nlines", "\"two\nlines\""),
        ] {
            assert_eq!(quoted(cell), wanted);
        }
    }

    #[test]
    fn a_day_stays_a_day() {
        let at = |text| partial(&Moment::parse(text).unwrap());
        assert_eq!(at("2026-11-20T00:00[Europe/Madrid]"), "2026-11-20");
        assert_eq!(at("2026-11-20T07:30[Europe/Madrid]"), "2026-11-20T07:30:00+01:00");
        assert_eq!(recorded(1_795_154_400_000), "2026-11-20T06:00:00Z");
    }
}
