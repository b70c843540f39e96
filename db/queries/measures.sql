-- What the measures of domain.md 11 are read from, beside table `sale` (docs/adr/0022).

-- name: member_facts
select m.holder_id, m.enrolled_ms, m.left_ms, m.home_store, m.merged_into, m.segments, w.state
from member m left join wallet w
    on w.bucket = m.bucket and w.tenant_id = m.tenant_id and w.holder_id = m.holder_id and w.currency = 0
where m.bucket = $1 and m.tenant_id = $2 and m.programme_id = $3 and m.kind = 1 order by m.holder_id

-- name: segments_of_members
select holder_id, segment from segment_member where bucket = $1 and tenant_id = $2 and programme_id = $3

-- Points of a household belong to whoever of it acted. Types: earn, earn_reversal, redeem, capture, redeem_refund, expire,
-- donate; before $6 only what was spent is asked for.
-- name: point_facts
select e.entry_id, case when m.kind = 2 and t.holder_id <> 0 then t.holder_id else e.holder_id end, e.posted_ms, e.type,
    e.currency, e.pending + e.available + e.reserved + e.debt, coalesce(t.store, 0), e.contra_brand,
    coalesce(t.channel, ''), e.rule
from entry e
join member m on m.bucket = e.bucket and m.tenant_id = e.tenant_id and m.holder_id = e.holder_id
left join txn t on t.bucket = e.bucket and t.tenant_id = e.tenant_id and t.txn_id = e.txn_id
where e.bucket = $1 and e.tenant_id = $2 and m.programme_id = $3 and e.type in (1, 3, 4, 6, 8, 9, 15)
    and e.posted_ms >= $4 and e.posted_ms < $5 and (e.posted_ms >= $6 or e.type in (4, 6, 15))

-- Lots that a rule gave: neither transferred nor adjusted ones.
-- name: lot_facts
select l.lot_id, l.holder_id, l.earned_day, l.currency, l.original, l.reversed, l.expired, l.remaining + l.reserved, l.brand
from lot l join member m on m.bucket = l.bucket and m.tenant_id = l.tenant_id and m.holder_id = l.holder_id
where l.bucket = $1 and l.tenant_id = $2 and m.programme_id = $3 and l.currency = $4 and l.earned_day between $5 and $6
    and l.rule <> 0

-- name: store_days_between
select store, on_day, tickets, amount from store_day
where bucket = $1 and tenant_id = $2 and programme_id = $3 and on_day between $4 and $5

-- name: put_store_day
insert into store_day (bucket, tenant_id, programme_id, store, on_day, tickets, amount) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (bucket, tenant_id, programme_id, store, on_day) do update
set tickets = excluded.tickets, amount = excluded.amount
