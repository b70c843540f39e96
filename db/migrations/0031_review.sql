-- When a holder's level is to be reviewed, in the head's row, so that those due are found by an index; none while nothing is to
-- be reviewed, nor of a closed account.
ALTER TABLE wallet ADD COLUMN review_ms INTEGER;
-- The head tells it: [state,purchases,[level,valid_until,... of a live account, or [level] and no more. What stands before it is
-- taken off from the left, and its digits are what a further taking off would take.
UPDATE wallet SET review_ms = CAST(NULLIF(SUBSTR(
    SUBSTR(LTRIM(SUBSTR(LTRIM(SUBSTR(state, 4), '-0123456789'), 3), '0123456789'), 2), 1,
    LENGTH(SUBSTR(LTRIM(SUBSTR(LTRIM(SUBSTR(state, 4), '-0123456789'), 3), '0123456789'), 2))
    - LENGTH(LTRIM(SUBSTR(LTRIM(SUBSTR(LTRIM(SUBSTR(state, 4), '-0123456789'), 3), '0123456789'), 2), '-0123456789'))), '')
    AS INTEGER)
WHERE currency = 0 AND (state LIKE '[1,%' OR state LIKE '[2,%');
CREATE INDEX wallet_review ON wallet (bucket, tenant_id, review_ms, holder_id) WHERE review_ms IS NOT NULL;
