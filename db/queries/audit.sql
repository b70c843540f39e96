-- name: append_audit
insert into audit (bucket, tenant_id, sequence, programme_id, at_ms, actor, owner, address_h, action, object, outcome,
                   fields, told_s, hash)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)

-- name: audit_head
select sequence, hash from audit where bucket = $1 and tenant_id = $2 order by sequence desc limit 1

-- name: audit_after
select sequence, programme_id, at_ms, actor, owner, address_h, action, object, outcome, fields, told_s, hash from audit
where bucket = $1 and tenant_id = $2 and sequence > $3 order by sequence limit $4

-- name: audit_before
select sequence, programme_id, at_ms, actor, owner, address_h, action, object, outcome, fields, told_s, hash from audit
where bucket = $1 and tenant_id = $2 and sequence < $3 order by sequence desc limit $4

-- Heads of the chains of transactions as they were when `txn_id` was the newest.
-- name: chain_heads_at
-- fans out: the heads of all chains, signed once a day
select t.bucket, t.holder_id, t.link from txn t
join (select bucket, tenant_id, holder_id, max(txn_id) as last from txn
      where tenant_id = $1 and txn_id <= $2 group by bucket, tenant_id, holder_id) l
  on t.bucket = l.bucket and t.tenant_id = l.tenant_id and t.txn_id = l.last
order by t.bucket, t.holder_id

-- name: newest_txn
-- fans out: what `vuelve verify` holds against the chains
select coalesce(max(txn_id), 0) from txn where tenant_id = $1
