"""Shops of different tenants on one server, each with something of every kind, and what a request needs to name it."""
import collections
import json
import re
import sqlite3
import time
import urllib.parse

from fuzz_http import Line
from fuzz_shop import furnish, shop

PREFIXES = {"mbr": "member", "hhd": "household", "rsv": "reservation", "rdm": "redemption", "vch": "voucher", "apr": "approval", "whk": "webhook",
            "job": "job", "stm": "statement", "evt": "event"}
# What a placeholder of a path stands for, by the word before it; of these a tenant has things of its own.
THINGS = {"members": "member", "purchases": "purchase", "reservations": "reservation", "redemptions": "redemption", "households": "household",
          "approvals": "approval", "webhooks": "webhook", "keys": "key", "jobs": "job", "statements": "statement", "rewards": "reward",
          "coupons": "coupon", "clubs": "club", "leaderboards": "leaderboard", "segments": "segment", "brands": "brand", "campaigns": "campaign",
          "stores": "store", "subscriptions": "plan", "referrals": "member", "cases": "case", "staff": "staff", "tills": "till",
          "requests": "request", "incidents": "incident", "notices": "notice", "sessions": "session"}
# Names of a tenant's own choice: two tenants may well choose the same.
CHOSEN = {"rewards": "reward", "coupons": "coupon", "clubs": "club", "leaderboards": "leaderboard", "brands": "brand", "campaigns": "campaign"}
# Told by the name of their field alone: plain numbers, or a shop's own words.
NUMBERED = ("approval", "statement", "purchase", "case", "staff", "till", "request", "incident")
# Fields of bodies and queries that name a thing.
FIELDS = {"member": "member", "to": "member", "duplicate": "member", "household": "household", "purchase": "purchase", "reservation": "reservation",
          "redemption": "redemption", "voucher": "voucher", "reward": "reward", "by": "identity", "recipient": "member"}


