-- Content of a batch that is gone, and journals that are closed for good.
ALTER TABLE parcel ADD COLUMN erased INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1)); -- `sealed` is empty where it is 1
ALTER TABLE journal ADD COLUMN closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1));
