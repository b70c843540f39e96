#!/usr/bin/env bash
# Installs what is missing to build, test and run Vuelve on Debian 12, and nothing that is there already.
# Uses sudo when it is not root. Says what it does. Safe to repeat.
set -euo pipefail
cd "$(dirname "$0")/.."

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' 2>/dev/null | awk '$2=="installed"{print $1}' | sort -u)
missing=$(grep -v '^#' tools/packages.txt | sort -u | comm -23 - <(printf '%s\n' "$installed"))
if [ -n "$missing" ]; then
    echo "setup: installing $(echo "$missing" | wc -l) Debian packages:" $missing
    as_root apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends $missing >build-setup.log 2>&1 ||
        { tail -20 build-setup.log; exit 1; }
    rm -f build-setup.log
fi

# libphonenumber-dev depends on Debian's default Boost, which conflicts with the 1.81 we use: its headers are unpacked, not installed.
prefix=build/deps/libphonenumber
if [ ! -e "$prefix/usr/include/phonenumbers/phonenumberutil.h" ]; then
    echo "setup: unpacking the headers of libphonenumber"
    mkdir -p "$prefix" && ( cd "$prefix" && apt-get download -qq libphonenumber-dev && dpkg-deb -x libphonenumber-dev_*.deb . && rm -f libphonenumber-dev_*.deb )
fi