class Shop:
    """A tenant: its keys, and by kind the ids of what it has. `mark` stands in everything that it names itself."""

    def __init__(self, port, mark):
        self.line, self.mark, self.known = Line(port), mark, collections.defaultdict(list)
        self.number = 0
        config = self.config()
        members = [{"id": f"{mark}{i}", "enrolled_at": "2026-01-12T10:30:00-05:00"} for i in range(4)]
        made = self.line.ask("POST", "/_test/tenant", {"config": config, "members": members})
        self.key = made["key"]
        self.known["member"] = list(made["members"].values())
        for kind in ("reward", "coupon", "club", "leaderboard", "brand", "campaign", "segment", "store"):
            self.known[kind] = [one["code"] for one in config[kind + "s"]]
        self.known["plan"] = ["PLUS"]
        self.fill()

    def config(self):
        config = json.loads(json.dumps(shop()))
        config["programme"]["code"] = self.mark
        for kind in CHOSEN:  # one of each that only this shop has, told of first
            config[kind].insert(0, {**config[kind][0], "code": self.mark + "_" + config[kind][0]["code"]})
        config["segments"].insert(0, {"code": self.mark.lower() + "_vip", "kind": "static", "name": {"es": "Suyos"}})
        config["stores"].insert(0, {"code": self.mark + "_CENTRO", "brand": "LAUREL"})
        return config

    def does(self, method, path, body=None):
        self.number += 1
        answer = self.line.ask(method, path, body, self.key, f"{self.mark}-fill-{self.number}" if method in ("POST", "PATCH") else None)
        self.learn(answer)
        return answer

    def fill(self):
        for answer in furnish(self.line, self.key, self.known["member"]):
            self.learn(answer)
        first = self.known["member"]
        self.does("PATCH", f"/v1/members/{first[0]}", {"name": f"{self.mark} Privada"})
        self.does("PUT", "/v1/settings", {"adjust_approval_above": {"PTS": 1000}})
        self.line.send("POST", "/v1/adjustments", self.headers(self.key, "adjust"),
                       json.dumps({"member": first[0], "currency": "PTS", "points": 5000, "reason": "inicio"}).encode())
        self.does("GET", "/v1/approvals")
        alone = self.does("POST", "/v1/members", {"identities": [f"card:{self.mark}-ALONE"]})["member"]
        self.does("POST", "/v1/households", {"member": alone})
        self.does("POST", "/v1/webhooks", {"url": f"https://{self.mark.lower()}.shop.example/hooks"})
        self.does("POST", "/v1/purchases/nobody-knows/returns", {"id": f"{self.mark}-wait", "lines": [{"line": 1, "quantity": 1}]})
        for number in range(3):
            self.does("POST", "/v1/purchases", {"id": f"{self.mark}-{number}", "member": first[0], "lines": [{"line": 1, "quantity": 1, "unit_price": 900}]})
        self.known["token"] = [self.does("POST", f"/v1/purchases/{self.mark}-1/link")["url"].removeprefix("/r/")]
        self.known["key"] = [self.does("POST", "/v1/keys", {"name": f"{self.mark}-key", "scopes": ["pos"]})["id"]]
        self.upload()
        self.does("POST", "/v1/exports", {"kind": "members"})
        self.does("GET", "/v1/jobs")
        self.does("POST", "/v1/statements", {"currency": "PTS", "month": "2026-02"})
        self.does("GET", "/v1/statements")
        self.fill_what_may_be_there(first)

    def fill_what_may_be_there(self, members):
        """A case of fraud (a receipt claimed twice), a request about somebody's data, an incident."""
        for method, path, body in (("POST", "/v1/purchases", {"id": f"{self.mark}-1", "member": members[2], "lines": [{"line": 1, "quantity": 1, "unit_price": 900}]}),
                                   ("GET", "/v1/cases", None),
                                   ("POST", "/v1/privacy/requests", {"member": members[0], "kind": "access", "country": "EC"}),
                                   ("POST", "/v1/privacy/incidents", {"known_at": "2026-03-10T12:00:00Z", "from": "2026-03-09T00:00:00Z", "until": "2026-03-10T00:00:00Z",
                                                                      "countries": ["EC"], "story": "una prueba"})):
            status, _, content = self.line.send(method, path, self.headers(self.key, path), None if body is None else json.dumps(body).encode())
            if status in (200, 201):
                self.learn(json.loads(content))

    def upload(self):
        told = self.line.send("POST", "/v1/imports?kind=members", self.headers(self.key, "import", "text/csv"), b"phone,name\n+593987654399,Importada\n")
        self.learn(json.loads(told[2]))

    def headers(self, key, idempotency, media="application/json"):
        return [("Authorization", "Bearer " + key), ("Idempotency-Key", f"{self.mark}-{idempotency}"), ("Content-Type", media)]

    def learn(self, node, name=""):
        if isinstance(node, dict):
            if "uses_left" in node and "code" in node:
                self.note("code", node["code"])
            for field, inner in node.items():
                self.learn(inner, field)
        elif isinstance(node, list):
            for inner in node:
                self.learn(inner, name)
        elif isinstance(node, str) and (found := re.fullmatch(r"([a-z]{3})_[0-9A-Z*~$=]{8,}", node)) and found[1] in PREFIXES:
            self.note(PREFIXES[found[1]], node)
        elif name in NUMBERED and isinstance(node, str):
            self.note(name, node)

    def note(self, kind, value):
        if value not in self.known[kind] and not (kind == "purchase" and self.mark not in value):
            self.known[kind].append(value)


