-- How often a member did what is no purchase: a review, a check-in. Written behind the ledger like `sale`.
CREATE TABLE deed (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    holder_id    INTEGER NOT NULL CHECK ((holder_id & 16383) = bucket),
    action       TEXT NOT NULL,
    programme_id INTEGER NOT NULL,
    count        INTEGER NOT NULL CHECK (count > 0),
    PRIMARY KEY (bucket, tenant_id, holder_id, action)
) STRICT, WITHOUT ROWID;

-- Facts are followed anew, with the actions among them.
DELETE FROM sale;
DELETE FROM follow_place;
