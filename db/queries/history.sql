-- What a member's statement tells.

-- name: txn_by_id
select kind, occurred_ms, at_ms, store, amount, document, result from txn
where bucket = $1 and tenant_id = $2 and txn_id = $3
