#!/usr/bin/env bash
# docs/security-cases.md names every test that tries an abuse case, and every case has one or says what it waits for.
set -euo pipefail
cd "$(dirname "$0")/../.."
tools/security_cases.py --check
