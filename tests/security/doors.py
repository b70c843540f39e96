"""Every way in for personal data: files, requests right and wrong, webhooks, exports, backups, and a server killed in between."""
import collections
import csv
import http.server
import io
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.parse

from fuzz_http import Line

KEYS = 8  # the courtesy limit is for each key


class Echo(http.server.BaseHTTPRequestHandler):
    """A receiver that answers with somebody's facts and a refusal: what it says may be logged, never what it means."""

    facts = b""

    def do_POST(self):  # noqa: N802 (the library's word)
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.send_response(500)
        self.send_header("Content-Length", str(len(self.facts)))
        self.end_headers()
        self.wfile.write(self.facts)

    def log_message(self, format, *arguments):  # noqa: A002
        del format, arguments


class Doors:
    """Brings `everybody` in. `passed`: how many by which door; `secrets`: what was shown once and may lie nowhere."""

    def __init__(self, program, folder, everybody):
        self.program, self.folder, self.everybody = program, folder, everybody
        self.passed, self.secrets, self.ids, self.keys, self.number = collections.Counter(), [], {}, [], 0
        self.process = self.lines = None
        self.known, self.waiting = set(), []
        self.receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
        threading.Thread(target=self.receiver.serve_forever, daemon=True).start()

    # --- the program ------------------------------------------------------------------------------------------------

    def run(self, *arguments, **more):
        done = subprocess.run([self.program, *arguments], capture_output=True, text=True, timeout=120, check=False, **more)
        with open(self.folder / "commands.log", "a", encoding="utf-8") as log:
            log.write(done.stdout if arguments[0] != "key" else "")
            log.write(done.stderr)
        if done.returncode != 0:
            sys.exit(f"vuelve {' '.join(arguments[:2])}: {done.stderr}{done.stdout}")
        return done.stdout.strip()

    def of_shop(self, *arguments, **more):
        return self.run(*arguments, "--config", str(self.folder / "shop" / "vuelve.toml"), **more)

    def start(self):
        log = open(self.folder / "serve.log", "a", encoding="utf-8")
        begin = log.tell()
        self.process = subprocess.Popen([self.program, "serve", "--config", str(self.folder / "shop" / "vuelve.toml"), "--port", "0", "--webhook-target",
                                         f"127.0.0.1:{self.receiver.server_port}"], stdout=log, stderr=log, env={**os.environ, "VUELVE_PASSWORD_COST": "small"})
        for _ in range(600):
            text = (self.folder / "serve.log").read_text(encoding="utf-8")[begin:]
            if found := re.search(r"http://127\.0\.0\.1:(\d+)", text):
                break
            time.sleep(0.05)  # its own word that it is there
        else:
            sys.exit("the server does not start: " + text)
        self.lines = itertools.cycle([(Line(int(found[1])), key) for key in self.keys])
        document = json.loads(Line(int(found[1])).send("GET", "/openapi.json")[2])
        self.known = {operation.get("operationId") for path in document["paths"].values() for operation in path.values() if isinstance(operation, dict)}

    def stop(self, how):
        self.process.send_signal(how)
        self.process.wait()

    # --- requests ---------------------------------------------------------------------------------------------------

    def ask(self, door, method, path, body=None, media="application/json", good=(200, 201, 202, 204), bearer=None):
        self.number += 1
        line, key = next(self.lines)
        key = bearer or key
        data = body if isinstance(body, bytes) or body is None else json.dumps(body, ensure_ascii=False).encode()
        headers = [("Authorization", "Bearer " + key), ("Idempotency-Key", f"d{self.number}")] + ([("Content-Type", media)] if data is not None else [])
        while True:
            status, _, content = line.send(method, path, headers, data)
            if status != 429:
                break
            time.sleep(0.1)
        if good and status not in good:
            sys.exit(f"{door}: {method} {path}: {status} {content[:400]!r}")
        self.passed[door] += 1
        return json.loads(content) if content[:1] in (b"{", b"[") else content

    def pass_all(self, look_at):
        """`look_at`: what else is to be seen of the running process."""
        programme = str(self.folder / "ours" / "programme.json")
        with open("src/codec/testdata/laurel.programme.json", encoding="utf-8") as file:
            document = json.load(file)
        document["rules"] = [rule for rule in document["rules"] if rule.get("effective_from") is None]
        document["challenges"] = document["campaigns"] = []
        with open(programme, "w", encoding="utf-8") as file:
            json.dump(document, file)
        self.run("init", "--folder", str(self.folder / "shop"), "--programme", programme)
        self.keys = [self.of_shop("key", "create", "--name", "office", "--scope", "all") for _ in range(KEYS)]
        self.secrets += self.keys
        share = len(self.everybody) // 3
        self.by_command(self.everybody[:share])
        self.start()
        look_at(self.process)
        self.by_upload(self.everybody[share:2 * share])
        self.by_request(self.everybody[2 * share:])
        self.stop(signal.SIGKILL)
        self.start()
        self.live(self.everybody[2 * share:])
        for door, needed, pass_through in (("people of the shop", "signIn", self.staff), ("members themselves", "createOwnSession", self.themselves),
                                           ("privacy", "createPrivacyRequest", self.privacy)):
            if needed in self.known:
                pass_through(self.everybody[2 * share:])
            else:
                self.waiting.append(f"{door} ({needed})")
        self.misuse(self.everybody)
        self.out()

    def by_command(self, some):
        self.of_shop("import", "members", "-", input=table(some))
        self.passed["import by command"] += len(some)

    def by_upload(self, some):
        rows = table(some) + "\n".join(f"{person['name']},{person['email']},not a day,x,y" for person in some[:5])  # rejected rows are kept too
        job = self.ask("import over HTTP", "POST", "/v1/imports?kind=members", rows.encode(), "text/csv")["job"]
        while self.ask("look at jobs", "GET", f"/v1/jobs/{job}")["state"] not in ("done", "failed", "cancelled"):
            time.sleep(0.1)
        rejected = self.ask("rejected rows", "GET", f"/v1/jobs/{job}/rejected")
        if some[0]["name"].encode() not in rejected:
            sys.exit(f"rejected rows do not tell what was wrong: {rejected[:500]!r}")
        self.passed["import over HTTP"] += len(some) - 1

    def by_request(self, some):
        webhook = self.ask("webhooks", "POST", "/v1/webhooks", {"name": "crm", "url": f"http://127.0.0.1:{self.receiver.server_port}/hooks"})
        self.secrets.append(webhook["secret"])
        Echo.facts = " ".join(some[0].facts.values()).encode()
        self.ask("settings", "PUT", "/v1/settings", {"adjust_approval_above": {"PTS": 100}, "spend_without_proof_max": 10**9})
        for person in some:
            made = self.ask("enrol", "POST", "/v1/members", {
                "name": person["name"], "identities": ["phone:" + person["phone"], "email:" + person["email"], "card:" + person["card"]], "birth_date": person["birth date"],
                "address": [person["address"]], "device": person["device"], "attributes": {"nota": person["note"]},
                "consents": [{"purpose": "marketing", "channel": "email", "given": True, "text_version": "1"}]})
            self.ids[person.number] = made["member"]

    def live(self, some):
        for person in some:
            member = self.ids[person.number]
            self.ask("purchase", "POST", "/v1/purchases", {"id": f"P-{person.number}", "member": "phone:" + person["phone"], "lines": [{"line": 1, "quantity": 1, "unit_price": 3500}]})
            self.ask("update", "PATCH", f"/v1/members/{member}", {"alias": person["name"].split()[0], "attributes": {"alergia": person["note"]}})
            self.ask("answer", "POST", f"/v1/members/{member}/answers", {"purchase": f"P-{person.number}", "rating": 2, "comment": person["comment"]})
            if person.number % 3 == 0:
                self.ask("adjustment", "POST", "/v1/adjustments", {"member": member, "currency": "PTS", "points": 50, "reason": person["reason"]})
                self.ask("adjustment that waits", "POST", "/v1/adjustments", {"member": member, "currency": "PTS", "points": 5000, "reason": person["reason"]}, good=(202, 403))
                self.ask("find by phone", "POST", "/v1/members/lookup", {"by": "phone:" + person["phone"]})
                self.ask("find by e-mail", "POST", "/v1/members/lookup", {"by": "email:" + person["email"]})
            if person.number % 5 == 0:
                self.ask("new card", "POST", f"/v1/members/{member}/identities", {"identity": f"external:{person['email']}"})
                self.ask("card gone", "POST", f"/v1/members/{member}/identities/remove", {"identity": "card:" + person["card"]})
            if person.number % 7 == 0:
                for voucher in self.ask("vouchers", "GET", f"/v1/members/{member}/vouchers")["items"]:
                    self.secrets.append(voucher["code"])
                self.secrets.append(self.ask("receipt link", "POST", f"/v1/purchases/P-{person.number}/link")["url"].removeprefix("/r/"))
        for approval in self.ask("approvals", "GET", "/v1/approvals?limit=200")["items"][:20]:
            self.ask("approval refused", "POST", f"/v1/approvals/{approval['approval']}/decide", {"approve": False}, good=(200, 403))

    def staff(self, some):
        """People of the shop are people too: name, login, and the secrets of signing in."""
        for person in some[:20]:
            made = self.ask("staff", "POST", "/v1/staff", {"login": person["email"], "name": person["name"], "role": "cashier"})
            chosen = f"{person['note'].split()[-1]}-{person['reason'].split()[-1]}"
            self.secrets += [made["password"], chosen]
            if person.number % 2:
                continue
            self.ask("wrong sign-ins", "POST", "/v1/session", {"login": person["email"], "password": person["name"]}, good=None)
            opened = self.ask("sign-ins", "POST", "/v1/session", {"login": person["email"], "password": made["password"]})
            again = self.ask("passwords", "POST", "/v1/session/password", {"password": made["password"], "new_password": chosen}, bearer=opened["token"])
            factor = self.ask("second factors", "POST", "/v1/session/second-factor", bearer=again["token"])
            self.secrets += [opened["token"], opened["csrf"], again["token"], again["csrf"], factor["secret"]]
        self.ask("wrong sign-ins", "POST", "/v1/session", {"login": some[-1]["email"], "password": some[-1]["phone"]}, good=None)
        self.secrets.append(self.ask("tills", "POST", "/v1/tills", {"store": "CENTRO", "name": "Caja 1"})["secret"])

    def themselves(self, some):
        """What a member's own card sends."""
        for person in some[:20]:
            if person.number % 5 == 0:
                continue  # these lost their card above
            shown = self.ask("codes at the till", "POST", f"/v1/members/{self.ids[person.number]}/sign-in-codes")
            token = self.ask("own sessions", "POST", "/v1/me/sessions", {"request": shown["request"], "code": shown["code"], "device": "phone"})["token"]
            self.secrets += [token, shown["request"]]
            self.ask("own facts", "PATCH", "/v1/me", {"alias": person["name"].split()[1]}, bearer=token)
            self.ask("new contact", "POST", "/v1/me/contact", {"email": "nuevo." + person["email"]}, good=None, bearer=token)
            self.ask("own answers", "POST", "/v1/me/answers", {"nps": 2, "comment": person["comment"]}, good=None, bearer=token)
            self.secrets += [key["key"] for key in self.ask("own QR", "GET", "/v1/me/qr", bearer=token)["keys"]]
            self.ask("one-time codes", "POST", "/v1/me/codes", {"phone": person["phone"]}, good=None)
            self.ask("one-time codes", "POST", "/v1/me/codes", {"email": person["email"]}, good=None)
        self.ask("messages to be sent", "GET", "/v1/card-messages", good=None)

    def privacy(self, some):
        """Requests about people, their own data, and some who are erased."""
        for person in some[40:70]:
            member, why = self.ids[person.number], {"reason": f"{person['reason']}, {person['phone']}"}
            self.ask("privacy requests", "POST", "/v1/privacy/requests", {"member": member, "kind": "access", "country": "EC", "note": person["reason"]})
            own = self.ask("own data", "POST", f"/v1/members/{member}/own-data", why)
            if person["email"] not in json.dumps(own, ensure_ascii=False):
                sys.exit("own data does not hold the e-mail")
            self.ask("restrictions", "POST", f"/v1/members/{member}/restrictions", {"purpose": "profiling", "restricted": True, "reason": person["reason"]})
        for person in some[70:80]:
            self.ask("erasures", "POST", f"/v1/members/{self.ids[person.number]}/erase", {"reason": f"{person['reason']}, {person['name']}"})
        self.ask("incidents", "POST", "/v1/privacy/incidents", {
            "known_at": "2026-01-10T18:00:00Z", "from": "2026-01-10T00:00:00Z", "until": "2026-01-10T18:00:00Z", "touched_by": "*", "countries": ["EC"],
            "story": f"{some[0]['name']} lo vio"}, good=None)

    def misuse(self, some):
        """Requests that are wrong about people: what is refused may be logged, not whom it named. The doors for tests are shut."""
        for path in ("/_test/tenant", "/_test/clock"):
            self.ask("doors for tests", "POST", path, {}, good=(404,))
        for person in some[::10]:
            named = urllib.parse.quote("phone:" + person["phone"])
            self.ask("wrong requests", "GET", f"/v1/members/{named}", good=None)
            self.ask("wrong requests", "GET", f"/v1/redemptions?member={urllib.parse.quote(person['email'])}", good=None)
            self.ask("wrong requests", "GET", f"/{urllib.parse.quote(person['name'])}", good=None)
            self.ask("wrong requests", "POST", "/v1/members", {"name": person["name"], "phone": person["phone"], person["email"]: 1}, good=None)
            self.ask("wrong requests", "POST", "/v1/members", (person["name"] + person["phone"]).encode(), good=None)
            self.ask("wrong requests", "POST", "/v1/members", {"identities": ["phone:" + person["phone"]]}, good=None)
            line, _ = next(self.lines)
            line.send("POST", "/v1/members", [("Authorization", "Bearer " + person["email"]), ("X-Customer", person["name"].encode().decode("latin-1"))], b"")
            line.send(person["address"].split()[1].upper(), "/" + person["phone"], [("Host", person["email"])])

    def out(self):
        """What leaves: exports as files and jobs, backups, digests, reports."""
        job = self.ask("export over HTTP", "POST", "/v1/exports", {"kind": "members"})["job"]
        while self.ask("look at jobs", "GET", f"/v1/jobs/{job}")["state"] not in ("done", "failed", "cancelled"):
            time.sleep(0.1)
        (self.folder / "export-members.csv").write_bytes(self.ask("export over HTTP", "GET", f"/v1/jobs/{job}/result"))
        database = f"sqlite:{self.folder}/shop/data/vuelve.db"
        self.run("backup", "--database", database, "--to", str(self.folder / "backup-while-serving.db"))
        self.of_shop("digest", "--to", str(self.folder / "digests.jsonl"))
        # Its write-ahead log is as full as it gets: these bytes count too.
        for name in os.listdir(self.folder / "shop" / "data"):
            with open(self.folder / "shop" / "data" / name, "rb") as file:
                (self.folder / f"while-serving-{name}.bytes").write_bytes(file.read())
        self.stop(signal.SIGTERM)
        for kind in ("members", "balances", "entries", "purchases", "redemptions", "vouchers", "events"):
            self.of_shop("export", kind, "--out", str(self.folder / f"export-{kind}.by-command.csv"))
            self.passed["export by command"] += 1
        self.run("backup", "--database", database, "--to", str(self.folder / "backup.db"))
        self.of_shop("audit", "list", "--limit", "100000")
        self.of_shop("outbox")
        self.run("verify", "--database", database)


def table(some):
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["phone", "name", "birth_date", "email", "attribute_nota"])
    for person in some:
        rows.writerow([person["phone"], person["name"], person["birth date"], person["email"], person["note"]])
    return out.getvalue()
