#!/usr/bin/python3
"""Requests that the API's contract allows, nearly allows and forbids, against a running server.

Usage: fuzz_api.py VUELVE [--requests 20000] [--seed 1] [--workers 4]. Starts a server, reads the contract it serves at
/openapi.json, and for every operation draws requests from the contract's own schemas, each worker in shops of its own:

- *valid* ones with the ids that earlier answers gave, *near* ones with one thing wrong, *hostile* ones (cut off, duplicate
  names, huge numbers, odd Unicode, injections, deep nesting, wrong types), *misdirected* ones (wrong method, unknown query,
  long addresses, many headers), several *pipelined* in one breath, and *broken* HTTP (fuzz_http.py).

Whatever comes:

- never a 5xx but a deliberate 503, and nothing of what was sent ends as a header;
- a refusal is application/problem+json as the contract has it, with a status that the contract names for that operation;
- an answer has a status that the contract names, and a body of its schema without a field the schema does not know;
- the event feed of each shop is complete, and every event as the contract has it;
- the server lives, and `vuelve verify` finds nothing wrong in its ledger afterwards.

Prints the counts by kind and by status, the operations that never succeeded, and every request that broke a promise with what
to send to see it again; exit code 1 if there is one.
"""
import argparse
import collections
import json
import multiprocessing
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.parse

from fuzz_drawing import INTEGERS, TEXTS, Contract, Drawing
from fuzz_http import START_MS, Line, Server, answers_in, broken, ms_text
from fuzz_shop import DATES, furnish, shop

FAULTS_SHOWN = 100
LIVING = ("member", "purchase", "reservation", "redemption", "voucher", "household", "approval", "statement", "webhook", "job", "delivery",
          "import", "export", "event", "cursor")
# They end a member, or what everybody needs: drawn as often as the rest, nobody would be left to sell to.
ENDING = ("closeMember", "mergeMembers", "suspendMember", "deleteWebhook")
# Of any request that is itself wrong, before it is known what it asks for: the contract says so once, for all.
ANY_REQUEST = (400, 405, 408, 413, 414, 415, 431)
PAGES = ("getReceiptPage",)  # for people: they refuse with a page
INJECTED = "x-injected"
EVIL_QUERY = [f"limit=1%0d%0a{INJECTED}:1", f"q=%0d%0a{INJECTED}%3a1", "limit=1&limit=2", "=", "&&&", "%00=%00", "limit", "a" * 3000 + "=1", "tenant=1",
              "cursor=" + "z" * 5000, "cursor=%27%20OR%201=1--", "limit=%EF%BC%91", "limit=1e2", "limit=-0", "limit=+5", "explain=text%00"]


