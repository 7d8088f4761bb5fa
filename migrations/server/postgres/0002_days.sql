-- When a journal came, and when a device last left something for it: by the day, for whoever runs the mailbox. In days since 1970 (UTC);
-- none where that is not known. Of what was there before nobody knows more than that it was used until now at the latest.
--
-- The defaults are for servers of the version before, which name neither column. They are not volatile, so no row is written anew.
ALTER TABLE journal
    ADD COLUMN begun_on integer,
    ADD COLUMN used_on  integer DEFAULT floor(extract(epoch FROM now()) / 86400)::integer;
ALTER TABLE journal ALTER COLUMN begun_on SET DEFAULT floor(extract(epoch FROM now()) / 86400)::integer;
