#!/usr/bin/env bash
# History that was changed by hand is found, and where it begins is named: 2,000 times (docs/security.md R20, case 40).
set -euo pipefail
cd "$(dirname "$0")/../.."
/usr/bin/python3 tests/scripts/tamper.py "${VUELVE:-build/release/vuelve}" --ledger "${LEDGER:-1000}" --audit "${AUDIT:-1000}"