class Fuzzer:
    """One shop, and everything sent to it."""

    def __init__(self, port, contract, seed, shared):
        self.line, self.rng, self.contract, self.shared = Line(port), random.Random(seed), contract, shared
        self.known, self.pairs = collections.defaultdict(list), []
        config = shop()
        members = [{"id": f"M{i}", "enrolled_at": "2026-01-12T10:30:00-05:00"} for i in range(6)]
        made = self.line.ask("POST", "/_test/tenant", {"config": config, "members": members})
        self.key, self.number = made["key"], 0
        for member in made["members"].values():
            self.learn("member", member)
        self.learn_config(config)
        for answer in furnish(self.line, self.key, list(made["members"].values())):
            self.learn_from(answer)
        self.drawing = Drawing(self.contract, self.rng, self.known, self.pairs)

    def learn_config(self, config):
        for name, section in (("store", "stores"), ("currency", "currencies"), ("reward", "rewards"), ("coupon", "coupons"),
                              ("challenge", "challenges"), ("card", "stamp_cards"), ("rule", "rules"), ("club", "clubs"), ("segment", "segments"),
                              ("plan", "subscriptions"), ("leaderboard", "leaderboards"), ("campaign", "campaigns"), ("brand", "brands")):
            self.known[name] = [one.get("code", one.get("id")) for one in config.get(section, [])]
        self.known["currency"] += ["PTS"] * 6
        self.known["level"] = [one["code"] for one in config["tiers"]["levels"]]
        for twin, of in (("to", "member"), ("recipient", "member"), ("duplicate", "member"), ("home_store", "store"), ("from", "currency"), ("by", "member")):
            self.known[twin] = self.known[of]
        self.known["identity"] = self.known["old"] = [f"card:CARD{number}" for number in range(6)]

    def learn(self, name, value):
        if isinstance(value, str) and value and value not in self.known[name]:
            self.known[name].append(value)
            if len(self.known[name]) > 40:
                self.known[name].pop(self.rng.randrange(40))

    def learn_from(self, node):
        if isinstance(node, dict):
            voucher = node.get("voucher")
            if isinstance(voucher, dict) and "code" in voucher and "member" in node:
                self.pairs[:] = self.pairs[-20:] + [(node["member"], voucher["code"])]
            for name, inner in node.items():
                if name in LIVING or name == "code" and "uses_left" in node:
                    self.learn(name, inner)
                elif name == "id" and isinstance(inner, str) and re.match(r"(whk|evt|job|imp|exp|dlv)_", inner):
                    self.learn({"whk": "webhook", "evt": "event", "imp": "import", "exp": "export", "dlv": "delivery"}.get(inner[:3], inner[:3]), inner)
                self.learn_from(inner)
        elif isinstance(node, list):
            for inner in node:
                self.learn_from(inner)

    # --- what is sent -----------------------------------------------------------------------------------------------

    def target(self, operation, is_hostile):
        path, query = operation["path"], []
        for parameter in operation["parameters"]:
            name, place = parameter["name"], parameter["in"]
            known = self.named_in(operation["path"], name) if place == "path" and name in ("id", "code", "name") else name
            if place == "query" and name in DATES and self.rng.random() < 0.8:
                value = self.rng.choice(DATES[name] if "date" in str(parameter.get("schema")) else DATES["month"])
            else:
                value = self.drawing.value(parameter.get("schema", {}), known)
            if is_hostile and self.rng.random() < 0.4:
                value = self.rng.choice(TEXTS + [str(one) for one in INTEGERS])
            text = urllib.parse.quote(str(value).encode("utf-8", "replace"), safe="")
            if place == "path":
                path = path.replace("{" + name + "}", text or "x")
            elif place == "query" and (parameter.get("required") or self.rng.random() < 0.4):
                query.append(f"{name}={text}")
        return path + ("?" + "&".join(query) if query else "")

    @staticmethod
    def named_in(path, name):
        """What a placeholder stands for: the word before it, as one thing."""
        before = path.split("/" + "{" + name + "}")[0].rsplit("/", 1)[1]
        return {"categories": "category", "deliveries": "delivery"}.get(before, before.removesuffix("s"))

    def headers(self, operation, kind):
        rng, headers = self.rng, [("Authorization", "Bearer " + self.key)]
        if rng.random() < 0.02:
            headers = []
        if kind == "hostile" and rng.random() < 0.1:
            headers = [("Authorization", rng.choice(["Bearer", "Basic eA==", "Bearer vlv_live_x", "Bearer " + "x" * 5000]))]
        for parameter in operation["parameters"]:
            if parameter["in"] != "header":
                continue
            if parameter["name"] == "Idempotency-Key" and rng.random() < 0.97:
                fresh = f"k{self.number}"
                headers.append(("Idempotency-Key", rng.choice([fresh] * 6 + ["k1", "k" * 255]) if kind != "hostile" else
                                rng.choice(["k" * 300, "\x7f", "a b", fresh])))
            elif parameter["name"] not in ("Idempotency-Key", "Accept-Language") and (parameter.get("required") or rng.random() < 0.5):
                headers.append((parameter["name"], str(parameter.get("example", "x"))))
        if rng.random() < 0.3:
            headers.append(("Accept-Language", rng.choice(["en", "pt-BR, es;q=0.8", "xx", "*", "es;q=9", ""])))
        return headers

    def request(self, operation):
        kind = self.rng.choices(["valid", "near", "hostile"], [5, 4, 1])[0]
        headers, body = self.headers(operation, kind), None
        if operation["body"]:
            content = self.drawing.body(operation)
            body = (json.dumps(content).encode() if kind == "valid" else
                    self.drawing.spoiled(content).encode("utf-8", "surrogatepass") if kind == "near" else self.drawing.hostile(content))
            headers.append(("Content-Type", "application/json" if self.rng.random() < 0.98 else self.rng.choice(["text/plain", "", "a/b;;", "application/jsonx"])))
        elif operation["file"]:
            headers.append(("Content-Type", operation["file"]))
            body = self.rng.choice([b"", b"phone,name\n+593987654321,Ana\n", b"\xff\xfe\x00", b"a,b\n1\n", b'{"a": 1}\n{"a"', b"\x1f\x8b\x08garbage"])
        elif kind == "hostile" and self.rng.random() < 0.5:
            body = self.drawing.hostile({"a": 1})
        return kind, self.target(operation, kind == "hostile"), headers, body

    # --- what must hold ---------------------------------------------------------------------------------------------

    def fault(self, operation, what, target, body, answer):
        self.shared.faults.append(f"FAULT {operation['id']}: {what}\n  {operation['method']} {target}\n  sent {(body or b'')[:600]!r}\n"
                                  f"  got {answer[:600]!r}")

    def judge(self, operation, target, body, answer):
        if answer is None:
            return self.fault(operation, "closed without an answer", target, body, b"")
        status, headers, content = answer
        self.shared.status[status] += 1
        if headers.get(INJECTED):
            return self.fault(operation, "a header was injected", target, body, content)
        if status >= 500 and not (status == 503 and headers.get("Retry-After")):
            return self.fault(operation, f"status {status}", target, body, content)
        if status >= 400:
            return self.judge_refusal(operation, target, body, answer)
        validator = self.contract.answer_validator(operation, status)
        if validator is None:
            return self.fault(operation, f"status {status} is not in the contract", target, body, content)
        self.shared.succeeded.add(operation["id"])
        if not content or validator is True or not headers.get("Content-Type", "").startswith("application/json"):
            return None  # a page or a table
        told = json.loads(content)
        for error in validator.iter_errors(told):
            where = "/".join(str(step) for step in error.absolute_path)
            return self.fault(operation, f"an answer unlike the contract's at /{where}: {error.message[:200]}", target, body, content)
        self.learn_from(told)
        return None

    def judge_refusal(self, operation, target, body, answer):
        status, headers, content = answer
        if operation["id"] in PAGES and headers.get("Content-Type", "").startswith("text/html"):
            told = operation["refusals"]
            return None if told is None or str(status) in told else self.fault(operation, f"status {status} is not in the contract", target, body, content)
        if not headers.get("Content-Type", "").startswith("application/problem+json"):
            return self.fault(operation, f"a refusal as {headers.get('Content-Type')}", target, body, content)
        problem = json.loads(content)
        for error in self.contract.problem.iter_errors(problem):
            return self.fault(operation, f"a problem unlike the contract's: {error.message}", target, body, content)
        if problem["status"] != status or problem["type"] != "/problems/" + problem["code"].lower().replace("_", "-"):
            return self.fault(operation, "a problem that contradicts itself", target, body, content)
        told = operation["refusals"]
        if told is not None and status not in ANY_REQUEST and str(status) not in told and "default" not in told:
            return self.fault(operation, f"status {status} ({problem['code']}) is not in the contract", target, body, content)
        if told is not None:
            self.shared.codes[f"{operation['id']} {problem['code']}"] += 1
        return None

    # --- one thing after the other ----------------------------------------------------------------------------------

    def count(self, kind, times=1):
        self.number += times
        self.shared.kinds[kind] += times

    def step(self, operation):
        if operation["id"] in ENDING and self.rng.random() < 0.9:
            return
        kind, target, headers, body = self.request(operation)
        try:
            answer = self.line.send(operation["method"], target, headers, body)
        except ValueError:  # Python itself refuses to send such a header
            return
        self.count(kind)
        self.shared.by_operation[operation["id"]] += 1
        self.judge(operation, target, body, answer)

    def misdirected(self, operation):
        """A good request to a place or in a way that is not: any refusal that is a problem will do."""
        rng, path = self.rng, self.target(operation, False).split("?")[0]
        headers, method, body = [("Authorization", "Bearer " + self.key)], operation["method"], None
        way = rng.randrange(5)
        if way == 0:
            method = rng.choice([one for one in ("GET", "PUT", "DELETE", "PATCH", "POST", "HEAD", "OPTIONS", "BREW") if one != method])
        elif way == 1:
            path += "?" + rng.choice(EVIL_QUERY)
        elif way == 2:
            path += rng.choice(["/", "//", "/x", "/../..", "%2f", "/" + "y" * 6000, ";v=1", "%00", "%0d%0a" + INJECTED + ":1"])
        elif way == 3:
            headers += [(f"X-{number}", "1") for number in range(rng.choice([50, 200]))]
        else:
            headers += [("Accept", rng.choice(["text/html", "application/xml;q=0.1", "", "*/*;q=0"])), ("X-HTTP-Method-Override", "DELETE"),
                        ("X-Forwarded-For", "' OR 1=1--"), ("Cookie", "session=" + "x" * 500), ("Host", "evil.example")]
        answer = self.line.send(method, path, headers, body)
        self.count("misdirected")
        if method == "HEAD" and answer and answer[0] < 500:
            return
        self.judge({**operation, "method": method, "refusals": None if way in (0, 2) else operation["refusals"]} if answer and answer[0] >= 400 else
                   operation if way != 0 else {**operation, "id": "misdirected " + operation["id"]}, path, body, answer) \
            if answer is None or answer[0] >= 400 or way in (3, 4) else self.shared.status.update([answer[0]])

    def pipelined(self, operations):
        """Several in one breath: as many answers, in the same order, each right for its own operation."""
        asked, data = [], b""
        for operation in operations:
            _, target, _, _ = self.request(operation)
            lines = [f"GET {target} HTTP/1.1", "Host: x", f"Authorization: Bearer {self.key}"]
            data += "\r\n".join(lines).encode() + b"\r\n\r\n"
            asked.append((operation, target))
        self.count("pipelined", len(asked))
        found = answers_in(self.line.raw(data))
        ends = bool(found) and found[-1][1].get("connection") == "close"  # after a request that is no HTTP nothing is read on
        if found is None or len(found) > len(asked) or len(found) < len(asked) and not ends:
            told = " ".join(str(status) for status, _, _ in found or [])
            return self.fault(operations[0], f"{len(asked)} requests at once, answered {told or 'by no HTTP'}", asked[0][1], data, b"")
        for (operation, target), (status, headers, content) in zip(asked, found):
            titled = {name.title(): value for name, value in headers.items()}
            self.judge(operation, target, None, (status, titled, content))
        return None

    def walk_feed(self):
        """Every event of the shop: numbered without a gap, and each as the contract has it."""
        feed, after, expected = {"id": "the feed", "method": "GET"}, "", 1
        while True:
            page = self.line.ask("GET", "/v1/events?limit=200" + ("&after=" + after if after else ""), key=self.key)
            for event in page["items"]:
                self.shared.events[event["type"]] += 1
                for what in self.contract.event_faults(event):
                    self.fault(feed, f"{event['type']}: {what}", event["id"], None, json.dumps(event).encode())
                if int(event["sequence"]) != expected:
                    self.fault(feed, f"sequence {event['sequence']} where {expected} was due", event["id"], None, b"")
                expected = int(event["sequence"]) + 1
            if not page["more"]:
                return
            after = page["next"]

    def broken_http(self):
        nobody = {"id": "broken HTTP", "method": ""}
        for kind, pieces in broken(self.key).items():
            for piece in pieces:
                data = piece if self.rng.random() < 0.5 else piece + bytes(self.rng.randrange(256) for _ in range(self.rng.randrange(40)))
                answer = self.line.raw(data)
                self.count("broken HTTP")
                status = re.match(rb"HTTP/1\.[01] ([1-5]\d\d) ", answer)
                if answer and (not status or status[1] >= b"500"):
                    self.fault(nobody, f"{kind}: no good answer", "", data, answer)
                elif status and status[1] >= b"400" and b"application/problem+json" not in answer and not piece.startswith(b"HEAD"):
                    self.fault(nobody, f"{kind}: a refusal that is no problem", "", data, answer)
        if self.line.send("GET", "/healthz")[0] != 200:
            self.fault(nobody, "the server is not well", "", b"", b"")


