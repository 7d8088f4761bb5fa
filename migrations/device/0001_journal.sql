-- The journal file, first version. Every blob is sealed; what stands in the clear is written here, and nothing else does.

-- What the file is. One row.
CREATE TABLE journal (
    only       INTEGER PRIMARY KEY CHECK (only = 1),
    journal_id BLOB NOT NULL CHECK (length(journal_id) = 16), -- random; names the journal, says nothing
    keyring    BLOB NOT NULL,                                 -- epoch keys and this device's key, sealed by the unlock key
    manifest   BLOB NOT NULL                                  -- what blocks there are and how far each device's log goes
) STRICT;

-- Ways to unlock: each holds the unlock key, sealed by a passphrase, a key file, later a keystore or a recovery code.
CREATE TABLE wrap (
    wrap_id BLOB PRIMARY KEY CHECK (length(wrap_id) = 16), -- random
    wrapped BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Fresh entries, one a row, in the order they were logged; folded into blocks from time to time. Row numbers are not reused.
CREATE TABLE tail (
    number INTEGER PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT;

-- A week of entries each. The place is a keyed hash of the week.
CREATE TABLE block (
    place  INTEGER PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT;

-- A year of day summaries each: a cache, made anew from blocks and tail whenever it is missing or does not open.
CREATE TABLE summary (
    place  INTEGER PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT;

-- Rows that no longer open, set aside as they were found. Nothing is ever deleted from here.
CREATE TABLE damaged (
    number INTEGER PRIMARY KEY,
    origin TEXT NOT NULL CHECK (origin IN ('block', 'tail')), -- the table that it stood in
    place  INTEGER NOT NULL,                                   -- its key there
    sealed BLOB NOT NULL
) STRICT;
