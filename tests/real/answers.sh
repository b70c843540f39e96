#!/bin/sh
# Measures of src/analytics on real data against known answers (README.md), to six decimals.
# Ends in "N passed, N failed, N skipped".
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
data=${VUELVE_REAL_DATA:-$root/../shared/data}
program=${MEASURES:-$root/build/release/real_measures}
passed=0 failed=0 skipped=0

measure() { # what, data, answers
    if [ ! -r "$data/$2" ]; then
        echo "skipped: $1, $2 is not in $data (VUELVE_REAL_DATA)"
        skipped=$((skipped + 1))
    elif "$program" "$1" "$data/$2" "$root/tests/real/$3" > "$log"; then
        grep -c '^ok' "$log" | sed "s/^/$1: rows that agree: /"
        passed=$((passed + 1))
    else
        cat "$log"
        failed=$((failed + 1))
    fi
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
measure rfm online_retail/lines_2010-12_2011-06.csv.gz online_retail.rfm.json
measure uplift hillstrom/hillstrom.csv.gz hillstrom.uplift.json
measure lifetime cdnow/cdnow_summary.csv.gz cdnow.lifetime.json
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
