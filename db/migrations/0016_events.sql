-- The feed. Nothing was ever written to the tables of 0004: rows are numbered by who writes them, in the transaction of what
-- happened, so there is no place to remember (docs/adr/0032).
DROP TABLE feed_place;
DROP TABLE event;

CREATE TABLE event (
    bucket       INT NOT NULL,              -- the tenant's base bucket
    tenant_id    INTEGER NOT NULL,
    sequence     INTEGER NOT NULL,          -- ascending without gaps
    programme_id INTEGER NOT NULL,
    type         TEXT NOT NULL,             -- "points.earned"
    subject      INTEGER NOT NULL,          -- holder, 0 = none
    subject_kind INT NOT NULL,              -- 1 member, 2 household
    txn_id       INTEGER NOT NULL,          -- the command that caused it, 0 = none
    at_ms        INTEGER NOT NULL,
    body         TEXT NOT NULL,             -- `data` of the event; nothing personal
    PRIMARY KEY (bucket, tenant_id, sequence)
) STRICT;
