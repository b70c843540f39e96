#!/usr/bin/python3
"""Requests that the API's contract allows, nearly allows and forbids, against a running server.

Usage: fuzz_api.py VUELVE [--requests 20000] [--seed 1]. Starts a server over a database in memory, reads the contract it
serves at /openapi.json, and for every operation draws requests from the contract's own schemas: valid ones with the ids
that earlier answers gave, valid ones with one thing wrong, and hostile ones, down to broken HTTP. Whatever comes:

- never a 5xx but a deliberate 503;
- a refusal is application/problem+json as the contract has it;
- an answer has a status that the contract names, and a body of its schema.

Prints the counts, and every request that broke a promise with what to send to see it again; exit code 1 if there is one.
"""
import argparse
import atexit
import collections
import http.client
import json
import random
import re
import socket
import subprocess
import sys
import urllib.parse

from fuzz_drawing import INTEGERS, TEXTS, Contract, Drawing

CLOCK = "2026-03-10T17:00:00Z"
START_MS = 1773162000000
FAULTS_SHOWN = 25

LIVING = ("member", "purchase", "reservation", "redemption", "voucher", "household", "approval", "statement")
# They end a member: drawn as often as the rest, nobody would be left to sell to.
ENDING = ("closeMember", "mergeMembers", "suspendMember")



class Server:
    def __init__(self, program):
        self.process = subprocess.Popen([program, "serve", "--database", "sqlite::memory:", "--clock", f"manual:{CLOCK}",
                                         "--port", "0"], stderr=subprocess.PIPE, text=True)
        atexit.register(self.end)
        said = self.process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", said)
        if not found:
            sys.exit("the server does not start: " + said)
        self.port, self.now_ms = int(found[1]), START_MS
        self.link = None

    def end(self):
        self.process.terminate()
        self.process.wait()

    def send(self, method, target, headers=(), body=None):
        """Status, headers and bytes; None when the server closed the line without an answer."""
        for attempt in (1, 2):
            if self.link is None:
                self.link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
            try:
                self.link.putrequest(method, target, skip_accept_encoding=True)
                for name, value in headers:
                    self.link.putheader(name, value)
                if body is not None:
                    self.link.putheader("Content-Length", str(len(body)))
                self.link.endheaders(body)
                answer = self.link.getresponse()
                return answer.status, answer.headers, answer.read()
            except (http.client.HTTPException, OSError):
                self.link.close()
                self.link = None
                if attempt == 2:
                    return None

    def ask(self, method, target, body, key=None):
        headers = [("Content-Type", "application/json")] + ([("Authorization", "Bearer " + key)] if key else [])
        status, _, content = self.send(method, target, headers, json.dumps(body).encode())
        if status not in (200, 201, 204):
            sys.exit(f"{target}: {status} {content[:300]}")
        return json.loads(content or "{}")

    def pass_time(self, ms):
        self.now_ms += ms
        self.ask("POST", "/_test/clock", {"at": ms_text(self.now_ms)})

    def raw(self, data):
        """What comes back for bytes that need not be HTTP; empty when the line is just closed."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as line:
            line.sendall(data)
            line.shutdown(socket.SHUT_WR)
            answer = b""
            try:
                while chunk := line.recv(65536):
                    answer += chunk
            except ConnectionResetError:
                pass
            return answer


def ms_text(ms):
    import datetime
    return datetime.datetime.fromtimestamp(ms / 1000, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def shop():
    """The demo's programme, with what it lacks: a cash wallet to convert into, and a challenge to ask for."""
    with open("src/codec/testdata/laurel.programme.json", encoding="utf-8") as file:
        config = json.load(file)
    config["currencies"].append({"code": "CASH", "kind": "wallet", "scale": 2})
    config["conversions"] = [{"from": "PTS", "to": "CASH", "from_units": 100, "to_units": 20}]
    config["challenges"].append({**config["challenges"][0], "code": "PEDIDO", "opt_in": True})
    return config


