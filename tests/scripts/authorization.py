#!/usr/bin/python3
"""Every operation of the contract, asked by everybody who can ask: the authorization matrix (docs/security.md, S1).

Usage: authorization.py VUELVE [--swaps 1000] [--seed 1]. Two shops of different tenants on one server, each with something of
every kind (tests/security/shops.py). Who may do what stands in tests/security/matrix.py, written from the documents.

- *refused*: who lacks the scope (or any right) sends an otherwise right request about the shop's own things: 401 or 403 exactly
  as the table says, and no row of the shop changes.
- *undeclared* (case 26): methods and paths that the contract does not name are not there, also for who may everything.
- *foreign*: who holds the scope in one shop asks about things of the other: 404, or what the table says instead; nothing of
  the other shop stands in an answer, and no row of it changes.
- *swapped* (case 24): requests of one shop in which ids of the other took random places; the same must hold.
- *another member's* (case 23): a member who signed in, about things of others of the same shop: 404.
- *allowed*: who holds the scope gets past the door: anything but 401, a missing scope, or a 5xx.

An operation without expectation is a fault. Prints cells by kind; exit code 1 when one is not as it should be.
"""
import argparse
import collections
import copy
import json
import random
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, "tests/security")
from credentials import elsewhere, keys_of, nobodies, people_of, waiting  # noqa: E402
from fuzz_drawing import Contract  # noqa: E402
from fuzz_http import Line, Server  # noqa: E402
from matrix import ENDING, FOREIGN, MORE, PROVING, needs  # noqa: E402
from shops import Asking, Kept, Shop  # noqa: E402

FAULTS_SHOWN = 60


