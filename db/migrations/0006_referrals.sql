-- Referrals whose bonuses wait to be released. A referral's number is its referee's: nobody is recommended twice.
CREATE INDEX referral_due ON referral (bucket, tenant_id, due_ms) WHERE due_ms IS NOT NULL;
