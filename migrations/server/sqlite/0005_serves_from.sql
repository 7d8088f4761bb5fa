-- The oldest version of the program that serves what is here rightly, counted as `user_version` counts. A step that only adds leaves it as it is,
-- so that servers of the version before go on beside newer ones; a step that takes something away raises it, and they refuse.
ALTER TABLE mailbox ADD COLUMN serves_from INTEGER NOT NULL DEFAULT 2;
