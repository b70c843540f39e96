-- Clubs: who joined, for the public counter, and whom a club whose goal is reached still owes its reward. The walk that
-- gives rewards finds nothing here once everybody has theirs.
CREATE INDEX tally_club_joined ON tally (bucket, tenant_id, ref, holder_id) WHERE kind = 17;
CREATE INDEX tally_club_unrewarded ON tally (bucket, tenant_id, ref, holder_id) WHERE kind = 16 AND count = 0 AND value > 0;
