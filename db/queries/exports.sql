-- What exports walk: one programme whole, in the order of keys, from one snapshot. $1 tenant, $2 programme, $3 and $4 the
-- span of posting. Nothing personal: no sealed column, no hash of one.
-- fans out: an export is of a whole programme, page by page

-- name: export_members
select m.holder_id, m.kind, m.state, w.state, m.enrolled_ms, m.home_store, m.language, m.household_id, 2, m.merged_into, 1,
    (select c.given from consent c where c.bucket = m.bucket and c.tenant_id = m.tenant_id and c.holder_id = m.holder_id
        and c.purpose = 'marketing' and c.channel = 'push' order by c.consent_id desc limit 1),
    (select c.given from consent c where c.bucket = m.bucket and c.tenant_id = m.tenant_id and c.holder_id = m.holder_id
        and c.purpose = 'marketing' and c.channel = 'email' order by c.consent_id desc limit 1),
    (select c.given from consent c where c.bucket = m.bucket and c.tenant_id = m.tenant_id and c.holder_id = m.holder_id
        and c.purpose = 'marketing' and c.channel = 'sms' order by c.consent_id desc limit 1),
    (select c.given from consent c where c.bucket = m.bucket and c.tenant_id = m.tenant_id and c.holder_id = m.holder_id
        and c.purpose = 'marketing' and c.channel = 'whatsapp' order by c.consent_id desc limit 1),
    (select c.given from consent c where c.bucket = m.bucket and c.tenant_id = m.tenant_id and c.holder_id = m.holder_id
        and c.purpose = 'third_party' order by c.consent_id desc limit 1)
from member m left join wallet w on w.bucket = m.bucket and w.tenant_id = m.tenant_id and w.holder_id = m.holder_id
    and w.currency = 0
where m.tenant_id = $1 and m.programme_id = $2 and m.enrolled_ms >= $3 and m.enrolled_ms < $4
order by m.bucket, m.holder_id

-- name: export_balances
select w.holder_id, m.kind, w.currency, w.pending, w.available, w.reserved, w.debt from wallet w
join member m on m.bucket = w.bucket and m.tenant_id = w.tenant_id and m.holder_id = w.holder_id
where w.tenant_id = $1 and m.programme_id = $2 and w.currency <> 0 and $3 <= $4
order by w.bucket, w.holder_id, w.currency

-- name: export_lots
select l.lot_id, l.holder_id, m.kind, l.currency, l.original, l.remaining, l.reserved, l.reversed, l.expired, l.earned_ms,
    l.available_ms, l.expires_ms, l.brand, l.rule, l.txn_id, l.bucket from lot l
join member m on m.bucket = l.bucket and m.tenant_id = l.tenant_id and m.holder_id = l.holder_id
where l.tenant_id = $1 and m.programme_id = $2 and l.earned_ms >= $3 and l.earned_ms < $4
order by l.bucket, l.holder_id, l.lot_id

-- name: export_entries
select e.entry_id, e.holder_id, m.kind, e.txn_id, e.bucket, e.type, e.currency, e.pending, e.available, e.reserved, e.debt,
    e.written_off, e.contra, e.contra_brand, e.contra_units, e.rule, e.lot_id, e.posted_ms from entry e
join member m on m.bucket = e.bucket and m.tenant_id = e.tenant_id and m.holder_id = e.holder_id
where e.tenant_id = $1 and m.programme_id = $2 and e.posted_ms >= $3 and e.posted_ms < $4
order by e.bucket, e.holder_id, e.entry_id

-- name: export_purchases
select t.document, t.txn_id, t.bucket, s.holder_id, 1, s.occurred_ms, s.at_ms, s.on_day, s.store, s.brand, s.channel, s.level,
    s.rank, s.amount, s.tax, s.returned, s.quantity, s.state from sale s
join txn t on t.bucket = s.bucket and t.tenant_id = s.tenant_id and t.txn_id = s.txn_id
where s.tenant_id = $1 and s.programme_id = $2 and s.at_ms >= $3 and s.at_ms < $4
order by s.bucket, s.holder_id, s.txn_id

-- name: export_redemptions
select r.redemption_id, r.bucket, r.holder_id, m.kind, r.reward, r.points, r.money, r.state, r.store, r.due_ms from redemption r
join member m on m.bucket = r.bucket and m.tenant_id = r.tenant_id and m.holder_id = r.holder_id
where r.tenant_id = $1 and m.programme_id = $2 and $3 <= $4
order by r.bucket, r.redemption_id

-- name: export_vouchers
select v.voucher_id, v.bucket, v.holder_id, m.kind, v.coupon, v.reward, v.state, v.uses_left, v.valid_from_ms, v.valid_to_ms
from voucher v
join member m on m.bucket = v.bucket and m.tenant_id = v.tenant_id and m.holder_id = v.holder_id
where v.tenant_id = $1 and m.programme_id = $2 and v.valid_from_ms >= $3 and v.valid_from_ms < $4
order by v.bucket, v.voucher_id

-- name: export_products
select sku, category, brand, name, unit_price, unit_cost from product
where tenant_id = $1 and programme_id = $2 and state = 1 and $3 <= $4 order by sku

-- name: export_events
select sequence, type, subject, txn_id, at_ms, body from event
where tenant_id = $1 and programme_id = $2 and at_ms >= $3 and at_ms < $4 order by sequence
