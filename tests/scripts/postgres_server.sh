#!/usr/bin/env bash
# Runs a command with a PostgreSQL server of its own, in memory where there is room, gone afterwards:
#     tests/scripts/postgres_server.sh build/release/vuelve scenario --over postgres tests/golden/ch03_earn.json
# The command finds the server's URL in VUELVE_POSTGRES. Nothing listens but a socket in a folder of ours.
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || { echo "postgres: no server is installed: tools/setup.sh" >&2; exit 1; }
room=${TMPDIR:-/tmp}
[ -w /dev/shm ] && [ "$(df --output=avail -k /dev/shm | tail -1)" -gt 2000000 ] && room=/dev/shm
folder=$(mktemp -d "$room/vuelve-postgres-XXXXXX")

# The server refuses to run as root; its package brings a user for that.
as() { "$@"; }
owner=$(id -un)
if [ "$(id -u)" = 0 ]; then
    owner=postgres
    chown "$owner" "$folder"
    as() { runuser -u "$owner" -- "$@"; }
fi

stop() {
    as "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT

cd "$folder"
as "$bin/initdb" -D "$folder/data" --data-checksums -E UTF8 --locale=C -A trust >"$folder/log" 2>&1 ||
    { cat "$folder/log" >&2; exit 1; }
# Whoever kills the server starts it again with this.
cat >"$folder/start" <<END
#!/bin/sh
exec $([ "$(id -u)" = 0 ] && echo "runuser -u $owner --") "$bin/pg_ctl" -D "$folder/data" -l "$folder/server.log" -w start \\
    -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c max_connections=200" >/dev/null 2>&1
END
chmod 755 "$folder/start"
"$folder/start" || { cat "$folder/server.log" >&2; exit 1; }
cd - >/dev/null

export VUELVE_POSTGRES="postgres://$owner@/postgres?host=$folder"
export VUELVE_POSTGRES_FOLDER="$folder"
"$@"
