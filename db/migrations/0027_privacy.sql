-- Whose data it is (security.md 5, 7): texts that people agreed to, what they asked for, what they do not want, who is gone,
-- what time took away, and what went wrong.

-- Notices and texts of consent as they were read: once shown, a version is never changed.
CREATE TABLE privacy_text (
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    kind         INT NOT NULL CHECK (kind BETWEEN 1 AND 2),       -- notice, consent
    purpose      TEXT NOT NULL CHECK ((kind = 1) = (purpose = '')),
    country      TEXT NOT NULL,                                   -- "EC"
    language     TEXT NOT NULL,
    version      TEXT NOT NULL,
    body         TEXT NOT NULL,
    text_hash    BLOB NOT NULL CHECK (length(text_hash) = 32),    -- SHA-256 of body
    published_ms INTEGER NOT NULL,
    author       TEXT NOT NULL,
    PRIMARY KEY (tenant_id, programme_id, kind, purpose, country, language, version),
    FOREIGN KEY (tenant_id, programme_id) REFERENCES programme (tenant_id, programme_id)
) STRICT;

-- Which of several languages was read.
ALTER TABLE consent ADD COLUMN language TEXT NOT NULL DEFAULT '';

-- What somebody asked for, and until when the law of their country wants an answer.
CREATE TABLE privacy_request (
    bucket       INT NOT NULL,              -- the tenant's base bucket
    tenant_id    INTEGER NOT NULL,
    request_id   INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    holder_id    INTEGER NOT NULL,
    kind         INT NOT NULL CHECK (kind BETWEEN 1 AND 7),   -- access rectify erase object restrict block portability
    purpose      TEXT NOT NULL DEFAULT '',  -- of object and restrict
    country      TEXT NOT NULL,
    state        INT NOT NULL CHECK (state BETWEEN 1 AND 3),  -- open done refused
    received_ms  INTEGER NOT NULL,
    due_ms       INTEGER NOT NULL,
    closed_ms    INTEGER,
    actor        TEXT NOT NULL,             -- who took it in
    decider      TEXT NOT NULL DEFAULT '',
    note_s       BLOB,                      -- in the words of who asked or decided; the member's key
    answer_s     BLOB,
    PRIMARY KEY (bucket, tenant_id, request_id)
) STRICT;
CREATE INDEX privacy_request_due ON privacy_request (bucket, tenant_id, due_ms) WHERE state = 1;
CREATE INDEX privacy_request_holder ON privacy_request (bucket, tenant_id, holder_id);

-- What is not done with somebody's data: because they object, because they are minors, because a claim is open.
CREATE TABLE restriction (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    holder_id    INTEGER NOT NULL CHECK ((holder_id & 16383) = bucket),
    purpose      INT NOT NULL CHECK (purpose BETWEEN 1 AND 3),  -- marketing profiling all
    cause        INT NOT NULL CHECK (cause BETWEEN 1 AND 3),    -- objection minor claim
    programme_id INTEGER NOT NULL,
    since_ms     INTEGER NOT NULL,
    until_ms     INTEGER,                                       -- a minor's birthday; null = until taken back
    actor        TEXT NOT NULL,
    PRIMARY KEY (bucket, tenant_id, holder_id, purpose, cause)
) STRICT, WITHOUT ROWID;

-- What stands for a birth date that was not told, and who agreed for a child.
CREATE TABLE age_proof (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    holder_id    INTEGER NOT NULL CHECK ((holder_id & 16383) = bucket),
    of_age       INT NOT NULL CHECK (of_age IN (0, 1)),  -- as they say
    guardian_s   BLOB,                                   -- who agreed for them, sealed with the member's key
    text_version TEXT NOT NULL,
    actor        TEXT NOT NULL,
    at_ms        INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, holder_id)
) STRICT, WITHOUT ROWID;

