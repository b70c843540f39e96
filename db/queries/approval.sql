-- name: insert_approval
insert into approval (bucket, tenant_id, approval_id, action, command, asker, decider, state, due_ms)
values ($1, $2, $3, $4, $5, $6, '', 1, $7)

-- name: one_approval
select approval_id, action, command, asker, decider, state, due_ms
from approval where bucket = $1 and tenant_id = $2 and approval_id = $3

-- name: waiting_approvals
select approval_id, action, command, asker, decider, state, due_ms
from approval
where bucket = $1 and tenant_id = $2 and approval_id > $3 and state = 1 and (due_ms is null or due_ms > $4)
order by approval_id

-- name: decide_approval
update approval set state = $4, decider = $5 where bucket = $1 and tenant_id = $2 and approval_id = $3 and state = 1
