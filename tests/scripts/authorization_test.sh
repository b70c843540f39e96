#!/usr/bin/env bash
# The authorization matrix: every operation of the contract by everybody who can ask (docs/security.md S1, cases 23, 24, 26).
set -euo pipefail
cd "$(dirname "$0")/../.."
/usr/bin/python3 tests/scripts/authorization.py "${VUELVE:-build/release/vuelve}"
