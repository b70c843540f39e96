-- From a draft to what is in force: who asked, why, and from when.
ALTER TABLE programme_version ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE programme_version ADD COLUMN created_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE programme_version ADD COLUMN submitted_ms INTEGER;
ALTER TABLE programme_version ADD COLUMN submitter TEXT NOT NULL DEFAULT '';
ALTER TABLE programme_version ADD COLUMN approved_ms INTEGER;
ALTER TABLE programme_version ADD COLUMN publish_at_ms INTEGER;
ALTER TABLE programme_version ADD COLUMN rolled_back_to INT NOT NULL DEFAULT 0;
