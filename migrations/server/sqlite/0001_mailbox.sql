-- The mailbox in one SQLite file, first version. Every blob called `sealed` is sealed by devices; the server holds no key.

-- What the file is. One row.
CREATE TABLE mailbox (
    only       INTEGER PRIMARY KEY CHECK (only = 1),
    generation BLOB NOT NULL CHECK (length(generation) = 16) -- random; another after a restore from a copy
) STRICT;

-- One row a journal. The counts are kept with it, so that numbering needs no search.
CREATE TABLE journal (
    number     INTEGER PRIMARY KEY CHECK (number BETWEEN 1 AND 8388607),
    journal_id BLOB NOT NULL UNIQUE CHECK (length(journal_id) = 16),
    parcels    INTEGER NOT NULL DEFAULT 0, -- how many there are; also the place of the last
    statements INTEGER NOT NULL DEFAULT 0, -- how many of them are statements about the circle
    bytes      INTEGER NOT NULL DEFAULT 0, -- of all parcels and parts of a checkpoint
    checkpoint BLOB                        -- sealed; the list of its parts
) STRICT;

-- The parcels of a journal lie side by side: the key is the journal's number * 2^40 + the place, from 1 without gaps.
CREATE TABLE parcel (
    key       INTEGER PRIMARY KEY,
    journal   INTEGER NOT NULL REFERENCES journal (number),
    hash      BLOB NOT NULL CHECK (length(hash) = 32), -- SHA-256 of what is sealed
    statement INTEGER,                                 -- its place among the circle's statements; none for a batch
    sealed    BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX parcel_hash ON parcel (journal, hash);

-- The latest heads that each device gave.
CREATE TABLE heads (
    journal   INTEGER NOT NULL REFERENCES journal (number),
    device_id BLOB NOT NULL CHECK (length(device_id) = 16),
    sealed    BLOB NOT NULL,
    PRIMARY KEY (journal, device_id)
) STRICT;

-- What two devices leave each other while they pair; they know no journal yet.
CREATE TABLE slot (
    slot      BLOB NOT NULL CHECK (length(slot) = 16),
    number    INTEGER NOT NULL,
    message   BLOB NOT NULL,
    made_at_s INTEGER NOT NULL, -- seconds since 1970
    PRIMARY KEY (slot, number)
) STRICT;
CREATE INDEX slot_made_at ON slot (made_at_s);

-- The parts of a journal's checkpoint.
CREATE TABLE part (
    journal INTEGER NOT NULL REFERENCES journal (number),
    hash    BLOB NOT NULL CHECK (length(hash) = 32),
    sealed  BLOB NOT NULL,
    PRIMARY KEY (journal, hash)
) STRICT;

-- The devices whose requests are answered, in the order in which they were named.
CREATE TABLE served (
    journal     INTEGER NOT NULL REFERENCES journal (number),
    place       INTEGER NOT NULL,
    device_id   BLOB NOT NULL CHECK (length(device_id) = 16),
    signing_key BLOB NOT NULL CHECK (length(signing_key) = 32),
    PRIMARY KEY (journal, place)
) STRICT, WITHOUT ROWID;
