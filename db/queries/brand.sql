-- What one brand of a coalition may see of its members (domain.md 9.1).

-- Members who bought, returned or redeemed at the brand, or who let third parties know them. A consent counts when it is
-- the last word for its channel. What a merged member did is found by brand_survivors.
-- name: brand_members
select m.holder_id from member m
where m.bucket = $1 and m.tenant_id = $2 and m.programme_id = $3 and m.kind = 1 and m.state in (1, 2) and m.holder_id > $4
    and (exists (select 1 from txn t where t.bucket = m.bucket and t.tenant_id = m.tenant_id
            and t.holder_id = m.holder_id and t.brand = $5)
        or exists (select 1 from consent c where c.bucket = m.bucket and c.tenant_id = m.tenant_id
            and c.holder_id = m.holder_id and c.purpose = 'third_party' and c.given = 1
            and not exists (select 1 from consent later where later.bucket = c.bucket and later.tenant_id = c.tenant_id
                and later.holder_id = c.holder_id and later.purpose = c.purpose and later.channel = c.channel
                and later.consent_id > c.consent_id)))
order by m.holder_id limit $6

-- Everybody merged into another, and whether they had a transaction at the brand.
-- name: merged_at_brand
select d.holder_id, d.merged_into, exists (select 1 from txn t where t.bucket = d.bucket and t.tenant_id = d.tenant_id
    and t.holder_id = d.holder_id and t.brand = $4)
from member d
where d.bucket = $1 and d.tenant_id = $2 and d.programme_id = $3 and d.state = 4 and d.merged_into <> 0

-- name: brand_transactions
select txn_id, kind, occurred_ms, at_ms, store, amount, document, result from txn
where bucket = $1 and tenant_id = $2 and holder_id = $3 and brand = $4 and txn_id < $5
order by txn_id desc limit $6
