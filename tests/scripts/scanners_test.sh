#!/usr/bin/env bash
# sqlmap and wapiti against the running server find nothing (docs/security.md 3, case 33), and find what is really open.
set -euo pipefail
cd "$(dirname "$0")/../.."
/usr/bin/python3 tests/scripts/scanners.py "${VUELVE:-build/release/vuelve}"
