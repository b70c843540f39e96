#!/usr/bin/env bash
# The Debian package: made, looked at, unpacked into a scratch root and run from there; and, where the machine lets us look at
# itself through an overlay, installed, upgraded and purged for real without anything of the machine being changed.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${VUELVE:-build/release/vuelve}
build=$(dirname "$program")
port=${PORT:-18232}
folder=$(mktemp -d)
server=
stop() { [ -z "$server" ] || { kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; }; server=; }
trap 'stop; rm -rf "$folder"' EXIT
wrong() { echo "deb: $*" >&2; exit 1; }

cpack --config "$build/CPackConfig.cmake" -B "$folder/deb" >"$folder/log" 2>&1 || { tail -20 "$folder/log" >&2; exit 1; }
package=$(ls "$folder"/deb/*.deb)
dpkg-deb --contents "$package" >"$folder/contents"
for file in usr/bin/vuelve lib/systemd/system/vuelve.service etc/vuelve/vuelve.toml usr/share/doc/vuelve/copyright \
    usr/share/doc/vuelve/guide/running.md usr/share/doc/vuelve/guide/postgres.md usr/share/man/man1/vuelve.1.gz \
    usr/share/doc/vuelve/examples/prometheus/alerts.yml; do
    grep -q " \./$file\$" "$folder/contents" || wrong "$file is not in it"
done
# What was built of the pages comes with it, whole.
for pages in "$build"/share/*/; do
    [ -d "$pages" ] || continue
    grep -q " \./usr/share/vuelve/$(basename "$pages")/" "$folder/contents" || wrong "$pages is not in it"
done
awk '$1 !~ /^l/ && ($1 ~ /^.....w/ || $1 ~ /^........w/ || $2 != "root/root") {print; bad = 1} END {exit bad}' "$folder/contents" ||
    wrong "others than root may write what is above"
depends=$(dpkg-deb --field "$package" Depends)
for library in libpq5 libphonenumber8 libssl3 adduser tzdata; do
    grep -q "\b$library\b" <<<"$depends" || wrong "it does not depend on $library: $depends"
done
# SQLite is compiled in (docs/adr/0085): another one beside it would hold the same file with other locks.
! grep -q sqlite <<<"$depends" || wrong "it depends on a SQLite that is not its own: $depends"
[ "$(dpkg-deb --field "$package" Version)" = "$("$program" --version | cut -d' ' -f2)" ] || wrong "its version is another"

# From a scratch root, as a machine would have it.
root=$folder/root
dpkg-deb -x "$package" "$root"
installed=$root/usr/bin/vuelve
! grep -rlF "$PWD" "$root/etc" "$root/lib" "$root/usr/share" || wrong "it tells where it was built"
zcat "$root/usr/share/man/man1/vuelve.1.gz" >"$folder/manual"
# The names of all commands, as their help lists them, stand on the manual page.
"$installed" --help | awk '/^Subcommands:/ {on = 1; next} on && /^  [a-z]/ {print $1}' >"$folder/commands"
[ "$(wc -l <"$folder/commands")" -gt 15 ] || wrong "the help lists no commands"
while read -r name; do
    grep -qF ".B ${name//-/\\-}" "$folder/manual" || wrong "the manual page does not know $name"
done <"$folder/commands"
for words in "Apache License" "Boost Software License" libcli11-dev "SQLite 3." @scalar/api-reference; do
    grep -q "$words" "$root/usr/share/doc/vuelve/copyright" || wrong "the licences do not tell of $words"
done
sed -i "s|/var/lib/vuelve|$root/var/lib/vuelve|; s|/etc/vuelve/keys|$root/etc/vuelve/keys|" "$root/etc/vuelve/vuelve.toml"
"$installed" init --config "$root/etc/vuelve/vuelve.toml" >/dev/null
! "$installed" init --config "$root/etc/vuelve/vuelve.toml" 2>/dev/null || wrong "a shop was made over another"
"$installed" serve --config "$root/etc/vuelve/vuelve.toml" --port "$port" 2>"$folder/log" &
server=$!
for _ in $(seq 100); do curl -fs "localhost:$port/readyz" >/dev/null && break; sleep 0.1; done
curl -fs "localhost:$port/metrics" >"$folder/metrics" || true
grep -q "vuelve_build_info{version=\"$(dpkg-deb --field "$package" Version)\"} 1" "$folder/metrics" ||
    wrong "it does not serve, or another version: $(cat "$folder/log")"
if [ -d "$build/share/docs" ]; then
    curl -fs "localhost:$port/docs" >/dev/null || wrong "its pages are not served"
fi
stop
"$installed" verify --database "sqlite:$root/var/lib/vuelve/data/vuelve.db" >/dev/null
echo "deb: $(basename "$package"): $(($(stat -c %s "$package") / 1024)) KiB, $(wc -l <"$folder/contents") files, runs from a scratch root"

# For real: this machine's own root under an overlay that is gone afterwards.
for script in postinst prerm postrm; do sh -n "deploy/debian/$script"; done
mkdir -p "$folder/machine"
overlay() {
    unshare --mount --propagation private sh -ec "
        mount -t tmpfs none '$folder/machine' && cd '$folder/machine' && mkdir upper work root
        mount -t overlay overlay -o lowerdir=/,upperdir=upper,workdir=work root
        mkdir -p root/package && cp '$1' root/package/vuelve.deb && cp '$2' root/package/try.sh
        mount --rbind /dev root/dev && mount -t proc proc root/proc
        chroot root sh /package/try.sh"
}
if [ "$(id -u)" != 0 ] || ! command -v adduser >/dev/null || [ -e /usr/bin/vuelve ] ||
    ! overlay "$package" /dev/null >/dev/null 2>&1; then
    echo "deb: SKIPPED installing it for real: no overlay of this machine can be made here"
    exit 0
fi
overlay "$package" "$PWD/tests/scripts/deb_install.sh"
