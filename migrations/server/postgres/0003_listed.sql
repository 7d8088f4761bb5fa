-- The journals that may be brought to a mailbox which takes none but those that its operator has listed.
CREATE TABLE listed (
    journal bytea PRIMARY KEY CHECK (octet_length(journal) = 16)
);
