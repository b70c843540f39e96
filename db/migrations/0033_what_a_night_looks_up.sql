-- What a night looks up for everybody (docs/adr/0076). A lot that holds nothing any more keeps its instant and is due no
-- more: with it in the index, each look for what is due walked over every lot that had ever ended.
DROP INDEX lot_due;
CREATE INDEX lot_due ON lot (bucket, tenant_id, due_ms, lot_id) WHERE due_ms IS NOT NULL AND remaining > 0;
-- Whether somebody has a phone or an address to be written to, without looking into the identities themselves, which lie in
-- the order of their hashes: one page for each member.
DROP INDEX identity_holder;
CREATE INDEX identity_holder ON identity (bucket, tenant_id, holder_id, kind, state);
