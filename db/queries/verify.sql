-- What `vuelve verify` asks (domain.md 13). A check answers one row for each fault: where it lies, and what is wrong.
-- fans out: checks, checksums and a rebuild go over every row

-- name: verify_entries_balance
select 'entry ' || entry_id || ' of holder ' || holder_id,
    'its lines sum to ' || (pending + available + reserved + debt + written_off + contra_units)
from entry
where pending + available + reserved + debt + written_off + contra_units <> 0
    or (pending = 0 and available = 0 and reserved = 0 and debt = 0 and written_off = 0 and contra_units = 0)

-- name: verify_accounts_sum
select 'tenant ' || tenant_id || ' programme ' || programme_id || ' currency ' || currency,
    'all accounts together hold ' || sum(units)
from (
    select w.tenant_id, coalesce(m.programme_id, 0) as programme_id, w.currency,
        w.pending + w.available + w.reserved + w.debt as units
    from wallet w left join member m
        on m.bucket = w.bucket and m.tenant_id = w.tenant_id and m.holder_id = w.holder_id
    where w.currency > 0
    union all
    select e.tenant_id, coalesce(m.programme_id, 0), e.currency, e.written_off + e.contra_units
    from entry e left join member m
        on m.bucket = e.bucket and m.tenant_id = e.tenant_id and m.holder_id = e.holder_id
) accounts
group by tenant_id, programme_id, currency having sum(units) <> 0

-- name: verify_transit
select 'tenant ' || tenant_id || ' currency ' || currency, 'transit holds ' || sum(contra_units)
from entry where contra = 8 group by tenant_id, currency having sum(contra_units) <> 0

-- name: verify_wallet_signs
select 'holder ' || holder_id || ' currency ' || currency,
    'pending ' || pending || ', available ' || available || ', reserved ' || reserved || ', debt ' || debt
from wallet where pending < 0 or available < 0 or reserved < 0 or debt > 0

-- name: verify_debt_repaid
select 'holder ' || holder_id || ' currency ' || currency, 'available ' || available || ' beside debt ' || debt
from wallet where available > 0 and debt < 0

-- name: verify_lot_bounds
select 'lot ' || lot_id || ' of holder ' || holder_id,
    'remaining ' || remaining || ', reserved ' || reserved || ' of ' || original
from lot where remaining < 0 or reserved < 0 or remaining + reserved > original

-- name: verify_wallets_against_lots
select tenant_id, programme_id, currency, 'holder ' || holder_id || ' currency ' || currency,
    'the wallet has more than its lots: pending ' || sum(pending) || ', available ' || sum(available)
    || ', reserved ' || sum(reserved)
from (
    select w.bucket, w.tenant_id, w.holder_id, w.currency, coalesce(m.programme_id, 0) as programme_id, w.pending,
        w.available, w.reserved
    from wallet w left join member m
        on m.bucket = w.bucket and m.tenant_id = w.tenant_id and m.holder_id = w.holder_id
    where w.currency > 0
    union all
    select l.bucket, l.tenant_id, l.holder_id, l.currency, coalesce(m.programme_id, 0),
        case when l.due_ms <= l.available_ms then -l.remaining else 0 end,
        case when l.due_ms <= l.available_ms then 0 else -l.remaining end, -l.reserved
    from lot l left join member m
        on m.bucket = l.bucket and m.tenant_id = l.tenant_id and m.holder_id = l.holder_id
    where l.remaining + l.reserved <> 0
) sides
group by bucket, tenant_id, holder_id, currency, programme_id
having sum(pending) <> 0 or sum(available) <> 0 or sum(reserved) <> 0

-- name: verify_wallets_against_entries
select 'holder ' || holder_id || ' currency ' || currency,
    'the wallet has more than its entries: pending ' || sum(pending) || ', available ' || sum(available)
    || ', reserved ' || sum(reserved) || ', debt ' || sum(debt)
