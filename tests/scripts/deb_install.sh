#!/bin/sh
# Within deb_test.sh's overlay: the package is installed, holds a shop, is upgraded and purged, and the shop is still there.
set -eu
wrong() { echo "deb: $*" >&2; exit 1; }
mode() { stat -c '%U %a' "$1"; }
as_vuelve() { runuser -u vuelve -- "$@"; }
settings=/etc/vuelve/vuelve.toml
# No init runs in here, and none is to be asked for anything.
rm -rf /run/systemd

dpkg --force-unsafe-io --no-triggers -i /package/vuelve.deb >/package/log 2>&1 || { cat /package/log; exit 1; }
grep -q "vuelve init" /package/log || wrong "it does not say what to do next"
[ "$(mode /var/lib/vuelve)" = "vuelve 700" ] || wrong "the data folder is $(mode /var/lib/vuelve)"
[ "$(mode /etc/vuelve/keys)" = "vuelve 700" ] || wrong "the key folder is $(mode /etc/vuelve/keys)"
[ -z "$(ls -A /var/lib/vuelve)" ] || wrong "it made data by itself"

as_vuelve vuelve init --config $settings >/dev/null
as_vuelve vuelve key create --config $settings --name till --scope pos >/dev/null 2>&1
before=$(vuelve verify --json --database sqlite:/var/lib/vuelve/data/vuelve.db | jq -r .checksum)

# An upgrade, with owners and settings that people chose meanwhile.
echo "# ours" >>$settings
chown root:vuelve /etc/vuelve/keys && chmod 750 /etc/vuelve/keys
dpkg --force-unsafe-io --no-triggers -i /package/vuelve.deb >/package/log 2>&1 || { cat /package/log; exit 1; }
grep -q "# ours" $settings || wrong "an upgrade replaced the settings"
[ "$(mode /etc/vuelve/keys)" = "root 750" ] || wrong "an upgrade changed whose the keys are"

dpkg --force-unsafe-io --no-triggers --purge vuelve >/package/log 2>&1 || { cat /package/log; exit 1; }
grep -q "left where it is" /package/log || wrong "a purge does not say what it leaves"
[ -s /etc/vuelve/keys/vuelve.keys ] || wrong "a purge took the keys"
dpkg --force-unsafe-io --no-triggers -i /package/vuelve.deb >/dev/null 2>&1
[ "$(vuelve verify --json --database sqlite:/var/lib/vuelve/data/vuelve.db | jq -r .checksum)" = "$before" ] ||
    wrong "the shop is not what it was"
echo "deb: installed, upgraded, purged and installed again for real: the shop is what it was"
