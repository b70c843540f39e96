#!/bin/sh
# The Complete Journey, first half of 2017, through the engine: imported into a fresh database, compared with
# expected.json, verified; then imported again, which must add nothing. `make real` calls it.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
data=${VUELVE_REAL_DATA:-$root/../shared/data}/complete_journey
program=${VUELVE:-$root/build/release/vuelve}
folder=${1:-$root/build/real}

if [ ! -r "$data/transactions_h1.csv.gz" ]; then
    echo "skipped: complete_journey is not in $(dirname "$data") (VUELVE_REAL_DATA)"
    exit 0
fi
rm -rf "$folder"
mkdir -p "$folder"

import() {
    "$program" import purchases "$data/transactions_h1.csv.gz" --format complete-journey \
        --products "$data/products.csv.gz" --database "sqlite:$folder/data/mercado.db" --keys "$folder/mercado.keys" \
        --create "$root/tests/real/complete_journey.programme.json" --history --enrol-unknown \
        --rejected "$folder/rejected.csv" "$@"
}
verify() {
    "$program" verify --database "sqlite:$folder/data/mercado.db"
}

echo "== The Complete Journey: 28,061 baskets of 2,256 households"
import
verify | tee "$folder/first.txt"
echo "== again: nothing may be added"
import --json > "$folder/again.json"
verify > "$folder/second.txt"
"${PYTHON:-python3}" "$root/tests/real/compare.py" "$root/tests/real/expected.json" "$folder/again.json"
for when in first second; do grep '^checksum' "$folder/$when.txt" > "$folder/$when.checksum"; done
cmp "$folder/first.checksum" "$folder/second.checksum"
echo "the same checksum as before"
