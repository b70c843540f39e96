-- Told once: only a planned one becomes something else.
-- name: put_message
insert into message (bucket, tenant_id, holder_id, type, source_id, part, programme_id, txn_id, state, reason, channel,
                     due_ms, at_ms, on_day, variables)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
on conflict (bucket, tenant_id, holder_id, type, source_id, part) do update
set state = excluded.state, reason = excluded.reason, channel = excluded.channel, at_ms = excluded.at_ms,
    on_day = excluded.on_day, variables = excluded.variables
where message.state = 5 and excluded.state <> 5

-- Also under the number of who made the purchase, when that was merged into another since.
-- name: drop_messages_of_cause
update message set state = 3, reason = $5
where bucket = $1 and tenant_id = $2 and holder_id in ($3, (select p.holder_id from txn p where p.bucket = $1 and p.tenant_id = $2 and p.txn_id = $4)) and txn_id = $4 and state in (1, 5)

-- name: waiting_messages_of
select type, source_id, part, channel from message
where bucket = $1 and tenant_id = $2 and holder_id = $3 and state in (1, 5)

-- name: drop_message
update message set state = 3, reason = $7
where bucket = $1 and tenant_id = $2 and holder_id = $3 and type = $4 and source_id = $5 and part = $6
  and state in (1, 5)

-- Of a stretch of types, so that thanks for purchases, which are most of them, are passed by.
-- name: messages_told_since
select type, channel, at_ms, txn_id, holder_id from message
where bucket = $1 and tenant_id = $2 and state in (1, 2) and at_ms > $3 and type between $4 and $5
  and holder_id in ($6..)

-- name: message_keys_of
select type, source_id, part from message
where bucket = $1 and tenant_id = $2 and holder_id = $3 and state <> 5

-- name: planned_messages_of
select holder_id, type, source_id, part, txn_id, state, reason, channel, due_ms, at_ms, on_day, variables from message
where bucket = $1 and tenant_id = $2 and holder_id = $3 and state = 5 and due_ms <= $4

-- name: holders_planned
select distinct holder_id from message
where bucket = $1 and tenant_id = $2 and state = 5 and due_ms <= $4 and programme_id = $3
order by holder_id limit $5

-- name: messages_of
select holder_id, type, source_id, part, txn_id, state, reason, channel, due_ms, at_ms, on_day, variables from message
where bucket = $1 and tenant_id = $2 and holder_id = $3 order by at_ms, type, source_id, part

-- name: messages_after
select holder_id, type, source_id, part, txn_id, state, reason, channel, due_ms, at_ms, on_day, variables from message
where bucket = $1 and tenant_id = $2 and programme_id = $3 and state = $4
  and (holder_id, type, source_id, part) > ($5, $6, $7, $8)
order by holder_id, type, source_id, part limit $9

-- name: count_messages
select type, state, reason, count(*) from message
where bucket = $1 and tenant_id = $2 and programme_id = $3
group by type, state, reason order by type, state, reason

-- name: contact_identities
select kind, holder_id from identity
where bucket = $1 and tenant_id = $2 and state = 1 and kind in (1, 2) and holder_id in ($3..) order by holder_id, kind

-- Lots that end at one instant, released or not. Each holder is asked for their programme once.
-- name: holders_expiring
select h.holder_id
from (select distinct holder_id from lot
      where bucket = $1 and tenant_id = $2 and due_ms is not null and due_ms <= $4 and expires_ms = $4 and remaining > 0) h
join member m on m.bucket = $1 and m.tenant_id = $2 and m.holder_id = h.holder_id
where m.programme_id = $3
order by h.holder_id

-- Each member of a page with the days on which it bought.
-- name: visits_after
select m.holder_id, m.home_store, m.enrolled_ms, t.period
from (select bucket, tenant_id, holder_id, home_store, enrolled_ms from member
      where bucket = $1 and tenant_id = $2 and programme_id = $3 and kind = 1 and state in (1, 2) and holder_id > $4
      order by holder_id limit $5) m
left join tally t on t.bucket = m.bucket and t.tenant_id = m.tenant_id and t.holder_id = m.holder_id and t.kind = 4
                 and t.count > 0
order by m.holder_id, t.period

-- name: verify_messages
-- fans out: a check of every row
select bucket, tenant_id, holder_id, programme_id, type, state, channel, at_ms, on_day from message
where state in (1, 2) order by bucket, tenant_id, holder_id, at_ms
