//! Rows of cells (RFC 4180) with the line each one starts on, whatever ends the lines; one row in memory at a time.

use crate::file_error::FileError;
use crate::limits::{Guarded, ROW_BYTES};
use std::io::BufRead;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The rows of a table.
pub(crate) struct Records<R> {
    input: Guarded<R>,
    delimiter: Option<u8>,
    text: Vec<u8>,
}

/// One row.
pub(crate) struct Record {
    /// The line that it starts on, from 1.
    pub(crate) line: u64,
    /// Its cells; `None` if they are not UTF-8.
    pub(crate) cells: Option<Vec<String>>,
}

impl<R: BufRead> Records<R> {
    pub(crate) const fn new(input: R) -> Self {
        Self { input: Guarded::new(input, ROW_BYTES), delimiter: None, text: Vec::new() }
    }

    /// The same, where the delimiter is known.
    pub(crate) fn delimited(input: R, delimiter: Option<u8>) -> Self {
        Self { delimiter, ..Self::new(input) }
    }

    /// The next row that is not blank.
    ///
    /// # Errors
    /// A row of more than [`ROW_BYTES`], a quote that is never closed, or an input that fails.
    pub(crate) fn next(&mut self) -> Result<Option<Record>, FileError> {
        loop {
            let line = self.input.line();
            let Some(row) = self.read_row(line)? else { return Ok(None) };
            if !row.is_blank() {
                return Ok(Some(Record { line, cells: row.into_text() }));
            }
        }
    }

    /// The lines from here to the first that ends outside quotes.
    fn read_row(&mut self, line: u64) -> Result<Option<Row>, FileError> {
        self.input.allow(ROW_BYTES);
        let mut row = Row::default();
        loop {
            self.text.clear();
            let taken = self.input.read_until(b'\n', &mut self.text).map_err(|error| {
                if self.input.is_spent() {
                    FileError::TooLarge { line, limit_bytes: ROW_BYTES }
                } else {
                    error.into()
                }
            })?;
            if taken == 0 {
                return if row.is_open() { Err(FileError::Malformed { line }) } else { Ok(None) };
            }
            let text = self.text.strip_prefix(BYTE_ORDER_MARK).filter(|_| line == 1).unwrap_or(&self.text);
            let delimiter = *self.delimiter.get_or_insert_with(|| likely_delimiter(text));
            text.iter().for_each(|byte| row.push(*byte, delimiter));
            if !row.is_open() {
                return Ok(Some(row));
            }
        }
    }
}

/// The delimiter that a header has most of; a comma where it has none.
fn likely_delimiter(header: &[u8]) -> u8 {
    let count = |delimiter: &u8| header.iter().filter(|byte| *byte == delimiter).count();
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

#[derive(Default)]
struct Row {
    cells: Vec<Vec<u8>>,
    cell: Vec<u8>,
    state: State,
}

/// Where in a cell the last byte was.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before its first byte.
    #[default]
    Start,
    /// Outside quotes, where a quote is only an inch sign.
    Bare,
    /// Within quotes.
    Quoted,
    /// At a quote that closes, or is the first of a doubled one.
    Closing,
}

impl Row {
    fn push(&mut self, byte: u8, delimiter: u8) {
        self.state = match (self.state, byte) {
            (State::Start, b'"') => State::Quoted,
            (State::Quoted, b'"') => State::Closing,
            (State::Closing, b'"') | (State::Quoted, _) => {
                self.cell.push(byte);
                State::Quoted
            }
            (_, byte) if byte == delimiter => {
                self.cells.push(std::mem::take(&mut self.cell));
                State::Start
            }
            (_, byte) => {
                self.cell.push(byte);
                State::Bare
            }
        };
    }

    fn is_open(&self) -> bool {
        self.state == State::Quoted
    }

    fn is_blank(&self) -> bool {
        self.cells.is_empty() && self.cell.iter().all(u8::is_ascii_whitespace)
    }

    fn into_text(mut self) -> Option<Vec<String>> {
        let ends: &[u8] = if self.cell.ends_with(b"\r\n") { b"\r\n" } else { b"\n" };
        let last = self.cell.strip_suffix(ends).unwrap_or(&self.cell).to_vec();
        self.cells.push(last);
        self.cells.into_iter().map(|cell| String::from_utf8(cell).ok()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &[u8]) -> Vec<(u64, Vec<String>)> {
        let mut records = Records::new(text);
        std::iter::from_fn(|| records.next().unwrap()).map(|row| (row.line, row.cells.unwrap())).collect()
    }

    fn owned(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn knows_the_line_of_each_row_whatever_ends_it() {
        let unix = rows(b"a,b\n\n1,\"two\nlines\"\n3,4");
        assert_eq!(
            unix,
            [(1, owned(&["a", "b"])), (3, owned(&["1", "two\nlines"])), (5, owned(&["3", "4"]))]
        );
        let windows = rows(b"\xef\xbb\xbfa;b\r\n1;\"2\"\r\n\r\n3;4,5\r\n");
        assert_eq!(windows, [(1, owned(&["a", "b"])), (2, owned(&["1", "2"])), (4, owned(&["3", "4,5"]))]);
    }

    #[test]
    fn quotes_may_hold_delimiters_and_quotes() {
        assert_eq!(rows(b"a,b\n\"x, \"\"y\"\"\",5'10\" tall\n")[1].1, owned(&["x, \"y\"", "5'10\" tall"]));
    }

    #[test]
    fn a_quote_that_is_never_closed_is_an_error_on_its_line() {
        let mut records = Records::new(&b"a,b\n1,\"2\n3,4\n"[..]);
        assert!(records.next().is_ok());
        assert_eq!(records.next().err(), Some(FileError::Malformed { line: 2 }));
    }

    #[test]
    fn a_row_may_be_as_long_as_the_limit_and_no_longer() {
        let longest = format!("a\n{}", "x".repeat(ROW_BYTES));
        assert_eq!(rows(longest.as_bytes())[1].1[0].len(), ROW_BYTES);
        let longer = format!("a\n{}", "x".repeat(ROW_BYTES + 1));
        let mut records = Records::new(longer.as_bytes());
        assert!(records.next().is_ok());
        assert_eq!(records.next().err(), Some(FileError::TooLarge { line: 2, limit_bytes: ROW_BYTES }));
    }

    #[test]
    fn what_is_not_utf_8_is_said() {
        assert!(Records::new(&b"a,\xe9\n"[..]).next().unwrap().unwrap().cells.is_none());
    }
}
