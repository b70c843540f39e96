-- What reports and segments read: facts of purchases, and who is in which segment. Both are written behind the ledger by a
-- follower that reads txn in the order of its ids (docs/adr/0020).

-- What an article costs the shop, minor units; null = unknown.
ALTER TABLE product ADD COLUMN unit_cost INTEGER CHECK (unit_cost >= 0);

-- How far the follower has read.
CREATE TABLE follow_place (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    txn_id       INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, programme_id)
) STRICT, WITHOUT ROWID;

-- One row for each accepted purchase, as it stands after its returns. A merge moves rows to the survivor.
CREATE TABLE sale (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    holder_id    INTEGER NOT NULL CHECK ((holder_id & 16383) = bucket),
    txn_id       INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    on_day       INT NOT NULL,       -- in the programme's zone
    occurred_ms  INTEGER NOT NULL,
    at_ms        INTEGER NOT NULL,
    store        INT NOT NULL,
    brand        INT NOT NULL,
    channel      TEXT NOT NULL,
    level        INT NOT NULL,       -- held then, 0 = the base level
    rank         INT NOT NULL,       -- n-th purchase of the member
    amount       INTEGER NOT NULL,   -- N, minor units
    tax          INTEGER NOT NULL,
    returned     INTEGER NOT NULL,   -- of N, goods taken back so far
    quantity     INTEGER NOT NULL,   -- thousandths
    cost         INTEGER,            -- minor units, of the lines whose article's cost is known; null = of none
    cost_known   INTEGER NOT NULL,   -- N of those lines
    state        INT NOT NULL CHECK (state BETWEEN 1 AND 2),  -- counted, voided
    PRIMARY KEY (bucket, tenant_id, holder_id, txn_id),
    CHECK (returned BETWEEN 0 AND amount)
) STRICT, WITHOUT ROWID;

CREATE INDEX sale_day ON sale (bucket, tenant_id, programme_id, on_day);

-- Who is in which dynamic segment now. Static ones stand in member.segments.
CREATE TABLE segment_member (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    holder_id    INTEGER NOT NULL CHECK ((holder_id & 16383) = bucket),
    segment      TEXT NOT NULL,
    programme_id INTEGER NOT NULL,
    since_ms     INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, holder_id, segment)
) STRICT, WITHOUT ROWID;

CREATE INDEX segment_holders ON segment_member (bucket, tenant_id, programme_id, segment, holder_id, since_ms);

-- Append-only: who entered or left, and why.
CREATE TABLE segment_move (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    segment      TEXT NOT NULL,
    move_id      INTEGER NOT NULL,
    holder_id    INTEGER NOT NULL,
    entered      INT NOT NULL CHECK (entered IN (0, 1)),
    cause        INT NOT NULL CHECK (cause BETWEEN 1 AND 3),  -- txn walk publication
    txn_id       INTEGER NOT NULL DEFAULT 0,
    at_ms        INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, programme_id, segment, move_id)
) STRICT, WITHOUT ROWID;

-- Members whose segments are to be judged anew, and the last transaction that touched them.
CREATE TABLE segment_due (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    holder_id    INTEGER NOT NULL,
    txn_id       INTEGER NOT NULL,
    PRIMARY KEY (bucket, tenant_id, programme_id, holder_id)
) STRICT, WITHOUT ROWID;

-- How recently, how often and how much members bought, as of a midnight (domain.md 11).
CREATE TABLE rfm (
    bucket       INT NOT NULL,
    tenant_id    INTEGER NOT NULL,
    holder_id    INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    as_of_day    INT NOT NULL,
    r            INT NOT NULL CHECK (r BETWEEN 1 AND 5),
    f            INT NOT NULL CHECK (f BETWEEN 1 AND 5),
    m            INT NOT NULL CHECK (m BETWEEN 1 AND 5),
    segment      INT NOT NULL CHECK (segment BETWEEN 1 AND 10),
    PRIMARY KEY (bucket, tenant_id, holder_id)
) STRICT, WITHOUT ROWID;

-- The name a member goes by among others.
ALTER TABLE member ADD COLUMN alias_s BLOB;
-- When the birth date was told anew; null = never.
ALTER TABLE member ADD COLUMN birth_changed_ms INTEGER;
