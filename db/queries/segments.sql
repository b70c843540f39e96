-- Facts that segments ask about, for the members of a range of ids, and who is in which (docs/adr/0021).

-- name: segment_people
select m.holder_id, m.enrolled_ms, m.home_store, m.language, m.household_id, m.segments, m.row_version, k.wrapped_key,
    m.birth_date_s, m.attributes_s
from member m
left join member_key k on k.bucket = m.bucket and k.tenant_id = m.tenant_id and k.holder_id = m.holder_id
where m.bucket = $1 and m.tenant_id = $2 and m.programme_id = $3 and m.holder_id >= $4 and m.holder_id <= $5
    and m.kind = 1 and m.state in (1, 2)
    and not exists (select 1 from restriction r where r.bucket = m.bucket and r.tenant_id = m.tenant_id
        and r.holder_id = m.holder_id and r.purpose in (2, 3))
order by m.holder_id limit $6

-- name: segment_heads
select holder_id, state from wallet
where bucket = $1 and tenant_id = $2 and holder_id >= $3 and holder_id <= $4 and currency = 0

-- name: segment_balances
select holder_id, currency, available, pending, reserved, debt from wallet
where bucket = $1 and tenant_id = $2 and holder_id >= $3 and holder_id <= $4 and currency > 0

-- What is pending has its release as its next instant.
-- name: segment_lots
select holder_id, currency, expires_ms, remaining from lot
where bucket = $1 and tenant_id = $2 and holder_id >= $3 and holder_id <= $4 and remaining > 0 and expires_ms <= $5
    and due_ms > available_ms

-- name: segment_games
select holder_id, kind, ref, count from tally
where bucket = $1 and tenant_id = $2 and holder_id >= $3 and holder_id <= $4 and kind in (10, 12) and count > 0

-- name: segment_sales
select holder_id, min(on_day), max(on_day), count(*), sum(amount),
    count(case when on_day > $5 then 1 end), sum(case when on_day > $5 then amount else 0 end),
    count(case when on_day > $6 then 1 end), sum(case when on_day > $6 then amount else 0 end),
    count(case when on_day > $7 then 1 end), sum(case when on_day > $7 then amount else 0 end)
from sale where bucket = $1 and tenant_id = $2 and holder_id >= $3 and holder_id <= $4 and state = 1
group by holder_id

-- Added up by whoever reads: grouping by place would sort every row.
-- name: segment_sales_by_place
select holder_id, store, channel, on_day, amount from sale
where bucket = $1 and tenant_id = $2 and holder_id >= $3 and holder_id <= $4 and state = 1 order by holder_id, txn_id

-- name: segment_rfm
select holder_id, r, f, m, segment from rfm
where bucket = $1 and tenant_id = $2 and holder_id >= $3 and holder_id <= $4

-- name: segment_plans
select holder_id, plan, paid_from_ms, paid_to_ms, state, until_ms from subscription
where bucket = $1 and tenant_id = $2 and holder_id >= $3 and holder_id <= $4

-- name: segment_redemptions
select holder_id, reward, count(*) from redemption
where bucket = $1 and tenant_id = $2 and holder_id >= $3 and holder_id <= $4 and state in (1, 2)
group by holder_id, reward

-- name: segment_vouchers
select holder_id, coupon, count(*) from voucher
where bucket = $1 and tenant_id = $2 and holder_id >= $3 and holder_id <= $4 and state = 3 and coupon > 0
group by holder_id, coupon

-- name: segment_referrals
select referee_id, state from referral
where bucket = $1 and tenant_id = $2 and referral_id >= $3 and referral_id <= $4

-- name: segment_referred
select referrer_id, count(*) from referral
where bucket = $1 and tenant_id = $2 and referrer_id >= $3 and referrer_id <= $4 and state in (2, 3)
group by referrer_id

-- name: segment_deeds
select holder_id, action, count from deed
where bucket = $1 and tenant_id = $2 and holder_id >= $3 and holder_id <= $4

-- An answer stays with whoever gave it; its survivor speaks with it. The last one counts, so it comes last.
-- name: segment_answers
select holder_id, answer_id, rating, nps from answer
where bucket = $1 and tenant_id = $2 and holder_id >= $3 and holder_id <= $4
union all
select m.merged_into, a.answer_id, a.rating, a.nps
from member m join answer a on a.bucket = m.bucket and a.tenant_id = m.tenant_id and a.holder_id = m.holder_id
where m.bucket = $1 and m.tenant_id = $2 and m.merged_into <> 0 and m.merged_into >= $3 and m.merged_into <= $4
order by 2

