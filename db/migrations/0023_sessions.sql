-- Whoever has signed in: staff at a console or till, members at their card. In the tenant's base bucket. What they may is
-- kept as it was then: a change of role, stores or password ends them (security.md 4).
CREATE TABLE session (
    bucket        INT NOT NULL,
    tenant_id     INTEGER NOT NULL,
    token_hash    BLOB NOT NULL CHECK (length(token_hash) = 32),  -- SHA-256
    programme_id  INTEGER NOT NULL,
    kind          INT NOT NULL CHECK (kind BETWEEN 1 AND 3),      -- staff, till, member
    subject       INTEGER NOT NULL,                               -- staff_id, or the member's holder_id
    device        TEXT NOT NULL,                                  -- till's id, or the device's name; never a person's
    role          TEXT NOT NULL,
    scopes        TEXT NOT NULL,
    stores        TEXT NOT NULL,
    own_members   TEXT NOT NULL,                                  -- cards of the staff themselves
    created_ms    INTEGER NOT NULL,
    seen_ms       INTEGER NOT NULL,
    idle_ms       INTEGER NOT NULL CHECK (idle_ms > 0),           -- so long unused, and it is over
    ends_ms       INTEGER NOT NULL,
    stepped_up_ms INTEGER,                                        -- who it is was proved again then
    PRIMARY KEY (bucket, tenant_id, token_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_subject ON session (bucket, tenant_id, kind, subject);
