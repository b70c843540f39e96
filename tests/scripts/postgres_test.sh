#!/usr/bin/env bash
# What runs on SQLite runs on PostgreSQL (docs/adr/0047): the tests of every layer that opens a database, races among them, the
# worked cases, random shops that must give the same rows on both engines, a shop moved there and back, and two programs on one
# server that are killed, and it is (docs/security.md, R1 to R8). ROUNDS=4 of each by default; TESTS names the folder of the test
# programs, PARTS what is run of "tests cases sims kills".
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ -z "${VUELVE_POSTGRES:-}" ]; then exec tests/scripts/postgres_server.sh "$0"; fi
program=${VUELVE:-build/release/vuelve}
tests=${TESTS:-build/debug}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0
part() { [[ " ${PARTS:-tests cases sims kills} " == *" $1 "* ]]; }
timed() { printf '  (%d s)\n' "$((SECONDS - began))"; began=$SECONDS; }
began=$SECONDS

# Half of a test program's tests. Those that need no database have run already, and 28,000 real purchases take minutes.
elsewhere="Golden/*:Sqlite*:KeyRing*:Vault*:Properties*:CompleteJourney.half*"
half() {
    VUELVE_TEST_DATABASE=postgres GTEST_TOTAL_SHARDS=2 GTEST_SHARD_INDEX=$2 "$tests/$1" --gtest_brief=1 \
        --gtest_filter="-$elsewhere" >"$folder/$1.$2" 2>&1
}
# "app_test over postgres: 210 passed, 2 skipped, 0 failed", and what the failed ones said.
told() {
    awk -v name="$1" '/^\[  PASSED  \]/ { passed += $4 } /^\[  SKIPPED \] [0-9]+ test/ { skipped += $4 }
        /^\[  FAILED  \].* ms\)$/ { failed++ }
        END { printf "%s over postgres: %d passed, %d skipped, %d failed\n", name, passed, skipped, failed }' "$folder/$1".[01]
}
if part tests; then
    for suite in storage_test app_test cli_test api_test simulation_test; do
        half "$suite" 0 & first=$!
        half "$suite" 1 & second=$!
        good=1
        wait $first || good=0
        wait $second || good=0
        told "$suite"
        [ $good = 1 ] || { grep -v '^\[  SKIPPED' "$folder/$suite".[01] | tail -n 80; failed=1; }
        timed
    done
fi

cases() { "$program" scenario --over postgres "$@"; }
if part cases; then
    cases tests/golden/ch0[1-6]*.json >"$folder/cases.1" & first=$!
    cases tests/golden/ch0[7-9]*.json tests/golden/ch[1-9]*.json >"$folder/cases.2" & second=$!
    wait $first || { cat "$folder/cases.1"; failed=1; }
    wait $second || { cat "$folder/cases.2"; failed=1; }
    tail -qn 1 "$folder"/cases.[12] |
        awk '{ p += $1; f += $3; s += $5 } END { printf "cases over postgres: %d passed, %d failed, %d skipped\n", p, f, s }'
    timed
fi

# A seed gives the same commands, holders and answers on both engines, and so the same rows.
one_sim() {
    local seed=$1 url="$VUELVE_POSTGRES&dbname=sim_$1" keys="$folder/sim_$1.keys"
    psql -X -q "$VUELVE_POSTGRES" -c "create database sim_$seed template template0 locale 'C'"
    "$program" sim --seed "$seed" --steps 1000 --keys "$keys" --database "sqlite:$folder/sim_$seed/shop.db" &&
        "$program" sim --seed "$seed" --steps 1000 --keys "$keys" --database "$url" &&
        python3 tests/scripts/same_rows.py "$folder/sim_$seed/shop.db" "$url"
}
if part sims; then
    one_sim 1 >"$folder/sim.1" 2>&1 & first=$!
    one_sim 2 >"$folder/sim.2" 2>&1 & second=$!
    wait $first || { cat "$folder/sim.1"; failed=1; }
    wait $second || { cat "$folder/sim.2"; failed=1; }
    for seed in 1 2; do echo "sim: seed $seed: $(tail -1 "$folder/sim.$seed")"; done
    # Home to a file, in a folder of its own because keys never lie beside the data, and out again.
    mkdir "$folder/home"
    home="sqlite:$folder/home/vuelve.db" away="$VUELVE_POSTGRES&dbname=sim_away"
    psql -X -q "$VUELVE_POSTGRES" -c "create database sim_away template template0 locale 'C'"
    "$program" migrate --from "$VUELVE_POSTGRES&dbname=sim_1" --to "$home"
    "$program" rebuild --database "$home" --keys "$folder/sim_1.keys" | tail -1
    "$program" migrate --from "$home" --to "$away"
    "$program" verify --database "$away"
    timed
fi

if part kills; then
    python3 tests/scripts/kill_database.py "$program" "$folder/shop" "${ROUNDS:-4}" || failed=1
    "$program" verify --database "$VUELVE_POSTGRES"
    "$program" rebuild --database "$VUELVE_POSTGRES" --keys "$folder/shop/keys/vuelve.keys"
    timed
fi
exit $failed