-- name: rfm_inputs
select holder_id, max(on_day), count(*), sum(amount) from sale
where bucket = $1 and tenant_id = $2 and programme_id = $3 and state = 1 and on_day > $4 and on_day <= $5
    and not exists (select 1 from restriction r where r.bucket = sale.bucket and r.tenant_id = sale.tenant_id
        and r.holder_id = sale.holder_id and r.purpose in (2, 3))
group by holder_id order by holder_id

-- name: clear_rfm
delete from rfm where bucket = $1 and tenant_id = $2 and programme_id = $3

-- name: put_rfm
insert into rfm (bucket, tenant_id, holder_id, programme_id, as_of_day, r, f, m, segment)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: put_segment_due
insert into segment_due (bucket, tenant_id, programme_id, holder_id, txn_id) values ($1, $2, $3, $4, $5)
on conflict (bucket, tenant_id, programme_id, holder_id) do update set txn_id = excluded.txn_id

-- name: segments_due
select holder_id, txn_id from segment_due where bucket = $1 and tenant_id = $2 and programme_id = $3
order by holder_id limit $4

-- name: delete_segment_due
delete from segment_due where bucket = $1 and tenant_id = $2 and programme_id = $3 and holder_id = $4

-- name: segment_household
select holder_id from household_member where bucket = $1 and tenant_id = $2 and household_id = $3

-- name: kept_segments
select holder_id, segment from segment_member
where bucket = $1 and tenant_id = $2 and holder_id >= $3 and holder_id <= $4 order by holder_id, segment

-- name: enter_segment
insert into segment_member (bucket, tenant_id, holder_id, segment, programme_id, since_ms)
values ($1, $2, $3, $4, $5, $6)

-- name: leave_segment
delete from segment_member where bucket = $1 and tenant_id = $2 and holder_id = $3 and segment = $4

-- name: put_segment_move
insert into segment_move (bucket, tenant_id, programme_id, segment, move_id, holder_id, entered, cause, txn_id, at_ms)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: segment_counts
select segment, count(*) from segment_member
where bucket = $1 and tenant_id = $2 and programme_id = $3 group by segment

-- name: segment_members_after
select holder_id, since_ms from segment_member
where bucket = $1 and tenant_id = $2 and programme_id = $3 and segment = $4 and holder_id > $5
order by holder_id limit $6

-- name: segment_moves_after
select move_id, holder_id, entered, cause, txn_id, at_ms from segment_move
where bucket = $1 and tenant_id = $2 and programme_id = $3 and segment = $4 and move_id > $5
order by move_id limit $6

-- name: static_segment_counts
select segments, count(*) from member
where bucket = $1 and tenant_id = $2 and programme_id = $3 and kind = 1 and state in (1, 2) and segments <> '[]'
group by segments

-- name: static_members_after
select holder_id, segments from member
where bucket = $1 and tenant_id = $2 and programme_id = $3 and kind = 1 and state in (1, 2) and segments <> '[]'
    and holder_id > $4
order by holder_id

-- name: segment_walk
select at, state from job_place where bucket = $1 and tenant_id = $2 and job = 'segments' and part = $3

-- name: put_segment_walk
insert into job_place (bucket, tenant_id, job, part, at, state) values ($1, $2, 'segments', $3, $4, $5)
on conflict (bucket, tenant_id, job, part) do update set at = excluded.at, state = excluded.state

-- Whoever is in a segment entered last; whoever is in none left last, or never came.
-- name: verify_segments
-- fans out: a check of every row
select 'holder ' || holder_id || ' segment ' || segment, 'its moves add up to ' || sum(step) || ' more than its place'
from (
    select bucket, tenant_id, holder_id, segment, case when entered = 1 then 1 else -1 end as step from segment_move
    union all
    select bucket, tenant_id, holder_id, segment, -1 from segment_member
) steps
group by bucket, tenant_id, holder_id, segment having sum(step) <> 0

-- Members that a segment still holds although nobody may be in one any more.
-- name: verify_segment_members
-- fans out: a check of every row
select 'holder ' || s.holder_id || ' segment ' || s.segment, 'the member is not among the members'
from segment_member s left join member m
    on m.bucket = s.bucket and m.tenant_id = s.tenant_id and m.holder_id = s.holder_id
where m.holder_id is null or m.kind <> 1