from (
    select bucket, tenant_id, holder_id, currency, pending, available, reserved, debt from wallet where currency > 0
    union all
    select bucket, tenant_id, holder_id, currency, -pending, -available, -reserved, -debt from entry
) sides
group by bucket, tenant_id, holder_id, currency
having sum(pending) <> 0 or sum(available) <> 0 or sum(reserved) <> 0 or sum(debt) <> 0

-- name: verify_entry_counts
select 'holder ' || holder_id, 'its head counts ' || sum(counted) || ' entries more than there are'
from (
    select bucket, tenant_id, holder_id, entry_count as counted from wallet where currency = 0
    union all
    select bucket, tenant_id, holder_id, -1 from entry
) sides
group by bucket, tenant_id, holder_id having sum(counted) <> 0

-- Stock is whatever was counted last; budgets and suppliers' codes only ever go back to where they were.
-- name: verify_resources
select 'resource ' || kind || '/' || ref || '/' || slice, "left" || ' of ' || total || ' is left'
from resource where "left" < 0 or (kind in (1, 5, 6, 7) and "left" > total)

-- A goal on its way holds what its members added, no more and no less; a reached one stays reached whatever is voided later.
-- name: verify_clubs
select 'club ' || ref, 'its members added ' || sum(units) || ' more than its goal has'
from (
    select tenant_id, ref, value as units, 0 as goals, 0 as missing from tally where kind = 16
    union all
    select tenant_id, ref, "left" - total, 1, "left" from resource where kind = 7
) sides
group by tenant_id, ref having sum(units) <> 0 and (sum(goals) = 0 or sum(missing) > 0)

-- name: verify_club_parts
select 'holder ' || holder_id || ' club ' || ref, 'its part is ' || value || ' with ' || count || ' rewards'
from tally where kind = 16 and (value < 0 or count < 0)

-- name: verify_pools
select 'pool ' || kind || '/' || ref, 'it counts ' || sum(counted) || ' codes more than there are'
from (
    select bucket, tenant_id, kind, ref, total as counted from resource where kind in (5, 6)
    union all
    select bucket, tenant_id, kind, ref, -1 from code_pool
) sides
group by bucket, tenant_id, kind, ref having sum(counted) <> 0

-- name: verify_vouchers
select 'voucher ' || voucher_id, 'state ' || state || ', ' || coalesce(uses_left, -1) || ' uses are left'
from voucher where uses_left < 0 or (state = 3 and uses_left > 0) or (state = 2 and locked_ms is null)

-- name: verify_codes
select 'voucher ' || id, 'its code and itself do not agree that it is of holder ' || holder_id
from (
    select tenant_id, voucher_id as id, holder_id, 1 as side from voucher
    union all
    select tenant_id, id, holder_id, 2 from code where kind = 1
) sides
group by tenant_id, id, holder_id having sum(side) <> 3

-- name: verify_reserved
select 'holder ' || holder_id || ' currency ' || currency, 'reserved ' || sum(units) || ' more than its open reservations hold'
from (
    select bucket, tenant_id, holder_id, currency, reserved as units from wallet where currency > 0
    union all
    select bucket, tenant_id, holder_id, currency, -points from reservation where state = 1
) sides
group by bucket, tenant_id, holder_id, currency having sum(units) <> 0

-- An answer is the transaction of its number, by whoever gave it; what it rates was bought.
-- name: verify_answers
select 'answer ' || a.answer_id, 'it has no transaction of holder ' || a.holder_id || ', or rates what was not bought'
from answer a
left join txn t on t.bucket = a.bucket and t.tenant_id = a.tenant_id and t.txn_id = a.answer_id
left join txn p on p.bucket = a.bucket and p.tenant_id = a.tenant_id and p.txn_id = a.txn_id
where t.holder_id is null or t.holder_id <> a.holder_id or t.kind <> 11
    or (a.txn_id <> 0 and (p.kind is null or p.kind <> 1))

