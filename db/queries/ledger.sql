-- The ledger's statements. An accrual writes with five: append_txn, put_wallet, append_entry, put_lot, put_tally.

-- name: append_txn
insert into txn (bucket, tenant_id, txn_id, programme_id, holder_id, kind, key_hash, request_hash, parent_txn, occurred_ms,
    at_ms, on_day, store, brand, channel, amount, actor, document, result, link)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)

-- name: put_wallet
insert into wallet (bucket, tenant_id, holder_id, currency, pending, available, reserved, debt, version, chain_head,
    entry_count, state)
values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10, $11)
on conflict (bucket, tenant_id, holder_id, currency) do update set pending = excluded.pending,
    available = excluded.available, reserved = excluded.reserved, debt = excluded.debt, version = wallet.version + 1,
    chain_head = excluded.chain_head, entry_count = excluded.entry_count, state = excluded.state

-- A head whose level is reviewed at another time than before; apart, because it moves the row's place in an index.
-- name: put_reviewed_head
insert into wallet (bucket, tenant_id, holder_id, currency, version, chain_head, entry_count, state, review_ms)
values ($1, $2, $3, 0, 1, $4, $5, $6, $7)
on conflict (bucket, tenant_id, holder_id, currency) do update set version = wallet.version + 1,
    chain_head = excluded.chain_head, entry_count = excluded.entry_count, state = excluded.state,
    review_ms = excluded.review_ms

-- name: append_entry
insert into entry (bucket, tenant_id, holder_id, entry_id, on_month, txn_id, type, currency, pending, available, reserved,
    debt, written_off, contra, contra_brand, contra_units, rule, lot_id, posted_ms, issuer)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)

-- Only where one entry moves points of several brands.
-- name: append_entry_issuer
insert into entry_issuer (bucket, tenant_id, holder_id, entry_id, on_month, issuer, units)
values ($1, $2, $3, $4, $5, $6, $7)

