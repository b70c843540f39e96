-- Imports and exports that a door started, with their files. What is in a file may be personal: each piece is sealed.
CREATE TABLE job (
    bucket       INT NOT NULL,              -- the tenant's base bucket
    tenant_id    INTEGER NOT NULL,
    job_id       INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    is_export    INT NOT NULL CHECK (is_export IN (0, 1)),
    owner        TEXT NOT NULL,             -- of the credential
    actor        TEXT NOT NULL,
    key_hash     BLOB NOT NULL CHECK (length(key_hash) = 16),
    request_hash BLOB NOT NULL CHECK (length(request_hash) = 16),
    state        INT NOT NULL CHECK (state BETWEEN 1 AND 7),  -- waiting running done failed cancelled undone open
    stopping     INT NOT NULL DEFAULT 0 CHECK (stopping IN (0, 1)),  -- cancelled while it ran
    may_adjust   INT NOT NULL DEFAULT 0 CHECK (may_adjust IN (0, 1)),
    first_id     INTEGER NOT NULL DEFAULT 0,  -- what was posted since is the job's own, also after a restart
    created_ms   INTEGER NOT NULL,
    started_ms   INTEGER,
    ended_ms     INTEGER,
    done         INTEGER NOT NULL DEFAULT 0,
    total        INTEGER NOT NULL DEFAULT 0,
    options      TEXT NOT NULL DEFAULT '{}',
    totals       TEXT NOT NULL DEFAULT '{}',
    error        TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (bucket, tenant_id, job_id),
    UNIQUE (bucket, tenant_id, programme_id, key_hash)
) STRICT;

CREATE INDEX job_open ON job (bucket, tenant_id, state, job_id) WHERE state IN (1, 2, 7);

CREATE TABLE job_file (
    bucket    INT NOT NULL,
    tenant_id INTEGER NOT NULL,
    job_id    INTEGER NOT NULL,
    kind      INT NOT NULL CHECK (kind BETWEEN 1 AND 3),  -- input, rejected, result
    piece     INT NOT NULL,
    bytes     INTEGER NOT NULL,             -- unsealed
    content_h BLOB NOT NULL CHECK (length(content_h) = 16),
    content_s BLOB NOT NULL,
    PRIMARY KEY (bucket, tenant_id, job_id, kind, piece)
) STRICT, WITHOUT ROWID;

-- Opening balances that a job posted: what undoing it takes back.
CREATE TABLE job_txn (
    bucket    INT NOT NULL,
    tenant_id INTEGER NOT NULL,
    job_id    INTEGER NOT NULL,
    txn_id    INTEGER NOT NULL,
    holder_id INTEGER NOT NULL,             -- the member it was given to
    PRIMARY KEY (bucket, tenant_id, job_id, txn_id)
) STRICT, WITHOUT ROWID;
