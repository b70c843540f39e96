#!/usr/bin/env bash
# Lays the API viewer beside the program, where it serves /docs from: docs_assets.sh build/release/share/docs
# scalar.js with its compressed twins; the page around it is src/http/docs.cpp.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1
bundle=tools/node/node_modules/@scalar/api-reference/dist/browser/standalone.js
mkdir -p "$folder"
cmp -s "$bundle" "$folder/scalar.js" && [ -e "$folder/scalar.js.gz" ] && exit 0
echo "docs: compressing the API viewer"
cp "$bundle" "$folder/scalar.js"
brotli -q 9 -f -o "$folder/scalar.js.br" "$folder/scalar.js"
gzip -9 -n -c "$folder/scalar.js" >"$folder/scalar.js.gz"
