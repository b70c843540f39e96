-- What holders have been promised: reservations, redemptions, vouchers, households, parked returns, suppliers' codes.
-- Numbers of holders are a tenant's; `member` says whose programme they are of.

-- name: put_reservation
insert into reservation (bucket, tenant_id, reservation_id, holder_id, currency, points, captured, state, due_ms, detail)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
on conflict (bucket, tenant_id, reservation_id) do update set holder_id = excluded.holder_id,
    captured = excluded.captured, state = excluded.state, due_ms = excluded.due_ms, detail = excluded.detail

-- name: put_redemption
insert into redemption (bucket, tenant_id, redemption_id, holder_id, reward, points, money, state, voucher_id, store, due_ms,
    detail)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
on conflict (bucket, tenant_id, redemption_id) do update set holder_id = excluded.holder_id, state = excluded.state,
    voucher_id = excluded.voucher_id, due_ms = excluded.due_ms, detail = excluded.detail

-- A household has no person's row to be enrolled with: its transaction makes it.
-- name: put_household
insert into member (bucket, tenant_id, holder_id, programme_id, kind, state, enrolled_ms) values ($1, $2, $3, $4, 2, 1, $5)
on conflict (bucket, tenant_id, holder_id) do nothing

-- Erasure is no transaction: whoever is anonymised stays so.
-- name: put_place
update member set state = case when state = 5 then 5 else $4 end, household_id = $5, merged_into = $6,
    left_ms = case when $4 in (3, 4, 5) then coalesce(left_ms, $7) else null end
where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: put_referral
insert into referral (bucket, tenant_id, referral_id, referrer_id, referee_id, state, txn_id, due_ms, in_review)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (bucket, tenant_id, referral_id) do update set referrer_id = excluded.referrer_id, state = excluded.state,
    txn_id = excluded.txn_id, due_ms = excluded.due_ms, in_review = excluded.in_review

-- name: referral_of_holder
select referrer_id, state, txn_id, due_ms, in_review, referral_id from referral
where bucket = $1 and tenant_id = $2 and referral_id in ($3..)

-- name: put_household_member
insert into household_member (bucket, tenant_id, household_id, holder_id, owner, can_redeem, joined_ms)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (bucket, tenant_id, household_id, holder_id) do update set owner = excluded.owner,
    can_redeem = excluded.can_redeem, joined_ms = excluded.joined_ms

-- name: delete_household_member
delete from household_member where bucket = $1 and tenant_id = $2 and household_id = $3 and holder_id = $4

-- name: one_reservation
select r.reservation_id, r.holder_id, r.currency, r.points, r.captured, r.state, r.due_ms, r.detail
from reservation r join member m on m.bucket = r.bucket and m.tenant_id = r.tenant_id and m.holder_id = r.holder_id
where r.bucket = $1 and r.tenant_id = $2 and m.programme_id = $3 and r.reservation_id = $4

-- name: reservations_of_holder
select r.reservation_id, r.holder_id, r.currency, r.points, r.captured, r.state, r.due_ms, r.detail
from reservation r join member m on m.bucket = r.bucket and m.tenant_id = r.tenant_id and m.holder_id = r.holder_id
where r.bucket = $1 and r.tenant_id = $2 and m.programme_id = $3 and r.holder_id = $4 and r.reservation_id > $5
order by r.reservation_id limit $6

-- name: open_reservations_of_holder
select reservation_id, holder_id, currency, points, captured, state, due_ms, detail from reservation
where bucket = $1 and tenant_id = $2 and holder_id in ($3..) and state = 1 order by holder_id, reservation_id

-- name: one_redemption
select r.redemption_id, r.holder_id, r.reward, r.points, r.money, r.state, r.voucher_id, r.store, r.due_ms, r.detail
from redemption r join member m on m.bucket = r.bucket and m.tenant_id = r.tenant_id and m.holder_id = r.holder_id
where r.bucket = $1 and r.tenant_id = $2 and m.programme_id = $3 and r.redemption_id = $4

-- name: redemptions_of_holder
select r.redemption_id, r.holder_id, r.reward, r.points, r.money, r.state, r.voucher_id, r.store, r.due_ms, r.detail
from redemption r join member m on m.bucket = r.bucket and m.tenant_id = r.tenant_id and m.holder_id = r.holder_id
where r.bucket = $1 and r.tenant_id = $2 and m.programme_id = $3 and r.holder_id = $4 and r.redemption_id > $5
order by r.redemption_id limit $6

-- name: redemptions_in_state
select r.redemption_id, r.holder_id, r.reward, r.points, r.money, r.state, r.voucher_id, r.store, r.due_ms, r.detail
from redemption r join member m on m.bucket = r.bucket and m.tenant_id = r.tenant_id and m.holder_id = r.holder_id
where r.bucket = $1 and r.tenant_id = $2 and m.programme_id = $3 and r.state = $4 and r.redemption_id > $5
    and ($6 = 0 or r.voucher_id = 0)
order by r.redemption_id limit $7

-- name: open_redemptions_of_holder
select redemption_id, holder_id, reward, points, money, state, voucher_id, store, due_ms, detail from redemption
where bucket = $1 and tenant_id = $2 and holder_id in ($3..) and state = 1 order by holder_id, redemption_id

