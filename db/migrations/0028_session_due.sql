-- When a session is over if nobody uses it meanwhile, so that those that are over are found by an index.
ALTER TABLE session ADD COLUMN due_ms INTEGER NOT NULL DEFAULT 0;
UPDATE session SET due_ms = CASE WHEN seen_ms + idle_ms < ends_ms THEN seen_ms + idle_ms ELSE ends_ms END;
CREATE INDEX session_due ON session (bucket, tenant_id, due_ms);
