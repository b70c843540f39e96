#!/usr/bin/env python3
"""Deliveries to a receiver, from a server that is killed in the middle of them, again and again.

Usage: delivery_kill.py VUELVE FOLDER ROUNDS. Two tills sell; a receiver notes what it is told and refuses some of it once.
At the end every event of the feed has come at least once, the feed has no gap, and each sale of the ledger is one of its
events. Prints the counts; exit code 1 when one is missing.
"""
import os
import random
import sqlite3
import sys
import threading
import time

from kill_load import FOLDER, KEYS, MEMBERS, ROUNDS, TILLS, Day, Server, Till, retry_open, run, sell
from webhook_receivers import Receiver, reply


class Notebook:
    """What the receiver was told; every twentieth event only at the second time."""

    def __init__(self):
        self.guard, self.taken, self.refused, self.repeated = threading.Lock(), set(), set(), 0

    def behave(self, connection, message):
        number = int(message.event["sequence"])
        with self.guard:
            refuses = number % 20 == 0 and number not in self.refused
            if refuses:
                self.refused.add(number)
            else:
                self.repeated += number in self.taken
                self.taken.add(number)
        connection.sendall(reply(503 if refuses else 204))
        return True


def feed(till):
    """Sequences of the whole feed over HTTP, and the sales in it."""
    sequences, sales, place = [], set(), ""
    while True:
        status, _, page = till.call("GET", "/v1/events?limit=200" + (f"&after={place}" if place else ""))
        if status != 200:
            sys.exit(f"the feed: {status} {page}")
        for event in page["items"]:
            sequences.append(int(event["sequence"]))
            if event["type"] == "vuelve.purchase.recorded.v1":
                sales.add(event["data"]["purchase"])
        if not page["items"]:
            return sequences, sales
        place = page["next"]


def main():
    run("init", "--folder", FOLDER, "--tenant", "kill")
    settings = os.path.join(FOLDER, "vuelve.toml")
    keys = [run("key", "create", "--config", settings, "--name", f"till-{i}", "--scope", "all") for i in range(KEYS)]
    notebook = Notebook()
    receiver = Receiver(notebook.behave)
    os.environ["VUELVE_WEBHOOK_TARGET"] = f"127.0.0.1:{receiver.port}"
    day, kills = Day(), 0
    for number in range(ROUNDS):
        server = Server(keys)
        if number == 0:
            till = Till(server)
            notebook.taken.update(feed(till)[0])  # what happened before anybody was to be told
            till.call("POST", "/v1/webhooks", {"url": f"http://127.0.0.1:{receiver.port}/"}, key="hook")
            for member in range(MEMBERS):
                till.call("POST", "/v1/members", {"identities": [f"card:KILL{member:04}"]}, key=f"enrol-{member}")
        retry_open(server, day)
        stop, before = threading.Event(), len(notebook.taken)
        tills = [threading.Thread(target=sell, args=(server, day, 100 * number + i, stop)) for i in range(TILLS)]
        for till in tills:
            till.start()
        time.sleep(0.3 + random.Random(number).random() * 0.7)
        kills += len(notebook.taken) > before  # deliveries were under way
        server.kill()
        for till in tills:
            till.join()
    server = Server(keys)
    retry_open(server, day)
    sequences, sales = feed(Till(server))
    deadline = time.monotonic() + 60
    while len(notebook.taken) < len(sequences) and time.monotonic() < deadline:
        time.sleep(0.1)
    server.kill()
    receiver.close()
    with sqlite3.connect(os.path.join(FOLDER, "data", "vuelve.db")) as database:
        ledger = database.execute("select count(*) from txn where kind = 1").fetchone()[0]  # purchases
    gaps = sum(b != a + 1 for a, b in zip([0] + sequences, sequences))
    missing = set(sequences) - notebook.taken
    unsold = set(day.answered) - sales
    print(f"rounds={ROUNDS}, killed_while_delivering={kills}, events={len(sequences)}, gaps={gaps}, missing={len(missing)}, "
          f"sent_twice={notebook.repeated}, refused_once={len(notebook.refused)}, sales={len(day.answered)}, "
          f"sales_in_ledger={ledger}, sales_in_feed={len(sales)}")
    wrong = gaps or missing or unsold or ledger != len(sales) or not notebook.refused or kills < ROUNDS - 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
