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
-- fans out: a check of every row
select e.tenant_id, e.sequence, e.txn_id, e.at_ms, coalesce(t.kind, 0) from event e
left join txn t on t.bucket = e.bucket and t.tenant_id = e.tenant_id and t.txn_id = e.txn_id
order by e.tenant_id, e.sequence
