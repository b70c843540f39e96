-- What the ledger tells the books (domain.md 10).

-- name: units_by_month
select e.on_month, e.type, sum(e.pending + e.available + e.reserved + e.debt)
from entry e
join member m on m.bucket = e.bucket and m.tenant_id = e.tenant_id and m.holder_id = e.holder_id
where e.bucket = $1 and e.tenant_id = $2 and m.programme_id = $3 and e.currency = $4 and e.on_month <= $5
group by e.on_month, e.type order by e.on_month, e.type

-- name: purchase_changes_posted
select txn_id, kind, parent_txn, result from txn
where bucket = $1 and tenant_id = $2 and programme_id = $3 and kind in (1, 2, 3) and at_ms >= $4 and at_ms < $5
order by txn_id

-- name: txns_for_books
select txn_id, kind, parent_txn, at_ms, result from txn
where bucket = $1 and tenant_id = $2 and programme_id = $3 order by txn_id

-- Pluses for the reason of txn_last_child.
-- name: txn_child_before
select result from txn where bucket = $1 and tenant_id = $2 and parent_txn = $3 and +txn_id < $4
order by +txn_id desc limit 1
