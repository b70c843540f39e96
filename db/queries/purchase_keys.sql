-- By what a purchase is found beside its id (docs/adr/0035).

-- name: put_purchase_key
insert into purchase_key (bucket, tenant_id, programme_id, kind, key_h, txn_id, store, on_day)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (bucket, tenant_id, programme_id, kind, key_h, txn_id) do nothing

-- Store and day 0 = any.
-- name: purchases_by_key
select t.document from purchase_key k
join txn t on t.bucket = k.bucket and t.tenant_id = k.tenant_id and t.txn_id = k.txn_id
where k.bucket = $1 and k.tenant_id = $2 and k.programme_id = $3 and k.kind = $4 and k.key_h = $5
    and ($6 = 0 or k.store = $6) and ($7 = 0 or k.on_day = $7)
order by k.txn_id desc limit $8

-- name: text_of_purchase_key
-- fans out: a checksum of every row
select 'purchase key of txn ' || txn_id || ', kind ' || kind,
    bucket || ' ' || tenant_id || ' ' || programme_id || ' ' || hex(key_h) || ' ' || store || ' ' || on_day
from purchase_key order by bucket, tenant_id, programme_id, kind, key_h, txn_id

-- name: wipe_purchase_key
-- fans out: a rebuild, with nobody else there
delete from purchase_key

-- An invoice names one purchase, and a key leads to one.
-- name: verify_purchase_keys
-- fans out: a check of every row
select 'purchase key of txn ' || k.txn_id, 'leads to no purchase' from purchase_key k
left join txn t on t.bucket = k.bucket and t.tenant_id = k.tenant_id and t.txn_id = k.txn_id and t.kind = 1
where t.txn_id is null
union all
select 'an invoice', 'names ' || count(*) || ' purchases' from purchase_key where kind = 1
group by tenant_id, programme_id, key_h having count(*) > 1
