#!/usr/bin/env bash
# A server killed while it tells a receiver what happens: no event is lost and the feed has no gap. ROUNDS=6 by default.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${VUELVE:-build/release/vuelve}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

timeout 150 python3 tests/scripts/delivery_kill.py "$program" "$folder/shop" "${ROUNDS:-6}"
"$program" verify --database "sqlite:$folder/shop/data/vuelve.db" | tail -1
