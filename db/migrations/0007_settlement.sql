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
