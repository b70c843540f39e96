-- The outbox: which message is due to whom, when, by which channel, or why it is not sent. Nothing was ever written to
-- the table of 0004. `variables` holds numbers, codes and days; whatever is personal is filled in where it is sent.
DROP TABLE message;

CREATE TABLE message (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    holder_id    INTEGER NOT NULL,
    type         INT NOT NULL CHECK (type BETWEEN 1 AND 18),   -- in the order of domain.md 12
    source_id    INTEGER NOT NULL,                             -- what it is about
    part         INT NOT NULL,                                 -- which of several about it
    programme_id INTEGER NOT NULL,
    txn_id       INTEGER NOT NULL,                             -- the purchase whose void ends it, 0 = none
    state        INT NOT NULL CHECK (state BETWEEN 1 AND 5),   -- waiting sent suppressed failed planned
    reason       TEXT NOT NULL DEFAULT '' CHECK ((state = 3) = (reason <> '')),
    channel      INT NOT NULL DEFAULT 0 CHECK (channel BETWEEN 0 AND 5),  -- push email sms whatsapp in_app
    due_ms       INTEGER NOT NULL,                             -- when its cause made it due
    at_ms        INTEGER NOT NULL,                             -- when it goes out: quiet hours are over
    on_day       INT NOT NULL,                                 -- of at_ms, where the member lives: caps count it
    variables    TEXT NOT NULL,
    PRIMARY KEY (bucket, tenant_id, holder_id, type, source_id, part)
) STRICT, WITHOUT ROWID;

-- What is to be looked at again when it is due.
CREATE INDEX message_planned ON message (bucket, tenant_id, due_ms) WHERE state = 5;
