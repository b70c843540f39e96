-- Who is told of events, what waits or lies dead, and each try.
CREATE TABLE webhook (
    tenant_id    INTEGER NOT NULL,
    webhook_id   INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    name         TEXT NOT NULL,
    url          TEXT NOT NULL,
    types        TEXT NOT NULL,             -- JSON, [] = all
    secrets_s    BLOB NOT NULL,
    state        INT NOT NULL CHECK (state BETWEEN 1 AND 3),  -- active, paused, disabled
    place        INTEGER NOT NULL,          -- last sequence of the feed that was looked at
    created_ms   INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, webhook_id),
    FOREIGN KEY (tenant_id, programme_id) REFERENCES programme (tenant_id, programme_id)
) STRICT, WITHOUT ROWID;

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

CREATE INDEX delivery_due ON delivery (bucket, tenant_id, next_ms) WHERE state = 1;

CREATE TABLE delivery_try (
    bucket      INT NOT NULL,
    tenant_id   INTEGER NOT NULL,
    webhook_id  INTEGER NOT NULL,
    sequence    INTEGER NOT NULL,
    at_ms       INTEGER NOT NULL,
    try         INT NOT NULL,
    status      INT NOT NULL,               -- of HTTP, 0 = no answer
    error       TEXT NOT NULL DEFAULT '',
    duration_ms INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, webhook_id, sequence, at_ms)
) STRICT, WITHOUT ROWID;