-- name: put_lot
insert into lot (bucket, tenant_id, holder_id, lot_id, currency, original, remaining, reserved, reversed, expired,
    earned_ms, earned_day, available_ms, expires_ms, due_ms, brand, rule, funding, txn_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
on conflict (bucket, tenant_id, holder_id, lot_id) do update set remaining = excluded.remaining,
    reserved = excluded.reserved, reversed = excluded.reversed, expired = excluded.expired,
    expires_ms = excluded.expires_ms, due_ms = excluded.due_ms

-- A lot that lies with another holder now has a row there.
-- name: delete_lot
delete from lot where bucket = $1 and tenant_id = $2 and holder_id = $3 and lot_id = $4

-- name: put_tally
insert into tally (bucket, tenant_id, holder_id, kind, ref, period, value, count)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (bucket, tenant_id, holder_id, kind, ref, period) do update set value = excluded.value, count = excluded.count

-- name: put_lot_use
insert into lot_use (bucket, tenant_id, holder_id, txn_id, seq, lot_id, units, refunded, debt_units, redeemer_brand)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
on conflict (bucket, tenant_id, holder_id, txn_id, seq) do update set refunded = excluded.refunded

-- name: put_resource
insert into resource (bucket, tenant_id, kind, ref, slice, "left", total) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (bucket, tenant_id, kind, ref, slice) do update set "left" = excluded."left", total = excluded.total

-- It was used when it first was: what touches a used one later, a merge, changes nothing of that.
-- name: put_voucher
insert into voucher (bucket, tenant_id, voucher_id, holder_id, coupon, reward, code_s, state, uses_left, valid_from_ms,
    valid_to_ms, txn_id, detail, locked_ms, used_ms, used_store)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
on conflict (bucket, tenant_id, voucher_id) do update set holder_id = excluded.holder_id, state = excluded.state,
    uses_left = excluded.uses_left, valid_to_ms = excluded.valid_to_ms, detail = excluded.detail,
    locked_ms = excluded.locked_ms,
    used_ms = case when voucher.state = 3 and excluded.state = 3 then voucher.used_ms else excluded.used_ms end,
    used_store = case when voucher.state = 3 and excluded.state = 3 then voucher.used_store else excluded.used_store end

-- A code stays with the voucher that had it first; a merge gives the voucher another holder.
-- name: put_code
insert into code (bucket, tenant_id, code_h, kind, holder_id, id) values ($1, $2, $3, $4, $5, $6)
on conflict (bucket, tenant_id, code_h) do update set holder_id = excluded.holder_id
where code.id = excluded.id and code.holder_id <> excluded.holder_id

-- name: put_parked
insert into parked (bucket, tenant_id, programme_id, key_hash, purchase_key_hash, document, state, due_ms)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (bucket, tenant_id, programme_id, key_hash) do update set state = excluded.state, document = excluded.document

-- name: txn_by_key
select txn_id, request_hash, result, kind, parent_txn from txn
where bucket = $1 and tenant_id = $2 and programme_id = $3 and key_hash = $4

-- name: keys_used
select key_hash from txn where bucket = $1 and tenant_id = $2 and programme_id = $3 and key_hash in ($4..)

-- name: keys_located
select key_hash from locator where bucket = $1 and tenant_id = $2 and programme_id = $3 and key_hash in ($4..)

-- Where a key's transaction lies, in the key's own bucket: of programmes spread over several (contract 1 rule 12).
-- name: put_locator
insert into locator (bucket, tenant_id, programme_id, key_hash, holder_id, txn_id) values ($1, $2, $3, $4, $5, $6)

-- name: one_locator
select holder_id from locator where bucket = $1 and tenant_id = $2 and programme_id = $3 and key_hash = $4

-- A plus hides txn_id from SQLite's planner, which would walk the tenant's rows backwards instead of using txn_parent.
-- name: txn_last_child
select result from txn where bucket = $1 and tenant_id = $2 and parent_txn = $3 order by +txn_id desc limit 1

-- name: wallets_of_holder
select currency, pending, available, reserved, debt, chain_head, entry_count, state, review_ms, holder_id from wallet
where bucket = $1 and tenant_id = $2 and holder_id in ($3..) order by holder_id, currency

-- name: open_lots_of_holder
select lot_id, currency, original, remaining, reserved, reversed, expired, earned_ms, available_ms, expires_ms, due_ms,
    brand, rule, funding, txn_id, holder_id
from lot where bucket = $1 and tenant_id = $2 and holder_id in ($3..) and remaining + reserved > 0 order by holder_id, lot_id

-- name: one_lot
select lot_id, currency, original, remaining, reserved, reversed, expired, earned_ms, available_ms, expires_ms, due_ms,
    brand, rule, funding, txn_id
from lot where bucket = $1 and tenant_id = $2 and holder_id = $3 and lot_id = $4

-- name: lots_of_holder
select lot_id, currency, original, remaining, reserved, reversed, expired, earned_ms, available_ms, expires_ms, due_ms,
    brand, rule, funding, txn_id
from lot where bucket = $1 and tenant_id = $2 and holder_id = $3 and lot_id > $4 order by lot_id limit $5

-- name: tallies_of_holder
select kind, ref, period, value, count, holder_id from tally where bucket = $1 and tenant_id = $2 and holder_id in ($3..)

-- name: code_owner
select holder_id, id from code where bucket = $1 and tenant_id = $2 and code_h = $3 and kind = $4

-- name: one_resource
select "left", total from resource where bucket = $1 and tenant_id = $2 and kind = $3 and ref = $4 and slice = $5

-- name: all_parked
select document, state from parked where bucket = $1 and tenant_id = $2 and programme_id = $3 and state = 1

-- name: entries_of_holder
select entry_id, type, currency, pending, available, reserved, debt, written_off, contra, contra_brand, contra_units, rule,
    lot_id, posted_ms, txn_id
from entry where bucket = $1 and tenant_id = $2 and holder_id = $3 and entry_id < $4 order by entry_id desc limit $5

-- name: entries_of_txn
select entry_id, type, currency, pending, available, reserved, debt, written_off, contra, contra_brand, contra_units, rule,
    lot_id, posted_ms, txn_id
from entry where bucket = $1 and tenant_id = $2 and holder_id = $3 and txn_id = $4 order by entry_id desc

-- name: holders_with_due_lots
select distinct holder_id from lot
where bucket = $1 and tenant_id = $2 and due_ms is not null and due_ms <= $3 and remaining > 0 limit $4

-- From a place on, so that one whose review changes nothing is met once.
-- name: holders_to_review
select review_ms, holder_id from wallet
where bucket = $1 and tenant_id = $2 and review_ms is not null and review_ms <= $3 and (review_ms, holder_id) > ($4, $5)
order by review_ms, holder_id limit $6

-- name: all_heads
select holder_id, state from wallet where bucket = $1 and tenant_id = $2 and currency = 0

-- name: one_tally
select value, count from tally
where bucket = $1 and tenant_id = $2 and holder_id = $3 and kind = $4 and ref = $5 and period = $6

-- name: job_place
select at from job_place where bucket = $1 and tenant_id = $2 and job = $3 and part = $4

-- name: put_job_place
insert into job_place (bucket, tenant_id, job, part, at) values ($1, $2, $3, $4, $5)
on conflict (bucket, tenant_id, job, part) do update set at = excluded.at

-- name: put_subscription
insert into subscription (bucket, tenant_id, subscription_id, holder_id, plan, state, paid_from_ms, paid_to_ms, until_ms,
    due_ms)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
on conflict (bucket, tenant_id, subscription_id) do update set holder_id = excluded.holder_id, state = excluded.state,
    paid_to_ms = excluded.paid_to_ms, until_ms = excluded.until_ms, due_ms = excluded.due_ms

-- name: subscriptions_of_holder
select subscription_id, plan, state, paid_from_ms, paid_to_ms, until_ms, holder_id from subscription
where bucket = $1 and tenant_id = $2 and holder_id in ($3..) order by holder_id, subscription_id

-- What rules gave a member since an instant, less what was taken back; the account may be a household's.
-- name: given_by_rules
select e.rule, e.currency, -sum(e.contra_units) from entry e
join txn t on t.bucket = $1 and t.tenant_id = e.tenant_id and t.txn_id = e.txn_id
where e.bucket = $2 and e.tenant_id = $3 and e.holder_id = $4 and t.holder_id = $5 and e.type in ($6, $7) and e.posted_ms >= $8
group by e.rule, e.currency

-- name: club_members
select count(*) from tally t
join member m on m.bucket = t.bucket and m.tenant_id = t.tenant_id and m.holder_id = t.holder_id
where t.bucket = $1 and t.tenant_id = $2 and t.kind = 17 and t.ref = $3 and t.count > 0 and m.programme_id = $4

-- Whoever is suspended waits until that is over.
-- name: owed_by_club
select t.holder_id from tally t
join member m on m.bucket = t.bucket and m.tenant_id = t.tenant_id and m.holder_id = t.holder_id
where t.bucket = $1 and t.tenant_id = $2 and t.kind = 16 and t.ref = $3 and t.count = 0 and t.value > 0
    and m.programme_id = $4 and m.state = 1
order by t.holder_id limit $5
