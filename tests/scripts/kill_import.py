#!/usr/bin/env python3
"""An import whose server is killed in its middle, again and again: it goes on by itself and nothing is doubled.

Usage: kill_import.py VUELVE FOLDER ROUNDS. Members and opening balances go in as two jobs; each round starts the server
and kills it after a moment without warning, until both jobs have ended. At the end every member is there, every lot once,
and the jobs tell all of it as new. Prints `kills=... members=... points=...`; exit code 1 when a sum is wrong.
"""
import http.client
import os
import random
import sys
import time

sys.argv, arguments = [sys.argv[0], sys.argv[1], sys.argv[2], "0"], sys.argv[1:]
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import kill_load  # noqa: E402  its server, and how it is asked

ROUNDS, MEMBERS = int(arguments[2]), 12_000


def send(server, method, path, body=b"", kind="application/json", key="-"):
    link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    link.request(method, path, body, {"Authorization": "Bearer " + server.keys[0], "Content-Type": kind,
                                      "Idempotency-Key": key})
    answer = link.getresponse()
    content = kill_load.json.loads(answer.read() or b"{}")
    if answer.status not in (200, 202):
        sys.exit(f"{method} {path}: {answer.status} {content}")
    return content


def main():
    kill_load.run("init", "--folder", kill_load.FOLDER, "--tenant", "kill")
    settings = os.path.join(kill_load.FOLDER, "vuelve.toml")
    keys = [kill_load.run("key", "create", "--config", settings, "--name", "import", "--scope", "all")]
    members = "external\n" + "".join(f"k{i}\n" for i in range(MEMBERS))
    balances = "member,currency,points\n" + "".join(f"k{i},PTS,{i % 7 + 1}\n" for i in range(MEMBERS))
    server, kills = kill_load.Server(keys), 0
    jobs = [send(server, "POST", "/v1/imports?kind=" + kind, text.encode(), "text/csv", kind)["job"]
            for kind, text in (("members", members), ("balances", balances))]
    while True:
        rng = random.Random(kills)
        until = time.monotonic() + (0.05 + 0.3 * rng.random() if kills < ROUNDS else 120)
        told = [send(server, "GET", "/v1/jobs/" + job) for job in jobs]
        while not all(job["ended_at"] for job in told) and time.monotonic() < until:
            time.sleep(0.02)  # what goes on is the server's own
            told = [send(server, "GET", "/v1/jobs/" + job) for job in jobs]
        if all(job["ended_at"] for job in told) or kills > ROUNDS:
            break
        server.kill()
        kills += 1
        server = kill_load.Server(keys)
    export = send(server, "POST", "/v1/exports", b'{"kind": "balances"}', key="balances-out")["job"]
    done = send(server, "GET", "/v1/jobs/" + export)
    while not done["ended_at"]:
        time.sleep(0.1)  # likewise
        done = send(server, "GET", "/v1/jobs/" + export)
    server.kill()
    points = sum(i % 7 + 1 for i in range(MEMBERS))
    found = done["totals"]["sums"].get("available:PTS", 0)
    new = [job["totals"].get("new") for job in told]
    print(f"kills={kills}, members={new[0]} of {MEMBERS}, lots={new[1]} of {MEMBERS}, points={found} of {points}")
    return 0 if new == [MEMBERS, MEMBERS] and found == points and kills > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