class Asking:
    """A request for an operation of the contract, about the things of a shop."""

    def __init__(self, contract, operation):
        self.contract, self.operation = contract, operation

    def places(self):
        """(placeholder, kind) of the path; kind None where it names nothing of a tenant."""
        found = []
        for before, name in re.findall(r"([a-z-]+)/\{(\w+)\}", self.operation["path"]):
            found.append((name, THINGS.get(before) if name != "token" else "token"))
        return found

    def target(self, of, pick=0):
        """The address, naming things of `of`."""
        path = self.operation["path"]
        for name, kind in self.places():
            known = of.known.get(kind) if kind else None
            value = known[pick % len(known)] if known else {"month": "2026-02", "version": "1", "name": "sales", "date": "2026-03-10"}.get(name, "x")
            path = path.replace("{" + name + "}", urllib.parse.quote(value, safe=""))
        query = []
        for parameter in self.operation["parameters"]:
            if parameter["in"] != "query":
                continue
            name, kind = parameter["name"], FIELDS.get(parameter["name"])
            if kind in of.known and kind != "identity" and name not in ("to", "by"):
                query.append(f"{name}={urllib.parse.quote(of.known[kind][pick % len(of.known[kind])], safe='')}")
            elif parameter.get("required"):
                query.append(f"{name}={self.sample(parameter)}")
        return path + ("?" + "&".join(query) if query else "")

    @staticmethod
    def sample(parameter):
        dates = {"from": "2026-02-01", "to": "2026-03-01", "month": "2026-02", "date": "2026-02-10", "kind": "members", "number": "1", "cohort": "2026-02"}
        schema = parameter.get("schema", {})
        return dates.get(parameter["name"]) or urllib.parse.quote(str(parameter.get("example", schema.get("example", schema.get("default", "x")))))

    def body(self, of, number, pick=0):
        """(media type, bytes): the contract's own example with the things of `of` in it."""
        operation = self.operation
        if operation["file"]:
            return operation["file"], b"phone,name\n+593987600000,Nadie\n"
        if not operation["body"]:
            return None, None
        made = json.loads(json.dumps(operation["examples"][0] if operation["examples"] else {}))
        if isinstance(made, dict):
            if "id" in made:
                made["id"] = f"N-{number}"
            if "identities" in made:
                made["identities"] = [f"phone:+59397{number % 10**7:07}"]
        return "application/json", json.dumps(self.alive(made, of, pick)).encode()

    def alive(self, node, of, pick, name=""):
        if isinstance(node, dict):
            made = {field: self.alive(inner, of, pick, field) for field, inner in node.items()}
            if "vouchers" in self.operation["path"] and "code" in made and of.known["code"]:
                made["code"] = of.known["code"][pick % len(of.known["code"])]
            return made
        if isinstance(node, list):
            return [self.alive(inner, of, pick, name) for inner in node]
        kind = FIELDS.get(name)
        if kind == "member" and isinstance(node, str) and not re.match(r"mbr_|phone:|card:|email:|external:|qr:", node):
            return node  # `to` of a period, of a conversion
        if kind == "identity":
            return of.known["member"][pick % len(of.known["member"])]
        if kind and isinstance(node, str) and of.known.get(kind):
            return of.known[kind][pick % len(of.known[kind])]
        return node

    def names_a_thing(self, of, other):
        """Whether the request names what `of` has and `other` has not, so that `other` can be refused it."""
        body = (self.body(of, 1)[1] or b"").decode()
        text = urllib.parse.unquote(self.target(of)) + body
        return any(value in text for kind, values in of.known.items() for value in values if len(value) > 5 and value not in other.known[kind])


# What grows by asking, or by itself while nobody asks.
RESTLESS = ("audit", "lease", "follow_place", "job_place", "migration", "session", "api_key")


class Kept:
    """All rows of one tenant, to be compared later."""

    def __init__(self, database, tenant):
        self.tenant = tenant
        self.rows = self.settled(database)

    def settled(self, database):
        """Read until the background work that earlier requests caused has ended."""
        rows = self.read(database)
        while True:
            time.sleep(0.3)
            again = self.read(database)
            if again == rows:
                return rows
            rows = again

    def read(self, database):
        link = sqlite3.connect(f"file:{database.removeprefix('sqlite:')}?mode=ro", uri=True)
        tables = [name for (name,) in link.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")]
        found = {}
        for table in tables:
            columns = [row[1] for row in link.execute(f"pragma table_info({table})")]
            if "tenant_id" in columns and table not in RESTLESS:
                found[table] = sorted(map(repr, link.execute(f"select * from {table} where tenant_id = ?", (self.tenant,))))
        link.close()
        return found

    def differs(self, database):
        """Names of tables that are not as they were."""
        now = self.settled(database)
        return sorted(table for table in self.rows.keys() | now.keys() if self.rows.get(table) != now.get(table))
