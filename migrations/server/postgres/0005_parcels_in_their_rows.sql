-- A parcel of up to about 8 kB, which is what a day brings, lies in its row and not in pieces in a table beside it, where each piece is a row
-- with an entry in an index. Those that are there already stay where they are.
DO $$
BEGIN
    FOR part IN 0..15 LOOP
        EXECUTE format('ALTER TABLE parcel_%s SET (toast_tuple_target = 8160)', lpad(part::text, 2, '0'));
    END LOOP;
END
$$;
