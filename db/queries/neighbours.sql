-- Several programs on one database: what only one of them is or does at a time, and what one changed that the others keep
-- in memory. A lease is of the whole installation: bucket and tenant are 0.

-- name: take_lease
insert into lease (bucket, tenant_id, name, owner, until_ms, epoch) values ($1, 0, $2, $3, $4, 1)
on conflict (bucket, tenant_id, name) do update set owner = excluded.owner, until_ms = excluded.until_ms,
    epoch = case when lease.owner = excluded.owner then lease.epoch else lease.epoch + 1 end
where lease.owner = excluded.owner or lease.until_ms <= $5

-- name: give_lease_back
update lease set until_ms = 0 where bucket = $1 and tenant_id = 0 and name = $2 and owner = $3

-- name: leases_taken
select name from lease where bucket = $1 and tenant_id = 0 and until_ms > $2 and owner <> $3

-- name: note_catalogue_change
insert into job_place (bucket, tenant_id, job, part, at) values ($1, $2, $3, 0, 1)
on conflict (bucket, tenant_id, job, part) do update set at = job_place.at + 1
