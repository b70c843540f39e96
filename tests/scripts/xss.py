#!/usr/bin/python3
"""Names that are scripts, in a real browser: they are shown and never run (docs/security.md 3, case 30).

Usage: xss.py VUELVE. A shop in which the programme, stores, rules, articles, brands, rewards and a member are called like attacks; every
page that people see (receipts in three languages, a page that is not there, statements of brands) is opened in Chromium *without*
the policy that the server sends, so that only the encoding stands between a name and the script in it. Then the names alone, raw:
without a policy they must run (the attacks are real), under the policy of the receipt page they must not.

Prints what was opened; exit code 1 when a script ran, or a page has an element that the server did not mean.
"""
import html.parser
import http.server
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time

from fuzz_http import Line, Server
from fuzz_shop import shop

# HIT/n calls home. Each is a way in which a text became code somewhere.
CORPUS = ["<script>fetch('HIT')</script>", "<img src=x onerror=fetch('HIT')>", "<svg onload=fetch('HIT')>", "\"><script>fetch('HIT')</script>", "'><img src=x onerror=fetch('HIT')>",
          "</span><iframe srcdoc=\"<script>parent.fetch('HIT')</script>\"></iframe>", "<img src='HIT'>", "<details open ontoggle=fetch('HIT')>", "<style>@import 'HIT';</style>",
          "<link rel=stylesheet href='HIT'>", "<iframe src=javascript:parent.fetch('HIT')></iframe>", "<body onload=fetch('HIT')>", "<input autofocus onfocus=fetch('HIT')>",
          "<video><source onerror=fetch('HIT')></video>", "<object data=HIT></object>", "<embed src=HIT>", "<meta http-equiv=refresh content='0;url=HIT'>", "<base href='HIT/'><img src=y>",
          "<script src=HIT></script>", "<table background=HIT>", "<div style=\"background:url('HIT')\">x</div>", "<svg><script>fetch('HIT')</script></svg>",
          "<math><mtext></mtext><mglyph><style><img src=x onerror=fetch('HIT')>", "</title><script>fetch('HIT')</script>", "</style><script>fetch('HIT')</script>",
          "&lt;script&gt;fetch('HIT')&lt;/script&gt;", "&#60;script&#62;fetch('HIT')&#60;/script&#62;", "\u003cscript\u003efetch('HIT')\u003c/script\u003e",
          "\" onmouseover=fetch('HIT') x=\"", "{{constructor.constructor(\"fetch('HIT')\")()}}", "${fetch('HIT')}", "<!--><script>fetch('HIT')</script>-->",
          "<scr<script>ipt>fetch('HIT')</scr</script>ipt>", "\u202e<script>fetch('HIT')</script>", "<form><button autofocus formaction=javascript:fetch('HIT')>x</button></form>",
          "<audio src=x onerror=fetch('HIT')></audio>", "<marquee onstart=fetch('HIT')>x</marquee>", "<noscript><p title=\"</noscript><img src=x onerror=fetch('HIT')>\">",
          "<template><script>fetch('HIT')</script></template>", "\uff1cscript\uff1efetch('HIT')\uff1c/script\uff1e"]
# What the pages are made of. Nothing that loads, runs, or takes input.
MEANT = {"html", "head", "meta", "title", "style", "body", "header", "main", "section", "footer", "div", "p", "span", "b", "small", "h1", "h2", "h3", "ul", "li", "table", "thead",
         "tbody", "tfoot", "tr", "th", "td", "caption", "time", "strong", "em", "article", "ol", "dl", "dt", "dd", "br", "colgroup", "col"}


class Stage(http.server.BaseHTTPRequestHandler):
    """Shows prepared pages and counts who calls home."""

    pages, hits = {}, set()

    def do_GET(self):  # noqa: N802 (the library's word)
        if self.path.startswith("/hit/"):
            Stage.hits.add(self.path.split("/")[2])
        policy, body = Stage.pages.get(self.path, (None, b""))
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *arguments):  # noqa: A002
        del format, arguments


class Elements(html.parser.HTMLParser):
    """Names of elements and attributes of a page."""

    def __init__(self):
        super().__init__()
        self.strange, self.texts = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in MEANT or any(name.startswith("on") or name in ("src", "href", "srcdoc", "action", "formaction", "background") for name, _ in attrs):
            self.strange.append(f"<{tag} {attrs}>")

    def handle_data(self, data):
        self.texts.append(data)


def browse(folder, address):
    """Opens a page until nothing more happens in it."""
    subprocess.run(["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", f"--user-data-dir={folder}/browser", "--virtual-time-budget=3000", "--dump-dom", address],
                   capture_output=True, timeout=60, check=True, stdin=subprocess.DEVNULL)


def hostile_shop(corpus):
    """Everything that has a name is called like an attack; two brands, so that there are statements between them."""
    config, names = shop(), iter(corpus * 4)
    config["programme"]["name"] = {"es": next(names), "en": next(names)}
    config["brands"].append({"code": "OTRA", "name": {"es": next(names)}, "issue_price": "1"})
    config["brands"][0].update(name={"es": next(names)}, issue_price="1.5")
    for part in ("stores", "currencies", "rewards", "coupons", "campaigns", "challenges", "stamp_cards"):
        for one in config[part]:
            one["name"] = {"es": next(names)}
    for level in config["tiers"]["levels"]:
        level["name"] = {"es": next(names)}
    config["rules"] += [{"id": f"xss-{number}", "name": {"es": name, "en": name}, "effects": [{"type": "bonus", "currency": "PTS", "points": 1}]} for number, name in enumerate(corpus)]
    return config


