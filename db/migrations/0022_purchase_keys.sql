-- By what a purchase is found beside its id: the number of its invoice and of its receipt, as keyed hashes. A projection of `txn`.
CREATE TABLE purchase_key (
    bucket       INT NOT NULL,              -- the tenant's base bucket
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    kind         INT NOT NULL CHECK (kind BETWEEN 1 AND 2),  -- fiscal receipt
    key_h        BLOB NOT NULL CHECK (length(key_h) = 16),
    txn_id       INTEGER NOT NULL,
    store        INT NOT NULL,
    on_day       INT NOT NULL,
    PRIMARY KEY (bucket, tenant_id, programme_id, kind, key_h, txn_id)
) STRICT, WITHOUT ROWID;
