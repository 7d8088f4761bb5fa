-- When a journal came, and when a device last left something for it: by the day, for whoever runs the mailbox. In days since 1970 (UTC);
-- none where that is not known.
ALTER TABLE journal ADD COLUMN begun_on INTEGER;
ALTER TABLE journal ADD COLUMN used_on INTEGER;
-- Of what was there before nobody knows more than that it was used until now at the latest.
UPDATE journal SET used_on = unixepoch() / 86400;
