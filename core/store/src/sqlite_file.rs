//! A SQLite file from elsewhere, to be read and never written: its rows, a page at a time.
//!
//! It stands here because only this room touches the disk and SQLite; what the rows mean, others know. The file is hostile until
//! the contrary is shown: it is opened read-only and immutable, so no journal of its is played back and no lock is left; its schema is not
//! trusted, only plain tables are read, and what is larger than a record can be is refused.

use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::fmt::Write;
use std::path::Path;

/// First bytes of every SQLite file.
pub const SQLITE_MAGIC: &[u8] = b"SQLite format 3\0";
/// How many rows a page holds at most.
const PAGE_ROWS: i64 = 500;
/// Most bytes of a value.
const CELL_BYTES: usize = 64 * 1024;

/// A value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// A double.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes, or text that is none.
    Blob(Vec<u8>),
}

/// Why a file from elsewhere cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SqliteFileError {
    /// It is not there, or may not be read.
    #[error("the file cannot be opened; check that it exists and can be read")]
    Unavailable,
    /// It is no SQLite file, or a damaged one.
    #[error("the file is no database, or a damaged one; export it again")]
    Damaged,
    /// A value is larger than a record can be.
    #[error("the database holds a value of more than 64 kB; it is none of the kind that is read")]
    TooLarge,
}

/// An open SQLite file from elsewhere.
#[derive(Debug)]
pub struct SqliteFile(Connection);

impl SqliteFile {
    /// Opens the file at `path`. It must not change while it is read.
    ///
    /// # Errors
    /// [`SqliteFileError::Unavailable`], [`SqliteFileError::Damaged`].
    pub fn open(path: &Path) -> Result<Self, SqliteFileError> {
        let flags =
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let path = std::fs::canonicalize(path).map_err(|_| SqliteFileError::Unavailable)?;
        let connection = Connection::open_with_flags(immutable(&path), flags)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
        connection
            .execute_batch("PRAGMA query_only = ON; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0")?;
        Ok(Self(connection))
    }

    /// Whether there is a plain table of this name.
    ///
    /// # Errors
    /// [`SqliteFileError::Damaged`].
    pub fn has_table(&self, table: &str) -> Result<bool, SqliteFileError> {
        // A virtual table has no page of its own, and its code could be anybody's.
        let plain = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1 AND rootpage > 0";
        Ok(self.0.prepare_cached(plain)?.exists([table])?)
    }

    /// The rows of a table that follow the row numbered `after`, at most 500 of them, each with its number; none at its end, nor where there is
    /// no such table. A column that the table lacks is null throughout.
    ///
    /// # Errors
    /// [`SqliteFileError::Damaged`], [`SqliteFileError::TooLarge`].
    pub fn rows_after(
        &self,
        table: &'static str,
        columns: &[&'static str],
        after: i64,
    ) -> Result<Vec<(i64, Vec<Cell>)>, SqliteFileError> {
        if !self.has_table(table)? {
            return Ok(Vec::new());
        }
        let mut statement = self.0.prepare_cached("SELECT name FROM pragma_table_info(?1)")?;
        let known = statement.query_map([table], |row| row.get::<_, String>(0))?;
        let known: Vec<String> = known.collect::<Result<_, _>>()?;
        let quoted: Vec<String> = columns
            .iter()
            .map(|column| {
                if known.iter().any(|name| name == column) { format!("\"{column}\"") } else { "NULL".into() }
            })
            .collect();
        let rows = format!(
            "SELECT rowid, {} FROM \"{table}\" WHERE rowid > ?1 ORDER BY rowid LIMIT {PAGE_ROWS}",
            quoted.join(", ")
        );
        let mut statement = self.0.prepare_cached(&rows)?;
        let mut found = statement.query([after])?;
        let mut page = Vec::new();
        while let Some(row) = found.next()? {
            let cells = (1..=columns.len()).map(|place| cell(row.get_ref(place)?));
            page.push((row.get(0)?, cells.collect::<Result<_, _>>()?));
        }
        Ok(page)
    }
}

fn cell(value: ValueRef<'_>) -> Result<Cell, SqliteFileError> {
    let (ValueRef::Text(bytes) | ValueRef::Blob(bytes)) = value else {
        return Ok(match value {
            ValueRef::Integer(number) => Cell::Integer(number),
            ValueRef::Real(number) => Cell::Real(number),
            _ => Cell::Null,
        });
    };
    if bytes.len() > CELL_BYTES {
        return Err(SqliteFileError::TooLarge);
    }
    Ok(match value {
        ValueRef::Text(bytes) => std::str::from_utf8(bytes)
            .map_or_else(|_| Cell::Blob(bytes.to_vec()), |text| Cell::Text(text.to_owned())),
        _ => Cell::Blob(bytes.to_vec()),
    })
}

/// The address of a file that is not to change: SQLite then looks for no journal beside it and takes no lock.
fn immutable(path: &Path) -> String {
    let mut address = "file:".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => {
                address.push(char::from(*byte))
            }
            other => {
                let _ = write!(address, "%{other:02X}");
            }
        }
    }
    address.push_str("?mode=ro&immutable=1");
    address
}

