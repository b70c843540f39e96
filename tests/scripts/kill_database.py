#!/usr/bin/env python3
"""Two programs on one PostgreSQL whose server is killed again and again while tills sell through both.

Usage: kill_database.py VUELVE FOLDER ROUNDS, under postgres_server.sh. Each round kills the database server (and every second
round one of the programs too) in the middle of the work and starts it again; what nobody answered is sent again under its
id, to either program. At the end every answered purchase must be there exactly once and every balance must be the sum of its
answers. Prints `rounds=... answered=... lost=... doubled=...`; exit code 1 when one is lost or doubled.
"""
import http.client
import os
import random
import signal
import subprocess
import sys
import threading
import time

from kill_load import FOLDER, KEYS, MEMBERS, ROUNDS, SECONDS, Day, Server, Till, audit, run, sale

SERVER_FOLDER = os.environ["VUELVE_POSTGRES_FOLDER"]
URL = os.environ["VUELVE_POSTGRES"]
PROGRAMS, TILLS = 2, 4


def kill_database():
    """The postmaster and all it has under way, as when the power goes."""
    with open(os.path.join(SERVER_FOLDER, "data", "postmaster.pid")) as file:
        pid = int(file.readline())
    children = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()
    for one in [pid, *map(int, children)]:
        try:
            os.kill(one, signal.SIGKILL)
        except ProcessLookupError:
            pass
    while os.path.exists(f"/proc/{pid}") and "Z" not in open(f"/proc/{pid}/stat").read().split()[2]:
        time.sleep(0.02)


def start_database():
    for _ in range(50):
        if subprocess.run([os.path.join(SERVER_FOLDER, "start")]).returncode == 0:
            return
        time.sleep(0.2)  # what the last one held is being let go
    sys.exit("the database server does not start again")


def patient(server, work):
    """Until the program has its database again."""
    deadline = time.monotonic() + 30
    while True:
        try:
            return work(Till(server))
        except (OSError, http.client.HTTPException, ValueError, Away):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


class Away(Exception):
    pass


def buy(till, identity, cents):
    status, again, body = till.call("POST", "/v1/purchases", sale(identity, cents))
    if status == 503:
        raise Away
    if status not in (200, 201):
        sys.stderr.write(f"{identity}: {status} {body}\n")
        os._exit(1)
    return status, again


def sell(server, day, seed, stop):
    rng, unknown = random.Random(seed), 0
    till = Till(server)
    while not stop.is_set():
        identity, cents = day.next_sale(rng)
        try:
            status, _ = buy(till, identity, cents)
            day.note(identity, status)
        except (OSError, http.client.HTTPException, ValueError, Away):
            unknown += 1  # stays open
            till = Till(server)
            time.sleep(0.02)


def move_to_postgres():
    run("init", "--folder", FOLDER, "--tenant", "kill")
    settings = os.path.join(FOLDER, "vuelve.toml")
    run("migrate", "--from", "sqlite:" + os.path.join(FOLDER, "data", "vuelve.db"), "--to", URL)
    with open(settings) as file:
        text = file.read()
    with open(settings, "w") as file:
        file.write(text.replace('database = "sqlite:data/vuelve.db"', f'database = "{URL}"'))
    return settings


def main():
    settings = move_to_postgres()
    keys = [run("key", "create", "--config", settings, "--name", f"till-{i}", "--scope", "all") for i in range(KEYS)]
    day, replayed = Day(), 0
    servers = [Server(keys) for _ in range(PROGRAMS)]
    for member in range(MEMBERS):
        status, _, body = Till(servers[member % PROGRAMS]).call(
            "POST", "/v1/members", {"identities": [f"card:KILL{member:04}"]}, key=f"enrol-{member}")
        if status not in (200, 201):
            sys.exit(f"enrolment: {status} {body}")
    for number in range(ROUNDS):
        stop = threading.Event()
        tills = [threading.Thread(target=sell, args=(servers[i % PROGRAMS], day, 100 * number + i, stop))
                 for i in range(TILLS)]
        for till in tills:
            till.start()
        time.sleep(SECONDS * (0.5 + random.Random(number).random()))
        kill_database()
        if number % 2:
            servers[0].kill()
        time.sleep(0.2)
        start_database()
        stop.set()
        for till in tills:
            till.join()
        if number % 2:
            servers[0] = Server(keys)
        for place, (identity, cents) in enumerate(list(day.open.items())):
            status, again = patient(servers[place % PROGRAMS], lambda till: buy(till, identity, cents))
            replayed += again == "true"
            day.note(identity, status)
    lost, doubled = audit(servers[0], day)
    for server in servers:
        server.kill()
    print(f"rounds={ROUNDS}, programs={PROGRAMS}, answered={len(day.answered)}, unanswered_but_done={replayed}, lost={lost}, "
          f"doubled={doubled}")
    return 1 if lost or doubled or not day.answered else 0


if __name__ == "__main__":
    sys.exit(main())
