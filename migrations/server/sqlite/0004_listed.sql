-- The journals that may be brought to a mailbox which takes none but those that its operator has listed.
CREATE TABLE listed (
    journal_id BLOB PRIMARY KEY CHECK (length(journal_id) = 16)
) STRICT, WITHOUT ROWID;
