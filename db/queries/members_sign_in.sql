-- One-time codes, proofs, QR tokens and contact changes of members.
-- name: insert_one_time
insert into one_time (bucket, tenant_id, request_hash, programme_id, account_hash, holder_id, purpose, channel,
                      session_hash, target_s, created_ms, expires_ms, tries, used_ms, contact_s)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, null, $13)

-- name: one_time_by_request
select request_hash, programme_id, account_hash, holder_id, purpose, channel, session_hash, target_s, created_ms,
       expires_ms, tries, used_ms, contact_s
from one_time where bucket = $1 and tenant_id = $2 and request_hash = $3

-- name: one_time_latest
select request_hash, programme_id, account_hash, holder_id, purpose, channel, session_hash, target_s, created_ms,
       expires_ms, tries, used_ms, contact_s
from one_time where bucket = $1 and tenant_id = $2 and holder_id = $3 and purpose = $4
order by created_ms desc, request_hash limit 1

-- What waits to be sent: of somebody, or of who may join; not used, not over, not guessed at too often.
-- name: one_time_waiting
select request_hash, programme_id, account_hash, holder_id, purpose, channel, session_hash, target_s, created_ms,
       expires_ms, tries, used_ms, contact_s
from one_time where bucket = $1 and tenant_id = $2 and created_ms > $3 and programme_id = $4
  and (holder_id <> 0 or contact_s is not null) and channel <> 0 and used_ms is null and expires_ms > $5 and tries < $6
order by created_ms, request_hash limit $7

-- name: one_times_of_account
select created_ms, used_ms is not null from one_time
where bucket = $1 and tenant_id = $2 and account_hash = $3 and created_ms > $4 order by created_ms

-- name: count_one_times_of_holder
select count(*) from one_time
where bucket = $1 and tenant_id = $2 and holder_id = $3 and created_ms > $4 and channel <> 0

-- name: count_one_times_sent
select (select count(*) from one_time m
        where m.bucket = $1 and m.tenant_id = $2 and m.created_ms > $3 and m.holder_id <> 0 and m.channel = $4)
     + (select count(*) from one_time j
        where j.bucket = $1 and j.tenant_id = $2 and j.created_ms > $3 and j.contact_s is not null and j.channel = $4)

-- name: count_one_time_try
update one_time set tries = tries + 1 where bucket = $1 and tenant_id = $2 and request_hash = $3

-- name: use_one_time
update one_time set used_ms = $4, target_s = null
where bucket = $1 and tenant_id = $2 and request_hash = $3 and used_ms is null

-- name: delete_one_times_before
delete from one_time where bucket = $1 and tenant_id = $2 and created_ms <= $3

-- name: insert_proof
insert into proof (bucket, tenant_id, proof_hash, programme_id, holder_id, credential, expires_ms)
values ($1, $2, $3, $4, $5, $6, $7)

-- name: one_proof
select programme_id, holder_id, credential, expires_ms from proof
where bucket = $1 and tenant_id = $2 and proof_hash = $3

-- name: delete_proofs_over
delete from proof where bucket = $1 and tenant_id = $2 and expires_ms <= $3

-- name: insert_qr_nonce
insert into qr_nonce (bucket, tenant_id, nonce_hash, until_ms) values ($1, $2, $3, $4)
on conflict (bucket, tenant_id, nonce_hash) do nothing

-- name: delete_qr_nonces_over
delete from qr_nonce where bucket = $1 and tenant_id = $2 and until_ms <= $3

-- name: unproved_spend_of
select amount from unproved_spend where bucket = $1 and tenant_id = $2 and holder_id = $3 and on_day = $4

-- name: put_unproved_spend
insert into unproved_spend (bucket, tenant_id, holder_id, on_day, amount) values ($1, $2, $3, $4, $5)
on conflict (bucket, tenant_id, holder_id) do update set on_day = excluded.on_day, amount = excluded.amount

-- name: insert_contact_change
insert into contact_change (bucket, tenant_id, change_id, programme_id, holder_id, kind, old_s, new_s, changed_ms,
                            until_ms, undone_ms)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, null)

-- name: contact_hold_until
select max(until_ms) from contact_change where bucket = $1 and tenant_id = $2 and holder_id = $3 and until_ms > $4

-- name: one_contact_change
select programme_id, holder_id, kind, old_s, new_s, until_ms, undone_ms from contact_change
where bucket = $1 and tenant_id = $2 and change_id = $3

-- name: undo_contact_change
update contact_change set undone_ms = $4
where bucket = $1 and tenant_id = $2 and change_id = $3 and undone_ms is null

-- name: insert_card_notice
insert into card_notice (bucket, tenant_id, notice_id, programme_id, holder_id, type, channel, to_s, about_id,
                         created_ms, until_ms)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)

-- name: count_card_notices
select count(*) from card_notice
where bucket = $1 and tenant_id = $2 and holder_id = $3 and type = $4 and created_ms > $5

-- name: card_notices_after
select notice_id, holder_id, type, channel, to_s, about_id, created_ms, until_ms from card_notice
where bucket = $1 and tenant_id = $2 and notice_id > $3 and programme_id = $4 and until_ms > $5
order by notice_id limit $6

-- name: delete_card_notices_over
delete from card_notice where bucket = $1 and tenant_id = $2 and until_ms <= $3
