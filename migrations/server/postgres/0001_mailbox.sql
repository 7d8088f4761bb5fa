-- The mailbox in a PostgreSQL database, first version. Every bytea called `sealed` is sealed by devices; the server holds no key.
--
-- Every table but `mailbox` and `slot` is keyed by the journal first, and every statement on it names one journal: a database that
-- spreads tables over machines can spread these by journal.

-- What the database is. One row.
CREATE TABLE mailbox (
    only_row   boolean PRIMARY KEY CHECK (only_row),
    version    integer NOT NULL,                                  -- how many steps were taken
    generation bytea NOT NULL CHECK (octet_length(generation) = 16) -- random; another after a restore from a copy
);

-- One row a journal, locked by whoever changes something of it. The counts are kept with it, so that numbering needs no search.
CREATE TABLE journal (
    journal    bytea PRIMARY KEY CHECK (octet_length(journal) = 16),
    parcels    bigint NOT NULL DEFAULT 0, -- how many there are; also the place of the last
    statements bigint NOT NULL DEFAULT 0, -- how many of them are statements about the circle
    bytes      bigint NOT NULL DEFAULT 0, -- of all parcels and parts of a checkpoint
    closed     boolean NOT NULL DEFAULT false -- for good: nothing of it is here any more, and nothing is taken
) WITH (fillfactor = 60);

-- The parcels, at places from 1 without gaps.
CREATE TABLE parcel (
    journal   bytea NOT NULL,
    place     bigint NOT NULL CHECK (place > 0),
    hash      bytea NOT NULL CHECK (octet_length(hash) = 32), -- SHA-256 of what is sealed
    statement bigint,                                         -- its place among the circle's statements; none for a batch
    sealed    bytea NOT NULL,
    erased    boolean NOT NULL DEFAULT false,                 -- its content is gone; `sealed` is empty then
    PRIMARY KEY (journal, place),
    UNIQUE (journal, hash)
) PARTITION BY HASH (journal);
-- What is sealed cannot be compressed.
ALTER TABLE parcel ALTER COLUMN sealed SET STORAGE EXTERNAL;

DO $$
BEGIN
    FOR part IN 0..15 LOOP
        EXECUTE format(
            'CREATE TABLE parcel_%s PARTITION OF parcel FOR VALUES WITH (MODULUS 16, REMAINDER %s)',
            lpad(part::text, 2, '0'), part);
    END LOOP;
END
$$;

-- The latest heads that each device gave.
CREATE TABLE heads (
    journal   bytea NOT NULL,
    device_id bytea NOT NULL CHECK (octet_length(device_id) = 16),
    sealed    bytea NOT NULL,
    PRIMARY KEY (journal, device_id)
) WITH (fillfactor = 60);

-- The sealed list of the parts of a journal's checkpoint.
CREATE TABLE checkpoint (
    journal bytea PRIMARY KEY,
    sealed  bytea NOT NULL
);

-- The parts of a journal's checkpoint.
CREATE TABLE part (
    journal bytea NOT NULL,
    hash    bytea NOT NULL CHECK (octet_length(hash) = 32),
    sealed  bytea NOT NULL,
    PRIMARY KEY (journal, hash)
);

-- The devices whose requests are answered, in the order in which they were named.
CREATE TABLE served (
    journal     bytea NOT NULL,
    place       integer NOT NULL,
    device_id   bytea NOT NULL CHECK (octet_length(device_id) = 16),
    signing_key bytea NOT NULL CHECK (octet_length(signing_key) = 32),
    PRIMARY KEY (journal, place)
);

-- The requests that changed something, for as long as their signatures are fresh: none is done twice, whichever server it comes to.
CREATE TABLE nonce (
    journal   bytea NOT NULL,
    device_id bytea NOT NULL CHECK (octet_length(device_id) = 16),
    nonce     bytea NOT NULL CHECK (octet_length(nonce) = 16),
    until_s   bigint NOT NULL, -- seconds since 1970
    PRIMARY KEY (journal, device_id, nonce)
);

-- What two devices leave each other while they pair; they know no journal yet.
CREATE TABLE slot (
    slot      bytea NOT NULL CHECK (octet_length(slot) = 16),
    number    smallint NOT NULL,
    message   bytea NOT NULL,
    made_at_s bigint NOT NULL, -- seconds since 1970
    PRIMARY KEY (slot, number)
);
CREATE INDEX slot_made_at ON slot (made_at_s);
