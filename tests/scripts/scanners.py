#!/usr/bin/python3
"""sqlmap and wapiti against a running server, with a key that may everything (docs/security.md, case 33): they must find nothing.

Usage: scanners.py VUELVE [--level 1]. sqlmap tries the parameters of a handful of operations, in the path, the query and the JSON body;
wapiti tries the pages and reading operations with its own modules (SQL, blind SQL, XSS, CRLF, commands, files, redirects). Both
are first shown a page of ours whose parameter is really open, and must find that: a scanner that finds nothing anywhere proves
nothing. Wapiti knows no JSON: bodies are sqlmap's. Prints what each one covered; exit code 1 when one reports an injection.
"""
import argparse
import concurrent.futures
import html
import http.server
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

from fuzz_http import Line, Server
from fuzz_shop import furnish, shop

KEYS = 4  # the courtesy limit is for each key


class Open(http.server.BaseHTTPRequestHandler):
    """What must never be: a page that glues its parameter into SQL and into HTML."""

    def do_GET(self):  # noqa: N802 (the library's word)
        name = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query).get("name", [""])[0]
        link = sqlite3.connect(":memory:")
        link.execute("create table member (name text)")
        link.execute("insert into member values ('ana')")
        try:
            rows, status = link.execute(f"select name from member where name = '{name}'").fetchall(), 200
        except (sqlite3.Error, sqlite3.Warning) as error:
            rows, status = [[f"sqlite3.OperationalError: {error}"]], 500
        page = f"<html><body><a href='/?name=ana'>ana</a><p>{name}</p><p>{html.escape(str(rows))}</p></body></html>".encode("utf-8", "replace")
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format, *arguments):  # noqa: A002
        del format, arguments


