#!/usr/bin/env bash
# Everything CI runs: unit and API tests under sanitizers, then the optimised program from outside.
# The last lines name what failed, if anything did; the exit status says the same.
set -euo pipefail
cd "$(dirname "$0")/.."
started=$SECONDS
step() { printf '\n== %s (after %d s)\n' "$*" "$((SECONDS - started))"; }

step "the program, optimised"
make --no-print-directory build

step "tests, with address and undefined-behaviour sanitizers"
make --no-print-directory debug
failed=()
ctest --preset debug --progress || failed+=("ctest: $(sed 's/^[0-9]*://' build/debug/Testing/Temporary/LastTestsFailed.log | paste -sd' ' || true)")

export VUELVE="$PWD/build/release/vuelve"
for over in core sqlite http; do
    step "worked cases of docs/domain.md, over $over"
    "$VUELVE" scenario --over "$over" tests/golden/ch*.json || failed+=("worked cases over $over")
done
for script in tests/scripts/*_test.sh tests/scripts/*_drill.sh tests/real/*.sh; do
    [ -x "$script" ] || continue
    step "$script"
    "$script" || failed+=("$script")
done

if [ ${#failed[@]} = 0 ]; then
    step "all passed"
else
    step "something failed: see above"
    printf 'failed: %s\n' "${failed[@]}"
    exit 1
fi
