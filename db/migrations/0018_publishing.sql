-- From a draft to what is in force: who asked, why, from when (docs/adr/0034). Reasons are people's own words: sealed.
ALTER TABLE programme_version ADD COLUMN created_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE programme_version ADD COLUMN reason_s BLOB;
ALTER TABLE programme_version ADD COLUMN submitted_ms INTEGER;
ALTER TABLE programme_version ADD COLUMN submitter TEXT NOT NULL DEFAULT '';
ALTER TABLE programme_version ADD COLUMN approved_ms INTEGER;
ALTER TABLE programme_version ADD COLUMN rejected_ms INTEGER;
ALTER TABLE programme_version ADD COLUMN rejecter TEXT NOT NULL DEFAULT '';
ALTER TABLE programme_version ADD COLUMN rejected_s BLOB;
ALTER TABLE programme_version ADD COLUMN publish_at_ms INTEGER;  -- planned, of a draft
ALTER TABLE programme_version ADD COLUMN trouble TEXT NOT NULL DEFAULT '';  -- why what was planned did not happen
ALTER TABLE programme_version ADD COLUMN rolled_back_to INT NOT NULL DEFAULT 0;
-- Nothing had been posted when it was published: its rules always were.
ALTER TABLE programme_version ADD COLUMN opens INT NOT NULL DEFAULT 0;
