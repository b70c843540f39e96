#!/usr/bin/env python3
"""Two programs on one PostgreSQL, either of which is killed again and again while tills sell through both.

Usage: kill_database.py VUELVE FOLDER ROUNDS, under postgres_server.sh. So many rounds kill one of the programs while the other
goes on; then so many kill the database server under both, every second time with a program, and start it again. What nobody
answered is sent again under its id, to either program. After each kind every answered purchase must be there exactly once and
every balance must be the sum of its answers. Prints `killing the database: rounds=... lost=... doubled=...` and the same of the
programs; exit code 1 when one is lost or doubled.
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


def sell(servers, which, day, seed, stop):
    rng = random.Random(seed)
    till = Till(servers[which])
    while not stop.is_set():
        identity, cents = day.next_sale(rng)
        try:
            status, _ = buy(till, identity, cents)
            day.note(identity, status)
        except (OSError, http.client.HTTPException, ValueError, Away):
            till = Till(servers[which])  # what was asked stays open
            time.sleep(0.02)


def kill_program(servers, keys, day, number):
    """The other one goes on; how many it answered meanwhile."""
    victim = number % PROGRAMS
    servers[victim].kill()
    before = len(day.answered)
    time.sleep(0.5)
    served = len(day.answered) - before
    servers[victim] = Server(keys)
    return served


def kill_database_under(servers, keys, day, number):
    kill_database()
    if number % 2:
        servers[0].kill()
    time.sleep(0.2)
    start_database()
    if number % 2:
        servers[0] = Server(keys)
    return 0


def one_round(servers, keys, day, number, kill):
    """Whatever stayed open is asked for again at the end. How much of that had happened, and what `kill` answers."""
    stop = threading.Event()
    tills = [threading.Thread(target=sell, args=(servers, i % PROGRAMS, day, 100 * number + i, stop)) for i in range(TILLS)]
    for till in tills:
        till.start()
    time.sleep(SECONDS * (0.5 + random.Random(number).random()))
    served = kill(servers, keys, day, number)
    stop.set()
    for till in tills:
        till.join()
    replayed = 0
    for place, (identity, cents) in enumerate(list(day.open.items())):
        status, again = patient(servers[place % PROGRAMS], lambda till: buy(till, identity, cents))
        replayed += again == "true"
        day.note(identity, status)
    return replayed, served


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
    day = Day()
    servers = [Server(keys) for _ in range(PROGRAMS)]
    for member in range(MEMBERS):
        status, _, body = Till(servers[member % PROGRAMS]).call(
            "POST", "/v1/members", {"identities": [f"card:KILL{member:04}"]}, key=f"enrol-{member}")
        if status not in (200, 201):
            sys.exit(f"enrolment: {status} {body}")
    faults = 0
    for what, kill in {"a program beside another": kill_program, "the database": kill_database_under}.items():
        known, replayed, served = len(day.answered), 0, 0
        for number in range(ROUNDS):
            replayed_now, served_now = one_round(servers, keys, day, number, kill)
            replayed, served = replayed + replayed_now, served + served_now
        lost, doubled = audit(servers[0], day)
        answered = len(day.answered) - known
        print(f"killing {what}: rounds={ROUNDS} lost={lost} doubled={doubled} (answered={answered}, "
              f"unanswered_but_done={replayed}, answered_meanwhile={served})", flush=True)
        faults += lost + doubled + (answered == 0) + (kill == kill_program and served == 0)
    for server in servers:
        server.kill()
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
