-- Numbered where it is written: one writer for each tenant's base bucket.
-- name: append_event
insert into event (bucket, tenant_id, sequence, programme_id, type, subject, subject_kind, txn_id, at_ms, body)
values ($1, $2, (select coalesce(max(e.sequence), 0) + 1 from event e where e.bucket = $1 and e.tenant_id = $2),
        $3, $4, $5, $6, $7, $8, $9)

-- name: events_after
select sequence, programme_id, type, subject, subject_kind, txn_id, at_ms, body from event
where bucket = $1 and tenant_id = $2 and sequence > $3 order by sequence limit $4

-- name: last_event
select coalesce(max(sequence), 0) from event where bucket = $1 and tenant_id = $2

-- Everybody's feed, for the auditor.
-- name: told_txns
select tenant_id, sequence, txn_id, at_ms from event order by tenant_id, sequence
