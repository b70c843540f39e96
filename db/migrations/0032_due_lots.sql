-- Lots that are due at the same instant stand in the order in which they were made: new ones come at the end, on the same few
-- pages, and not each on a page of its holder's (docs/adr/0070).
DROP INDEX lot_due;
CREATE INDEX lot_due ON lot (bucket, tenant_id, due_ms, lot_id) WHERE due_ms IS NOT NULL;
