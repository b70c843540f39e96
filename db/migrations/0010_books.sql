-- The accountant's books: months that are closed, and what they looked like then; estimates of breakage.

-- Derived from transactions: nothing is posted into these months any more.
CREATE TABLE closed_month (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    month        INT NOT NULL CHECK (month BETWEEN 197001 AND 999912),
    until_ms     INTEGER NOT NULL,  -- the first instant after it
    closed_ms    INTEGER NOT NULL,
    txn_id       INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, programme_id, month)
) STRICT, WITHOUT ROWID;

-- Frozen at the close and never changed: evidence that the ledger must still agree with.
CREATE TABLE closed_books (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    month        INT NOT NULL,
    entries      INTEGER NOT NULL,
    checksum     BLOB NOT NULL CHECK (length(checksum) = 32),
    frozen_ms    INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, programme_id, month)
) STRICT, WITHOUT ROWID;

CREATE TABLE closed_units (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    month        INT NOT NULL,
    currency     INT NOT NULL,
    opening      INTEGER NOT NULL,
    issued       INTEGER NOT NULL,
    reversed     INTEGER NOT NULL,
    redeemed     INTEGER NOT NULL,
    refunded     INTEGER NOT NULL,
    expired      INTEGER NOT NULL,
    reinstated   INTEGER NOT NULL,
    adjusted     INTEGER NOT NULL,
    converted    INTEGER NOT NULL,
    fees         INTEGER NOT NULL,
    forfeited    INTEGER NOT NULL,
    written_off  INTEGER NOT NULL,
    closing      INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, programme_id, month, currency),
    CHECK (opening + issued - reversed - redeemed + refunded - expired + reinstated + adjusted + converted - fees
           - forfeited + written_off = closing)
) STRICT, WITHOUT ROWID;

-- What the month did to every pool, and the estimate that counted.
CREATE TABLE closed_pool (
    bucket        INT NOT NULL,
    tenant_id     INTEGER NOT NULL,
    programme_id  INTEGER NOT NULL,
    month         INT NOT NULL,
    kind          INT NOT NULL CHECK (kind BETWEEN 1 AND 2),  -- sale marketing
    currency      INT NOT NULL,
    year          INT NOT NULL,
    deferred      INTEGER NOT NULL,  -- minor units
    issued        INTEGER NOT NULL,
    redeemed      INTEGER NOT NULL,
    expired       INTEGER NOT NULL,
    outstanding   INTEGER NOT NULL,  -- the change
    breakage_rate INTEGER NOT NULL CHECK (breakage_rate BETWEEN 0 AND 1000000),  -- millionths
    PRIMARY KEY (bucket, tenant_id, programme_id, month, kind, currency, year)
) STRICT, WITHOUT ROWID;

-- The journal as exported.
CREATE TABLE closed_line (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    month        INT NOT NULL,
    seq          INT NOT NULL,
    reason       INT NOT NULL,
    report       TEXT NOT NULL,
    brand        INT NOT NULL,
    currency     INT NOT NULL,
    debit        TEXT NOT NULL,
    credit       TEXT NOT NULL,
    amount       INTEGER NOT NULL CHECK (amount > 0),  -- minor units
    PRIMARY KEY (bucket, tenant_id, programme_id, month, seq)
) STRICT, WITHOUT ROWID;

-- Versions only follow one another; none is changed.
CREATE TABLE breakage_estimate (
    bucket        INT NOT NULL,
    tenant_id     INTEGER NOT NULL,
    programme_id  INTEGER NOT NULL,
    currency      INT NOT NULL,
    pool_year     INT NOT NULL,
    version       INT NOT NULL CHECK (version > 0),
    breakage_rate INTEGER NOT NULL CHECK (breakage_rate BETWEEN 0 AND 1000000),  -- millionths
    method        INT NOT NULL CHECK (method BETWEEN 1 AND 2),  -- measured given
    from_month    INT NOT NULL,
    author        TEXT NOT NULL,
    reason_s      BLOB NOT NULL,
    at_ms         INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, programme_id, currency, pool_year, version)
) STRICT, WITHOUT ROWID;
