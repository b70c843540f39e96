#!/usr/bin/env bash
# Names that are scripts are shown and never run: every page for people, in Chromium (docs/security.md 3, case 30).
set -euo pipefail
cd "$(dirname "$0")/../.."
/usr/bin/python3 tests/scripts/xss.py "${VUELVE:-build/release/vuelve}"
