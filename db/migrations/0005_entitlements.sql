-- What holders have been promised: what reservations, redemptions and vouchers keep beside their columns, suppliers'
-- codes, and when the scheduler looks at each.

-- Who asked and which lots it holds.
ALTER TABLE reservation ADD COLUMN detail TEXT NOT NULL DEFAULT '[]';
-- Whose units paid, who collects (a holder's number), which counters it advanced, which lots it spent.
ALTER TABLE redemption ADD COLUMN detail TEXT NOT NULL DEFAULT '[]';
-- Until when a cart holds it; null unless locked.
ALTER TABLE voucher ADD COLUMN locked_ms INTEGER;

CREATE INDEX reservation_due ON reservation (bucket, tenant_id, due_ms) WHERE state = 1;
CREATE INDEX redemption_due ON redemption (bucket, tenant_id, due_ms) WHERE state = 1 AND due_ms IS NOT NULL;
CREATE INDEX redemption_queue ON redemption (bucket, tenant_id, state, redemption_id);
CREATE INDEX voucher_end ON voucher (bucket, tenant_id, valid_to_ms) WHERE state IN (1, 2);
CREATE INDEX voucher_lock ON voucher (bucket, tenant_id, locked_ms) WHERE state = 2;
CREATE INDEX parked_due ON parked (bucket, tenant_id, due_ms) WHERE state = 1;

-- Codes of a supplier, given out in the order of their places; what is left of them is counted in `resource` under the
-- same kind and ref. A code stays here when it is given out, so that nobody imports it twice.
CREATE TABLE code_pool (
    bucket    INT NOT NULL,
    tenant_id INTEGER NOT NULL,
    kind      INT NOT NULL CHECK (kind IN (5, 6)),  -- of a reward, of a coupon
    ref       INT NOT NULL,
    place     INTEGER NOT NULL CHECK (place >= 0),  -- from 0
    code_h    BLOB NOT NULL CHECK (length(code_h) = 16),
    code_s    BLOB NOT NULL,
    PRIMARY KEY (bucket, tenant_id, kind, ref, place)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX code_pool_code ON code_pool (bucket, tenant_id, code_h);

-- What one person asked for and another has to agree to.
CREATE TABLE approval (
    bucket      INT NOT NULL,
    tenant_id   INTEGER NOT NULL,
    approval_id INTEGER NOT NULL,
    action      TEXT NOT NULL,
    command     TEXT NOT NULL,  -- nothing personal in clear
    asker       TEXT NOT NULL,
    decider     TEXT NOT NULL DEFAULT '',
    state       INT NOT NULL CHECK (state BETWEEN 1 AND 4),  -- waiting approved refused lapsed
    due_ms      INTEGER,
    PRIMARY KEY (bucket, tenant_id, approval_id)
) STRICT;
