#!/usr/bin/env bash
# Webhooks against receivers that behave, fail, lie, hang and vanish (docs/security.md 3, cases 34 to 36).
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${VUELVE:-build/release/vuelve}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
timeout 150 python3 tests/scripts/webhook_check.py "$program" "$folder/shop"
"$program" verify --database "sqlite:$folder/shop/data/vuelve.db" | tail -2
