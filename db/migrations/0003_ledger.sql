-- The ledger. `txn` is the record of truth (design D15); entry, lot, lot_use, wallet and tally are projections of it.

CREATE TABLE txn (
    bucket       INT NOT NULL CHECK (bucket BETWEEN 0 AND 16383),
    tenant_id    INTEGER NOT NULL,
    txn_id       INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    holder_id    INTEGER NOT NULL,  -- the member who acted; 0 = a job's row for one bucket
    kind         INT NOT NULL CHECK (kind BETWEEN 1 AND 12),
    key_hash     BLOB CHECK (length(key_hash) = 16),  -- null for jobs
    request_hash BLOB CHECK (length(request_hash) = 16),
    parent_txn   INTEGER,
    occurred_ms  INTEGER NOT NULL,
    at_ms        INTEGER NOT NULL,
    on_day       INT NOT NULL,
    store        INT NOT NULL,
    brand        INT NOT NULL,
    channel      TEXT NOT NULL,
    amount       INTEGER NOT NULL,  -- minor units
    actor        TEXT NOT NULL,
    document     TEXT NOT NULL,     -- the command as decided
    result       TEXT NOT NULL,     -- answer and whole effect
    link         BLOB NOT NULL CHECK (length(link) = 16),
    PRIMARY KEY (bucket, tenant_id, txn_id),
    UNIQUE (bucket, tenant_id, programme_id, key_hash)
) STRICT;

CREATE INDEX txn_holder ON txn (bucket, tenant_id, holder_id, txn_id);
CREATE INDEX txn_parent ON txn (bucket, tenant_id, parent_txn) WHERE parent_txn IS NOT NULL;

