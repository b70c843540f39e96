#!/usr/bin/env bash
# A server killed in the middle of its work, again and again: nothing that was answered is lost or doubled
# (docs/security.md, R1 to R3), and the auditor agrees. ROUNDS=10 by default, about half a minute.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${VUELVE:-build/release/vuelve}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

python3 tests/scripts/kill_load.py "$program" "$folder/shop" "${ROUNDS:-10}"
"$program" verify --database "sqlite:$folder/shop/data/vuelve.db"
"$program" rebuild --database "sqlite:$folder/shop/data/vuelve.db" --keys "$folder/shop/keys/vuelve.keys"

# The same for an import: what was running goes on.
python3 tests/scripts/kill_import.py "$program" "$folder/import" "${ROUNDS:-10}"
"$program" verify --database "sqlite:$folder/import/data/vuelve.db"
"$program" rebuild --database "sqlite:$folder/import/data/vuelve.db" --keys "$folder/import/keys/vuelve.keys"
