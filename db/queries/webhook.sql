-- name: insert_webhook
insert into webhook (tenant_id, webhook_id, programme_id, key_hash, request_hash, name, url, types, secrets_s, state, place,
                     created_ms)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)

-- name: webhooks_of
select webhook_id, key_hash, request_hash, name, url, types, secrets_s, state, reason, place, failing_ms, created_ms
from webhook where tenant_id = $1 and programme_id = $2 and webhook_id > $3 order by webhook_id limit $4

-- name: one_webhook
select webhook_id, key_hash, request_hash, name, url, types, secrets_s, state, reason, place, failing_ms, created_ms
from webhook where tenant_id = $1 and programme_id = $2 and webhook_id = $3

-- name: webhook_by_key
select webhook_id, key_hash, request_hash, name, url, types, secrets_s, state, reason, place, failing_ms, created_ms
from webhook where tenant_id = $1 and programme_id = $2 and key_hash = $3

-- name: update_webhook
update webhook set name = $3, url = $4, types = $5, secrets_s = $6 where tenant_id = $1 and webhook_id = $2

-- name: set_webhook_state
update webhook set state = $3, reason = $4, failing_ms = null where tenant_id = $1 and webhook_id = $2

-- The place only moves on; a failure keeps the first one's time.
-- name: note_webhook_progress
update webhook
set place = case when place < $3 then $3 else place end,
    failing_ms = case when $4 = 1 then null else coalesce(failing_ms, $5) end
where tenant_id = $1 and webhook_id = $2
returning failing_ms

-- name: delete_webhook
delete from webhook where tenant_id = $1 and webhook_id = $2

-- name: delete_deliveries_of
delete from delivery where bucket = $1 and tenant_id = $2 and webhook_id = $3

-- name: delete_tries_of
delete from delivery_try where bucket = $1 and tenant_id = $2 and webhook_id = $3

-- name: put_delivery
insert into delivery (bucket, tenant_id, webhook_id, sequence, state, tries, next_ms)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (bucket, tenant_id, webhook_id, sequence) do update
set state = excluded.state, tries = excluded.tries, next_ms = excluded.next_ms

-- name: delete_delivery
delete from delivery where bucket = $1 and tenant_id = $2 and webhook_id = $3 and sequence = $4

-- name: insert_delivery_try
insert into delivery_try (bucket, tenant_id, webhook_id, sequence, try_id, at_ms, try, status, error, duration_ms)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)

-- name: due_deliveries
select sequence, tries from delivery
where bucket = $1 and tenant_id = $2 and webhook_id = $3 and state = 1 and next_ms <= $4
order by next_ms, sequence limit $5

-- name: next_delivery
select min(next_ms) from delivery where bucket = $1 and tenant_id = $2 and webhook_id = $3 and state = 1

-- Counted up to a bound: what matters is whether there are many.
-- name: count_pending_deliveries
select count(*) from
  (select 1 from delivery where bucket = $1 and tenant_id = $2 and webhook_id = $3 and state = 1 limit $4) p

-- name: bury_deliveries
update delivery set state = 2 where bucket = $1 and tenant_id = $2 and webhook_id = $3 and state = 1

-- name: replay_dead_deliveries
update delivery set state = 1, tries = 0, next_ms = $4 where bucket = $1 and tenant_id = $2 and webhook_id = $3 and state = 2

-- What was delivered has tries and no row. State 0 = all.
-- name: deliveries_page
select p.sequence, p.state, p.tries, p.next_ms, e.type
from (select d.sequence, d.state, d.tries, d.next_ms
      from delivery d
      where d.bucket = $1 and d.tenant_id = $2 and d.webhook_id = $3 and d.sequence < $4 and $5 in (0, d.state)
      union all
      select t.sequence, 3, max(t.try), 0
      from delivery_try t
      where t.bucket = $1 and t.tenant_id = $2 and t.webhook_id = $3 and t.sequence < $4 and $5 in (0, 3)
        and not exists (select 1 from delivery d
                        where d.bucket = $1 and d.tenant_id = $2 and d.webhook_id = $3 and d.sequence = t.sequence)
      group by t.sequence) p
join event e on e.bucket = $1 and e.tenant_id = $2 and e.sequence = p.sequence
order by p.sequence desc limit $6

-- name: delivery_tries
select sequence, at_ms, try, status, error, duration_ms from delivery_try
where bucket = $1 and tenant_id = $2 and webhook_id = $3 and sequence = $4
order by try_id desc limit $5

-- name: sweep_delivery_tries
delete from delivery_try
where bucket = $1 and tenant_id = $2 and (webhook_id, sequence, try_id) in
      (select t.webhook_id, t.sequence, t.try_id from delivery_try t
       where t.bucket = $1 and t.tenant_id = $2 and t.at_ms < $3 order by t.at_ms limit $4)

-- name: sequences_tried_between
select distinct sequence from delivery_try
where bucket = $1 and tenant_id = $2 and at_ms >= $4 and at_ms < $5 and webhook_id = $3 order by sequence limit $6
