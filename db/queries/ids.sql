-- name: newest_ids
select (select max(txn_id) from txn where bucket = $1 and tenant_id = $2),
       (select max(holder_id) from member where bucket = $1 and tenant_id = $2)
