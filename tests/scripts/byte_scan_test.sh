#!/usr/bin/env bash
# 1,000 people through every door, and then none of them in any file the program wrote (docs/security.md S3, cases 27 and 40).
set -euo pipefail
cd "$(dirname "$0")/../.."
/usr/bin/python3 tests/scripts/byte_scan.py "${VUELVE:-build/release/vuelve}" --people "${PEOPLE:-1000}"
