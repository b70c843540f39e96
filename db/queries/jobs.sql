-- Imports and exports as jobs (docs/adr/0035).

-- name: insert_job
insert into job (bucket, tenant_id, job_id, programme_id, is_export, owner, actor, key_hash, request_hash, state, may_adjust,
    first_id, created_ms, options)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)

-- name: one_job
select job_id, programme_id, is_export, owner, actor, request_hash, state, stopping, may_adjust, first_id, created_ms,
    started_ms, ended_ms, done, total, options, totals, error
from job where bucket = $1 and tenant_id = $2 and programme_id = $3 and job_id = $4

-- name: job_by_key
select job_id, programme_id, is_export, owner, actor, request_hash, state, stopping, may_adjust, first_id, created_ms,
    started_ms, ended_ms, done, total, options, totals, error
from job where bucket = $1 and tenant_id = $2 and programme_id = $3 and key_hash = $4

-- name: jobs_before
select job_id, programme_id, is_export, owner, actor, request_hash, state, stopping, may_adjust, first_id, created_ms,
    started_ms, ended_ms, done, total, options, totals, error
from job where bucket = $1 and tenant_id = $2 and programme_id = $3 and job_id < $4 order by job_id desc limit $5

-- A job that was running goes first: it has begun.
-- name: next_job
select job_id, programme_id, is_export, owner, actor, request_hash, state, stopping, may_adjust, first_id, created_ms,
    started_ms, ended_ms, done, total, options, totals, error
from job where bucket = $1 and tenant_id = $2 and programme_id = $3 and state in (1, 2)
order by state desc, job_id limit 1

-- name: save_job
update job set state = $4, started_ms = $5, ended_ms = $6, done = $7, total = $8, totals = $9, error = $10
where bucket = $1 and tenant_id = $2 and job_id = $3

-- name: stop_job
update job set stopping = 1 where bucket = $1 and tenant_id = $2 and job_id = $3

-- name: put_job_piece
insert into job_file (bucket, tenant_id, job_id, kind, piece, bytes, content_h, content_s)
values ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: job_pieces
select piece, bytes, content_h from job_file
where bucket = $1 and tenant_id = $2 and job_id = $3 and kind = $4 order by piece

-- name: job_piece
select content_s from job_file where bucket = $1 and tenant_id = $2 and job_id = $3 and kind = $4 and piece = $5

-- name: drop_job_pieces
delete from job_file where bucket = $1 and tenant_id = $2 and job_id = $3 and kind = $4

-- Files live a day after their job, and after its making when nobody ever started it.
-- name: jobs_with_old_files
select distinct j.job_id, j.state from job j
join job_file f on f.bucket = j.bucket and f.tenant_id = j.tenant_id and f.job_id = j.job_id
where j.bucket = $1 and j.tenant_id = $2 and coalesce(j.ended_ms, case when j.state = 7 then j.created_ms end) <= $3

-- name: drop_job_files
delete from job_file where bucket = $1 and tenant_id = $2 and job_id = $3

-- name: put_job_txn
insert into job_txn (bucket, tenant_id, job_id, txn_id, holder_id) values ($1, $2, $3, $4, $5)
on conflict (bucket, tenant_id, job_id, txn_id) do nothing

-- name: job_txns
select txn_id, holder_id from job_txn where bucket = $1 and tenant_id = $2 and job_id = $3 and txn_id > $4
order by txn_id limit $5
