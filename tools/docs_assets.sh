#!/usr/bin/env bash
# Lays the API viewer beside the program: FOLDER/scalar.js with .br and .gz, served at /docs without asking any other host.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1
bundle=tools/node/node_modules/@scalar/api-reference/dist/browser/standalone.js
[ -e "$folder/scalar.js.gz" ] && [ ! "$bundle" -nt "$folder/scalar.js.gz" ] && exit 0
echo "docs: compressing the API viewer"
mkdir -p "$folder"
cp "$bundle" "$folder/scalar.js"
brotli -q 9 -f -o "$folder/scalar.js.br" "$folder/scalar.js"
gzip -9 -n -c "$folder/scalar.js" >"$folder/scalar.js.gz"
