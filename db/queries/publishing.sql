-- Who holds what a document may not lose, and whom a change can touch.

-- name: any_entry
select 1 from entry where bucket = $1 and tenant_id = $2 limit 1

-- Every wallet there ever was: a currency with history stays.
-- name: currency_holders
select currency, count(*), sum(case when pending + available + reserved > 0 or debt < 0 then 1 else 0 end)
from wallet where bucket = $1 and tenant_id = $2 and currency > 0 group by currency

-- name: brand_holders
select brand, count(distinct holder_id) from lot
where bucket = $1 and tenant_id = $2 and remaining + reserved > 0 group by brand

-- name: store_members
select home_store, count(*) from member
where bucket = $1 and tenant_id = $2 and programme_id = $3 and kind = 1 and state in (1, 2) group by home_store

-- name: store_pick_ups
select store, count(distinct holder_id) from redemption
where bucket = $1 and tenant_id = $2 and state = 1 and store <> 0 group by store

-- name: reward_holders
select reward, count(distinct holder_id) from redemption
where bucket = $1 and tenant_id = $2 and state = 1 group by reward

-- name: voucher_holders
select coupon, reward, count(distinct holder_id) from voucher
where bucket = $1 and tenant_id = $2 and state in (1, 2) group by coupon, reward

-- name: plan_holders
select plan, count(distinct holder_id) from subscription
where bucket = $1 and tenant_id = $2 and state in (1, 2, 4) group by plan

-- name: members_in_all
select count(*) from member where bucket = $1 and tenant_id = $2 and programme_id = $3 and kind = 1 and state in (1, 2)
