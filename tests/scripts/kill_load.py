#!/usr/bin/env python3
"""Shops that never stop selling, against a server that is killed again and again.

Usage: kill_load.py VUELVE FOLDER ROUNDS. Each round starts the server, lets four tills sell for a moment, and kills it
with no warning. What was answered is remembered; what was not is sent again under the same id to the next server. At the
end every answered purchase must be there exactly once and every balance must be the sum of its answers. Meanwhile the office
publishes one programme after another: after a kill the last answered one is in force, or the one in flight, never half. Prints
`rounds=... answered=... lost=... doubled=... published=... halves=...`; exit code 1 when one is lost, doubled or half.
"""
import atexit
import http.client
import itertools
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time

VUELVE, FOLDER, ROUNDS = sys.argv[1], sys.argv[2], int(sys.argv[3])
TILLS, SECONDS, MEMBERS = 4, 1.0, 8
KEYS = 8  # the server's courtesy limit is for each key


def run(*arguments):
    done = subprocess.run([VUELVE, *arguments], capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        sys.exit(f"vuelve {' '.join(arguments[:2])}: {done.stderr}{done.stdout}")
    return done.stdout.strip()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, keys):
        self.keys, self.port = keys, free_port()
        self.log = open(os.path.join(FOLDER, "serve.log"), "a")
        self.process = subprocess.Popen([VUELVE, "serve", "--config", os.path.join(FOLDER, "vuelve.toml"), "--port",
                                         str(self.port)], stdout=self.log, stderr=self.log)
        atexit.register(self.kill)  # whatever else goes wrong
        deadline = time.monotonic() + 30
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                sys.exit("the server does not start: " + open(self.log.name).read()[-2000:])
            time.sleep(0.02)  # how long it takes is the system's; there is nothing to be told by

    def is_ready(self):
        try:
            link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
            link.request("GET", "/readyz")
            return link.getresponse().status == 200
        except OSError:
            return False

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.log.close()


class Till:
    """One connection; every call is answered or raises."""

    def __init__(self, server):
        self.link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        self.keys = itertools.cycle(server.keys)

    def call(self, method, path, body=None, key=None, etag=None):
        while True:
            headers = {"Authorization": "Bearer " + next(self.keys), "Content-Type": "application/json"}
            if key:
                headers["Idempotency-Key"] = key
            if etag:
                headers["If-Match"] = f'"{etag}"'
            self.link.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = self.link.getresponse()
            content = json.loads(answer.read() or "{}")
            if answer.status != 429:
                return answer.status, answer.getheader("Idempotent-Replayed"), content
            time.sleep(0.05)  # asked to come back later


def sale(identity, cents):
    return {"id": identity, "member": f"card:KILL{cents % MEMBERS:04}", "store": "CENTRO",
            "lines": [{"sku": "A", "quantity": 1, "unit_price": cents}]}


class Day:
    """What the tills know together."""

    def __init__(self):
        self.guard, self.last = threading.Lock(), 0
        self.answered, self.open = {}, {}

    def next_sale(self, rng):
        with self.guard:
            self.last += 1
            cents = 100 * rng.randint(1, 90)
            self.open[f"sale-{self.last}"] = cents
            return f"sale-{self.last}", cents

    def note(self, identity, status):
        with self.guard:
            if status in (200, 201):
                self.answered[identity] = self.open.pop(identity)


def sell(server, day, seed, stop):
    rng = random.Random(seed)
    try:
        till = Till(server)
        while not stop.is_set():
            identity, cents = day.next_sale(rng)
            status, _, body = till.call("POST", "/v1/purchases", sale(identity, cents))
            if status not in (200, 201, 503):
                stop.set()
                sys.stderr.write(f"{identity}: {status} {body}\n")
                os._exit(1)
            day.note(identity, status)
    except (OSError, http.client.HTTPException, ValueError):
        pass  # the server is gone: what was in flight stays open