-- Who is gone. A restored backup is told of them again before anybody else may ask (docs/guide/privacy.md).
CREATE TABLE erasure (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    holder_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    at_ms        INTEGER NOT NULL,
    cause        INT NOT NULL CHECK (cause BETWEEN 1 AND 4),  -- request, own, retention, replay
    actor        TEXT NOT NULL,
    PRIMARY KEY (bucket, tenant_id, holder_id)
) STRICT, WITHOUT ROWID;

-- Members who did nothing for so long that they were told: they go unless they come.
CREATE TABLE inactive (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    holder_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    told_ms      INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, holder_id)
) STRICT, WITHOUT ROWID;

-- What was taken away because its time was over: the proof, without anybody's name.
CREATE TABLE retention_run (
    bucket       INT NOT NULL,              -- the tenant's base bucket
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    run_id       INTEGER NOT NULL,
    rule         TEXT NOT NULL,             -- "inactive-told"
    at_ms        INTEGER NOT NULL,
    before_ms    INTEGER NOT NULL,          -- what was older went
    rows         INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, programme_id, run_id)
) STRICT, WITHOUT ROWID;

-- Data that came where it does not belong, and who has to be told by when.
CREATE TABLE incident (
    bucket       INT NOT NULL,              -- the tenant's base bucket
    tenant_id    INTEGER NOT NULL,
    incident_id  INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    state        INT NOT NULL CHECK (state BETWEEN 1 AND 2),  -- open, closed
    known_ms     INTEGER NOT NULL,          -- the clocks run from here
    from_ms      INTEGER NOT NULL,          -- what was touched in [from, until) by `touched_by`
    until_ms     INTEGER NOT NULL,
    touched_by   TEXT NOT NULL,             -- "key:...", "staff:...", "" = anybody
    holder_ids   TEXT NOT NULL,             -- more of them, JSON
    countries    TEXT NOT NULL,             -- JSON
    told         TEXT NOT NULL DEFAULT '{}', -- who was told when, JSON
    affected     INTEGER NOT NULL DEFAULT 0,
    story_s      BLOB NOT NULL,             -- what happened and what was done: people's own words
    actor        TEXT NOT NULL,
    opened_ms    INTEGER NOT NULL,
    closed_ms    INTEGER,
    PRIMARY KEY (bucket, tenant_id, incident_id)
) STRICT;

-- One's own data, without reading everybody's.
CREATE INDEX segment_move_holder ON segment_move (bucket, tenant_id, holder_id);

-- One more message: that a member who did nothing for so long will be erased.
CREATE TABLE message_of_19 (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    holder_id    INTEGER NOT NULL,
    type         INT NOT NULL CHECK (type BETWEEN 1 AND 19),   -- in the order of domain.md 12, then account_inactive
    source_id    INTEGER NOT NULL,
    part         INT NOT NULL,
    programme_id INTEGER NOT NULL,
    txn_id       INTEGER NOT NULL,
    state        INT NOT NULL CHECK (state BETWEEN 1 AND 5),   -- waiting sent suppressed failed planned
    reason       TEXT NOT NULL DEFAULT '' CHECK ((state = 3) = (reason <> '')),
    channel      INT NOT NULL DEFAULT 0 CHECK (channel BETWEEN 0 AND 5),  -- push email sms whatsapp in_app
    due_ms       INTEGER NOT NULL,
    at_ms        INTEGER NOT NULL,
    on_day       INT NOT NULL,
    variables    TEXT NOT NULL,
    PRIMARY KEY (bucket, tenant_id, holder_id, type, source_id, part)
) STRICT, WITHOUT ROWID;

INSERT INTO message_of_19 (bucket, tenant_id, holder_id, type, source_id, part, programme_id, txn_id, state, reason, channel,
                           due_ms, at_ms, on_day, variables)
SELECT bucket, tenant_id, holder_id, type, source_id, part, programme_id, txn_id, state, reason, channel, due_ms, at_ms, on_day,
       variables
FROM message;

DROP TABLE message;
ALTER TABLE message_of_19 RENAME TO message;
CREATE INDEX message_planned ON message (bucket, tenant_id, due_ms) WHERE state = 5;
