-- What the ledger tells about points by the brands they belong to (domain.md 9, 10.6).

-- What each kind of entry moved in the months asked for, by whose points they were. An entry that moved those of several
-- brands has no issuer; its parts follow.
-- name: brand_postings
select e.on_month, e.type, e.contra, e.contra_brand, e.issuer,
    sum(case when e.issuer = 0 then 0 else e.pending + e.available + e.reserved end), sum(e.debt), sum(e.contra_units)
from entry e
join member m on m.bucket = e.bucket and m.tenant_id = e.tenant_id and m.holder_id = e.holder_id
where e.bucket = $1 and e.tenant_id = $2 and m.programme_id = $3 and e.currency = $4 and e.on_month >= $5
    and e.on_month <= $6
group by e.on_month, e.type, e.contra, e.contra_brand, e.issuer
union all
select i.on_month, e.type, e.contra, e.contra_brand, i.issuer, sum(i.units), 0, 0
from entry_issuer i
join entry e on e.bucket = i.bucket and e.tenant_id = i.tenant_id and e.holder_id = i.holder_id
    and e.entry_id = i.entry_id and e.on_month = i.on_month
join member m on m.bucket = i.bucket and m.tenant_id = i.tenant_id and m.holder_id = i.holder_id
where i.bucket = $1 and i.tenant_id = $2 and m.programme_id = $3 and e.currency = $4 and i.on_month >= $5
    and i.on_month <= $6
group by i.on_month, e.type, e.contra, e.contra_brand, i.issuer
order by 1, 2, 3, 4, 5
