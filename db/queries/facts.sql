-- What the follower reads and writes (docs/adr/0020).

-- name: follow_place
select txn_id from follow_place where bucket = $1 and tenant_id = $2 and programme_id = $3

-- name: put_follow_place
insert into follow_place (bucket, tenant_id, programme_id, txn_id) values ($1, $2, $3, $4)
on conflict (bucket, tenant_id, programme_id) do update set txn_id = excluded.txn_id

-- name: all_follow_places
-- fans out: where each follower stands, for the metrics
select tenant_id, programme_id, txn_id from follow_place

-- name: next_txn
select txn_id from txn where bucket = $1 and tenant_id = $2 and programme_id = $3 and txn_id > $4 order by txn_id limit 1

-- Columns as in txns_of_programme.
-- name: txns_after
select bucket, tenant_id, txn_id, programme_id, holder_id, kind, key_hash, request_hash, parent_txn, occurred_ms, at_ms,
    on_day, store, brand, channel, amount, actor, document, result, link
from txn where bucket = $1 and tenant_id = $2 and programme_id = $3 and txn_id > $4 order by txn_id limit $5

-- name: put_sale
insert into sale (bucket, tenant_id, holder_id, txn_id, programme_id, on_day, occurred_ms, at_ms, store, brand, channel,
    level, rank, amount, tax, returned, quantity, cost, cost_known, state)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)

-- name: change_sale
update sale set returned = $5, state = $6 where bucket = $1 and tenant_id = $2 and holder_id = $3 and txn_id = $4

-- name: move_sales
update sale set bucket = $4, holder_id = $5 where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: count_deed
insert into deed (bucket, tenant_id, holder_id, action, programme_id, count) values ($1, $2, $3, $4, $5, 1)
on conflict (bucket, tenant_id, holder_id, action) do update set count = deed.count + 1

-- name: unite_deeds
insert into deed (bucket, tenant_id, holder_id, action, programme_id, count)
select $4, tenant_id, $5, action, programme_id, count from deed
where bucket = $1 and tenant_id = $2 and holder_id = $3
on conflict (bucket, tenant_id, holder_id, action) do update set count = deed.count + excluded.count

-- name: delete_deeds
delete from deed where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: text_of_deed
-- fans out: a checksum of every row
select 'deed ' || action || ' of holder ' || holder_id, bucket || ' ' || tenant_id || ' ' || programme_id || ' ' || count
from deed order by bucket, tenant_id, holder_id, action

-- name: wipe_deed
-- fans out: a rebuild, with nobody else there
delete from deed

-- name: sales_of_holder
select holder_id, txn_id, on_day, occurred_ms, at_ms, store, brand, channel, level, rank, amount, tax, returned, quantity,
    cost, cost_known, state
from sale where bucket = $1 and tenant_id = $2 and holder_id = $3 order by txn_id

-- name: sales_between
select holder_id, txn_id, on_day, occurred_ms, at_ms, store, brand, channel, level, rank, amount, tax, returned, quantity,
    cost, cost_known, state
from sale where bucket = $1 and tenant_id = $2 and programme_id = $3 and on_day >= $4 and on_day <= $5
order by on_day, txn_id

-- name: times_of_last_sales
select at_ms from sale where bucket = $1 and tenant_id = $2 and holder_id = $3 order by txn_id desc limit $4

-- name: verify_sales
-- fans out: a check of every row
select tenant_id, programme_id, count(*), sum(case when state = 1 then amount else 0 end),
    sum(case when state = 1 then returned else 0 end)
from sale group by tenant_id, programme_id

-- What articles cost is the catalogue's word, not the ledger's: it is left out.
-- name: text_of_sale
-- fans out: a checksum of every row
select 'sale ' || txn_id || ' of holder ' || holder_id,
    bucket || ' ' || tenant_id || ' ' || programme_id || ' ' || on_day || ' ' || occurred_ms || ' ' || at_ms || ' '
    || store || ' ' || brand || ' ' || channel || ' ' || level || ' ' || rank || ' ' || amount || ' ' || tax || ' '
    || returned || ' ' || quantity || ' ' || state
from sale order by bucket, tenant_id, holder_id, txn_id

-- name: wipe_sale
-- fans out: a rebuild, with nobody else there
delete from sale

-- name: wipe_follow_place
-- fans out: a rebuild, with nobody else there
delete from follow_place

-- Purchases that count, after one of a day, in the order of days; with what was sold.
-- name: recorded_sales
select s.holder_id, s.txn_id, s.on_day, s.occurred_ms, t.document
from sale s join txn t on t.bucket = s.bucket and t.tenant_id = s.tenant_id and t.txn_id = s.txn_id
where s.bucket = $1 and s.tenant_id = $2 and s.programme_id = $3 and (s.on_day, s.txn_id) > ($4, $5) and s.on_day <= $6
    and s.state = 1
order by s.on_day, s.txn_id limit $7
