-- name: insert_session
insert into session (bucket, tenant_id, token_hash, programme_id, kind, subject, device, role, scopes, stores,
                     own_members, created_ms, seen_ms, idle_ms, ends_ms, due_ms, stepped_up_ms)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)

-- name: one_session
select token_hash, programme_id, kind, subject, device, role, scopes, stores, own_members, created_ms, seen_ms,
       idle_ms, ends_ms, stepped_up_ms
from session where bucket = $1 and tenant_id = $2 and token_hash = $3

-- name: sessions_of_subject
select token_hash, programme_id, kind, subject, device, role, scopes, stores, own_members, created_ms, seen_ms,
       idle_ms, ends_ms, stepped_up_ms
from session where bucket = $1 and tenant_id = $2 and kind = $3 and subject = $4 order by created_ms, token_hash

-- name: note_session_use
update session set seen_ms = $4, due_ms = case when $4 + idle_ms < ends_ms then $4 + idle_ms else ends_ms end
where bucket = $1 and tenant_id = $2 and token_hash = $3 and seen_ms < $4

-- name: step_session_up
update session set stepped_up_ms = $4 where bucket = $1 and tenant_id = $2 and token_hash = $3

-- name: delete_session
delete from session where bucket = $1 and tenant_id = $2 and token_hash = $3

-- name: delete_sessions_over
delete from session where bucket = $1 and tenant_id = $2 and due_ms <= $3