class Matrix:
    def __init__(self, server, contract, options):
        self.server, self.contract, self.options = server, contract, options
        self.line, self.cells, self.faults, self.asked = Line(server.port), collections.Counter(), [], 0
        self.statuses = collections.defaultdict(collections.Counter)
        self.table = needs()
        self.asks = [Asking(contract, operation) for operation in contract.operations]
        for ask in self.asks:
            if ask.operation["id"] not in self.table:
                self.fault(f"{ask.operation['id']}: no expectation in tests/security/matrix.py: who may do it?")
        self.asks = [ask for ask in self.asks if ask.operation["id"] in self.table]
        self.ours, self.theirs = Shop(server.port, "OURS"), Shop(server.port, "THEIRS")

    def fault(self, what):
        self.faults.append("FAULT " + what)

    def send(self, ask, who, shop, pick=0, replace=()):
        """Status, problem code and text of a request of `who` about the things of `shop`."""
        self.asked += 1
        operation, media = ask.operation, None
        media, body = ask.body(shop, self.asked, pick)
        target = ask.target(shop, pick)
        for old, new in replace:
            target, body = target.replace(old, new), body and body.replace(old.encode(), new.encode())
        headers = who.headers() + [("Idempotency-Key", f"cell-{self.asked}")] + ([("Content-Type", media)] if media else [])
        headers += [(one["name"], str(one.get("example", '"1"'))) for one in operation["parameters"] if one["in"] == "header" and one["name"] == "If-Match"]
        for _ in range(40):
            status, told, content = self.line.send(operation["method"], target, headers, body)
            if status != 429 or int(told["Retry-After"]) > 1:  # more than the courtesy limit: whoever guesses waits a minute or more
                break
            time.sleep(1)
        code = json.loads(content).get("code", "") if told.get("Content-Type", "").startswith("application/problem+json") else ""
        return status, code, content.decode("utf-8", "replace"), f"{operation['method']} {target} {body and body[:300]}"

    def count(self, kind, status):
        self.cells[kind] += 1
        self.statuses[kind][status] += 1

    def holds(self, ask, who):
        needed = self.table[ask.operation["id"]]
        return not needed or bool(who.scopes & set(needed))

    # --- the four kinds of cells ------------------------------------------------------------------------------------

    def refused(self, everybody, strangers, wrong_place):
        kept = Kept(self.server.database, 2)
        for ask in self.asks:
            operation = ask.operation["id"]
            if not self.table[operation]:
                continue
            expected = [(who, 401, "UNAUTHENTICATED") for who in strangers] + [(wrong_place, 403, "FORBIDDEN")] + \
                [(who, 403, "INSUFFICIENT_SCOPE") for who in everybody if not self.holds(ask, who)]
            for who, status, code in expected:
                told = self.send(ask, who, self.ours)
                self.count("refused", told[0])
                if told[:2] != (status, code):
                    self.fault(f"{operation} by {who.name}: {told[0]} {told[1]} and not {status} {code}\n  {told[3]}\n  {told[2][:300]}")
        for table in kept.differs(self.server.database):
            self.fault(f"refused requests changed rows of {table}")

    def undeclared(self, who):
        """Case 26: what the contract does not name is not there, whoever asks: other methods of its paths, and paths beside them."""
        paths = {}
        for ask in self.asks:
            paths.setdefault(ask.target(self.ours).partition("?")[0], set()).add(ask.operation["method"])
        for path, methods in sorted(paths.items()):
            for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - methods:
                self.closed(method, path, who, (405,))
            if path.startswith("/v1/"):
                self.closed("GET", path.rstrip("/") + "/admin/all", who, (404,))
        for path in ("/v1", "/v1/admin", "/v1/tenants", "/v1/users", "/v2/members", "/admin", "/console/../v1/keys", "/.git/config", "/vuelve.toml", "/data/vuelve.db", "/keys/vuelve.keys",
                     "/docs/..%2f..%2fvuelve.toml", "/docs/%2e%2e/%2e%2e/keys/vuelve.keys", "/debug", "/actuator/env", "/server-status"):
            self.closed("GET", path, who, (400, 404))

    def closed(self, method, path, who, expected):
        self.asked += 1
        status, _, content = self.line.send(method, path, who.headers() + [("Idempotency-Key", f"closed-{self.asked}")], b"{}" if method in ("POST", "PUT", "PATCH") else None)
        self.count("undeclared", status)
        if status not in expected:
            self.fault(f"{method} {path} by {who.name}: {status} and not {expected}\n  {content[:200]}")

    def foreign(self, everybody):
        """`everybody` belongs to the other shop."""
        kept, unseen = Kept(self.server.database, 2), set()
        for ask in self.asks:
            operation = ask.operation["id"]
            if not self.table[operation] or not ask.names_a_thing(self.ours, self.theirs):
                unseen.add(operation)
                continue
            for who in everybody:
                if not self.holds(ask, who):
                    continue
                told = self.send(ask, who, self.ours)
                self.count("foreign", told[0])
                asks_first = told[1] in ("STEP_UP_REQUIRED", "RATE_LIMITED") or told[1] == "FORBIDDEN" and who.is_narrowed or told[1] == "INSUFFICIENT_SCOPE" and operation in MORE
                if told[0] not in FOREIGN.get(operation, (404,)) and not asks_first:
                    self.fault(f"{operation} of {who.name} about another tenant's: {told[0]} {told[1]} and not {FOREIGN.get(operation, 404)}\n"
                               f"  {told[3]}\n  {told[2][:300]}")
                self.check_nothing_told(operation, told)
        for table in kept.differs(self.server.database):
            self.fault(f"requests of another tenant changed rows of {table}")
        return unseen

    def check_nothing_told(self, operation, told):
        if "OURS Privada" in told[2] or (self.ours.mark + "_CENTRO") in told[2]:
            self.fault(f"{operation} tells of another tenant\n  {told[3]}\n  {told[2][:500]}")

    def swapped(self, who):
        """Case 24: ids of another tenant in random places of requests that would be right."""
        rng, kept = random.Random(self.options.seed), Kept(self.server.database, 2)
        kinds = [kind for kind in self.ours.known if kind != "store" and self.theirs.known.get(kind)]
        asks = [ask for ask in self.asks if self.table[ask.operation["id"]]]
        for _ in range(self.options.swaps):
            ask, pick = rng.choice(asks), rng.randrange(4)
            swaps = [(own, rng.choice(self.ours.known[kind])) for kind in kinds for own in self.theirs.known[kind] if len(own) > 5 and rng.random() < 0.6]
            told = self.send(ask, who, self.theirs, pick, swaps)
            self.count("swapped", told[0])
            if told[0] >= 500 and told[0] != 503:
                self.fault(f"{ask.operation['id']} with swapped ids: {told[0]}\n  {told[3]}")
            self.check_nothing_told(ask.operation["id"], told)
        for table in kept.differs(self.server.database):
            self.fault(f"requests with swapped ids changed rows of {table}")

    def foreign_within(self, member):
        """Case 23: a member signed in, and things of other members of the same shop."""
        others = copy.copy(self.ours)
        others.known = {kind: values[1:] if kind in ("redemption", "reservation", "voucher", "code", "member") else values for kind, values in self.ours.known.items()}
        for ask in self.asks:
            operation = ask.operation["id"]
            if self.table[operation] != ("me",) or not any(kind in ("redemption", "voucher", "reservation") for _, kind in ask.places()):
                continue
            told = self.send(ask, member, others)
            self.count("another member's", told[0])
            if told[0] != 404:
                self.fault(f"{operation} about another member's: {told[0]} {told[1]} and not 404\n  {told[3]}\n  {told[2][:300]}")

    def allowed(self, everybody):
        for ask in sorted(self.asks, key=lambda ask: ask.operation["id"] in ENDING):
            operation = ask.operation["id"]
            for who in everybody if self.table[operation] else everybody[:2]:  # an open door asks nobody who it is
                if not self.holds(ask, who):
                    continue
                told = self.send(ask, who, self.ours, self.asked)
                self.count("allowed", told[0])
                unknown = told[0] == 401 and self.table[operation] and operation not in ENDING + PROVING
                needs_more = told[1] == "INSUFFICIENT_SCOPE" and (operation not in MORE or who.name in ("key all", "admin"))
                if unknown or needs_more or (told[0] >= 500 and told[0] != 503):
                    self.fault(f"{operation} by {who.name}, who may: {told[0]} {told[1]}\n  {told[3]}\n  {told[2][:300]}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--swaps", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="vuelve-matrix-") as folder:
        server = Server(options.program, folder)
        contract = Contract(json.loads(Line(server.port).send("GET", "/openapi.json")[2]))
        matrix = Matrix(server, contract, options)
        own = keys_of(matrix.ours) + people_of(matrix.ours, contract)
        their = keys_of(matrix.theirs) + people_of(matrix.theirs, contract, ("cashier", "manager", "admin"))
        matrix.refused(own, nobodies(matrix.ours), elsewhere(matrix.ours))
        matrix.undeclared(next(who for who in own if who.name == "key all"))
        unseen = matrix.foreign(their)
        matrix.swapped(next(who for who in their if who.name == "key all"))
        for member in (who for who in own if who.name == "member"):
            matrix.foreign_within(member)
        matrix.allowed(own)
        server.end()
        verified = subprocess.run([options.program, "verify", "--database", server.database], capture_output=True, text=True, check=False)
        if verified.returncode != 0:
            matrix.fault("vuelve verify: " + verified.stdout[-1000:])
    report(matrix, contract, own, unseen, time.monotonic() - began)
    sys.exit(1 if matrix.faults else 0)


def report(matrix, contract, own, unseen, seconds):
    for fault in matrix.faults[:FAULTS_SHOWN]:
        print(fault)
    missing, known = waiting(contract)
    print("who asked: " + ", ".join(who.name for who in own))
    print("name nothing of a tenant: " + (", ".join(sorted(unseen)) or "none"))
    for kind, statuses in matrix.statuses.items():
        print(f"{kind}: " + ", ".join(f"{status} {count:,}" for status, count in sorted(statuses.items())))
    if missing:
        print("waiting for a way to sign in: " + ", ".join(f"{name} ({needed})" for name, needed in missing))
    if gone := sorted(matrix.table.keys() - known):
        print("expected, not in the contract yet: " + ", ".join(gone))
    print(f"matrix: {sum(matrix.cells.values()):,} cells (" + ", ".join(f"{kind} {count:,}" for kind, count in matrix.cells.items()) +
          f") over {len(matrix.asks)} operations and {len(own)} credentials in {seconds:.0f} s: {len(matrix.faults)} faults")


if __name__ == "__main__":
    main()
