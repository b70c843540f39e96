-- Whose data it is: texts, requests, restrictions, erasures, what time takes away, incidents.

-- name: put_privacy_text
insert into privacy_text (tenant_id, programme_id, kind, purpose, country, language, version, body, text_hash, published_ms,
                          author)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
on conflict (tenant_id, programme_id, kind, purpose, country, language, version) do nothing

-- name: privacy_texts
select kind, purpose, country, language, version, body, text_hash, published_ms, author from privacy_text
where tenant_id = $1 and programme_id = $2
order by kind, purpose, country, language, published_ms, version

-- name: add_privacy_request
insert into privacy_request (bucket, tenant_id, request_id, programme_id, holder_id, kind, purpose, country, state,
                             received_ms, due_ms, closed_ms, actor, decider, note_s, answer_s, erase_ms)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)

-- name: one_privacy_request
select request_id, holder_id, kind, purpose, country, state, received_ms, due_ms, closed_ms, actor, decider, note_s, answer_s,
    erase_ms
from privacy_request where bucket = $1 and tenant_id = $2 and programme_id = $3 and request_id = $4

-- name: privacy_requests_after
select request_id, holder_id, kind, purpose, country, state, received_ms, due_ms, closed_ms, actor, decider, note_s, answer_s,
    erase_ms
from privacy_request
where bucket = $1 and tenant_id = $2 and programme_id = $3 and ($4 = 0 or state = $4) and request_id > $5
order by request_id limit $6

-- What a member announced and did not call off.
-- name: announced_erasure
select request_id from privacy_request
where bucket = $1 and tenant_id = $2 and programme_id = $3 and holder_id = $4 and state = 1 and erase_ms is not null
order by request_id limit 1

-- name: announced_erasures_due
select request_id from privacy_request
where bucket = $1 and tenant_id = $2 and programme_id = $3 and state = 1 and erase_ms <= $4 order by request_id limit $5

-- name: close_privacy_request
update privacy_request set state = $4, closed_ms = $5, decider = $6, answer_s = $7
where bucket = $1 and tenant_id = $2 and request_id = $3 and state = 1

-- name: put_restriction
insert into restriction (bucket, tenant_id, holder_id, purpose, cause, programme_id, since_ms, until_ms, actor)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (bucket, tenant_id, holder_id, purpose, cause) do update set until_ms = excluded.until_ms

-- name: lift_restriction
delete from restriction where bucket = $1 and tenant_id = $2 and holder_id = $3 and purpose = $4 and cause = $5

-- name: restrictions_of_holder
select purpose, cause, since_ms, until_ms, actor, holder_id from restriction
where bucket = $1 and tenant_id = $2 and (until_ms is null or until_ms > $3) and holder_id in ($4..)
order by holder_id, purpose, cause

-- name: restricted_profiling
select distinct holder_id from restriction
where bucket = $1 and tenant_id = $2 and programme_id = $3 and purpose in (2, 3) and (until_ms is null or until_ms > $4)
order by holder_id

-- name: drop_over_restrictions
delete from restriction where bucket = $1 and tenant_id = $2 and programme_id = $3 and until_ms <= $4

-- name: put_age_proof
insert into age_proof (bucket, tenant_id, holder_id, of_age, guardian_s, text_version, actor, at_ms)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (bucket, tenant_id, holder_id) do update set of_age = excluded.of_age, guardian_s = excluded.guardian_s,
    text_version = excluded.text_version, actor = excluded.actor, at_ms = excluded.at_ms

-- name: age_proof_of_holder
select of_age, guardian_s, text_version, actor, at_ms from age_proof where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: put_erasure
insert into erasure (bucket, tenant_id, holder_id, programme_id, at_ms, cause, actor) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (bucket, tenant_id, holder_id) do nothing

-- name: erasures_after
select holder_id, at_ms, cause, actor from erasure
where bucket = $1 and tenant_id = $2 and programme_id = $3 and holder_id > $4 order by holder_id limit $5

-- name: merged_into_holder
select bucket, holder_id from member where bucket = $1 and tenant_id = $2 and merged_into = $3

-- name: ended_job_files
delete from job_file where bucket = $1 and tenant_id = $2 and exists (
    select 1 from job j where j.bucket = job_file.bucket and j.tenant_id = job_file.tenant_id and j.job_id = job_file.job_id
        and j.programme_id = $3 and j.ended_ms is not null)

