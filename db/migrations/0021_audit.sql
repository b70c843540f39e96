-- Nothing was ever written to the table of 0004. One chain for each tenant, in its base bucket; no statement changes or
-- deletes a row (contract.md 1 rule 22).
DROP TABLE audit;

CREATE TABLE audit (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    sequence     INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    at_ms        INTEGER NOT NULL,
    actor        TEXT NOT NULL,              -- "key:5f0c9a7be21d4836", "cli"
    owner        TEXT NOT NULL,              -- person or integration behind it
    address_h    BLOB NOT NULL CHECK (length(address_h) = 16),
    action       TEXT NOT NULL,              -- "key.created"
    object       TEXT NOT NULL,              -- "key:..."
    outcome      TEXT NOT NULL,              -- done, refused
    fields       TEXT NOT NULL,              -- names of what changed, JSON
    told_s       BLOB NOT NULL,              -- reason and values, sealed
    hash         BLOB NOT NULL CHECK (length(hash) = 16),
    PRIMARY KEY (bucket, tenant_id, sequence)
) STRICT;