-- name: open_vouchers_of_holder
select voucher_id, coupon, reward, code_s, state, uses_left, valid_from_ms, valid_to_ms, detail, locked_ms, holder_id
from voucher where bucket = $1 and tenant_id = $2 and holder_id in ($3..) and state in (1, 2) order by holder_id, voucher_id

-- name: vouchers_of_holder
select voucher_id, coupon, reward, code_s, state, uses_left, valid_from_ms, valid_to_ms, detail, locked_ms, holder_id,
    used_ms, used_store
from voucher where bucket = $1 and tenant_id = $2 and holder_id = $3 order by voucher_id

-- name: one_voucher
select v.voucher_id, v.coupon, v.reward, v.code_s, v.state, v.uses_left, v.valid_from_ms, v.valid_to_ms, v.detail,
    v.locked_ms, v.holder_id, v.used_ms, v.used_store
from voucher v join member m on m.bucket = v.bucket and m.tenant_id = v.tenant_id and m.holder_id = v.holder_id
where v.bucket = $1 and v.tenant_id = $2 and m.programme_id = $3 and v.voucher_id = $4

-- name: voucher_of_code
select id from code where bucket = $1 and tenant_id = $2 and code_h = $3 and kind = 1

-- name: members_of_household
select holder_id, owner, can_redeem, joined_ms, household_id from household_member
where bucket = $1 and tenant_id = $2 and household_id in ($3..) order by household_id, joined_ms, holder_id

-- name: parked_in_state
select key_hash, document from parked
where bucket = $1 and tenant_id = $2 and programme_id = $3 and state = $4 and key_hash > $5 order by key_hash limit $6

-- name: one_parked
select document from parked where bucket = $1 and tenant_id = $2 and programme_id = $3 and key_hash = $4

-- name: first_due_parked
select 1 from parked
where bucket = $1 and tenant_id = $2 and programme_id = $3 and state = 1 and due_ms <= $4 limit 1

-- name: holders_with_due_reservations
select distinct r.holder_id
from reservation r join member m on m.bucket = r.bucket and m.tenant_id = r.tenant_id and m.holder_id = r.holder_id
where r.bucket = $1 and r.tenant_id = $2 and r.state = 1 and r.due_ms <= $3 and m.programme_id = $4 limit $5

-- name: holders_with_due_redemptions
select distinct r.holder_id
from redemption r join member m on m.bucket = r.bucket and m.tenant_id = r.tenant_id and m.holder_id = r.holder_id
where r.bucket = $1 and r.tenant_id = $2 and r.state = 1 and r.due_ms is not null and r.due_ms <= $3
    and m.programme_id = $4 limit $5

-- name: holders_with_due_referrals
select r.referee_id
from referral r join member m on m.bucket = r.bucket and m.tenant_id = r.tenant_id and m.holder_id = r.referee_id
where r.bucket = $1 and r.tenant_id = $2 and r.due_ms is not null and r.due_ms <= $3 and m.programme_id = $4 limit $5

-- name: holders_with_ended_vouchers
select distinct v.holder_id
from voucher v join member m on m.bucket = v.bucket and m.tenant_id = v.tenant_id and m.holder_id = v.holder_id
where v.bucket = $1 and v.tenant_id = $2 and v.state in (1, 2) and v.valid_to_ms <= $3 and m.programme_id = $4 limit $5

-- name: holders_with_ended_locks
select distinct v.holder_id
from voucher v join member m on m.bucket = v.bucket and m.tenant_id = v.tenant_id and m.holder_id = v.holder_id
where v.bucket = $1 and v.tenant_id = $2 and v.state = 2 and v.locked_ms <= $3 and m.programme_id = $4 limit $5

-- name: pool_codes
select place, code_s from code_pool
where bucket = $1 and tenant_id = $2 and kind = $3 and ref = $4 and place >= $5 order by place limit $6

-- name: insert_pool_code
insert into code_pool (bucket, tenant_id, kind, ref, place, code_h, code_s) values ($1, $2, $3, $4, $5, $6, $7)

-- name: known_code
select 1 from code where bucket = $1 and tenant_id = $2 and code_h = $3
union all
select 1 from code_pool where bucket = $1 and tenant_id = $2 and code_h = $3

-- name: holders_with_due_subscriptions
select distinct s.holder_id from subscription s
join member m on m.bucket = s.bucket and m.tenant_id = s.tenant_id and m.holder_id = s.holder_id
where s.bucket = $1 and s.tenant_id = $2 and s.due_ms is not null and s.due_ms <= $3 and m.programme_id = $4 limit $5

-- name: referrals_in_review
select r.referee_id, r.referrer_id, r.state, r.txn_id, r.due_ms, r.in_review, m.enrolled_ms
from referral r join member m on m.bucket = r.bucket and m.tenant_id = r.tenant_id and m.holder_id = r.referee_id
where r.bucket = $1 and r.tenant_id = $2 and r.in_review = 1 and m.programme_id = $3 and r.referral_id > $4
order by r.referral_id limit $5

-- name: referrals_by_referrer
select r.referee_id, r.referrer_id, r.state, r.txn_id, r.due_ms, r.in_review, m.enrolled_ms
from referral r join member m on m.bucket = r.bucket and m.tenant_id = r.tenant_id and m.holder_id = r.referee_id
where r.bucket = $1 and r.tenant_id = $2 and r.referrer_id = $6 and m.programme_id = $3 and r.referral_id > $4
order by r.referral_id limit $5