-- name: verify_rated_once
select 'transaction ' || ref, 'it was rated ' || sum(answers) || ' times more than its member''s counters say'
from (
    select bucket, tenant_id, txn_id as ref, 1 as answers from answer where rating is not null
    union all
    select bucket, tenant_id, period, -count from tally where kind = 21
) sides
group by bucket, tenant_id, ref having sum(answers) <> 0

-- name: all_reservations
select reservation_id, state, points, captured, detail from reservation

-- name: all_redemptions
select redemption_id, state, points, detail from redemption

-- name: verify_counters
select 'holder ' || holder_id || ' counter ' || kind || '/' || ref || '/' || period, 'counts ' || count
from tally where count < 0

-- Status credits have no lots: the caller leaves them out.
-- name: verify_issuers_against_lots
select tenant_id, programme_id, currency, 'holder ' || holder_id || ' currency ' || currency || ' brand ' || brand,
    'its lots hold ' || sum(units) || ' units more than its entries say'
from (
    select l.bucket, l.tenant_id, coalesce(m.programme_id, 0) as programme_id, l.holder_id, l.currency, l.brand,
        l.remaining + l.reserved as units
    from lot l left join member m
        on m.bucket = l.bucket and m.tenant_id = l.tenant_id and m.holder_id = l.holder_id
    where l.remaining + l.reserved <> 0
    union all
    select e.bucket, e.tenant_id, coalesce(m.programme_id, 0), e.holder_id, e.currency, e.issuer,
        -(e.pending + e.available + e.reserved)
    from entry e left join member m
        on m.bucket = e.bucket and m.tenant_id = e.tenant_id and m.holder_id = e.holder_id
    where e.issuer <> 0
    union all
    select i.bucket, i.tenant_id, coalesce(m.programme_id, 0), i.holder_id, e.currency, i.issuer, -i.units
    from entry_issuer i
    join entry e on e.bucket = i.bucket and e.tenant_id = i.tenant_id and e.holder_id = i.holder_id
        and e.entry_id = i.entry_id and e.on_month = i.on_month
    left join member m on m.bucket = i.bucket and m.tenant_id = i.tenant_id and m.holder_id = i.holder_id
) sides
group by bucket, tenant_id, programme_id, holder_id, currency, brand having sum(units) <> 0

-- name: verify_issuers
select 'entry ' || entry_id || ' of holder ' || holder_id, 'its parts by issuer lack ' || sum(units) || ' units'
from (
    select bucket, tenant_id, holder_id, entry_id,
        case when issuer = 0 then pending + available + reserved else 0 end as units
    from entry
    union all
    select bucket, tenant_id, holder_id, entry_id, -units from entry_issuer
) parts
group by bucket, tenant_id, holder_id, entry_id having sum(units) <> 0

-- name: verify_status_entries
select e.tenant_id, coalesce(m.programme_id, 0), e.currency, 'entry ' || e.entry_id || ' of holder ' || e.holder_id,
    'its type ' || e.type || ' does not exist for status credits'
from entry e left join member m
    on m.bucket = e.bucket and m.tenant_id = e.tenant_id and m.holder_id = e.holder_id
where e.type in (4, 5, 9, 12, 14)

-- name: verify_identities
select 'identity of holder ' || i.holder_id, 'it leads to no open member'
from identity i left join member m
    on m.bucket = (i.holder_id & 16383) and m.tenant_id = i.tenant_id and m.holder_id = i.holder_id
where i.state in (1, 2) and (m.holder_id is null or m.state in (3, 4, 5))

-- name: verify_merges
select 'member ' || m.holder_id, 'was merged into ' || m.merged_into || ', who is no survivor'
from member m left join member s
    on s.bucket = (m.merged_into & 16383) and s.tenant_id = m.tenant_id and s.holder_id = m.merged_into
where m.merged_into <> 0 and (s.holder_id is null or s.holder_id = m.holder_id or s.merged_into = m.holder_id)

