#!/usr/bin/env bash
# Requests that the contract allows, nearly allows and forbids: at least 20,000 over every operation (fuzz_api.py).
set -euo pipefail
cd "$(dirname "$0")/../.."
/usr/bin/python3 tests/scripts/fuzz_api.py "${VUELVE:-build/release/vuelve}" --requests "${REQUESTS:-20000}" --seed "${SEED:-1}"