-- Who bought nothing, was not enrolled and did nothing since: the last transaction that was their own doing.
-- name: inactive_members
select m.holder_id from member m
where m.bucket = $1 and m.tenant_id = $2 and m.programme_id = $3 and m.holder_id > $4 and m.kind = 1
    and m.state in (1, 2, 3) and m.enrolled_ms < $5
    and not exists (select 1 from txn t where t.bucket = m.bucket and t.tenant_id = m.tenant_id
        and t.holder_id = m.holder_id and t.txn_id >= $6 and t.at_ms >= $5 and t.kind not in (5, 8, 9, 12))
    and not exists (select 1 from session s where s.bucket = $7 and s.tenant_id = m.tenant_id and s.kind = 3
        and s.subject = m.holder_id and s.seen_ms >= $5)
    and not exists (select 1 from inactive i where i.bucket = m.bucket and i.tenant_id = m.tenant_id
        and i.holder_id = m.holder_id)
    and not exists (select 1 from restriction r where r.bucket = m.bucket and r.tenant_id = m.tenant_id
        and r.holder_id = m.holder_id and r.purpose = 3)
order by m.holder_id limit $8

-- name: put_inactive
insert into inactive (bucket, tenant_id, holder_id, programme_id, told_ms) values ($1, $2, $3, $4, $5)
on conflict (bucket, tenant_id, holder_id) do nothing

-- Told before, and whether they did anything since; who has an open claim stays, too.
-- name: told_inactive
select i.holder_id, i.told_ms,
    exists (select 1 from txn t where t.bucket = i.bucket and t.tenant_id = i.tenant_id and t.holder_id = i.holder_id
        and t.at_ms >= i.told_ms and t.kind not in (5, 8, 9, 12))
    or exists (select 1 from session s where s.bucket = $5 and s.tenant_id = i.tenant_id and s.kind = 3
        and s.subject = i.holder_id and s.seen_ms >= i.told_ms)
    or exists (select 1 from restriction r where r.bucket = i.bucket and r.tenant_id = i.tenant_id
        and r.holder_id = i.holder_id and r.purpose = 3)
from inactive i
where i.bucket = $1 and i.tenant_id = $2 and i.programme_id = $3 and i.holder_id > $4 order by i.holder_id limit $6

-- name: drop_inactive
delete from inactive where bucket = $1 and tenant_id = $2 and holder_id = $3

-- name: drop_tombstones
delete from tombstone where bucket = $1 and tenant_id = $2 and programme_id = $3 and until_ms <= $4

-- name: count_tombstones
select count(*) from tombstone where bucket = $1 and tenant_id = $2 and programme_id = $3 and until_ms <= $4

-- name: add_retention_run
insert into retention_run (bucket, tenant_id, programme_id, run_id, rule, at_ms, before_ms, rows)
values ($1, $2, $3, $4, $5, $6, $7, $8)

-- name: retention_runs_after
select run_id, rule, at_ms, before_ms, rows from retention_run
where bucket = $1 and tenant_id = $2 and programme_id = $3 and run_id > $4 order by run_id limit $5

-- name: last_retention_run
select max(at_ms) from retention_run where bucket = $1 and tenant_id = $2 and programme_id = $3 and rule = $4

-- name: add_incident
insert into incident (bucket, tenant_id, incident_id, programme_id, state, known_ms, from_ms, until_ms, touched_by, holder_ids,
                      countries, affected, story_s, actor, opened_ms)
values ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)

-- name: save_incident
update incident set state = $4, told = $5, affected = $6, story_s = $7, closed_ms = $8
where bucket = $1 and tenant_id = $2 and incident_id = $3

-- name: one_incident
select incident_id, state, known_ms, from_ms, until_ms, touched_by, holder_ids, countries, told, affected, story_s, actor,
    opened_ms, closed_ms
from incident where bucket = $1 and tenant_id = $2 and programme_id = $3 and incident_id = $4

-- name: incidents_after
select incident_id, state, known_ms, from_ms, until_ms, touched_by, holder_ids, countries, told, affected, story_s, actor,
    opened_ms, closed_ms
from incident where bucket = $1 and tenant_id = $2 and programme_id = $3 and incident_id > $4 order by incident_id limit $5

-- Numbers of transactions ascend with time; the clock decides.
-- name: holders_touched
select distinct holder_id from txn
where bucket = $1 and tenant_id = $2 and programme_id = $3 and txn_id >= $4 and at_ms >= $5 and at_ms < $6
    and holder_id <> 0 and ($7 = '' or actor = $7)
order by holder_id

-- name: objects_touched
select distinct object from audit
where bucket = $1 and tenant_id = $2 and programme_id = $3 and at_ms >= $4 and at_ms < $5
    and ($6 = '' or actor = $6 or owner = $6)
order by object

-- name: holders_of_programme
select holder_id from member
where bucket = $1 and tenant_id = $2 and programme_id = $3 and kind = 1 and state <> 5 order by holder_id
