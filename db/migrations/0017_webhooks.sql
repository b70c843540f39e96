-- Who is told of events, what was not taken at once, and each try.

CREATE TABLE webhook (
    tenant_id    INTEGER NOT NULL,
    webhook_id   INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    key_hash     BLOB NOT NULL,             -- of the request that made it: a retry makes no second
    request_hash BLOB NOT NULL,
    name         TEXT NOT NULL,
    url          TEXT NOT NULL,
    types        TEXT NOT NULL,             -- JSON, [] = all
    secrets_s    BLOB NOT NULL,
    state        INT NOT NULL CHECK (state BETWEEN 1 AND 3),  -- active, paused, disabled
    reason       TEXT NOT NULL DEFAULT '',  -- of disabled
    place        INTEGER NOT NULL,          -- of the feed: all up to here is delivered, or a row below, or not wanted
    failing_ms   INTEGER,                   -- the first failure since the last success
    created_ms   INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, webhook_id),
    FOREIGN KEY (tenant_id, programme_id) REFERENCES programme (tenant_id, programme_id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX webhook_key ON webhook (tenant_id, programme_id, key_hash);

CREATE TABLE delivery (
    bucket     INT NOT NULL,                -- the tenant's base bucket
    tenant_id  INTEGER NOT NULL,
    webhook_id INTEGER NOT NULL,
    sequence   INTEGER NOT NULL,            -- of the event
    state      INT NOT NULL CHECK (state BETWEEN 1 AND 2),  -- pending, dead; a delivered one has no row
    tries      INT NOT NULL,
    next_ms    INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, webhook_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE INDEX delivery_due ON delivery (bucket, tenant_id, webhook_id, next_ms) WHERE state = 1;

-- The log. Kept for a while, then swept.
CREATE TABLE delivery_try (
    bucket      INT NOT NULL,
    tenant_id   INTEGER NOT NULL,
    webhook_id  INTEGER NOT NULL,
    sequence    INTEGER NOT NULL,
    try_id      INTEGER NOT NULL,           -- ascending
    at_ms       INTEGER NOT NULL,
    try         INT NOT NULL,
    status      INT NOT NULL,               -- of HTTP, 0 = no answer
    error       TEXT NOT NULL,
    duration_ms INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, webhook_id, sequence, try_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX delivery_try_age ON delivery_try (bucket, tenant_id, at_ms);