class Scan:
    def __init__(self, program, folder):
        self.folder, self.server = pathlib.Path(folder), Server(program, folder)
        line = Line(self.server.port)
        made = line.ask("POST", "/_test/tenant", {"config": shop(), "members": [{"id": f"M{i}", "enrolled_at": "2026-01-12T10:30:00-05:00"} for i in range(3)]})
        self.base, self.keys = f"http://127.0.0.1:{self.server.port}", [made["key"]]
        self.members = list(made["members"].values())
        furnish(line, made["key"], self.members)
        line.ask("POST", "/v1/purchases", {"id": "S-1", "member": self.members[0], "store": "CENTRO", "receipt": "4711", "lines": [{"quantity": 1, "unit_price": 900}]}, made["key"])
        self.keys += [line.ask("POST", "/v1/keys", {"name": f"scan-{n}", "scopes": ["all"]}, made["key"])["key"] for n in range(KEYS)]
        self.page = line.ask("POST", "/v1/purchases/seed-0/link", None, made["key"], "link")["url"]
        self.faults = []
        page = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Open)
        threading.Thread(target=page.serve_forever, daemon=True).start()
        self.open_page = f"http://127.0.0.1:{page.server_port}/?name=ana"

    def targets(self):
        """(address, body) of what sqlmap tries; a `*` marks a place in a path. Each is right as it stands, but for the mark."""
        member, line = self.members[0], {"line": 1, "sku": "CAFE-250", "category": "abarrotes/cafe", "quantity": 1, "unit_price": 450}
        return [
            (f"/v1/members/{member}*", None), ("/v1/rewards/CAFE*", None), (f"{self.page}*", None), ("/v1/purchases/seed-0*/explanation", None),
            ("/v1/redemptions?state=confirmed&limit=10", None), ("/v1/reports/metrics?from=2026-03-01&to=2026-03-31", None),
            (f"/v1/leaderboards/MES?member={member}", None), ("/v1/events?limit=5", None), ("/v1/audit?limit=10", None),
            ("/v1/members/lookup", {"by": "card:CARD0"}), ("/v1/purchases/lookup", {"receipt": "4711", "store": "CENTRO", "day": "2026-03-10"}),
            ("/v1/quotes", {"member": member, "store": "CENTRO", "channel": "pos", "lines": [{**line, "unit_price": 6000}]}),
            ("/v1/coupons/price", {"coupons": ["AHORRO5"], "lines": [{**line, "unit_price": 6000}]}),
        ]

    def check_targets(self, line):
        """What a scanner is sent to must answer: refusals alone would be a small test."""
        for address, body in self.targets():
            headers = [("Authorization", "Bearer " + self.keys[0]), ("Content-Type", "application/json"), ("Idempotency-Key", "k")]
            status, _, content = line.send("POST" if body else "GET", address.replace("*", ""), headers, body and json.dumps(body).encode())
            if status != 200:
                sys.exit(f"{address}: {status} {content[:300]}")

    # --- sqlmap -----------------------------------------------------------------------------------------------------

    def sqlmap(self, address, body, key, level):
        command = ["sqlmap", "-u", address, "--batch", "--disable-coloring", "--ignore-stdin", "--flush-session", f"--level={level}", "--risk=1", "--technique=BEUSTQ",
                   "--threads=1", "--timeout=10", "--retries=1", "--ignore-code=*", "--skip-waf", "--output-dir", str(self.folder / "sqlmap"), "-v", "1",
                   "--time-sec=2", "--delay=0.005"]
        if key:
            command += ["-H", f"Authorization: Bearer {key}", "-H", "Content-Type: application/json", "-H", "Idempotency-Key: scan"]
        if body:
            command += ["--data", json.dumps(body)]
        return self.program_says(command)

    def program_says(self, command):
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=150, check=False, stdin=subprocess.DEVNULL,
                                  env={**os.environ, "HOME": str(self.folder), "TERM": "dumb"})
        except subprocess.TimeoutExpired:
            sys.exit(f"{command[0]} does not end: {' '.join(command)[:300]}")
        return done.stdout + done.stderr

    def try_sqlmap(self, number, level):
        """One of the targets, or the open page (number < 0): how many parameters were tried, and whether one is open."""
        if number < 0:
            return "identified the following injection point" in self.sqlmap(self.open_page, None, None, 1)
        address, body = self.targets()[number]
        said = self.sqlmap(self.base + address, body, self.keys[number % len(self.keys)], level)
        tried = set(re.findall(r"testing for SQL injection on (.+)", said))
        if "identified the following injection point" in said or "is vulnerable" in said:
            self.faults.append(f"FAULT sqlmap: {address}\n{said[said.find('identified'):][:800]}")
        elif "do not appear to be injectable" not in said:
            self.faults.append(f"FAULT sqlmap did not finish with {address}\n{said[-800:]}")
        return len(tried), sum(map(int, re.findall(r"- (\d+) times", said)))

    # --- wapiti -----------------------------------------------------------------------------------------------------

    def wapiti(self, base, starts, key, modules):
        """What it reports, by kind."""
        out = self.folder / f"wapiti-{len(os.listdir(self.folder))}.json"
        command = ["wapiti", "-u", base, "--scope", "domain", "-m", modules, "-d", "1", "-f", "json", "-o", str(out), "--no-bugreport", "--flush-session", "-S", "insane",
                   "--store-session", str(self.folder / "wapiti"), "--store-config", str(self.folder / "wapiti"), "--max-scan-time", "60", "--max-attack-time", "20", "-v", "0", "-t", "5",
                   "--max-links-per-page", "20"]
        for start in starts:
            command += ["-s", base.rstrip("/") + start]
        if key:
            command += ["-H", f"Authorization: Bearer {key}"]
        said = self.program_says(command)
        if not out.exists():
            sys.exit(f"wapiti made no report: {said[-1500:]}")
        report = json.loads(out.read_text())
        return {kind: found for kind, found in report["vulnerabilities"].items() if found}, report["infos"].get("crawled_pages_nbr", len(starts))

    def try_wapiti(self):
        modules = "sql,blindsql,xss,crlf,exec,file,redirect"
        found, _ = self.wapiti(self.open_page.split("?")[0], ["/?name=ana"], None, "sql,xss")
        if len(found) < 2:
            sys.exit(f"wapiti does not see the open page: {found}")
        starts = [address.replace("*", "") + ("" if "?" in address else "?limit=1" if "/v1/" in address else "") for address, body in self.targets() if body is None]
        starts += ["/docs", "/docs?q=1", "/healthz?x=1", "/r/none?x=1", "/v1/members?limit=1"]
        found, pages = self.wapiti(self.base + "/", starts, self.keys[-1], modules)
        for kind, some in found.items():
            self.faults.append(f"FAULT wapiti: {kind}: {json.dumps(some)[:600]}")
        return f"wapiti {pages} pages and addresses by {modules}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--level", type=int, default=1)
    options = parser.parse_args()
    for needed in ("sqlmap", "wapiti"):
        if not shutil.which(needed):
            sys.exit(f"{needed} is not installed: make setup")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="vuelve-scan-") as folder:
        scan = Scan(options.program, folder)
        scan.check_targets(Line(scan.server.port))
        if not scan.try_sqlmap(-1, options.level):
            sys.exit("sqlmap does not see the open page")
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            told = list(pool.map(lambda number: scan.try_sqlmap(number, options.level), range(len(scan.targets()))))
        print(f"sqlmap ({time.monotonic() - began:.0f} s): " + ", ".join(f"{address.split('?')[0]} {tried} places" for (address, _), (tried, _) in zip(scan.targets(), told)))
        wapiti = scan.try_wapiti()
        if scan.server.process.poll() is not None:
            scan.faults.append("FAULT the server ended")
        scan.server.end()
    for fault in scan.faults:
        print(fault)
    print(f"scanners: sqlmap {sum(tried for tried, _ in told)} places of {len(told)} operations, {wapiti}; both found the open page; {time.monotonic() - began:.0f} s: "
          f"{len(scan.faults)} faults")
    sys.exit(1 if scan.faults else 0)


if __name__ == "__main__":
    main()