-- name: verify_referrals
select 'referral ' || r.referral_id,
    'of ' || r.referee_id || ' by ' || r.referrer_id || ' is in state ' || r.state || ' with '
    || coalesce('' || r.due_ms, 'nothing') || ' due and ' || coalesce('' || t.txn_id, 'no transaction')
from referral r left join txn t on t.bucket = r.bucket and t.tenant_id = r.tenant_id and t.txn_id = r.txn_id
where r.referral_id <> r.referee_id or r.referrer_id = r.referee_id or (r.due_ms is not null) <> (r.state = 2)
    or (r.state in (2, 3, 5) and t.txn_id is null) or (r.in_review = 1 and r.state <> 1)

-- The states are 1 active, 2 past due, 3 lapsed, 4 cancelling, 5 ended. Of one plan a member has at most one that goes on.
-- name: verify_subscriptions
select 'subscription ' || subscription_id,
    plan || ' is in state ' || state || ' with ' || coalesce('' || due_ms, 'nothing') || ' due, paid from ' || paid_from_ms
    || ' to ' || paid_to_ms || ', benefits until ' || until_ms
from subscription
where (due_ms is not null) <> (state in (1, 2, 4)) or (state = 1 and due_ms <> paid_to_ms)
    or (state in (1, 2, 3) and until_ms < paid_to_ms)
union all
select 'member ' || holder_id, 'has the plan ' || plan || ' ' || count(*) || ' times at once'
from subscription where state in (1, 2) group by bucket, tenant_id, holder_id, plan having count(*) > 1

-- name: verify_household_members
select 'member ' || holder_id, 'is in household ' || household_id || ' by only one of its two rows'
from (
    select tenant_id, holder_id, household_id, 1 as sides from member where household_id <> 0
    union all
    select tenant_id, holder_id, household_id, 2 from household_member
) parts
group by tenant_id, holder_id, household_id having sum(sides) <> 3

-- name: verify_states
select m.holder_id, m.state, w.state from member m join wallet w
    on w.bucket = m.bucket and w.tenant_id = m.tenant_id and w.holder_id = m.holder_id and w.currency = 0
where m.state <> 5

-- name: verify_members_have_heads
select 'member ' || m.holder_id, 'has no head'
from member m left join wallet w
    on w.bucket = m.bucket and w.tenant_id = m.tenant_id and w.holder_id = m.holder_id and w.currency = 0
where w.holder_id is null

-- name: verify_head
select chain_head from wallet where bucket = $1 and tenant_id = $2 and holder_id = $3 and currency = 0

-- name: count_chained_heads
select count(*) from wallet where currency = 0 and chain_head <> $1

-- name: count_entries
select count(*) from entry

-- name: count_lots
select count(*) from lot

-- name: count_members
select count(*) from member

-- name: verify_entry
select entry_id, type, currency, pending, available, reserved, debt, written_off, contra, contra_brand, contra_units, rule,
    lot_id, posted_ms, txn_id, issuer
from entry where bucket = $1 and tenant_id = $2 and holder_id = $3 and entry_id = $4

-- name: txns_by_holder
select bucket, tenant_id, txn_id, programme_id, holder_id, kind, key_hash, request_hash, parent_txn, occurred_ms, at_ms,
    on_day, store, brand, channel, amount, actor, document, result, link
from txn order by bucket, tenant_id, holder_id, txn_id

-- name: txns_of_programme
select bucket, tenant_id, txn_id, programme_id, holder_id, kind, key_hash, request_hash, parent_txn, occurred_ms, at_ms,
    on_day, store, brand, channel, amount, actor, document, result, link
from txn where tenant_id = $1 and programme_id = $2 order by txn_id

-- name: units_by_currency
select e.tenant_id, coalesce(m.programme_id, 0), coalesce(s.code, '#' || e.currency),
    -sum(case when e.contra = 1 then e.contra_units else 0 end),
    sum(e.pending + e.available + e.reserved + e.debt)
