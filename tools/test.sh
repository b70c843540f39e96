#!/usr/bin/env bash
# Everything CI runs: unit and API tests under sanitizers, then the optimised program from outside.
# The last lines are the test runners' own summaries, and the exit status says whether all of them passed.
set -euo pipefail
cd "$(dirname "$0")/.."
started=$SECONDS
step() { printf '\n== %s (after %d s)\n' "$*" "$((SECONDS - started))"; }

step "the program, optimised"
make --no-print-directory build

step "tests, with address and undefined-behaviour sanitizers"
make --no-print-directory debug
failed=0
ctest --preset debug --progress || failed=1

export VUELVE="$PWD/build/release/vuelve"
for over in core sqlite http; do
    step "worked cases of docs/domain.md, over $over"
    "$VUELVE" scenario --over "$over" tests/golden/ch*.json || failed=1
done
for script in tests/scripts/*_test.sh tests/scripts/*_drill.sh tests/real/*.sh; do
    [ -x "$script" ] || continue
    step "$script"
    "$script" || failed=1
done

step "$([ $failed = 0 ] && echo "all passed" || echo "something failed: see above")"
exit $failed
