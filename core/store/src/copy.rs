//! A copy of the whole journal file, compared with it row by row before anything is changed.

use crate::beside;
use crate::error::{Damage, StoreError};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags, types::ValueRef};
use std::path::{Path, PathBuf};

/// Most copies of one kind that lie beside a journal.
const MOST_COPIES: u32 = 1_000;

/// Copies the journal at `path` to a new file beside it, named with `ending`, and compares the two. The caller may hold the write
/// lock meanwhile: what is copied is what was committed.
pub(crate) fn verified(path: &Path, ending: &str) -> Result<PathBuf, StoreError> {
    let copy = free_name(path, ending)?;
    let unfinished = beside::with_ending(&copy, ".unfinished");
    // Left over from an attempt that ended early: it was never given its name.
    beside::remove_journal(&unfinished);
    let made = make(path, &unfinished).and_then(|()| beside::name_finished(&unfinished, &copy));
    if made.is_err() {
        beside::remove_journal(&unfinished);
    }
    made.map(|()| copy)
}

fn free_name(path: &Path, ending: &str) -> Result<PathBuf, StoreError> {
    let first = std::iter::once(beside::with_ending(path, ending));
    let more = (2..=MOST_COPIES).map(|number| beside::with_ending(path, &format!("{ending}-{number}")));
    first.chain(more).find(|name| !name.exists()).ok_or(StoreError::AlreadyExists)
}

fn make(path: &Path, unfinished: &Path) -> Result<(), StoreError> {
    drop(beside::reserve(unfinished)?);
    // A connection of its own: SQLite does not copy from one that is about to write.
    let source = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let mut copy = Connection::open_with_flags(unfinished, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // All pages at once: what waits for others in between could wait for ever.
    if Backup::new(&source, &mut copy)?.step(-1)? != StepResult::Done {
        return Err(StoreError::InUse);
    }
    // One file, complete in itself.
    let _: String = copy.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    drop(copy);
    std::fs::File::open(unfinished)?.sync_all()?;
    let copy = Connection::open_with_flags(unfinished, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    if same(&source, &copy)? { Ok(()) } else { Err(StoreError::Damaged(Damage::File)) }
}

/// Whether two files hold the same tables with the same rows.
fn same(one: &Connection, other: &Connection) -> Result<bool, StoreError> {
    let mut tables = one.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
    let tables: Vec<(String, String)> =
        tables.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let mut total = 0i64;
    for (table, sql) in &tables {
        let again: String = other.query_row(
            "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1",
            [table],
            |row| row.get(0),
        )?;
        if again != *sql || !same_rows(one, other, table)? {
            return Ok(false);
        }
        total += 1;
    }
    let count = "SELECT count(*) FROM sqlite_schema WHERE type = 'table'";
    Ok(other.query_row(count, [], |row| row.get::<_, i64>(0))? == total)
}

fn same_rows(one: &Connection, other: &Connection, table: &str) -> Result<bool, StoreError> {
    // Names come from the file's own schema, whose tables are ours.
    let select = format!("SELECT * FROM \"{}\" ORDER BY 1", table.replace('"', "\"\""));
    let (mut ours, mut theirs) = (one.prepare(&select)?, other.prepare(&select)?);
    let columns = ours.column_count();
    let (mut ours, mut theirs) = (ours.query([])?, theirs.query([])?);
    loop {
        match (ours.next()?, theirs.next()?) {
            (None, None) => return Ok(true),
            (Some(a), Some(b)) => {
                for column in 0..columns {
                    let (a, b): (ValueRef<'_>, ValueRef<'_>) = (a.get_ref(column)?, b.get_ref(column)?);
                    if a != b {
                        return Ok(false);
                    }
                }
            }
            _ => return Ok(false),
        }
    }
}

/// The copies that lie beside the journal at `path`.
pub(crate) fn of(path: &Path) -> Vec<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else {
        return Vec::new();
    };
    let is_copy = |file: &PathBuf| {
        let file = file.file_name().map(|file| file.to_string_lossy().into_owned()).unwrap_or_default();
        file.strip_prefix(&name).is_some_and(|ending| ending.starts_with(".before-"))
    };
    let files = std::fs::read_dir(folder).into_iter().flatten().filter_map(|file| Some(file.ok()?.path()));
    let mut copies: Vec<PathBuf> = files.filter(is_copy).collect();
    copies.sort();
    copies
}
