#!/bin/sh
# Two programmes on real data (README.md), command by command through the engine, against every number of their answers.
# Ends in "N passed, N failed, N skipped".
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
data=${VUELVE_REAL_DATA:-$root/../shared/data}
program=${REPLAY:-$root/build/release/replay_programme}
passed=0 failed=0 skipped=0

replay() { # name, kind, programme, file that must be there
    if [ ! -r "$data/$4" ]; then
        echo "skipped: $1, $4 is not in $data (VUELVE_REAL_DATA)"
        skipped=$((skipped + 1))
    elif "$program" --kind "$2" --programme "$root/tests/real/$3" --data "$data" \
        --expected "$root/tests/real/$1.expected.json" > "$log"; then
        grep -E '^ok    (again|verify|.*\.csv\.gz|.*sha256):|match$' "$log"
        passed=$((passed + 1))
    else
        cat "$log"
        failed=$((failed + 1))
    fi
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
replay mercado_h1 journey mercado.programme.json complete_journey/transactions_h1.csv.gz
replay giftware_h1 retail giftware.programme.json online_retail/lines_2010-12_2011-06.csv.gz
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
