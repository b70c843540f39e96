-- People. Every personal value is sealed or a keyed hash (security 5); the key to a person's fields is in member_key alone.

CREATE TABLE member (
    bucket          INT NOT NULL CHECK (bucket BETWEEN 0 AND 16383),
    tenant_id       INTEGER NOT NULL,
    holder_id       INTEGER NOT NULL CHECK ((holder_id & 16383) = bucket),
    programme_id    INTEGER NOT NULL,
    kind            INT NOT NULL CHECK (kind BETWEEN 1 AND 2),   -- member, household
    state           INT NOT NULL CHECK (state BETWEEN 1 AND 5),  -- active suspended closed merged anonymised
    enrolled_ms     INTEGER NOT NULL,
    home_store      INT NOT NULL DEFAULT 0,      -- symbol, 0 = none
    language        TEXT NOT NULL DEFAULT '',
    household_id    INTEGER NOT NULL DEFAULT 0,
    merged_into     INTEGER NOT NULL DEFAULT 0,
    referral_code_h BLOB CHECK (length(referral_code_h) = 16),
    name_s          BLOB,
    birth_date_s    BLOB,
    address_s       BLOB,
    attributes_s    BLOB,
    segments        TEXT NOT NULL DEFAULT '[]',  -- static segments, by code
    row_version     INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (bucket, tenant_id, holder_id)
) STRICT, WITHOUT ROWID;

-- Gone at erasure, and with it whatever the sealed columns held.
CREATE TABLE member_key (
    bucket      INT NOT NULL,
    tenant_id   INTEGER NOT NULL,
    holder_id   INTEGER NOT NULL,
    wrapped_key BLOB NOT NULL,
    key_no      INT NOT NULL,
    PRIMARY KEY (bucket, tenant_id, holder_id)
) STRICT, WITHOUT ROWID;

-- In the bucket of value_h, so that a phone is found without knowing its holder.
CREATE TABLE identity (
    bucket       INT NOT NULL CHECK (bucket BETWEEN 0 AND 16383),
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    kind         INT NOT NULL CHECK (kind BETWEEN 1 AND 4),  -- phone email card external
    value_h      BLOB NOT NULL CHECK (length(value_h) = 16),
    holder_id    INTEGER NOT NULL,
    state        INT NOT NULL CHECK (state BETWEEN 1 AND 3),  -- active blocked freed
    value_s      BLOB NOT NULL,
    verified_ms  INTEGER,
    PRIMARY KEY (bucket, tenant_id, programme_id, kind, value_h)
) STRICT, WITHOUT ROWID;

-- A holder's identities, for the profile and for erasure.
CREATE INDEX identity_holder ON identity (bucket, tenant_id, holder_id);

-- Hashes of erased identities, so that a bonus is given once per person even after erasure.
CREATE TABLE tombstone (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    value_h      BLOB NOT NULL CHECK (length(value_h) = 16),
    until_ms     INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, programme_id, value_h)
) STRICT, WITHOUT ROWID;

-- Append-only: the last row of a purpose and channel counts.
CREATE TABLE consent (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    holder_id    INTEGER NOT NULL,
    consent_id   INTEGER NOT NULL,
    purpose      TEXT NOT NULL,
    channel      TEXT NOT NULL,
    given        INT NOT NULL CHECK (given IN (0, 1)),
    text_version TEXT NOT NULL,
    text_hash    BLOB,
    source       TEXT NOT NULL,
    actor        TEXT NOT NULL,
    at_ms        INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, holder_id, consent_id)
) STRICT, WITHOUT ROWID;

-- In the bucket of the household.
CREATE TABLE household_member (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    household_id INTEGER NOT NULL,
    holder_id    INTEGER NOT NULL,
    owner        INT NOT NULL CHECK (owner IN (0, 1)),
    can_redeem   INT NOT NULL CHECK (can_redeem IN (0, 1)),
    joined_ms    INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, household_id, holder_id)
) STRICT, WITHOUT ROWID;
