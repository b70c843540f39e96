-- Subscriptions are projected from their transactions. until_ms: to when benefits count, grace included; due_ms: when the
-- scheduler changes the state.
ALTER TABLE subscription ADD COLUMN until_ms INTEGER NOT NULL DEFAULT 0;

ALTER TABLE subscription ADD COLUMN due_ms INTEGER;

UPDATE subscription SET until_ms = paid_to_ms;

CREATE INDEX subscription_due ON subscription (bucket, tenant_id, due_ms) WHERE due_ms IS NOT NULL;
