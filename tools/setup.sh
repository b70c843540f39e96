#!/usr/bin/env bash
# Installs what is missing to build, test and run Vuelve on Debian 12, and nothing that is there already.
# Uses sudo when it is not root. Says what it does. Safe to repeat.
set -euo pipefail
cd "$(dirname "$0")/.."

as_root() { if [ "$(id -u)" = 0 ]; then env "$@"; else sudo env "$@"; fi; }

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Runs a command quietly; its words are shown when it fails.
quietly() { "$@" >"$log" 2>&1 || { tail -30 "$log" >&2; exit 1; }; }

installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' | awk '$2 == "installed" {print $1}' | sort -u)
missing=$(grep -v '^#' tools/packages.txt | sort -u | comm -23 - <(printf '%s\n' "$installed"))
# npm only fetches: the Node that runs comes from tools/node. Where npm is another's package, Debian's would conflict.
command -v npm >/dev/null || missing="$missing nodejs npm"
if [ -n "$missing" ]; then
    echo "setup: installing $(wc -w <<<"$missing") Debian packages (a minute or two):" $missing
    quietly as_root apt-get update
    # shellcheck disable=SC2086
    quietly as_root DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
fi

# libphonenumber-dev depends on Debian's default Boost, which conflicts with the 1.81 we use: its headers are unpacked,
# not installed.
prefix=build/deps/libphonenumber
if [ ! -e "$prefix/usr/include/phonenumbers/phonenumberutil.h" ]; then
    echo "setup: unpacking the headers of libphonenumber"
    mkdir -p "$prefix"
    ( cd "$prefix"
      # A fresh system has no package lists yet.
      apt-get download libphonenumber-dev >"$log" 2>&1 ||
          { quietly as_root apt-get update; quietly apt-get download libphonenumber-dev; }
      dpkg-deb -x libphonenumber-dev_*.deb .
      rm -f libphonenumber-dev_*.deb )
fi

# SQLite is compiled with the program (docs/adr/0085). npm has its one large file inside a package that wraps it for
# Node; nothing else of that package is kept. A newer one: its number, the version in its sqlite3.h, its sha512.
package=better-sqlite3-12.11.1 version=3.53.2
sum=76af40b40a608393c616d0733c54819771d94231e893981a40233ace1d989346929830acd426e7548f3f1e001242434ab16169b1e20ef5b7a0e71c696216c87c
prefix=build/deps/sqlite
if ! grep -qsF "\"$version\"" "$prefix/sqlite3.h"; then
    echo "setup: fetching SQLite $version"
    rm -rf "$prefix" && mkdir -p "$prefix"
    ( cd "$prefix"
      quietly npm pack "${package%-*}@${package##*-}"
      echo "$sum  $package.tgz" | sha512sum --check --quiet
      tar -xzf "$package.tgz" --strip-components=3 package/deps/sqlite3/sqlite3.c package/deps/sqlite3/sqlite3.h
      rm -f "$package.tgz" )
fi

# Node for the web build and the tools around the API document, by exact versions. The mark is written last, so that an
# install cut short is done again. Install scripts are not needed and not run.
mark=tools/node/node_modules/.installed
if ! cmp -s tools/node/package-lock.json "$mark"; then
    echo "setup: installing Node and the API tools from npm (half a minute)"
    ( cd tools/node && quietly npm ci --ignore-scripts --no-audit --no-fund --loglevel=error )
    cp tools/node/package-lock.json "$mark"
fi

if [ -e .git ] && [ "$(git config core.hooksPath || true)" != .githooks ]; then
    echo "setup: git runs .githooks/pre-commit before each commit"
    git config core.hooksPath .githooks
fi
