-- Settlement between the brands of a coalition (domain.md 9).

-- Whose points an entry moved: the brand that issued the lots. 0 = no lots, or those of several brands: entry_issuer.
ALTER TABLE entry ADD COLUMN issuer INT NOT NULL DEFAULT 0;
UPDATE entry SET issuer = contra_brand WHERE contra_brand <> 0;

CREATE TABLE entry_issuer (
    bucket    INT NOT NULL,
    tenant_id INTEGER NOT NULL,
    holder_id INTEGER NOT NULL,
    entry_id  INTEGER NOT NULL,
    on_month  INT NOT NULL,
    issuer    INT NOT NULL CHECK (issuer > 0),
    units     INTEGER NOT NULL CHECK (units <> 0),
    PRIMARY KEY (bucket, tenant_id, holder_id, entry_id, issuer, on_month)
) STRICT, WITHOUT ROWID;

-- What a brand owes for a month, as it was told to it. No statement changes what was issued: only what came of it.
CREATE TABLE statement (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    currency     INT NOT NULL CHECK (currency > 0),
    brand        INT NOT NULL CHECK (brand > 0),
    month        INT NOT NULL,
    issued_ms    INTEGER NOT NULL,
    body         TEXT NOT NULL,  -- figures, prices and the ledger's totals they come from
    state        INT NOT NULL CHECK (state BETWEEN 1 AND 4),  -- issued disputed settled corrected
    correction   INTEGER NOT NULL DEFAULT 0,  -- minor units that a later statement adds
    corrected_in INTEGER NOT NULL DEFAULT 0,  -- which one; 0 = none yet
    PRIMARY KEY (bucket, tenant_id, statement_id),
    UNIQUE (bucket, tenant_id, programme_id, currency, month, brand)
) STRICT;

CREATE TABLE statement_step (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    statement_id INTEGER NOT NULL,
    seq          INT NOT NULL CHECK (seq >= 0),
    state        INT NOT NULL CHECK (state BETWEEN 1 AND 4),
    at_ms        INTEGER NOT NULL,
    actor        TEXT NOT NULL,
    reason_s     BLOB,  -- a person's words
    PRIMARY KEY (bucket, tenant_id, statement_id, seq)
) STRICT, WITHOUT ROWID;
