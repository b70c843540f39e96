-- Clubs: who joined, for the public counter, and whom a club whose goal is reached still owes its reward. The walk that
-- gives rewards finds nothing here once everybody has theirs.
CREATE INDEX tally_club_joined ON tally (bucket, tenant_id, ref, holder_id) WHERE kind = 17;
CREATE INDEX tally_club_unrewarded ON tally (bucket, tenant_id, ref, holder_id) WHERE kind = 16 AND count = 0 AND value > 0;

-- What two people do not share by chance: a device, a way to pay, an address. Keyed hashes alone, so that a referral
-- between people who share one is recognised, and nobody can read whose it is.
CREATE TABLE trait (
    bucket       INT NOT NULL CHECK (bucket BETWEEN 0 AND 16383),
    tenant_id    INTEGER NOT NULL,
    holder_id    INTEGER NOT NULL,
    kind         INT NOT NULL CHECK (kind BETWEEN 1 AND 3),  -- device payment_token address
    value_h      BLOB NOT NULL CHECK (length(value_h) = 16),
    PRIMARY KEY (bucket, tenant_id, holder_id, kind, value_h)
) STRICT, WITHOUT ROWID;

-- Referrals that came too fast after others of the same member wait for a person.
ALTER TABLE referral ADD COLUMN in_review INT NOT NULL DEFAULT 0 CHECK (in_review IN (0, 1));
CREATE INDEX referral_review ON referral (bucket, tenant_id, referral_id) WHERE in_review = 1;
CREATE INDEX referral_referrer ON referral (bucket, tenant_id, referrer_id, referral_id);
