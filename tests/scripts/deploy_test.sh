#!/usr/bin/env bash
# deploy/ names what the program has: settings, paths, ports, metrics (deploy_check.py); the systemd unit reads well, and the
# program sells under the system calls that the unit leaves it. Nothing is fetched; what needs tools that are not installed is
# skipped by name.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${VUELVE:-build/release/vuelve}
port=${PORT:-18231}
folder=$(mktemp -d)
server=
stop() { [ -z "$server" ] || { kill "$server" 2>/dev/null; wait "$server" 2>/dev/null || true; }; server=; }
trap 'stop; rm -rf "$folder"' EXIT

"$program" init --folder "$folder/shop" >/dev/null
key=$("$program" key create --config "$folder/shop/vuelve.toml" --name till --scope all 2>/dev/null)

serve() { # COMMAND... before the program
    "$@" "$program" serve --config "$folder/shop/vuelve.toml" --port "$port" 2>"$folder/log" &
    server=$!
    for _ in $(seq 100); do
        curl -fs "localhost:$port/readyz" >/dev/null && return
        sleep 0.1
    done
    cat "$folder/log" >&2
    exit 1
}

serve env
curl -fs "localhost:$port/metrics" >"$folder/metrics"
stop
tests/scripts/deploy_check.py "$program" "$folder/metrics"

if command -v systemd-analyze >/dev/null; then
    # Its program is the one of this build; of the rest nothing may be odd.
    sed "s|^ExecStart=/usr/bin/vuelve|ExecStart=$PWD/$program|; s|$PWD//|/|" deploy/systemd/vuelve.service >"$folder/vuelve.service"
    systemd-analyze verify --man=no "$folder/vuelve.service" 2>&1 | grep "vuelve.service" && exit 1
    serve tests/scripts/unit_filter.py deploy/systemd/vuelve.service
    post() { # PATH BODY, then where in the answer
        curl -s "localhost:$port$1" -H "Authorization: Bearer $key" -H "Idempotency-Key: $1" -H 'Content-Type: application/json' \
            -d "$2" | jq -r "$3"
    }
    member=$(post /v1/members '{"identities": ["card:7001"]}' .member)
    sold=$(post /v1/purchases "{\"id\": \"D-1\", \"member\": \"$member\",
        \"lines\": [{\"line\": 1, \"sku\": \"A\", \"quantity\": 1, \"unit_price\": 500}]}" .status)
    [ "$sold" = ok ] || { echo "deploy: under the unit's filter a sale is '$sold'"; exit 1; }
    # An enrolment and a sale, each in one bucket.
    curl -fs "localhost:$port/metrics" | grep -E '^vuelve_(ready|store_(records|two_bucket)_total) ' >"$folder/counts"
    [ "$(sort "$folder/counts" | cut -d' ' -f2 | tr '\n' ' ')" = "1 2 0 " ] || { cat "$folder/counts"; exit 1; }
    stop
    "$program" verify --database "sqlite:$folder/shop/data/vuelve.db" >/dev/null
    echo "deploy: the unit reads well, and the program sells within it"
else
    echo "deploy: SKIPPED systemd-analyze: the unit"
fi
if command -v haproxy >/dev/null; then
    haproxy -c -f deploy/ha/haproxy.cfg
else
    echo "deploy: SKIPPED haproxy: its configuration was only read by deploy_check.py"
fi
