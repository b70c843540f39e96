-- Imports and exports that a door started, with their files. What is in a file may be personal: each piece is sealed.
CREATE TABLE job (
    bucket       INT NOT NULL,              -- the tenant's base bucket
    tenant_id    INTEGER NOT NULL,
    job_id       INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    kind         TEXT NOT NULL,             -- "import members"
    owner        TEXT NOT NULL,             -- of the credential
    state        INT NOT NULL CHECK (state BETWEEN 1 AND 6),  -- waiting running done failed cancelled undone
    created_ms   INTEGER NOT NULL,
    started_ms   INTEGER,
    ended_ms     INTEGER,
    done         INTEGER NOT NULL DEFAULT 0,
    total        INTEGER NOT NULL DEFAULT 0,
    options      TEXT NOT NULL DEFAULT '{}',
    totals       TEXT NOT NULL DEFAULT '{}',
    error        TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (bucket, tenant_id, job_id)
) STRICT;

CREATE TABLE job_file (
    bucket    INT NOT NULL,
    tenant_id INTEGER NOT NULL,
    job_id    INTEGER NOT NULL,
    kind      INT NOT NULL CHECK (kind BETWEEN 1 AND 3),  -- input, rejected, result
    piece     INT NOT NULL,
    content_s BLOB NOT NULL,
    PRIMARY KEY (bucket, tenant_id, job_id, kind, piece)
) STRICT, WITHOUT ROWID;
