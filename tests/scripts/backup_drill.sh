#!/usr/bin/env bash
# A backup that nobody ever restored is a hope: a shop on PostgreSQL is backed up while it sells (pg_basebackup and an archive
# of its log), its server is killed and its disk lost, and what is restored must be the same shop to the last sale: `vuelve
# verify` gives the checksum it had, and a sale sent again is answered as before. Then once more with pg_dump.
# The steps are those of docs/guide/postgres.md. PORT=18233 by default.
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ -z "${VUELVE_POSTGRES:-}" ]; then exec tests/scripts/postgres_server.sh "$0"; fi
program=${VUELVE:-build/release/vuelve}
port=${PORT:-18233}
server=$VUELVE_POSTGRES_FOLDER
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
folder=$(mktemp -d "$server/drill-XXXXXX")
running=
stop() { [ -z "$running" ] || { kill "$running" 2>/dev/null; wait "$running" 2>/dev/null || true; }; running=; }
trap 'stop; rm -rf "$folder"' EXIT
wrong() { echo "drill: $*" >&2; exit 1; }

# The server's own user, whom its folders belong to.
owner=$(stat -c %U "$server/data")
as() { if [ "$(id -un)" = "$owner" ]; then "$@"; else runuser -u "$owner" -- "$@"; fi; }
chmod 755 "$folder"
as_dir() { mkdir "$1" && chown "$owner" "$1" && chmod 700 "$1"; }
psql() { "$bin/psql" "$VUELVE_POSTGRES" -qAt -v ON_ERROR_STOP=1 -c "$1"; }
checksum() { "$program" verify --json --database "${1:-$VUELVE_POSTGRES}" | jq -r 'select(.sound) | .checksum'; }

# Every piece of the log goes to the archive as soon as it is full, or after a minute.
as_dir "$folder/archive"
psql "alter system set archive_mode = on"
psql "alter system set archive_command = 'test ! -f $folder/archive/%f && cp %p $folder/archive/%f'"
psql "alter system set archive_timeout = 60"
as "$bin/pg_ctl" -D "$server/data" -w -m fast stop >/dev/null
"$server/start"

# A shop that sells.
mkdir "$folder/shop"
printf 'database = "%s"\nkeys = "keys/vuelve.keys"\nport = %s\n' "$VUELVE_POSTGRES" "$port" >"$folder/shop/vuelve.toml"
"$program" init --config "$folder/shop/vuelve.toml" >/dev/null
key=$("$program" key create --config "$folder/shop/vuelve.toml" --name till --scope all 2>/dev/null)
serve() {
    "$program" serve --config "$folder/shop/vuelve.toml" 2>"$folder/log" &
    running=$!
    for _ in $(seq 100); do
        curl -fs "localhost:$port/readyz" >/dev/null && return
        sleep 0.1
    done
    wrong "the program does not start: $(cat "$folder/log")"
}
post() { # PATH KEY BODY
    curl -s "localhost:$port$1" -H "Authorization: Bearer $key" -H "Idempotency-Key: $2" -H 'Content-Type: application/json' -d "$3"
}
sell() { # ID
    post /v1/purchases "$1" "{\"id\": \"$1\", \"member\": \"card:7001\",
        \"lines\": [{\"line\": 1, \"sku\": \"CAFE\", \"quantity\": 1, \"unit_price\": 700}]}"
}
serve
post /v1/members ana '{"identities": ["card:7001"]}' >/dev/null
for i in $(seq 20); do sell "A-$i" >/dev/null; done

# The backup, beside the sales, checked against its own manifest.
as_dir "$folder/backup"
as "$bin/pg_basebackup" -d "$VUELVE_POSTGRES" -D "$folder/backup" -X none --no-sync --checkpoint=fast 2>&1 |
    grep -v "NOTICE\|WAL archiving\|required WAL" || true
as "$bin/pg_verifybackup" -n "$folder/backup" >/dev/null
for i in $(seq 20); do sell "B-$i" >/dev/null; done
last=$(sell B-20)
stop
before=$(checksum)
[ -n "$before" ] || wrong "the shop was not sound before"

# What is in the archive is what can be restored: the last piece is sent off now, not in a minute.
piece=$(psql "select pg_walfile_name(pg_switch_wal())")
for _ in $(seq 100); do [ -e "$folder/archive/$piece" ] && break; sleep 0.1; done
[ -e "$folder/archive/$piece" ] || wrong "the archive did not get $piece"

# The disaster.
postmaster=$(head -1 "$server/data/postmaster.pid")
kill -KILL "$postmaster"
# What it had started sees that it is gone, and ends.
for _ in $(seq 100); do pgrep -P "$postmaster" >/dev/null || break; sleep 0.1; done
rm -rf "$server/data" "$server"/.s.PGSQL.*

# The restore: the backup, and every piece of the log since.
started=$(date +%s%N)
mv "$folder/backup" "$server/data"
as touch "$server/data/recovery.signal"
as sh -c "echo \"restore_command = 'cp $folder/archive/%f %p'\" >>'$server/data/postgresql.auto.conf'"
"$server/start" || { tail -20 "$server/server.log" >&2; wrong "the restored server does not start"; }
for _ in $(seq 300); do [ "$(psql 'select pg_is_in_recovery()')" = f ] && break; sleep 0.1; done
after=$(checksum)
[ "$after" = "$before" ] || wrong "the restored shop is another: $before before, $after after"
serve
[ "$(sell B-20)" = "$last" ] || wrong "a sale sent again is answered otherwise"
[ "$(sell C-1 | jq -r .status)" = ok ] || wrong "the restored shop does not sell"
stop
# One sale more than before the disaster.
echo "drill: base backup and log: restored in $((($(date +%s%N) - started) / 1000000)) ms, $("$program" verify --json --database "$VUELVE_POSTGRES" | jq .transactions) transactions, checksum ${before:0:16} on both sides"

# And by a dump, into a database of its own.
before=$(checksum)
"$bin/pg_dump" -d "$VUELVE_POSTGRES" -Fc -f "$folder/shop.dump"
psql "create database restored template template0"
restored=${VUELVE_POSTGRES/postgres?host/restored?host}
"$bin/pg_restore" -d "$restored" --no-owner --exit-on-error "$folder/shop.dump"
[ "$(checksum "$restored")" = "$before" ] || wrong "the restored dump is another shop"
echo "drill: dump: the same checksum ${before:0:16}"
