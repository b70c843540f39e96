-- Closed months and what was frozen at their close (domain.md 10).

-- name: put_closed_month
insert into closed_month (bucket, tenant_id, programme_id, month, until_ms, closed_ms, txn_id)
values ($1, $2, $3, $4, $5, $6, $7)

-- name: all_closed_months
select c.month, c.until_ms, c.closed_ms, b.entries, b.checksum
from closed_month c left join closed_books b
    on b.bucket = c.bucket and b.tenant_id = c.tenant_id and b.programme_id = c.programme_id and b.month = c.month
where c.bucket = $1 and c.tenant_id = $2 and c.programme_id = $3 order by c.month

-- name: closed_until
select max(until_ms) from closed_month where bucket = $1 and tenant_id = $2 and programme_id = $3

-- name: text_of_entries_in_month
select e.holder_id || ' ' || e.entry_id || ' ' || e.txn_id || ' ' || e.type || ' ' || e.currency || ' ' || e.pending
    || ' ' || e.available || ' ' || e.reserved || ' ' || e.debt || ' ' || e.written_off || ' ' || e.contra || ' '
    || e.contra_brand || ' ' || e.contra_units || ' ' || e.rule || ' ' || e.lot_id || ' ' || e.posted_ms
from entry e
join member m on m.bucket = e.bucket and m.tenant_id = e.tenant_id and m.holder_id = e.holder_id
where e.bucket = $1 and e.tenant_id = $2 and m.programme_id = $3 and e.on_month = $4
order by e.holder_id, e.entry_id

-- name: first_month_of_entries
select min(e.on_month) from entry e
join member m on m.bucket = e.bucket and m.tenant_id = e.tenant_id and m.holder_id = e.holder_id
where e.bucket = $1 and e.tenant_id = $2 and m.programme_id = $3

-- name: insert_closed_books
insert into closed_books (bucket, tenant_id, programme_id, month, entries, checksum, frozen_ms)
values ($1, $2, $3, $4, $5, $6, $7)

-- name: insert_closed_units
insert into closed_units (bucket, tenant_id, programme_id, month, currency, opening, issued, reversed, redeemed, refunded,
                          expired, reinstated, adjusted, converted, fees, forfeited, written_off, closing)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)

-- name: closed_units_of_month
select currency, opening, issued, reversed, redeemed, refunded, expired, reinstated, adjusted, converted, fees, forfeited,
    written_off, closing
from closed_units where bucket = $1 and tenant_id = $2 and programme_id = $3 and month = $4 order by currency

-- name: insert_closed_pool
insert into closed_pool (bucket, tenant_id, programme_id, month, kind, currency, year, deferred, issued, redeemed, expired,
                         outstanding, breakage_rate)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)

-- name: all_closed_pools
select month, kind, currency, year, deferred, issued, redeemed, expired, outstanding, breakage_rate
from closed_pool where bucket = $1 and tenant_id = $2 and programme_id = $3 order by month, kind, currency, year

-- name: insert_closed_line
insert into closed_line (bucket, tenant_id, programme_id, month, seq, reason, report, brand, currency, debit, credit, amount)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)

-- name: closed_lines_of_month
select reason, report, brand, currency, debit, credit, amount
from closed_line where bucket = $1 and tenant_id = $2 and programme_id = $3 and month = $4 order by seq

-- What was posted in a month though it happened in one that was closed by then.
-- name: late_facts
select c.month, t.kind, count(distinct t.txn_id), sum(e.pending + e.available + e.reserved + e.debt)
from entry e
join txn t on t.bucket = e.bucket and t.tenant_id = e.tenant_id and t.txn_id = e.txn_id
join closed_month c on c.bucket = e.bucket and c.tenant_id = e.tenant_id and c.programme_id = t.programme_id
    and t.occurred_ms < c.until_ms and t.txn_id > c.txn_id
where e.bucket = $1 and e.tenant_id = $2 and t.programme_id = $3 and e.currency = $4 and e.on_month = $5
    and not exists (
        select 1 from closed_month b
        where b.bucket = c.bucket and b.tenant_id = c.tenant_id and b.programme_id = c.programme_id
            and b.month < c.month and t.occurred_ms < b.until_ms)
group by c.month, t.kind order by c.month, t.kind

-- name: newest_breakage_version
select max(version) from breakage_estimate
where bucket = $1 and tenant_id = $2 and programme_id = $3 and currency = $4 and pool_year = $5

-- name: insert_breakage_version
insert into breakage_estimate (bucket, tenant_id, programme_id, currency, pool_year, version, breakage_rate, method,
                               from_month, author, reason_s, at_ms)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)

-- name: all_breakage_versions
select currency, pool_year, version, breakage_rate, method, from_month, author, reason_s, at_ms
from breakage_estimate where bucket = $1 and tenant_id = $2 and programme_id = $3
order by currency, pool_year, version

-- name: days_of_earning
select lot_id, earned_day from lot where bucket = $1 and tenant_id = $2 and currency = $3

-- Joined with their lots by the program: a lot keeps its id wherever it goes, and no index begins with it.
-- name: postings_of_lots
select e.lot_id, e.on_month, e.type, e.contra_units
from entry e
join member m on m.bucket = e.bucket and m.tenant_id = e.tenant_id and m.holder_id = e.holder_id
where e.bucket = $1 and e.tenant_id = $2 and m.programme_id = $3 and e.currency = $4 and e.on_month <= $5
    and e.type in (1, 3, 9) and e.lot_id <> 0

-- name: text_of_closed_month
-- fans out: a checksum of every row
select 'month ' || month, bucket || ' ' || tenant_id || ' ' || programme_id || ' ' || until_ms || ' ' || closed_ms || ' ' || txn_id
from closed_month order by bucket, tenant_id, programme_id, month

-- name: wipe_closed_month
-- fans out: a rebuild, with nobody else there
delete from closed_month
