-- Second version. What a manifest holds has grown: which entries are known to be missing, which weeks were set aside, and
-- whether it was made anew (docs/PROTOCOL.md). A list or a record of keys that does not open can be set aside like any row.

ALTER TABLE damaged RENAME TO damaged_of_first_version;

-- Rows that no longer open, set aside as they were found. They leave only with what a person has erased.
CREATE TABLE damaged (
    number INTEGER PRIMARY KEY,
    origin TEXT NOT NULL CHECK (origin IN ('block', 'tail', 'manifest', 'keyring')), -- where it stood
    place  INTEGER NOT NULL,                                                        -- its key there; 0 for the latter two
    sealed BLOB NOT NULL
) STRICT;

INSERT INTO damaged (number, origin, place, sealed) SELECT number, origin, place, sealed FROM damaged_of_first_version;

DROP TABLE damaged_of_first_version;
