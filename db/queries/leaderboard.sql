-- Who is compared with whom, and with what (domain.md 8.3).

-- Earned (1) less taken back (3), by account and, for what went to a household, by who acted.
-- name: points_earned_between
select case when m.kind = 1 then e.holder_id else t.holder_id end, -sum(e.contra_units)
from entry e
join member m on m.bucket = e.bucket and m.tenant_id = e.tenant_id and m.holder_id = e.holder_id
join txn t on t.bucket = e.bucket and t.tenant_id = e.tenant_id and t.txn_id = e.txn_id
where e.bucket = $1 and e.tenant_id = $2 and m.programme_id = $3 and e.currency = $4 and e.type in (1, 3)
    and e.on_month between $5 and $6 and e.posted_ms >= $7 and e.posted_ms < $8
group by 1

-- name: active_members
select holder_id from member where bucket = $1 and tenant_id = $2 and programme_id = $3 and kind = 1 and state = 1

-- The last row of a purpose counts.
-- name: consents_of_purpose
select holder_id, given from consent where bucket = $1 and tenant_id = $2 and purpose = $3
order by holder_id, consent_id
