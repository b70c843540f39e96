-- Keys that are rotated, used from browsers, and whose last use is known.
ALTER TABLE api_key ADD COLUMN origins TEXT NOT NULL DEFAULT '[]';  -- pages that may use it; publishable keys only
ALTER TABLE api_key ADD COLUMN created_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE api_key ADD COLUMN last_used_ms INTEGER;                -- within a minute
ALTER TABLE api_key ADD COLUMN successor TEXT NOT NULL DEFAULT '';  -- that took its place