class Fuzzer:
    def __init__(self, server, seed):
        self.server, self.rng = server, random.Random(seed)
        self.contract = Contract(json.loads(server.send("GET", "/openapi.json")[2]))
        config = shop()
        members = [{"id": f"M{i}", "enrolled_at": "2026-01-12T10:30:00-05:00"} for i in range(6)]
        made = server.ask("POST", "/_test/tenant", {"config": config, "members": members})
        self.key = made["key"]
        self.known = collections.defaultdict(list)
        for member in made["members"].values():
            self.learn("member", member)
        for name, section in (("store", "stores"), ("currency", "currencies"), ("reward", "rewards"), ("coupon", "coupons"),
                              ("challenge", "challenges"), ("card", "stamp_cards"), ("rule", "rules")):
            self.known[name] = [one.get("code", one.get("id")) for one in config.get(section, [])]
        self.known["currency"] += ["PTS"] * 6
        self.known["level"] = [one["code"] for one in config["tiers"]["levels"]]
        for twin, of in (("to", "member"), ("recipient", "member"), ("duplicate", "member"), ("home_store", "store"), ("from", "currency")):
            self.known[twin] = self.known[of]
        self.known["by"] = self.known["member"]
        self.furnish()
        self.drawing = Drawing(self.contract, self.rng, self.known)
        self.sent, self.status, self.by_operation = 0, collections.Counter(), collections.Counter()
        self.succeeded, self.faults = set(), []

    def furnish(self):
        """Members with points, prizes and cards, so that there is something to take, give back and look up."""
        for number, member in enumerate(list(self.known["member"])):
            lines = [{"line": 1, "sku": "CAFE-250", "quantity": 10, "unit_price": 60_000}]
            for method, path, body in (
                    ("POST", "/v1/purchases", {"id": f"seed-{number}", "member": member, "store": "CENTRO", "lines": lines}),
                    ("POST", f"/v1/members/{member}/identities", {"identity": f"card:CARD{number}"}),
                    ("POST", "/v1/redemptions", {"member": member, "reward": "CAFE"}),
                    ("POST", "/v1/reservations", {"member": member, "currency": "PTS", "points": 100}),
                    ("GET", f"/v1/members/{member}/vouchers", None)):
                headers = [("Authorization", "Bearer " + self.key), ("Idempotency-Key", f"seed-{number}-{path}")]
                if body:
                    headers.append(("Content-Type", "application/json"))
                status, _, content = self.server.send(method, path, headers, json.dumps(body).encode() if body else None)
                if status >= 300:
                    sys.exit(f"{path}: {status} {content[:300]}")
                self.learn_from(json.loads(content))
            self.learn("identity", f"card:CARD{number}")
            self.learn("old", f"card:CARD{number}")

    def learn(self, name, value):
        if isinstance(value, str) and value and value not in self.known[name]:
            self.known[name].append(value)
            if len(self.known[name]) > 40:
                self.known[name].pop(self.rng.randrange(40))

    def learn_from(self, node):
        if isinstance(node, dict):
            for name, inner in node.items():
                if name in LIVING or name == "code" and "uses_left" in node:
                    self.learn(name, inner)
                self.learn_from(inner)
        elif isinstance(node, list):
            for inner in node:
                self.learn_from(inner)

    def target(self, operation, is_hostile):
        path, query = operation["path"], []
        for parameter in operation["parameters"]:
            name, place = parameter["name"], parameter["in"]
            value = self.drawing.value(parameter.get("schema", {}), name if name not in ("id", "code") else self.id_of(path))
            if is_hostile and self.rng.random() < 0.4:
                value = self.rng.choice(TEXTS + [str(one) for one in INTEGERS])
            text = urllib.parse.quote(str(value).encode("utf-8", "replace"), safe="")
            if place == "path":
                path = path.replace("{" + name + "}", text or "x")
            elif place == "query" and (parameter.get("required") or self.rng.random() < 0.5):
                query.append(f"{name}={text}")
        return path + ("?" + "&".join(query) if query else "")

    @staticmethod
    def id_of(path):
        return {"purchases": "purchase", "members": "member", "rewards": "reward", "coupons": "coupon", "stores": "store",
                "categories": "category"}.get(path.split("/")[2], path.split("/")[2].removesuffix("s"))

    def request(self, operation):
        kind = self.rng.choices(["valid", "near", "hostile"], [5, 4, 1])[0]
        headers = [] if self.rng.random() < 0.02 else [("Authorization", "Bearer " + self.key)]
        if kind == "hostile" and self.rng.random() < 0.1:
            headers = [("Authorization", self.rng.choice(["Bearer", "Basic eA==", "Bearer vlv_live_x", "Bearer " + "x" * 5000]))]
        for parameter in operation["parameters"]:
            if parameter["in"] == "header" and parameter["name"] == "Idempotency-Key" and self.rng.random() < 0.97:
                headers.append(("Idempotency-Key", self.rng.choice([f"k{self.sent}", "k1", "k" * 255]) if kind != "hostile" else
                                self.rng.choice(["k" * 300, "\x7f", "a b", f"k{self.sent}"])))
        body = None
        if operation["body"]:
            content = self.drawing.body(operation)
            body = (json.dumps(content).encode() if kind == "valid" else
                    self.drawing.spoiled(content).encode("utf-8", "surrogatepass") if kind == "near" else self.drawing.hostile(content))
            headers.append(("Content-Type", "application/json" if self.rng.random() < 0.98 else self.rng.choice(["text/plain", "", "a/b;;"])))
        elif kind == "hostile" and self.rng.random() < 0.5:
            body = self.drawing.hostile({"a": 1})
        return self.target(operation, kind == "hostile"), headers, body

    def fault(self, operation, what, target, body, answer):
        if len(self.faults) < FAULTS_SHOWN:
            print(f"FAULT {operation['id']}: {what}\n  {operation['method']} {target}\n  sent {(body or b'')[:600]!r}\n  got {answer[:600]!r}",
                  flush=True)
        self.faults.append(what)

    def judge(self, operation, target, body, answer):
        if answer is None:
            return self.fault(operation, "closed without an answer", target, body, b"")
        status, headers, content = answer
        self.status[status] += 1
        if status >= 500 and not (status == 503 and headers.get("Retry-After")):
            return self.fault(operation, f"status {status}", target, body, content)
        if status >= 400:
            if not headers.get("Content-Type", "").startswith("application/problem+json"):
                return self.fault(operation, f"a refusal as {headers.get('Content-Type')}", target, body, content)
            problem = json.loads(content)
            for error in self.contract.problem.iter_errors(problem):
                return self.fault(operation, f"a problem unlike the contract's: {error.message}", target, body, content)
            if problem["status"] != status or problem["type"] != "/problems/" + problem["code"].lower().replace("_", "-"):
                return self.fault(operation, "a problem that contradicts itself", target, body, content)
            return None
        validator = self.contract.answer_validator(operation, status)
        if validator is None:
            return self.fault(operation, f"status {status} is not in the contract", target, body, content)
        self.succeeded.add(operation["id"])
        if not content or validator is True or not headers.get("Content-Type", "").startswith("application/json"):
            return None  # a page or a table
        told = json.loads(content)
        for error in validator.iter_errors(told):
            where = "/".join(str(step) for step in error.absolute_path)
            return self.fault(operation, f"an answer unlike the contract's at /{where}: {error.message[:200]}", target, body, content)
        self.learn_from(told)
        return None

    def step(self, operation):
        if operation["id"] in ENDING and self.rng.random() < 0.9:
            return
        target, headers, body = self.request(operation)
        try:
            answer = self.server.send(operation["method"], target, headers, body)
        except ValueError:  # Python itself refuses to send such a header
            return
        if answer and answer[0] == 429:
            self.server.pass_time(60_000)
            answer = self.server.send(operation["method"], target, headers, body)
        self.sent += 1
        self.by_operation[operation["id"]] += 1
        self.judge(operation, target, body, answer)

    def broken_http(self):
        """Lines that are not HTTP, or two requests at once: an answer that is HTTP, or a closed line, and the server lives."""
        good = f"GET /v1/rewards HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {self.key}\r\n".encode()
        pieces = [b"", b"\r\n\r\n", b"GET", b"GET / HTTP/9.9\r\n\r\n", good, good + b"\r\n" + good + b"\r\n",
                  good + b"Content-Length: 5\r\n\r\nab", good + b"Content-Length: -1\r\n\r\n", good + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\na",
                  good + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\n", good + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
                  good + b"X: " + b"y" * 100_000 + b"\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00", b"POST /v1/quotes HTTP/1.1\nHost: x\n\n",
                  b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", b"TRACE / HTTP/1.1\r\nHost: x\r\n\r\n"]
        for piece in pieces * 6:
            data = piece if self.rng.random() < 0.5 else piece + bytes(self.rng.randrange(256) for _ in range(self.rng.randrange(40)))
            answer = self.server.raw(data)
            self.sent += 1
            if answer and not re.match(rb"HTTP/1\.[01] [1-4]\d\d ", answer):
                self.fault({"id": "broken HTTP", "method": ""}, "not an answer", "", data, answer)
        if self.server.send("GET", "/healthz")[0] != 200:
            self.fault({"id": "broken HTTP", "method": ""}, "the server is not well", "", b"", b"")

    def run(self, requests):
        while self.sent < requests:
            for operation in self.contract.operations:
                self.step(operation)
            if sys.stderr.isatty():
                print(f"\r{self.sent:,} of {requests:,}", end="", file=sys.stderr)
        self.broken_http()


def main():
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("program")
    asked.add_argument("--requests", type=int, default=20_000)
    asked.add_argument("--seed", type=int, default=1)
    options = asked.parse_args()
    fuzzer = Fuzzer(Server(options.program), options.seed)
    fuzzer.run(options.requests)
    never = sorted(one["id"] for one in fuzzer.contract.operations if one["id"] not in fuzzer.succeeded)
    print(f"{fuzzer.sent:,} requests over {len(fuzzer.by_operation)} operations, seed {options.seed}: " +
          ", ".join(f"{status}: {count:,}" for status, count in sorted(fuzzer.status.items())))
    print(f"operations that never succeeded: {', '.join(never) or 'none'}")
    print(f"{len(fuzzer.contract.operations)} operations, {len(fuzzer.faults)} faults")
    sys.exit(1 if fuzzer.faults else 0)


if __name__ == "__main__":
    main()
