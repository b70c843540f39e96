-- Around the ledger: the feed, audit, jobs, messages, daily sums.

-- In the tenant's base bucket; copied out of txn.result by the feed worker, sequence without gaps.
CREATE TABLE event (
    bucket    INT NOT NULL,
    tenant_id INTEGER NOT NULL,
    sequence  INTEGER NOT NULL,
    type      TEXT NOT NULL,
    subject   INTEGER NOT NULL DEFAULT 0,  -- holder, 0 = none
    txn_id    INTEGER NOT NULL DEFAULT 0,
    at_ms     INTEGER NOT NULL,
    body      TEXT NOT NULL,
    PRIMARY KEY (bucket, tenant_id, sequence)
) STRICT;

-- How far the feed worker has read each bucket.
CREATE TABLE feed_place (
    bucket    INT NOT NULL,
    tenant_id INTEGER NOT NULL,
    txn_id    INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE message (
    bucket    INT NOT NULL,
    tenant_id INTEGER NOT NULL,
    holder_id INTEGER NOT NULL,
    type      TEXT NOT NULL,
    source_id INTEGER NOT NULL,
    state     INT NOT NULL CHECK (state BETWEEN 1 AND 4),  -- waiting sent suppressed failed
    reason    TEXT NOT NULL DEFAULT '',
    channel   TEXT NOT NULL DEFAULT '',
    due_ms    INTEGER,
    PRIMARY KEY (bucket, tenant_id, holder_id, type, source_id)
) STRICT, WITHOUT ROWID;

-- One chain per tenant, in its base bucket. No statement changes or deletes a row (contract 1, rule 22).
CREATE TABLE audit (
    bucket    INT NOT NULL,
    tenant_id INTEGER NOT NULL,
    sequence  INTEGER NOT NULL,
    at_ms     INTEGER NOT NULL,
    actor     TEXT NOT NULL,
    action    TEXT NOT NULL,
    object    TEXT NOT NULL,
    outcome   TEXT NOT NULL,
    reason    TEXT NOT NULL DEFAULT '',
    fields    TEXT NOT NULL DEFAULT '[]',  -- names of what changed
    values_s  BLOB,
    hash      BLOB NOT NULL CHECK (length(hash) = 16),
    PRIMARY KEY (bucket, tenant_id, sequence)
) STRICT;

CREATE TABLE job_place (
    bucket    INT NOT NULL,
    tenant_id INTEGER NOT NULL,
    job       TEXT NOT NULL,
    part      INT NOT NULL,
    at        INTEGER NOT NULL,
    state     TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (bucket, tenant_id, job, part)
) STRICT, WITHOUT ROWID;

-- Bucket 0, tenant 0. Also hands out generator numbers (scale-out S5).
CREATE TABLE lease (
    bucket    INT NOT NULL,
    tenant_id INTEGER NOT NULL,
    name      TEXT NOT NULL,
    owner     TEXT NOT NULL,
    until_ms  INTEGER NOT NULL,
    epoch     INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, name)
) STRICT, WITHOUT ROWID;

-- Units posted per day, for balance sheets of closed periods (scale-out Q20).
CREATE TABLE rollup_day (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    on_day       INT NOT NULL,
    currency     INT NOT NULL,
    type         INT NOT NULL,
    brand        INT NOT NULL,
    contra       INT NOT NULL,
    pending      INTEGER NOT NULL,
    available    INTEGER NOT NULL,
    reserved     INTEGER NOT NULL,
    debt         INTEGER NOT NULL,
    written_off  INTEGER NOT NULL,
    contra_units INTEGER NOT NULL,
    closed       INT NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),
    PRIMARY KEY (bucket, tenant_id, programme_id, on_day, currency, type, brand, contra)
) STRICT, WITHOUT ROWID;

-- All sales of a store, members or not, for participation rates.
CREATE TABLE store_day (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    store        INT NOT NULL,
    on_day       INT NOT NULL,
    tickets      INTEGER NOT NULL CHECK (tickets >= 0),
    amount       INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, programme_id, store, on_day)
) STRICT, WITHOUT ROWID;
