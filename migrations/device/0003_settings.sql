-- Settings, such as the sites whose packs are trusted, and their packs. The place is a keyed hash of the setting's number.
-- A setting that does not open is left as it is and written anew in a row of its own: of one place, the last row counts.
CREATE TABLE setting (
    number INTEGER PRIMARY KEY,
    place  INTEGER NOT NULL,
    sealed BLOB NOT NULL
) STRICT;