from entry e
left join member m on m.bucket = e.bucket and m.tenant_id = e.tenant_id and m.holder_id = e.holder_id
left join symbol s
    on s.tenant_id = e.tenant_id and s.programme_id = m.programme_id and s.symbol_id = e.currency
group by e.tenant_id, m.programme_id, e.currency, s.code order by 1, 2, 3

-- Every projection as text in the order of its key: for the checksum, and to compare one derived anew.

-- name: text_of_wallet
select 'holder ' || holder_id || ' currency ' || currency,
    bucket || ' ' || tenant_id || ' ' || pending || ' ' || available || ' ' || reserved || ' ' || debt || ' '
    || coalesce(hex(chain_head), '-') || ' ' || coalesce(entry_count, -1) || ' ' || coalesce(state, '-')
    || ' ' || coalesce(review_ms, -1)
from wallet order by bucket, tenant_id, holder_id, currency

-- name: text_of_entry
select 'entry ' || entry_id || ' of holder ' || holder_id,
    bucket || ' ' || tenant_id || ' ' || on_month || ' ' || txn_id || ' ' || type || ' ' || currency || ' ' || pending
    || ' ' || available || ' ' || reserved || ' ' || debt || ' ' || written_off || ' ' || contra || ' ' || contra_brand
    || ' ' || contra_units || ' ' || rule || ' ' || lot_id || ' ' || posted_ms || ' ' || issuer
from entry order by bucket, tenant_id, holder_id, entry_id

-- name: text_of_entry_issuer
select 'entry ' || entry_id || ' of holder ' || holder_id || ' by issuer ' || issuer,
    bucket || ' ' || tenant_id || ' ' || on_month || ' ' || units
from entry_issuer order by bucket, tenant_id, holder_id, entry_id, issuer

-- name: text_of_lot
select 'lot ' || lot_id || ' of holder ' || holder_id,
    bucket || ' ' || tenant_id || ' ' || currency || ' ' || original || ' ' || remaining || ' ' || reserved || ' '
    || reversed || ' ' || expired || ' ' || earned_ms || ' ' || earned_day || ' ' || available_ms || ' '
    || coalesce(expires_ms, -1) || ' ' || coalesce(due_ms, -1) || ' ' || brand || ' ' || rule || ' ' || funding || ' '
    || txn_id
from lot order by bucket, tenant_id, holder_id, lot_id

-- name: text_of_lot_use
select 'use ' || txn_id || '/' || seq || ' of holder ' || holder_id,
    bucket || ' ' || tenant_id || ' ' || lot_id || ' ' || units || ' ' || refunded || ' ' || debt_units || ' '
    || redeemer_brand
from lot_use order by bucket, tenant_id, holder_id, txn_id, seq

-- name: text_of_tally
select 'counter ' || kind || '/' || ref || '/' || period || ' of holder ' || holder_id,
    bucket || ' ' || tenant_id || ' ' || value || ' ' || count
from tally order by bucket, tenant_id, holder_id, kind, ref, period

-- name: text_of_resource
select 'resource ' || kind || '/' || ref || '/' || slice, bucket || ' ' || tenant_id || ' ' || "left" || ' ' || total
from resource order by bucket, tenant_id, kind, ref, slice

-- name: text_of_voucher
select 'voucher ' || voucher_id,
    bucket || ' ' || tenant_id || ' ' || holder_id || ' ' || coupon || ' ' || reward || ' ' || state || ' '
    || coalesce(uses_left, -1) || ' ' || valid_from_ms || ' ' || coalesce(valid_to_ms, -1) || ' ' || txn_id || ' ' || detail
    || ' ' || coalesce(locked_ms, -1)
from voucher order by bucket, tenant_id, voucher_id

-- name: text_of_code
select 'code ' || hex(code_h), bucket || ' ' || tenant_id || ' ' || kind || ' ' || holder_id || ' ' || id
from code where kind = 1 order by bucket, tenant_id, code_h