def pages_of(server, corpus):
    """(name, headers, bytes) of every page for people in a shop of attacks."""
    line = Line(server.port)
    made = line.ask("POST", "/_test/tenant", {"config": hostile_shop(corpus), "members": [{"id": "ANA", "enrolled_at": "2026-01-12T10:30:00-05:00"}]})
    key, member = made["key"], made["members"]["ANA"]
    rows = "sku,name,category\n" + "".join('A{},"{}",x\n'.format(number, name.replace('"', '""')) for number, name in enumerate(corpus))
    headers = [("Authorization", "Bearer " + key), ("Content-Type", "text/csv"), ("Idempotency-Key", "articles")]
    job = json.loads(line.send("POST", "/v1/imports?kind=products", headers, rows.encode())[2])["job"]
    while (state := line.ask("GET", f"/v1/jobs/{job}", None, key))["state"] not in ("done", "failed"):
        time.sleep(0.05)
    if state["totals"].get("rejected"):
        sys.exit(f"articles are not taken: {state}")
    line.ask("PATCH", f"/v1/members/{member}", {"name": corpus[0]}, key, "name")
    lines = [{"line": number + 1, "sku": f"A{number}", "category": "x", "quantity": 1, "unit_price": 500} for number in range(len(corpus))]
    line.ask("POST", "/v1/purchases", {"id": "x1", "member": member, "lines": lines}, key)
    link = line.ask("POST", "/v1/purchases/x1/link", None, key, "link")["url"]
    told = [(f"receipt in {language}", *line.send("GET", link, [("Accept-Language", language)])[1:]) for language in ("es", "en", "pt")]
    told.append(("no receipt", *line.send("GET", "/r/%3Cscript%3Efetch('HIT')%3C%2Fscript%3E")[1:]))
    line.ask("POST", "/_test/clock", {"at": "2026-04-02T12:00:00-05:00"})
    line.ask("POST", "/v1/statements", {"currency": "PTS", "month": "2026-03"}, key)
    for statement in line.ask("GET", "/v1/statements", None, key)["items"]:
        told.append((f"statement of {statement['brand']}", *line.send("GET", f"/v1/statements/{statement['statement']}?format=html", [("Authorization", "Bearer " + key)])[1:]))
    return told


def judge(pages, corpus):
    """What in the pages is not as the server means it; `shown`: how many of the attacks stand there as text."""
    faults, shown = [], set()
    for name, headers, body in pages:
        if not headers["Content-Type"].startswith("text/html"):
            faults.append(f"FAULT {name} is no page: {headers['Content-Type']} {body[:200]!r}")
        if "default-src 'none'" not in (policy := headers.get("Content-Security-Policy", "")) or "unsafe" in policy or "script-src" in policy:
            faults.append(f"FAULT {name} has the policy {policy}")
        if headers.get("X-Content-Type-Options") != "nosniff":
            faults.append(f"FAULT {name} may be taken for something else")
        reader = Elements()
        reader.feed(body.decode())
        faults += [f"FAULT {name} has {element}" for element in reader.strange]
        text = "".join(reader.texts)
        shown |= {number for number, attack in enumerate(corpus) if attack in text}
    if missing := set(range(len(corpus))) - shown:
        faults.append(f"FAULT {len(missing)} names are not shown as they are: {[corpus[number] for number in missing][:5]}")
    return faults


def main():
    program, began = sys.argv[1], time.monotonic()
    if not shutil.which("chromium"):
        sys.exit("chromium is not installed: make setup")
    stage = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stage)
    threading.Thread(target=stage.serve_forever, daemon=True).start()
    home = f"http://127.0.0.1:{stage.server_port}"
    corpus = [attack.replace("HIT", f"{home}/hit/{number}") for number, attack in enumerate(CORPUS)]
    with tempfile.TemporaryDirectory(prefix="vuelve-xss-") as folder:
        server = Server(program, folder)
        pages = pages_of(server, corpus)
        server.end()
        faults = judge(pages, corpus)
        for number, (name, _, body) in enumerate(pages):
            Stage.pages[f"/page/{number}"] = None, body
            browse(folder, f"{home}/page/{number}")
            faults += [f"FAULT {name}: {CORPUS[int(hit)]} ran" for hit in Stage.hits]
            Stage.hits.clear()
        policy = pages[0][1]["Content-Security-Policy"]
        for number, attack in enumerate(corpus):
            page = f"<!doctype html><title>x</title><body><p>{attack}</p></body>".encode()
            Stage.pages[f"/raw/{number}"] = None, page
            Stage.pages[f"/under-policy/{number}"] = policy, page
        for kind in ("raw", "under-policy"):
            frames = "".join(f"<iframe src='/{kind}/{number}'></iframe>" for number in range(len(corpus)))
            Stage.pages[f"/all-{kind}"] = None, f"<!doctype html><title>x</title>{frames}".encode()
        browse(folder, f"{home}/all-raw")
        real = len(Stage.hits)
        Stage.hits.clear()
        browse(folder, f"{home}/all-under-policy")
        faults += [f"FAULT the policy lets this run: {CORPUS[int(hit)]}" for hit in Stage.hits]
    if real < len(corpus) // 2:
        faults.append(f"FAULT only {real} of the attacks are real in this browser")
    for fault in faults[:40]:
        print(fault)
    print("opened: " + ", ".join(name for name, _, _ in pages))
    print(f"scripts in names: {len(corpus)} attacks ({real} run where nothing stops them) in {len(pages)} pages, in Chromium; {time.monotonic() - began:.0f} s: {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
