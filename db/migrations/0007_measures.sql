-- What the measures of a period need beside the facts (domain.md 11): since when a member is gone. Set when a member is
-- closed or merged; who was erased keeps the instant of closing.
ALTER TABLE member ADD COLUMN left_ms INTEGER;