class Shared:
    """What a worker hands back."""

    def __init__(self):
        self.kinds, self.status, self.by_operation, self.codes, self.events = (collections.Counter() for _ in range(5))
        self.succeeded, self.faults = set(), []


def work(port, document, seed, requests, moves_clock):
    """One worker: three shops in turn, so that no key is told to wait."""
    contract, shared = Contract(document), Shared()
    shops = [Fuzzer(port, contract, seed * 100 + number, shared) for number in range(3)]
    reads = [one for one in contract.operations if one["method"] == "GET" and not one["streams"]]
    line, now, turn = Line(port), START_MS, 0
    while sum(shared.kinds.values()) < requests:
        for operation in contract.operations:
            turn += 1
            fuzzer = shops[turn % 3]
            fuzzer.step(operation)
            if turn % 9 == 0:
                fuzzer.misdirected(operation)
            if turn % 60 == 0:
                fuzzer.pipelined(fuzzer.rng.choices(reads, k=6))
        if moves_clock:
            now += 3_600_000
            line.ask("POST", "/_test/clock", {"at": ms_text(now)})
    shops[0].broken_http()
    for fuzzer in shops:
        fuzzer.walk_feed()
    return shared


def main():
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("program")
    asked.add_argument("--requests", type=int, default=20_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--workers", type=int, default=4)
    asked.add_argument("--codes", help="a file for the codes each operation answered, as JSON")
    options = asked.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="vuelve-fuzz-") as folder:
        server = Server(options.program, folder)
        document = json.loads(Line(server.port).send("GET", "/openapi.json")[2])
        with multiprocessing.Pool(options.workers) as pool:
            told = pool.starmap(work, [(server.port, document, options.seed * 10 + number, options.requests // options.workers + 1, number == 0)
                                       for number in range(options.workers)])
        faults = [fault for one in told for fault in one.faults]
        if server.process.poll() is not None:
            faults.append(f"FAULT the server ended with {server.process.returncode}")
        server.end()
        verified = subprocess.run([options.program, "verify", "--database", server.database], capture_output=True, text=True, check=False)
        if verified.returncode != 0:
            faults.append("FAULT vuelve verify: " + (verified.stdout + verified.stderr)[-1500:])
    report(options, told, faults, verified, time.monotonic() - began)
    sys.exit(1 if faults else 0)


def report(options, told, faults, verified, seconds):
    kinds, status, by_operation, codes, events = (sum((getattr(one, name) for one in told), collections.Counter())
                                                  for name in ("kinds", "status", "by_operation", "codes", "events"))
    for fault in faults[:FAULTS_SHOWN]:
        print(fault)
    succeeded = set().union(*(one.succeeded for one in told))
    print("by kind: " + ", ".join(f"{kind} {count:,}" for kind, count in kinds.most_common()))
    print("by status: " + ", ".join(f"{one} {count:,}" for one, count in sorted(status.items())))
    print("never succeeded: " + (", ".join(sorted(by_operation.keys() - succeeded)) or "none"))
    print(f"events: {sum(events.values()):,} of {len(events)} types")
    print("verify: " + (verified.stdout.strip().splitlines() or ["nothing said"])[-1])
    print(f"{sum(kinds.values()):,} requests over {len(by_operation)} operations in {seconds:.0f} s, seed {options.seed}: {len(faults)} faults")
    if options.codes:
        with open(options.codes, "w", encoding="utf-8") as file:
            json.dump(dict(codes), file)


if __name__ == "__main__":
    main()
