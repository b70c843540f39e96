-- What the card shows beside the ledger: how far the inbox was read, visits that can be rated.

-- name: inbox_place_of
select read_ms from inbox_place where bucket = $1 and tenant_id = $2 and holder_id = $3

-- Never back: what was read stays read.
-- name: put_inbox_place
insert into inbox_place (bucket, tenant_id, holder_id, read_ms) values ($1, $2, $3, $4)
on conflict (bucket, tenant_id, holder_id) do update set read_ms = excluded.read_ms
where inbox_place.read_ms < excluded.read_ms

-- name: unwanted_messages_of
select type, channel, holder_id from unwanted_message
where bucket = $1 and tenant_id = $2 and holder_id in ($3..) order by holder_id, type, channel

-- name: put_unwanted_message
insert into unwanted_message (bucket, tenant_id, holder_id, type, channel, since_ms) values ($1, $2, $3, $4, $5, $6)
on conflict (bucket, tenant_id, holder_id, type, channel) do nothing

-- name: drop_unwanted_message
delete from unwanted_message where bucket = $1 and tenant_id = $2 and holder_id = $3 and type = $4 and channel = $5

-- What each currency held before an entry: available less what was owed.
-- name: balances_before
select currency, sum(available + debt) from entry
where bucket = $1 and tenant_id = $2 and holder_id = $3 and entry_id < $4 group by currency order by currency

-- name: purchases_of_since
select txn_id from txn
where bucket = $1 and tenant_id = $2 and holder_id = $3 and kind = 1 and occurred_ms >= $4
order by txn_id desc limit $5

-- name: offline_spend_of
select amount from offline_spend where bucket = $1 and tenant_id = $2 and till = $3 and on_day = $4

-- name: put_offline_spend
insert into offline_spend (bucket, tenant_id, till, on_day, amount) values ($1, $2, $3, $4, $5)
on conflict (bucket, tenant_id, till) do update set on_day = excluded.on_day, amount = excluded.amount

-- name: txns_since
select holder_id, kind, actor, store, amount, result from txn
where bucket = $1 and tenant_id = $2 and txn_id >= $3 and programme_id = $4 and at_ms >= $5 and kind in (1, 2, 3)
order by txn_id
