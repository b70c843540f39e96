-- name: insert_staff
insert into staff (bucket, tenant_id, staff_id, programme_id, login_h, login_s, name_s, role, brands, regions, stores,
                   own_members, state, created_ms, password, must_change, password_ends_ms, totp_s, totp_confirmed,
                   totp_step, recovery, pin)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)

-- name: update_staff
update staff
set name_s = $4, role = $5, brands = $6, regions = $7, stores = $8, own_members = $9, state = $10, password = $11,
    must_change = $12, password_ends_ms = $13, totp_s = $14, totp_confirmed = $15, totp_step = $16, recovery = $17,
    pin = $18
where bucket = $1 and tenant_id = $2 and staff_id = $3

-- name: one_staff
select staff_id, programme_id, login_s, name_s, role, brands, regions, stores, own_members, state, created_ms, password,
       must_change, password_ends_ms, totp_s, totp_confirmed, totp_step, recovery, pin
from staff where bucket = $1 and tenant_id = $2 and staff_id = $3

-- name: staff_of_login
select staff_id, programme_id, login_s, name_s, role, brands, regions, stores, own_members, state, created_ms, password,
       must_change, password_ends_ms, totp_s, totp_confirmed, totp_step, recovery, pin
from staff where bucket = $1 and tenant_id = $2 and programme_id = $3 and login_h = $4

-- name: staff_of_programme
select staff_id, programme_id, login_s, name_s, role, brands, regions, stores, own_members, state, created_ms, password,
       must_change, password_ends_ms, totp_s, totp_confirmed, totp_step, recovery, pin
from staff where bucket = $1 and tenant_id = $2 and programme_id = $3 order by staff_id

-- name: insert_till
insert into till (bucket, tenant_id, till_id, programme_id, store, name, secret_hash, state, created_ms, created_by)
values ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9)

-- name: till_of_secret
select till_id, programme_id, store, name, state, created_ms, created_by
from till where bucket = $1 and tenant_id = $2 and secret_hash = $3

-- name: tills_of_programme
select till_id, programme_id, store, name, state, created_ms, created_by
from till where bucket = $1 and tenant_id = $2 and programme_id = $3 order by till_id

-- name: revoke_till
update till set state = 2 where bucket = $1 and tenant_id = $2 and programme_id = $3 and till_id = $4 and state = 1

-- name: sign_in_tries
select failures, failed_ms, locked_ms from sign_in_try where bucket = $1 and tenant_id = $2 and subject_h = $3

-- name: upsert_sign_in_tries
insert into sign_in_try (bucket, tenant_id, subject_h, failures, failed_ms, locked_ms) values ($1, $2, $3, $4, $5, $6)
on conflict (bucket, tenant_id, subject_h) do update
set failures = excluded.failures, failed_ms = excluded.failed_ms, locked_ms = excluded.locked_ms

-- name: delete_sign_in_tries
delete from sign_in_try where bucket = $1 and tenant_id = $2 and subject_h = $3

-- name: delete_old_sign_in_tries
delete from sign_in_try where bucket = $1 and tenant_id = $2 and failed_ms < $3 and locked_ms < $3

-- Whose shift it was.
-- name: actor_of_key
select actor, at_ms from txn where bucket = $1 and tenant_id = $2 and programme_id = $3 and key_hash = $4

-- name: actors_of_member_at
select actor from txn where bucket = $1 and tenant_id = $2 and holder_id = $3 and at_ms = $4 and kind = $5

-- name: insert_till_code
insert into till_code (bucket, tenant_id, code_hash, programme_id, store, name, created_ms, created_by, expires_ms)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: one_till_code
select programme_id, store, name, created_by from till_code
where bucket = $1 and tenant_id = $2 and code_hash = $3 and expires_ms > $4

-- name: delete_till_code
delete from till_code where bucket = $1 and tenant_id = $2 and code_hash = $3

-- name: delete_till_codes_over
delete from till_code where bucket = $1 and tenant_id = $2 and expires_ms <= $3
