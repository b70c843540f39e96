-- What members sign in with, spend by, and are told when their contact changes. Nothing here is a person's in clear: codes
-- and tokens are derived from a key that is not in the database, and stored as hashes (docs/adr/0040).

-- A one-time code was made. The code itself is nowhere: it is the keyed HMAC of the request and its purpose.
CREATE TABLE one_time (
    bucket       INT NOT NULL,                                        -- the tenant's base bucket
    tenant_id    INTEGER NOT NULL,
    request_hash BLOB NOT NULL CHECK (length(request_hash) = 32),     -- SHA-256 of the request id that was given out
    programme_id INTEGER NOT NULL,
    account_hash BLOB NOT NULL CHECK (length(account_hash) = 16),     -- of the phone or e-mail, whether anybody has it or not
    holder_id    INTEGER NOT NULL,                                    -- 0 = nobody: it opens nothing
    purpose      INT NOT NULL CHECK (purpose BETWEEN 1 AND 4),        -- sign_in step_up contact till
    channel      INT NOT NULL CHECK (channel BETWEEN 0 AND 5),        -- as of message; 0 = shown where it was made
    session_hash BLOB,                                                -- of the session that asked, if one did
    target_s     BLOB,                                                -- the new phone or e-mail, sealed with the member's key
    created_ms   INTEGER NOT NULL,
    expires_ms   INTEGER NOT NULL,
    tries        INT NOT NULL,                                        -- wrong ones
    used_ms      INTEGER,
    PRIMARY KEY (bucket, tenant_id, request_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX one_time_account ON one_time (bucket, tenant_id, account_hash, created_ms);
CREATE INDEX one_time_holder ON one_time (bucket, tenant_id, holder_id, created_ms);
CREATE INDEX one_time_made ON one_time (bucket, tenant_id, created_ms);
CREATE INDEX one_time_sent ON one_time (bucket, tenant_id, channel, created_ms) WHERE holder_id <> 0;

-- A member was there: who holds this may spend for them, for ten minutes, with the same credential.
CREATE TABLE proof (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    proof_hash   BLOB NOT NULL CHECK (length(proof_hash) = 32),
    programme_id INTEGER NOT NULL,
    holder_id    INTEGER NOT NULL,
    credential   TEXT NOT NULL,
    expires_ms   INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, proof_hash)
) STRICT, WITHOUT ROWID;

-- QR tokens that were shown: each counts once, across restarts too.
CREATE TABLE qr_nonce (
    bucket     INT NOT NULL,
    tenant_id  INTEGER NOT NULL,
    nonce_hash BLOB NOT NULL CHECK (length(nonce_hash) = 32),
    until_ms   INTEGER NOT NULL,                                      -- after this the token is too old anyway
    PRIMARY KEY (bucket, tenant_id, nonce_hash)
) STRICT, WITHOUT ROWID;

-- Money value of what was spent for a member without proof on the last day on which that was done; in the holder's bucket.
CREATE TABLE unproved_spend (
    bucket    INT NOT NULL,
    tenant_id INTEGER NOT NULL,
    holder_id INTEGER NOT NULL,
    on_day    INT NOT NULL,                                           -- programme zone
    amount    INTEGER NOT NULL CHECK (amount >= 0),                   -- minor units
    PRIMARY KEY (bucket, tenant_id, holder_id)
) STRICT, WITHOUT ROWID;

-- A phone or e-mail of a member became another; in the holder's bucket.
CREATE TABLE contact_change (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    change_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    holder_id    INTEGER NOT NULL,
    kind         INT NOT NULL CHECK (kind IN (1, 2)),                 -- as of identity: phone, e-mail
    old_s        BLOB,                                                -- sealed with the member's key; none = there was none
    new_s        BLOB,                                                -- none = it was taken away
    changed_ms   INTEGER NOT NULL,
    until_ms     INTEGER NOT NULL,                                    -- nothing is spent, and it may be undone, before this
    undone_ms    INTEGER,
    PRIMARY KEY (bucket, tenant_id, change_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_change_holder ON contact_change (bucket, tenant_id, holder_id, until_ms);

-- What members are told for their own safety, to be sent; the words are made where it is sent. In the tenant's base bucket.
CREATE TABLE card_notice (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    notice_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    holder_id    INTEGER NOT NULL,
    type         INT NOT NULL CHECK (type BETWEEN 1 AND 3),           -- new_device contact_changed wrong_codes
    channel      INT NOT NULL CHECK (channel BETWEEN 1 AND 5),        -- as of message
    to_s         BLOB NOT NULL,                                       -- phone or e-mail, sealed with the member's key
    about_id     INTEGER NOT NULL,                                    -- the contact_change, 0 = none
    created_ms   INTEGER NOT NULL,
    until_ms     INTEGER NOT NULL,                                    -- of no use after this
    PRIMARY KEY (bucket, tenant_id, notice_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX card_notice_holder ON card_notice (bucket, tenant_id, holder_id, type, created_ms);
