-- What looks like fraud, for a person to decide; of a kind, a subject and a day there is one that is open, which counts.
-- In the tenant's base bucket. Nothing personal: subjects and details are pseudonyms and numbers (docs/adr/0042).
CREATE TABLE fraud_case (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    case_id      INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    kind         INT NOT NULL CHECK (kind BETWEEN 1 AND 9),
    subject      TEXT NOT NULL,              -- "staff:7", "mbr_...", "tenant"
    holder_id    INTEGER NOT NULL DEFAULT 0, -- the member it is about, 0 = none
    on_day       INT NOT NULL,               -- of the programme
    times        INTEGER NOT NULL CHECK (times > 0),
    opened_ms    INTEGER NOT NULL,
    last_ms      INTEGER NOT NULL,
    details      TEXT NOT NULL,              -- JSON, of the first time
    state        INT NOT NULL CHECK (state BETWEEN 1 AND 3),  -- open dismissed confirmed
    decider      TEXT NOT NULL DEFAULT '',
    decided_ms   INTEGER,
    note_s       BLOB,                       -- the decider's words, sealed
    PRIMARY KEY (bucket, tenant_id, case_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX fraud_case_open ON fraud_case (bucket, tenant_id, programme_id, kind, subject, on_day) WHERE state = 1;
CREATE INDEX fraud_case_state ON fraud_case (bucket, tenant_id, programme_id, state, case_id);

-- How often somebody did something in a span (an hour, a day), so that a restart forgets nothing and nobody adds up
-- sales. Rows of spans that are over are deleted.
CREATE TABLE fraud_count (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    kind         INT NOT NULL CHECK (kind BETWEEN 1 AND 9),
    span         INTEGER NOT NULL,           -- hour since 1970, or day of the programme
    subject      TEXT NOT NULL,
    times        INTEGER NOT NULL CHECK (times > 0),
    PRIMARY KEY (bucket, tenant_id, programme_id, kind, span, subject)
) STRICT, WITHOUT ROWID;
