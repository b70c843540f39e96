-- What the migration runner itself needs; the table is older than the first migration.

-- name: create_migration_table
create table if not exists migration (
    version    INT NOT NULL PRIMARY KEY,
    checksum   TEXT NOT NULL,
    applied_ms INTEGER NOT NULL
) STRICT

-- name: migrations_applied
select version, checksum from migration order by version

-- name: insert_migration
insert into migration (version, checksum, applied_ms) values ($1, $2, $3)
