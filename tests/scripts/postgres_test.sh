#!/usr/bin/env bash
# What runs on SQLite runs on PostgreSQL: the worked cases, a shop moved there and back with the same checksum, and two
# programs on one server that is killed again and again (docs/security.md, R1 to R8). ROUNDS=6 by default.
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ -z "${VUELVE_POSTGRES:-}" ]; then exec tests/scripts/postgres_server.sh "$0"; fi
program=${VUELVE:-build/release/vuelve}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$program" scenario --over postgres tests/golden/ch*.json | tail -1

ROUNDS=${ROUNDS:-6}
python3 tests/scripts/kill_database.py "$program" "$folder/shop" "$ROUNDS"
"$program" verify --database "$VUELVE_POSTGRES"

# And home again, in a folder of its own: keys never lie beside the data.
mkdir "$folder/home"
"$program" migrate --from "$VUELVE_POSTGRES" --to "sqlite:$folder/home/vuelve.db"
"$program" verify --database "sqlite:$folder/home/vuelve.db"
"$program" rebuild --database "sqlite:$folder/home/vuelve.db" --keys "$folder/shop/keys/vuelve.keys"
