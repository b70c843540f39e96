#!/usr/bin/env bash
# Sixty-four clients race for the last piece, the last points and the last use of a voucher, a thousand rounds each.
set -euo pipefail
cd "$(dirname "$0")/../.."
"${RACES:-build/release/races}" --gtest_brief=1