-- name: text_of_reservation
select 'reservation ' || reservation_id,
    bucket || ' ' || tenant_id || ' ' || holder_id || ' ' || currency || ' ' || points || ' ' || captured || ' ' || state
    || ' ' || due_ms || ' ' || detail
from reservation order by bucket, tenant_id, reservation_id

-- name: text_of_redemption
select 'redemption ' || redemption_id,
    bucket || ' ' || tenant_id || ' ' || holder_id || ' ' || reward || ' ' || points || ' ' || money || ' ' || state || ' '
    || voucher_id || ' ' || store || ' ' || coalesce(due_ms, -1) || ' ' || detail
from redemption order by bucket, tenant_id, redemption_id

-- name: text_of_referral
select 'referral ' || referral_id,
    bucket || ' ' || tenant_id || ' ' || referrer_id || ' ' || referee_id || ' ' || state || ' ' || txn_id || ' '
    || coalesce(due_ms, -1) || ' ' || in_review
from referral order by bucket, tenant_id, referral_id

-- name: text_of_subscription
select 'subscription ' || subscription_id,
    bucket || ' ' || tenant_id || ' ' || holder_id || ' ' || plan || ' ' || state || ' ' || paid_from_ms || ' ' || paid_to_ms
    || ' ' || until_ms || ' ' || coalesce(due_ms, -1)
from subscription order by bucket, tenant_id, subscription_id

-- name: text_of_answer
select 'answer ' || answer_id,
    bucket || ' ' || tenant_id || ' ' || holder_id || ' ' || txn_id || ' ' || coalesce(rating, -1) || ' '
    || coalesce(nps, -1) || ' ' || coalesce(hex(comment_s), '') || ' ' || store || ' ' || on_day
from answer order by bucket, tenant_id, holder_id, answer_id

-- name: text_of_household
select 'household ' || holder_id, bucket || ' ' || tenant_id || ' ' || programme_id || ' ' || enrolled_ms
from member where kind = 2 order by bucket, tenant_id, holder_id

-- name: text_of_place
select 'member ' || holder_id,
    bucket || ' ' || tenant_id || ' ' || state || ' ' || household_id || ' ' || merged_into || ' '
    || coalesce(left_ms, -1)
from member order by bucket, tenant_id, holder_id

-- name: text_of_household_member
select 'member ' || holder_id || ' of household ' || household_id,
    bucket || ' ' || tenant_id || ' ' || owner || ' ' || can_redeem || ' ' || joined_ms
from household_member order by bucket, tenant_id, household_id, holder_id

-- name: text_of_parked
select 'parked ' || hex(key_hash),
    bucket || ' ' || tenant_id || ' ' || programme_id || ' ' || hex(purchase_key_hash) || ' ' || document || ' ' || state
    || ' ' || coalesce(due_ms, -1)
from parked order by bucket, tenant_id, programme_id, key_hash

-- name: wipe_wallet
delete from wallet

-- name: wipe_entry
delete from entry

-- name: wipe_entry_issuer
delete from entry_issuer

-- name: wipe_lot
delete from lot

-- name: wipe_lot_use
delete from lot_use

-- name: wipe_tally
delete from tally

-- name: wipe_resource
delete from resource

-- name: wipe_voucher
delete from voucher

-- Referral codes come with the person, not with a transaction.
-- name: wipe_code
delete from code where kind = 1

-- name: wipe_reservation
delete from reservation

-- name: wipe_redemption
delete from redemption

-- name: wipe_referral
delete from referral

-- name: wipe_subscription
delete from subscription

-- name: wipe_answer
delete from answer

-- name: wipe_household
delete from member where kind = 2

-- Erasure is no transaction.
-- name: wipe_place
update member set state = case when state = 5 then 5 else 1 end, household_id = 0, merged_into = 0, left_ms = null

-- name: wipe_household_member
delete from household_member

-- name: wipe_parked
delete from parked
