#!/usr/bin/env bash
# What runs on SQLite runs on PostgreSQL (docs/adr/0047): the tests of every layer that opens a database, the worked cases,
# races, random shops that must give the same rows on both engines, a shop moved there and back, and two programs on one server
# that are killed, and it is (docs/security.md, R1 to R8). ROUNDS=4 of each by default; TESTS names the folder of the test
# programs, PARTS what is run of "tests cases sims races kills".
set -euo pipefail
cd "$(dirname "$0")/../.."
if [ -z "${VUELVE_POSTGRES:-}" ]; then exec tests/scripts/postgres_server.sh "$0"; fi
program=${VUELVE:-build/release/vuelve}
tests=${TESTS:-build/debug}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0
part() { [[ " ${PARTS:-tests cases sims races kills} " == *" $1 "* ]]; }
timed() { printf '  (%d s)\n' "$((SECONDS - began))"; began=$SECONDS; }
began=$SECONDS

# Half of a test program's tests; what needs no database has run already.
half() {
    VUELVE_TEST_DATABASE=postgres GTEST_TOTAL_SHARDS=2 GTEST_SHARD_INDEX=$2 "$tests/$1" --gtest_brief=1 \
        --gtest_filter="-Golden/*:Sqlite*:KeyRing*:Vault*:*Properties*" >"$folder/$1.$2" 2>&1
}
# "app_test over postgres: 210 passed, 2 skipped, 0 failed", and what the failed ones said.
told() {
    awk -v name="$1" '/^\[  PASSED  \]/ { passed += $4 } /^\[  SKIPPED \] [0-9]+ test/ { skipped += $4 }
        /^\[  FAILED  \] [0-9]+ test/ { failed += $4 }
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

if part cases; then
    "$program" scenario --over postgres tests/golden/ch*.json >"$folder/cases" || { cat "$folder/cases"; failed=1; }
    tail -1 "$folder/cases"
    timed
fi

# A seed gives the same commands, holders and answers on both engines, and so the same rows.
one_sim() {
    local seed=$1 url="$VUELVE_POSTGRES&dbname=sim_$1" keys="$folder/sim_$1.keys"
    psql -X -q "$VUELVE_POSTGRES" -c "create database sim_$seed template template0 locale 'C'"
    "$program" sim --seed "$seed" --steps 1500 --keys "$keys" --database "sqlite:$folder/sim_$seed/shop.db" &&
        "$program" sim --seed "$seed" --steps 1500 --keys "$keys" --database "$url" &&
        python3 tests/scripts/same_rows.py "$folder/sim_$seed/shop.db" "$url"
}
if part sims; then
    one_sim 1 >"$folder/sim.1" 2>&1 & first=$!
    one_sim 2 >"$folder/sim.2" 2>&1 & second=$!
    wait $first || { cat "$folder/sim.1"; failed=1; }
    wait $second || { cat "$folder/sim.2"; failed=1; }
    for seed in 1 2; do echo "sim: seed $seed: $(tail -1 "$folder/sim.$seed")"; done
    timed
fi

if part races; then
    VUELVE_TEST_DATABASE=postgres "${RACES:-build/release/races}" --gtest_brief=1 || failed=1
    timed
fi

if part kills; then
    python3 tests/scripts/kill_database.py "$program" "$folder/shop" "${ROUNDS:-4}" || failed=1
    "$program" verify --database "$VUELVE_POSTGRES"
    "$program" rebuild --database "$VUELVE_POSTGRES" --keys "$folder/shop/keys/vuelve.keys"
    timed
    # And home again, in a folder of its own: keys never lie beside the data.
    mkdir "$folder/home"
    "$program" migrate --from "$VUELVE_POSTGRES" --to "sqlite:$folder/home/vuelve.db"
    "$program" verify --database "sqlite:$folder/home/vuelve.db"
    "$program" rebuild --database "sqlite:$folder/home/vuelve.db" --keys "$folder/shop/keys/vuelve.keys"
    timed
fi
exit $failed