-- Balances of a holder in one currency. Currency 0 is the holder's head and mutex: no units, but the end of its chain.
CREATE TABLE wallet (
    bucket      INT NOT NULL,
    tenant_id   INTEGER NOT NULL,
    holder_id   INTEGER NOT NULL CHECK ((holder_id & 16383) = bucket),
    currency    INT NOT NULL,
    pending     INTEGER NOT NULL DEFAULT 0 CHECK (pending >= 0),
    available   INTEGER NOT NULL DEFAULT 0 CHECK (available >= 0),
    reserved    INTEGER NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    debt        INTEGER NOT NULL DEFAULT 0 CHECK (debt <= 0),
    version     INTEGER NOT NULL DEFAULT 0,
    chain_head  BLOB CHECK (length(chain_head) = 16),
    entry_count INTEGER,
    state       TEXT,
    PRIMARY KEY (bucket, tenant_id, holder_id, currency),
    CHECK (NOT (available > 0 AND debt < 0)),
    CHECK ((currency = 0) = (chain_head IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- One row is one holder's side of one entry; on_month is last in the key for PostgreSQL's partitions (scale-out S13).
CREATE TABLE entry (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    holder_id    INTEGER NOT NULL,
    entry_id     INTEGER NOT NULL,
    on_month     INT NOT NULL,
    txn_id       INTEGER NOT NULL,
    type         INT NOT NULL CHECK (type BETWEEN 1 AND 19),
    currency     INT NOT NULL CHECK (currency > 0),
    pending      INTEGER NOT NULL,
    available    INTEGER NOT NULL,
    reserved     INTEGER NOT NULL,
    debt         INTEGER NOT NULL,
    written_off  INTEGER NOT NULL,
    contra       INT NOT NULL CHECK (contra BETWEEN 0 AND 8),
    contra_brand INT NOT NULL,
    contra_units INTEGER NOT NULL,
    rule         INT NOT NULL,
    lot_id       INTEGER NOT NULL,
    posted_ms    INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, holder_id, entry_id, on_month),
    CHECK (pending + available + reserved + debt + written_off + contra_units = 0),
    CHECK (pending <> 0 OR available <> 0 OR reserved <> 0 OR debt <> 0 OR written_off <> 0 OR contra_units <> 0),
    CHECK (contra <> 0 OR contra_units = 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE lot (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    holder_id    INTEGER NOT NULL,
    lot_id       INTEGER NOT NULL,
    currency     INT NOT NULL CHECK (currency > 0),
    original     INTEGER NOT NULL CHECK (original > 0),
    remaining    INTEGER NOT NULL CHECK (remaining >= 0),
    reserved     INTEGER NOT NULL CHECK (reserved >= 0),
    reversed     INTEGER NOT NULL CHECK (reversed >= 0),
    expired      INTEGER NOT NULL CHECK (expired >= 0),
    earned_ms    INTEGER NOT NULL,
    earned_day   INT NOT NULL,
    available_ms INTEGER NOT NULL,
    expires_ms   INTEGER,
    due_ms       INTEGER,  -- the scheduler's next instant
    brand        INT NOT NULL,
    rule         INT NOT NULL,
    funding      INT NOT NULL,
    txn_id       INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, holder_id, lot_id),
    CHECK (remaining + reserved <= original)
) STRICT, WITHOUT ROWID;

CREATE INDEX lot_due ON lot (bucket, tenant_id, due_ms) WHERE due_ms IS NOT NULL;

CREATE TABLE lot_use (
    bucket         INT NOT NULL,
    tenant_id      INTEGER NOT NULL,
    holder_id      INTEGER NOT NULL,
    txn_id         INTEGER NOT NULL,
    seq            INT NOT NULL,
    lot_id         INTEGER NOT NULL,
    units          INTEGER NOT NULL CHECK (units >= 0),
    refunded       INTEGER NOT NULL CHECK (refunded >= 0),
    debt_units     INTEGER NOT NULL CHECK (debt_units >= 0),
    redeemer_brand INT NOT NULL,
    PRIMARY KEY (bucket, tenant_id, holder_id, txn_id, seq)
) STRICT, WITHOUT ROWID;

-- Every counter of a holder: limits, caps, tier metric, visits, transfers.
CREATE TABLE tally (
    bucket    INT NOT NULL,
    tenant_id INTEGER NOT NULL,
    holder_id INTEGER NOT NULL,
    kind      INT NOT NULL,
    ref       INT NOT NULL,
    period    INTEGER NOT NULL,
    value     INTEGER NOT NULL,
    count     INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, holder_id, kind, ref, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE reservation (
    bucket         INT NOT NULL,
    tenant_id      INTEGER NOT NULL,
    reservation_id INTEGER NOT NULL,
    holder_id      INTEGER NOT NULL,
    currency       INT NOT NULL,
    points         INTEGER NOT NULL CHECK (points > 0),
    captured       INTEGER NOT NULL DEFAULT 0 CHECK (captured BETWEEN 0 AND points),
    state          INT NOT NULL CHECK (state BETWEEN 1 AND 4),  -- active captured cancelled timed_out
    due_ms         INTEGER,
    PRIMARY KEY (bucket, tenant_id, reservation_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE redemption (
    bucket        INT NOT NULL,
    tenant_id     INTEGER NOT NULL,
    redemption_id INTEGER NOT NULL,
    holder_id     INTEGER NOT NULL,
    reward        INT NOT NULL,
    points        INTEGER NOT NULL CHECK (points >= 0),
    money         INTEGER NOT NULL CHECK (money >= 0),
    state         INT NOT NULL CHECK (state BETWEEN 1 AND 4),  -- confirmed fulfilled refunded lapsed
    voucher_id    INTEGER NOT NULL DEFAULT 0,
    recipient     BLOB,  -- sealed: who collects is a person
    store         INT NOT NULL DEFAULT 0,
    due_ms        INTEGER,
    PRIMARY KEY (bucket, tenant_id, redemption_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE voucher (
    bucket        INT NOT NULL,
    tenant_id     INTEGER NOT NULL,
    voucher_id    INTEGER NOT NULL,
    holder_id     INTEGER NOT NULL,
    coupon        INT NOT NULL,
    reward        INT NOT NULL,
    code_s        BLOB NOT NULL,
    state         INT NOT NULL CHECK (state BETWEEN 1 AND 5),  -- issued locked used expired cancelled
    uses_left     INTEGER CHECK (uses_left >= 0),  -- null = without limit
    valid_from_ms INTEGER NOT NULL,
    valid_to_ms   INTEGER,
    txn_id        INTEGER NOT NULL,
    detail        TEXT NOT NULL DEFAULT '{}',  -- which purchase granted and used it, what a stamp card paid for it
    PRIMARY KEY (bucket, tenant_id, voucher_id)
) STRICT, WITHOUT ROWID;

-- Members hold few of each; without these a profile would read a bucket whole.
CREATE INDEX reservation_holder ON reservation (bucket, tenant_id, holder_id);
CREATE INDEX redemption_holder ON redemption (bucket, tenant_id, holder_id);
CREATE INDEX voucher_holder ON voucher (bucket, tenant_id, holder_id);

-- Codes by their hash, in the bucket of the hash.
CREATE TABLE code (
    bucket    INT NOT NULL,
    tenant_id INTEGER NOT NULL,
    code_h    BLOB NOT NULL CHECK (length(code_h) = 16),
    kind      INT NOT NULL CHECK (kind BETWEEN 1 AND 2),  -- voucher referral
    holder_id INTEGER NOT NULL,
    id        INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, code_h)
) STRICT, WITHOUT ROWID;

-- Stock, rule budgets, coupon totals. Slice 0 until escrow is needed (scale-out Q16).
CREATE TABLE resource (
    bucket    INT NOT NULL,
    tenant_id INTEGER NOT NULL,
    kind      INT NOT NULL,
    ref       INT NOT NULL,
    slice     INT NOT NULL DEFAULT 0,
    "left"    INTEGER NOT NULL CHECK ("left" >= 0),
    total     INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, kind, ref, slice)
) STRICT, WITHOUT ROWID;

-- In the bucket of the referee.
CREATE TABLE referral (
    bucket      INT NOT NULL,
    tenant_id   INTEGER NOT NULL,
    referral_id INTEGER NOT NULL,
    referrer_id INTEGER NOT NULL,
    referee_id  INTEGER NOT NULL,
    state       INT NOT NULL CHECK (state BETWEEN 1 AND 5),  -- open qualified rewarded rejected reversed
    txn_id      INTEGER NOT NULL DEFAULT 0,
    due_ms      INTEGER,
    PRIMARY KEY (bucket, tenant_id, referral_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE subscription (
    bucket          INT NOT NULL,
    tenant_id       INTEGER NOT NULL,
    subscription_id INTEGER NOT NULL,
    holder_id       INTEGER NOT NULL,
    plan            TEXT NOT NULL,
    state           INT NOT NULL CHECK (state BETWEEN 1 AND 5),  -- active past_due lapsed cancelling ended
    paid_from_ms    INTEGER NOT NULL,
    paid_to_ms      INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, subscription_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX subscription_holder ON subscription (bucket, tenant_id, holder_id);

-- Returns and voids that came before their purchase, in the bucket of the purchase's key.
CREATE TABLE parked (
    bucket            INT NOT NULL,
    tenant_id         INTEGER NOT NULL,
    programme_id      INTEGER NOT NULL,
    key_hash          BLOB NOT NULL CHECK (length(key_hash) = 16),
    purchase_key_hash BLOB NOT NULL CHECK (length(purchase_key_hash) = 16),
    document          TEXT NOT NULL,
    state             INT NOT NULL CHECK (state BETWEEN 1 AND 5),  -- parked applied rejected orphaned dismissed
    due_ms            INTEGER,
    PRIMARY KEY (bucket, tenant_id, programme_id, key_hash)
) STRICT;

CREATE INDEX parked_purchase ON parked (bucket, tenant_id, programme_id, purchase_key_hash);

-- Where a key's transaction lies. Spread above 1 only (contract 1, rule 12).
CREATE TABLE locator (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    key_hash     BLOB NOT NULL CHECK (length(key_hash) = 16),
    holder_id    INTEGER NOT NULL,
    txn_id       INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, programme_id, key_hash)
) STRICT, WITHOUT ROWID;
