#!/usr/bin/env bash
# Runs the Google Benchmark programs of a build and keeps what they say as JSON:
#     bench/programs.sh build/release build/bench/programs [bm_rules ...]
# The shops of bm_jobs and bm_growth are made at the first run, which takes minutes, and kept in build/bench/kept.
set -euo pipefail
build=$1 out=$2
shift 2
[ $# -gt 0 ] || set -- $(cd "$(dirname "$0")" && ls bm_*.cpp | sed 's/\.cpp$//')
mkdir -p "$out"
for program in "$@"; do
    "$build/$program" --benchmark_out="$out/$program.json.new" --benchmark_out_format=json
    mv "$out/$program.json.new" "$out/$program.json"
    # Copies for one program; those that are kept stay.
    rm -rf build/bench/scratch
done
