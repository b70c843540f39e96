-- What a member is shown and asked on the card, and the till beside it.

-- A code that somebody asked for who is no member yet: where it goes, so that it can be sent, and so that it joins nobody else.
ALTER TABLE one_time ADD COLUMN contact_s BLOB;  -- phone or e-mail as it is enrolled, sealed with the tenant's key
CREATE INDEX one_time_joins ON one_time (bucket, tenant_id, channel, created_ms) WHERE contact_s IS NOT NULL;

-- How far a member has read what was written to them.
CREATE TABLE inbox_place (
    bucket    INT NOT NULL,
    tenant_id INTEGER NOT NULL,
    holder_id INTEGER NOT NULL CHECK ((holder_id & 16383) = bucket),
    read_ms   INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, holder_id)
) STRICT, WITHOUT ROWID;

-- What a member does not want to hear of, and by which way; what is not here is wanted as far as its class allows.
CREATE TABLE unwanted_message (
    bucket    INT NOT NULL,
    tenant_id INTEGER NOT NULL,
    holder_id INTEGER NOT NULL CHECK ((holder_id & 16383) = bucket),
    type      INT NOT NULL,                                       -- as message.type
    channel   INT NOT NULL,
    since_ms  INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, holder_id, type, channel)
) STRICT, WITHOUT ROWID;

-- When and where a voucher was used up; null and 0 while it was not.
ALTER TABLE voucher ADD COLUMN used_ms INTEGER;
ALTER TABLE voucher ADD COLUMN used_store INT NOT NULL DEFAULT 0;

-- A device becomes a till with a short code that somebody with the right to it was shown; ten minutes, once.
CREATE TABLE till_code (
    bucket       INT NOT NULL,                                    -- the tenant's base bucket
    tenant_id    INTEGER NOT NULL,
    code_hash    BLOB NOT NULL CHECK (length(code_hash) = 32),    -- keyed
    programme_id INTEGER NOT NULL,
    store        TEXT NOT NULL,
    name         TEXT NOT NULL,                                   -- as the device is called: "Caja 3"
    created_ms   INTEGER NOT NULL,
    created_by   TEXT NOT NULL,
    expires_ms   INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, code_hash)
) STRICT, WITHOUT ROWID;

-- Money value of what one till let be spent without the line on the last day on which it did.
CREATE TABLE offline_spend (
    bucket    INT NOT NULL,                                       -- the tenant's base bucket
    tenant_id INTEGER NOT NULL,
    till      TEXT NOT NULL,                                      -- the credential: a till, or the key of one
    on_day    INT NOT NULL,                                       -- programme zone
    amount    INTEGER NOT NULL CHECK (amount >= 0),               -- minor units
    PRIMARY KEY (bucket, tenant_id, till)
) STRICT, WITHOUT ROWID;

-- A kind more: what a till sold without the line and could not be entered when it came back. The same table, as 0026 made it,
-- with room for kinds to come.
CREATE TABLE fraud_case_of_ten (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    case_id      INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    kind         INT NOT NULL CHECK (kind BETWEEN 1 AND 32),
    subject      TEXT NOT NULL,              -- "staff:7", "mbr_...", "tenant", "purchase:CENTRO-03-000123"
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
    words_s      BLOB,                       -- of the member who doubts a movement; their own key
    PRIMARY KEY (bucket, tenant_id, case_id)
) STRICT, WITHOUT ROWID;
INSERT INTO fraud_case_of_ten (bucket, tenant_id, case_id, programme_id, kind, subject, holder_id, on_day, times, opened_ms, last_ms,
                              details, state, decider, decided_ms, note_s)
SELECT bucket, tenant_id, case_id, programme_id, kind, subject, holder_id, on_day, times, opened_ms, last_ms,
       details, state, decider, decided_ms, note_s
FROM fraud_case;
DROP TABLE fraud_case;
ALTER TABLE fraud_case_of_ten RENAME TO fraud_case;
CREATE UNIQUE INDEX fraud_case_open ON fraud_case (bucket, tenant_id, programme_id, kind, subject, on_day) WHERE state = 1;
CREATE INDEX fraud_case_state ON fraud_case (bucket, tenant_id, programme_id, state, case_id);

-- The counts of kinds to come likewise.
CREATE TABLE fraud_count_of_ten (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    kind         INT NOT NULL CHECK (kind BETWEEN 1 AND 32),
    span         INTEGER NOT NULL,           -- hour since 1970, or day of the programme
    subject      TEXT NOT NULL,
    times        INTEGER NOT NULL CHECK (times > 0),
    PRIMARY KEY (bucket, tenant_id, programme_id, kind, span, subject)
) STRICT, WITHOUT ROWID;
INSERT INTO fraud_count_of_ten (bucket, tenant_id, programme_id, kind, span, subject, times)
SELECT bucket, tenant_id, programme_id, kind, span, subject, times FROM fraud_count;
DROP TABLE fraud_count;
ALTER TABLE fraud_count_of_ten RENAME TO fraud_count;

-- When somebody who wants to be erased is, unless they call it off before.
ALTER TABLE privacy_request ADD COLUMN erase_ms INTEGER;

-- Finds members by the words of their name, where a till has nothing better: keyed hashes of whole words (docs/adr/0061).
CREATE TABLE name_word (
    bucket       INT NOT NULL,                                     -- the tenant's base bucket
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    word_h       BLOB NOT NULL CHECK (length(word_h) = 16),
    holder_id    INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, programme_id, word_h, holder_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_word_holder ON name_word (bucket, tenant_id, holder_id);
