-- What members think (domain.md 8.8): a projection of txn. A row stays with whoever answered, also after a merge; the
-- number is that of the answer's transaction.
CREATE TABLE answer (
    bucket    INT NOT NULL,
    tenant_id INTEGER NOT NULL,
    holder_id INTEGER NOT NULL CHECK ((holder_id & 16383) = bucket),
    answer_id INTEGER NOT NULL,
    txn_id    INTEGER NOT NULL DEFAULT 0,  -- the purchase of a rating, 0 = none
    rating    INT CHECK (rating BETWEEN 1 AND 5),
    nps       INT CHECK (nps BETWEEN 0 AND 10),
    comment_s BLOB,                        -- sealed with the key of whoever answered
    store     INT NOT NULL DEFAULT 0,
    on_day    INT NOT NULL,
    PRIMARY KEY (bucket, tenant_id, holder_id, answer_id),
    CHECK (rating IS NOT NULL OR nps IS NOT NULL),
    CHECK ((rating IS NOT NULL) = (txn_id <> 0))
) STRICT;

-- Who became a part of somebody else: a survivor's answers, and a merged member's survivor in reports.
CREATE INDEX member_merged ON member (bucket, tenant_id, merged_into) WHERE merged_into <> 0;