impl From<rusqlite::Error> for SqliteFileError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::SystemIoFailure) => {
                Self::Unavailable
            }
            Some(ErrorCode::TooBig) => Self::TooLarge,
            _ => Self::Damaged,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(folder: &Path, name: &str, sql: &str) -> std::path::PathBuf {
        let path = folder.join(name);
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        path
    }

    #[test]
    fn rows_come_in_pages_and_lacking_columns_are_null() {
        let folder = tempfile::tempdir().unwrap();
        let sql = "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);
                   WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
                   INSERT INTO t SELECT i, 'x' FROM n;";
        let path = file(folder.path(), "odd name?#%.db", sql);
        let before = std::fs::read(&path).unwrap();
        let sqlite = SqliteFile::open(&path).unwrap();
        let (mut after, mut pages, mut rows) = (i64::MIN, 0, 0);
        loop {
            let page = sqlite.rows_after("t", &["a", "b", "c"], after).unwrap();
            let Some((number, cells)) = page.last() else { break };
            assert_eq!(cells, &[Cell::Integer(*number), Cell::Text("x".into()), Cell::Null]);
            (after, pages, rows) = (*number, pages + 1, rows + page.len());
        }
        assert_eq!((pages, rows), (3, 1200));
        assert_eq!(sqlite.rows_after("u", &["a"], 0), Ok(Vec::new()));
        drop(sqlite);
        assert_eq!(std::fs::read(&path).unwrap(), before);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn text_is_the_same_however_the_file_writes_it() {
        let folder = tempfile::tempdir().unwrap();
        for encoding in ["UTF-8", "UTF-16le", "UTF-16be"] {
            let sql = format!(
                "PRAGMA encoding = '{encoding}'; CREATE TABLE t (a TEXT, b BLOB);
                 INSERT INTO t VALUES ('Brühe, 1½ 🥣', x'00ff');"
            );
            let sqlite = SqliteFile::open(&file(folder.path(), &format!("{encoding}.db"), &sql)).unwrap();
            let cells = vec![Cell::Text("Brühe, 1½ 🥣".into()), Cell::Blob(vec![0, 0xff])];
            assert_eq!(sqlite.rows_after("t", &["a", "b"], 0), Ok(vec![(1, cells)]), "{encoding}");
        }
        // What apps ship is built with other flags, and reads the same.
        assert!(!include_str!("../../../bindings/ship").contains("OMIT_UTF16"));
    }

    #[test]
    fn what_is_no_plain_table_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = file(
            folder.path(),
            "a.db",
            "CREATE TABLE t (a); INSERT INTO t VALUES (1); CREATE VIEW v AS SELECT a FROM t;",
        );
        let sqlite = SqliteFile::open(&path).unwrap();
        assert_eq!((sqlite.has_table("t"), sqlite.has_table("v")), (Ok(true), Ok(false)));
        assert_eq!(sqlite.rows_after("v", &["a"], 0), Ok(Vec::new()));
    }

    #[test]
    fn what_is_no_database_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let open = |bytes: &[u8]| {
            let path = folder.path().join("a.db");
            std::fs::write(&path, bytes).unwrap();
            SqliteFile::open(&path).and_then(|file| file.has_table("t"))
        };
        assert_eq!(
            open(b"no database at all, but long enough to be one if it tried"),
            Err(SqliteFileError::Damaged)
        );
        assert_eq!(open(&[SQLITE_MAGIC, &[0xff; 84], &[0xff; 4000]].concat()), Err(SqliteFileError::Damaged));
        assert_eq!(SqliteFile::open(&folder.path().join("absent")).err(), Some(SqliteFileError::Unavailable));
    }

    #[test]
    fn a_value_that_no_record_has_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = file(folder.path(), "a.db", "CREATE TABLE t (a); INSERT INTO t VALUES (zeroblob(65537));");
        let sqlite = SqliteFile::open(&path).unwrap();
        assert_eq!(sqlite.rows_after("t", &["a"], 0), Err(SqliteFileError::TooLarge));
    }
}
