-- Statements between the brands of a coalition, in the tenant's base bucket (ADR 0017).

-- name: insert_statement
insert into statement (bucket, tenant_id, statement_id, programme_id, currency, brand, month, issued_ms, body, state)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)

-- name: statements_of_month
select statement_id, currency, brand, month, issued_ms, body, state, correction, corrected_in from statement
where bucket = $1 and tenant_id = $2 and programme_id = $3 and currency = $4 and month = $5 order by statement_id

-- 0 asks for any currency, month, brand or state.
-- name: statements_after
select statement_id, currency, brand, month, issued_ms, body, state, correction, corrected_in from statement
where bucket = $1 and tenant_id = $2 and programme_id = $3 and statement_id > $4 and ($5 = 0 or currency = $5)
    and ($6 = 0 or month = $6) and ($7 = 0 or brand = $7) and ($8 = 0 or state = $8)
order by statement_id limit $9

-- name: one_statement
select statement_id, currency, brand, month, issued_ms, body, state, correction, corrected_in from statement
where bucket = $1 and tenant_id = $2 and programme_id = $3 and statement_id = $4

-- What earlier statements were corrected by and no later one says yet.
-- name: open_corrections
select statement_id, currency, brand, month, issued_ms, body, state, correction, corrected_in from statement
where bucket = $1 and tenant_id = $2 and programme_id = $3 and currency = $4 and month < $5 and state = 4
    and corrected_in = 0
order by month, statement_id

-- name: move_statement
update statement set state = $4, correction = $5 where bucket = $1 and tenant_id = $2 and statement_id = $3

-- name: carry_correction
update statement set corrected_in = $4 where bucket = $1 and tenant_id = $2 and statement_id = $3 and corrected_in = 0

-- name: insert_statement_step
insert into statement_step (bucket, tenant_id, statement_id, seq, state, at_ms, actor, reason_s)
values ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: statement_steps
select state, at_ms, actor, reason_s from statement_step
where bucket = $1 and tenant_id = $2 and statement_id = $3 order by seq

-- Lots that ended, or were to be released, before an instant and still wait for the scheduler.
-- name: lots_due_before
select count(*) from lot l
join member m on m.bucket = l.bucket and m.tenant_id = l.tenant_id and m.holder_id = l.holder_id
where l.bucket = $1 and l.tenant_id = $2 and l.due_ms < $3 and l.remaining > 0 and m.programme_id = $4 and l.currency = $5

-- For the auditor.
-- name: all_statements
-- fans out: a check of every row
select bucket, tenant_id, programme_id, statement_id, currency, brand, month, issued_ms, body, state, correction,
    corrected_in
from statement order by bucket, tenant_id, programme_id, currency, month, statement_id

-- name: verify_corrections
-- fans out: a check of every row
select 'statement ' || s.statement_id, 'its correction stands on a statement that is not a later one of its brand'
from statement s left join statement later
    on later.bucket = s.bucket and later.tenant_id = s.tenant_id and later.statement_id = s.corrected_in
where (s.corrected_in <> 0 and (s.state <> 4 or later.statement_id is null or later.brand <> s.brand
    or later.currency <> s.currency or later.month <= s.month)) or (s.state <> 4 and s.correction <> 0)
