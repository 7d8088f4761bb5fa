//! The tables of the current file version, column by column. A test compares them with what SQLite says of a new file and of a
//! migrated one.

/// A table of the journal file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub about: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column],
}

/// A column of a table. No column of any table may be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// `INTEGER`, `BLOB` or `TEXT`; the tables are strict.
    pub holds: &'static str,
    /// Whether it is the table's key.
    pub key: bool,
    /// Whether its content is sealed. What is not, a thief can read.
    pub sealed: bool,
    /// What it means.
    pub about: &'static str,
}

const fn clear(name: &'static str, holds: &'static str, about: &'static str) -> Column {
    Column { name, holds, key: false, sealed: false, about }
}

const fn key(name: &'static str, holds: &'static str, about: &'static str) -> Column {
    Column { name, holds, key: true, sealed: false, about }
}

const fn sealed(name: &'static str, about: &'static str) -> Column {
    Column { name, holds: "BLOB", key: false, sealed: true, about }
}

/// Every table, as `docs/PROTOCOL.md` gives the bytes of.
pub const TABLES: &[Table] = &[
    Table {
        name: "journal",
        about: "What the file is. One row.",
        columns: &[
            key("only", "INTEGER", "1"),
            clear("journal_id", "BLOB", "16 random bytes that name the journal"),
            sealed("keyring", "epoch keys and this device's name and key, sealed by the unlock key"),
            sealed("manifest", "blocks, ends of logs, what is missing; sealed to the place \"manifest\""),
        ],
    },
    Table {
        name: "wrap",
        about: "Ways to unlock.",
        columns: &[
            key("wrap_id", "BLOB", "16 random bytes"),
            sealed("wrapped", "the unlock key, sealed by one secret"),
        ],
    },
    Table {
        name: "tail",
        about: "Fresh entries, one a row, in the order they were logged.",
        columns: &[
            key("number", "INTEGER", "counts up; no number comes twice"),
            sealed("sealed", "an entry, sealed to its number"),
        ],
    },
    Table {
        name: "block",
        about: "A week of entries each.",
        columns: &[
            key("place", "INTEGER", "63 bits of a keyed hash of the week"),
            sealed("sealed", "columns of entries, compressed, sealed to their week"),
        ],
    },
    Table {
        name: "summary",
        about: "A year each of day summaries or of what lasts, and the days of weeks with fresh entries: a cache.",
        columns: &[
            key("place", "INTEGER", "63 bits of a keyed hash of the year and of which of these it is"),
            sealed("sealed", "day summaries, or entries that last, sealed to their year"),
        ],
    },
    Table {
        name: "damaged",
        about: "Rows that no longer open, set aside as they were found.",
        columns: &[
            key("number", "INTEGER", "counts up"),
            clear("origin", "TEXT", "block, tail, manifest or keyring: where it stood"),
            clear("place", "INTEGER", "its key there; 0 for manifest and keyring"),
            sealed("sealed", "its bytes as they were found"),
        ],
    },
    Table {
        name: "setting",
        about: "Settings; of one place, the last row counts.",
        columns: &[
            key("number", "INTEGER", "counts up"),
            clear("place", "INTEGER", "63 bits of a keyed hash of the setting's number"),
            sealed("sealed", "the setting's content, sealed to its number"),
        ],
    },
];
