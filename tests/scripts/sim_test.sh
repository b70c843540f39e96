#!/usr/bin/env bash
# Short simulations: three random shops, each command held against the auditor, then `vuelve verify`.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${VUELVE:-build/release/vuelve}
folder=$(mktemp -d)
trap 'rm -rf "$folder" "$folder".keys' EXIT
passed=0 failed=0
for seed in 1 2 3; do
    mkdir "$folder/$seed"
    if "$program" sim --seed "$seed" --steps 2000 --database "sqlite:$folder/$seed/shop.db" \
        >"$folder/$seed.txt" 2>"$folder/$seed.log"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        tail -n 40 "$folder/$seed.txt" "$folder/$seed.log"
    fi
done
echo "sim: $passed passed, $failed failed"
[ "$failed" = 0 ]
