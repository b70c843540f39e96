-- The sales of a day stand in the order in which they were made: new ones come at the end, on the same few pages, and not each on
-- a page of its member's (docs/adr/0077).
DROP INDEX sale_day;
CREATE INDEX sale_day ON sale (bucket, tenant_id, programme_id, on_day, txn_id);
-- How often a card bought in a day is counted from its sales.
DELETE FROM fraud_count WHERE kind = 3;
