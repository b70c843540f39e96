-- One open case of a kind, a subject and a day: what comes again counts.
-- name: count_case
update fraud_case set times = times + 1, last_ms = $7
where bucket = $1 and tenant_id = $2 and programme_id = $3 and kind = $4 and subject = $5 and on_day = $6 and state = 1

-- name: insert_case
insert into fraud_case (bucket, tenant_id, case_id, programme_id, kind, subject, holder_id, on_day, times, opened_ms,
                        last_ms, details, state, words_s)
values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $9, $10, 1, $11)

-- name: one_case
select case_id, kind, subject, holder_id, times, opened_ms, last_ms, details, state, decider, decided_ms, note_s,
    words_s
from fraud_case where bucket = $1 and tenant_id = $2 and programme_id = $3 and case_id = $4

-- Newest first.
-- name: cases_before
select case_id, kind, subject, holder_id, times, opened_ms, last_ms, details, state, decider, decided_ms, note_s,
    words_s
from fraud_case
where bucket = $1 and tenant_id = $2 and programme_id = $3 and state = $4 and case_id < $5
order by case_id desc limit $6

-- The open one of a kind, subject and day.
-- name: open_case_of
select case_id from fraud_case
where bucket = $1 and tenant_id = $2 and programme_id = $3 and kind = $4 and subject = $5 and on_day = $6 and state = 1

-- name: decide_case
update fraud_case set state = $5, decider = $6, decided_ms = $7, note_s = $8
where bucket = $1 and tenant_id = $2 and programme_id = $3 and case_id = $4 and state = 1

-- name: add_fraud_count
insert into fraud_count (bucket, tenant_id, programme_id, kind, span, subject, times)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (bucket, tenant_id, programme_id, kind, span, subject) do update set times = fraud_count.times + excluded.times
returning times

-- name: delete_fraud_counts
delete from fraud_count where bucket = $1 and tenant_id = $2 and programme_id = $3 and kind = $4 and span < $5