class Office:
    """Publishes; which publication is in force stands in the programme's name."""

    def __init__(self):
        self.tried, self.answered, self.halves = 0, 0, 0

    def publish(self, server, stop):
        try:
            till = Till(server)
            while not stop.is_set():
                self.tried += 1
                _, _, document = till.call("GET", "/v1/programme")
                document["programme"]["name"] = {"es": str(self.tried)}
                _, _, versions = till.call("GET", "/v1/programme/versions?limit=1")
                status, _, body = till.call("PUT", "/v1/programme/draft", document, etag=versions["items"][0]["etag"])
                if status == 200:
                    status, _, body = till.call("POST", "/v1/programme/draft/publish", {"reason": "kill"})
                if status == 200:
                    self.answered = self.tried
                elif status != 503:
                    sys.stderr.write(f"publication {self.tried}: {status} {body}\n")
                    os._exit(1)
        except (OSError, http.client.HTTPException, ValueError):
            pass  # the server is gone: what was in flight is in force, or it is not

    def check(self, server):
        till = Till(server)
        _, _, document = till.call("GET", "/v1/programme")
        name = document["programme"].get("name", {}).get("es", "0")
        number = int(name) if name.isdigit() else 0
        _, _, versions = till.call("GET", "/v1/programme/versions?limit=3")
        in_force = [one for one in versions["items"] if one["state"] == "published"]
        if not self.answered <= number <= self.tried or len(in_force) != 1:
            self.halves += 1
        self.answered = number


def retry_open(server, day):
    """What nobody answered is sent again under its id; whether it had happened is the server's to know."""
    till, replayed = Till(server), 0
    for identity, cents in list(day.open.items()):
        status, again, _ = till.call("POST", "/v1/purchases", sale(identity, cents))
        replayed += again == "true"
        day.note(identity, status)
    return replayed


def audit(server, day):
    """Every answered sale is known under its id, and the balances are their sum."""
    till, lost = Till(server), 0
    for identity, cents in day.answered.items():
        status, again, _ = till.call("POST", "/v1/purchases", sale(identity, cents))
        lost += not (status in (200, 201) and again == "true")
    expected, doubled = {}, 0
    for cents in day.answered.values():
        expected[cents % MEMBERS] = expected.get(cents % MEMBERS, 0) + cents // 100
    for member, points in expected.items():
        _, _, found = till.call("POST", "/v1/members/lookup", {"by": f"card:KILL{member:04}"})
        _, _, body = till.call("GET", f"/v1/members/{found['member']}/balances")
        held = body["balances"]["PTS"]["available"]
        doubled += max(0, held - points)
        lost += max(0, points - held)
    return lost, doubled


def main():
    run("init", "--folder", FOLDER, "--tenant", "kill")
    settings = os.path.join(FOLDER, "vuelve.toml")
    keys = [run("key", "create", "--config", settings, "--name", f"till-{i}", "--scope", "all") for i in range(KEYS)]
    day, office, replayed = Day(), Office(), 0
    for number in range(ROUNDS):
        server = Server(keys)
        if number == 0:
            for member in range(MEMBERS):
                status, _, body = Till(server).call("POST", "/v1/members",
                                                    {"identities": [f"card:KILL{member:04}"]},
                                                    key=f"enrol-{member}")
                if status not in (200, 201):
                    server.kill()
                    sys.exit(f"enrolment: {status} {body}")
            Till(server).call("PUT", "/v1/settings", {"four_eyes": "off"})
        office.check(server)
        replayed += retry_open(server, day)
        stop = threading.Event()
        tills = [threading.Thread(target=sell, args=(server, day, 100 * number + i, stop)) for i in range(TILLS)]
        tills.append(threading.Thread(target=office.publish, args=(server, stop)))
        for till in tills:
            till.start()
        stop.wait(SECONDS * (0.5 + random.Random(number).random()))
        server.kill()
        for till in tills:
            till.join()
    server = Server(keys)
    office.check(server)
    replayed += retry_open(server, day)
    lost, doubled = audit(server, day)
    server.kill()
    print(f"rounds={ROUNDS}, answered={len(day.answered)}, unanswered_but_done={replayed}, lost={lost}, doubled={doubled}, "
          f"published={office.answered}, halves={office.halves}")
    return 1 if lost or doubled or office.halves or not day.answered or not office.answered else 0


if __name__ == "__main__":
    sys.exit(main())
