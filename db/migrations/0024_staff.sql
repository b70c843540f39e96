-- People of the shop, the tills they stand at, and tries to sign in (docs/adr/0038). In the tenant's base bucket. The table
-- of 0001 was never written to.
DROP TABLE staff;

CREATE TABLE staff (
    bucket           INT NOT NULL,
    tenant_id        INTEGER NOT NULL,
    staff_id         INTEGER NOT NULL,
    programme_id     INTEGER NOT NULL,
    login_h          BLOB NOT NULL CHECK (length(login_h) = 16),  -- blind index
    login_s          BLOB NOT NULL,
    name_s           BLOB NOT NULL,
    role             TEXT NOT NULL,
    brands           TEXT NOT NULL,                               -- narrowed to these; all empty = to nothing
    regions          TEXT NOT NULL,
    stores           TEXT NOT NULL,
    own_members      TEXT NOT NULL,                               -- their own cards (security.md 3, case 11)
    state            INT NOT NULL CHECK (state BETWEEN 1 AND 2),  -- active, disabled
    created_ms       INTEGER NOT NULL,
    password         TEXT NOT NULL,                               -- argon2id, as libsodium writes it
    must_change      INT NOT NULL CHECK (must_change IN (0, 1)),  -- the password was given, not chosen
    password_ends_ms INTEGER,
    totp_s           BLOB,
    totp_confirmed   INT NOT NULL CHECK (totp_confirmed IN (0, 1)),
    totp_step        INTEGER NOT NULL,                            -- the last one used: none counts twice
    recovery         TEXT NOT NULL,                               -- hashes of the codes that are left
    pin              TEXT NOT NULL,                               -- argon2id; '' = none
    PRIMARY KEY (bucket, tenant_id, staff_id),
    UNIQUE (bucket, tenant_id, programme_id, login_h)
) STRICT, WITHOUT ROWID;

CREATE TABLE till (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    till_id      INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    store        TEXT NOT NULL,
    name         TEXT NOT NULL,
    secret_hash  BLOB NOT NULL CHECK (length(secret_hash) = 32),  -- SHA-256
    state        INT NOT NULL CHECK (state BETWEEN 1 AND 2),      -- active, revoked
    created_ms   INTEGER NOT NULL,
    created_by   TEXT NOT NULL,
    PRIMARY KEY (bucket, tenant_id, till_id),
    UNIQUE (bucket, tenant_id, secret_hash)
) STRICT, WITHOUT ROWID;

-- Failures by login, PIN or address, whether or not anybody is called so: what is locked says nothing of who exists.
CREATE TABLE sign_in_try (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    subject_h    BLOB NOT NULL CHECK (length(subject_h) = 16),    -- blind index of kind and subject
    failures     INT NOT NULL CHECK (failures > 0),
    failed_ms    INTEGER NOT NULL,                                -- the last of them
    locked_ms    INTEGER NOT NULL,                                -- until then
    PRIMARY KEY (bucket, tenant_id, subject_h)
) STRICT, WITHOUT ROWID;

-- A web shop's key takes back its own orders only (contract.md 4).
ALTER TABLE api_key ADD COLUMN own_orders INT NOT NULL DEFAULT 0;
