#!/usr/bin/python3
"""History that somebody who holds the file changes: each of 2,000 tamperings is found, and the first bad place named (security R20).

Usage: tamper.py VUELVE [--ledger 1000] [--audit 1000] [--seed 1] [--workers 2]. A small shop sells, gives back, adjusts, redeems; its digest
is signed. Then, one at a time on a copy of the database:

- *ledger*: a value of a transaction, entry, lot or balance is changed, a row deleted, doubled, two swapped or set in another order:
  `vuelve verify` (or `rebuild`, for the dates of lots) must find it, and name the transaction or holder that it begins with. A tail that is cut off
  tidily, with its entries, lots, events and the head put back: `vuelve digest --check` must find it.
- *audit*: the same with the rows of the audit log: `vuelve audit verify` must name the first bad row; a tail cut off: the digest.

Prints counts by kind; exit code 1 when one is not found or another place is named.
"""
import argparse
import collections
import multiprocessing
import pathlib
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

from fuzz_http import Line, Server
from fuzz_shop import furnish, shop

# What the hash of a transaction covers, besides its place; what an audit row's covers.
TXN = ("programme_id", "holder_id", "kind", "key_hash", "request_hash", "parent_txn", "occurred_ms", "at_ms", "on_day", "store", "brand", "channel", "amount",
       "actor", "document", "result", "link")
AUDIT = ("programme_id", "at_ms", "actor", "owner", "address_h", "action", "object", "outcome", "fields", "told_s", "hash")
UNITS = {"entry": ("pending", "available", "reserved", "contra_units", "lot_id", "txn_id", "posted_ms", "rule"), "lot": ("original", "remaining", "reserved", "earned_ms", "expires_ms"),
         "wallet": ("pending", "available", "reserved", "debt", "chain_head", "entry_count")}


def make_shop(program, folder):
    """A shop with a history, closed; its database in one file."""
    server = Server(program, folder)
    line = Line(server.port)
    made = line.ask("POST", "/_test/tenant", {"config": shop(), "members": [{"id": f"M{i}", "enrolled_at": "2026-01-12T10:30:00-05:00"} for i in range(4)]})
    members, key = list(made["members"].values()), made["key"]
    furnish(line, key, members)
    for number in range(20):
        member = members[number % 4]
        line.ask("POST", "/v1/purchases", {"id": f"T-{number}", "member": member, "lines": [{"line": 1, "quantity": 2, "unit_price": 900 + number}]}, key)
        if number % 4 == 0:
            line.ask("POST", f"/v1/purchases/T-{number}/returns", {"id": f"R-{number}", "lines": [{"line": 1, "quantity": 1}]}, key)
        line.ask("POST", "/v1/adjustments", {"member": member, "currency": "PTS", "points": 100 + number, "reason": f"reclamo {number}"}, key, f"a{number}")
        line.ask("POST", "/v1/keys", {"name": f"till-{number}", "scopes": ["pos"]}, key)
        line.ask("GET", "/v1/audit", None, key)
    server.end()
    database = server.database.removeprefix("sqlite:")
    sqlite3.connect(database).execute("pragma wal_checkpoint(truncate)").connection.close()
    return database


class Tamperer:
    """Copies of one database, each changed in one way, held against the program's own checks."""

    def __init__(self, program, folder, template, seed):
        self.program, self.template, self.rng = program, template, random.Random(seed)
        self.keys, self.digests = str(folder.parent / "shop" / "keys" / "vuelve.keys"), str(folder.parent / "digests.jsonl")
        self.folder, self.file, self.link = folder, folder / "vuelve.db", None
        self.found, self.faults, self.by_rebuild = collections.Counter(), [], 0
        link = sqlite3.connect(template)
        self.txns = link.execute("select txn_id, holder_id from txn where tenant_id = 2 order by holder_id, txn_id").fetchall()
        self.audit = [row for (row,) in link.execute("select sequence from audit where tenant_id = 2 order by sequence")]
        link.close()

    def run(self, *arguments):
        done = subprocess.run([self.program, *arguments], capture_output=True, text=True, timeout=60, check=False)
        return done.returncode, done.stdout + done.stderr

    def of_shop(self, *arguments):
        return self.run(*arguments, "--database", f"sqlite:{self.file}", "--keys", self.keys, "--programme", "LAUREL")

    def change(self, sql, *values):
        """Rows that one statement touched; 0 when the database itself refused it."""
        try:
            return self.link.execute(sql, values).rowcount
        except sqlite3.IntegrityError:
            return 0

    def alter(self, table, column, where, *values):
        """Another value of the same kind in one place."""
        row = self.link.execute(f"select {column}, typeof({column}) from {table} where {where}", values).fetchone()
        if row is None:
            return 0
        value, kind, rng = *row, self.rng
        if kind == "null":
            other = rng.randrange(1, 10**6) if column == "parent_txn" else rng.randbytes(16)
        elif kind == "integer":
            other = value + rng.choice([1, -1, 7, 1000, 1 << 20]) if rng.random() < 0.8 else -value - 1
        elif kind == "blob":
            at = rng.randrange(len(value))
            other = value[:at] + bytes([value[at] ^ 1 << rng.randrange(8)]) + value[at + 1:]
        else:
            places = [place.start() for place in re.finditer(r"[0-9a-z]", value)]
            at = rng.choice(places) if places else 0
            other = value[:at] + ("8" if value[at:at + 1] != "8" else "3") + value[at + 1:]
        return self.change(f"update {table} set {column} = ? where {where}", other, *values)

    # --- ledger -----------------------------------------------------------------------------------------------------

    def after(self, txn, holder):
        """The transaction of the holder's chain that follows; None at its end."""
        return next((one for one, of in self.txns if of == holder and one > txn), None)

    def ledger(self):
        """(what was done, words of which one must stand in what `verify` says); None when the database refused."""
        rng = self.rng
        txn, holder = rng.choice(self.txns)
        chain = [one for one, of in self.txns if of == holder]
        here, whole = f"transaction {txn}:", f"holder {holder}:"
        following = self.after(txn, holder)
        follows = f"transaction {following}:" if following else whole
        way = rng.choices(("value", "delete", "swap", "order", "double", "projection", "chain"), [10, 3, 3, 2, 2, 6, 2])[0]
        if way == "value":
            column = rng.choice(TXN)
            return self.alter("txn", column, "txn_id = ?", txn) and (f"txn.{column} changed", [here])
        if way == "delete":
            return self.change("delete from txn where txn_id = ?", txn) and ("transaction deleted", [follows])
        if way in ("swap", "order"):
            if len(chain) < 2:
                return 0
            one, other = sorted(rng.sample(chain, 2))
            if way == "order":
                done = self.change("update txn set txn_id = -1 where txn_id = ?", one) and self.change("update txn set txn_id = ? where txn_id = ?", one, other) and \
                    self.change("update txn set txn_id = ? where txn_id = -1", other)
            else:
                column = rng.choice(("document", "result", "link", "amount"))
                values = [self.link.execute(f"select {column} from txn where txn_id = ?", (each,)).fetchone()[0] for each in (one, other)]
                done = values[0] != values[1] and self.change(f"update txn set {column} = ? where txn_id = ?", values[1], one) and \
                    self.change(f"update txn set {column} = ? where txn_id = ?", values[0], other)
            return done and ("transactions out of order" if way == "order" else "transactions swapped", [f"transaction {one}:"])
        if way == "double":
            columns = "bucket, tenant_id, programme_id, holder_id, kind, request_hash, parent_txn, occurred_ms, at_ms, on_day, store, brand, channel, amount, actor, document, result, link"
            new = txn + 1
            return self.change(f"insert into txn (txn_id, {columns}) select {new}, {columns} from txn where txn_id = ?", txn) and ("transaction doubled", [f"transaction {new}:"])
        if way == "projection":
            table = rng.choice(tuple(UNITS))
            column = rng.choice(UNITS[table])
            name = {"entry": "entry_id", "lot": "lot_id", "wallet": "currency"}[table]
            place = "entry.txn_id" if table == "entry" else "0"
            key, of, made_by = rng.choice(self.link.execute(f"select {name}, holder_id, {place} from {table} where tenant_id = 2").fetchall())
            if table == "wallet" and (key == 0) != (column in ("chain_head", "entry_count")):
                return 0
            named = f"transaction {made_by}:" if table == "entry" else str(of)
            where = f"tenant_id = 2 and holder_id = ? and {name} = ?"
            if rng.random() < 0.2:
                return self.change(f"delete from {table} where {where}", of, key) and (f"{table} deleted", [named])
            return self.alter(table, column, where, of, key) and (f"{table}.{column} changed", [named])
        return self.change("update wallet set chain_head = (select link from txn where txn_id = ?) where tenant_id = 2 and holder_id = ? and currency = 0 and chain_head <> "
                           "(select link from txn where txn_id = ?)", txn, holder, txn) and ("head set back", [whole])

    def cut_tail(self):
        """The last transactions of one holder, gone with everything they made."""
        holder = self.rng.choice([of for _, of in self.txns if of])
        chain = [one for one, of in self.txns if of == holder]
        left = self.rng.randrange(len(chain))
        for txn in chain[left:]:
            for table in ("entry", "lot", "txn", "event"):
                self.change(f"delete from {table} where tenant_id = 2 and txn_id = ?", txn)
        head = self.link.execute("select link from txn where txn_id = ?", (chain[left - 1],)).fetchone()[0] if left else bytes(16)
        self.change("update wallet set chain_head = ? where tenant_id = 2 and holder_id = ? and currency = 0", head, holder)
        return "tail cut tidily", ["the ledger up to transaction"]

    # --- audit ------------------------------------------------------------------------------------------------------

    def log(self):
        rng, last = self.rng, self.audit[-1]
        row = rng.choice(self.audit)
        way = rng.choices(("value", "delete", "swap", "order", "double"), [8, 3, 2, 2, 2])[0]
        if way == "value":
            column = rng.choice(AUDIT)
            return self.alter("audit", column, "tenant_id = 2 and sequence = ?", row) and (f"audit.{column} changed", [f"FAULT row {row}:"])
        if way == "delete":
            return row < last and self.change("delete from audit where tenant_id = 2 and sequence = ?", row) and ("row deleted", [f"FAULT row {row}:"])
        one, other = sorted(rng.sample(self.audit, 2))
        if way == "order":
            done = self.change("update audit set sequence = -1 where tenant_id = 2 and sequence = ?", one) and \
                self.change("update audit set sequence = ? where tenant_id = 2 and sequence = ?", one, other) and self.change("update audit set sequence = ? where sequence = -1", other)
            return done and ("rows out of order", [f"FAULT row {one}:"])
        if way == "swap":
            column = rng.choice(("action", "object", "at_ms", "told_s", "hash"))
            values = [self.link.execute(f"select {column} from audit where tenant_id = 2 and sequence = ?", (each,)).fetchone()[0] for each in (one, other)]
            done = values[0] != values[1] and self.change(f"update audit set {column} = ? where tenant_id = 2 and sequence = ?", values[1], one) and \
                self.change(f"update audit set {column} = ? where tenant_id = 2 and sequence = ?", values[0], other)
            return done and ("rows swapped", [f"FAULT row {one}:"])
        columns = "bucket, tenant_id, programme_id, at_ms, actor, owner, address_h, action, object, outcome, fields, told_s, hash"
        return self.change(f"insert into audit (sequence, {columns}) select {last + 1}, {columns} from audit where tenant_id = 2 and sequence = ?", row) and \
            ("row doubled", [f"FAULT row {last + 1}:"])

    def cut_log(self):
        row = self.rng.choice(self.audit)
        self.change("delete from audit where tenant_id = 2 and sequence >= ?", row)
        return "log's tail cut", ["of the audit log"]

    # --- one round --------------------------------------------------------------------------------------------------

    def round(self, tamper, check):
        shutil.copyfile(self.template, self.file)
        self.link = sqlite3.connect(self.file, isolation_level=None)
        self.link.execute("pragma synchronous = off")
        done = tamper()
        self.link.close()
        if not done:
            return False
        what, named = done
        status, said = check()
        if status == 0 or not all(word in said for word in named):
            self.faults.append(f"FAULT {what}: {'not found' if status == 0 else 'another place is named than ' + ' '.join(named)}\n  {said[:700]}")
        self.found[what] += 1
        return True

    def verify(self):
        """`verify`; what it does not look at (the dates of lots, which their transactions tell) `rebuild` derives anew and compares."""
        status, said = self.run("verify", "--database", f"sqlite:{self.file}")
        if status != 0:
            return status, said
        self.by_rebuild += 1
        return self.run("rebuild", "--database", f"sqlite:{self.file}", "--keys", self.keys)

    def verify_log(self):
        return self.of_shop("audit", "verify")

    def check_digest(self):
        return self.of_shop("digest", "--check", str(self.digests))

    def repeat(self, count, tamper, check):
        done = 0
        while done < count:
            done += self.round(tamper, check)


def work(program, folder, template, seed, ledger, audit):
    place = pathlib.Path(folder) / f"worker-{seed}"
    place.mkdir()
    tamperer = Tamperer(program, place, template, seed)
    tamperer.repeat(ledger - ledger // 10, tamperer.ledger, tamperer.verify)
    tamperer.repeat(ledger // 10, tamperer.cut_tail, tamperer.check_digest)
    tamperer.repeat(audit - audit // 10, tamperer.log, tamperer.verify_log)
    tamperer.repeat(audit // 10, tamperer.cut_log, tamperer.check_digest)
    return tamperer.found, tamperer.faults, tamperer.by_rebuild


def sign(program, folder, template):
    """The digest of the untouched shop, and a look at each check: with nothing changed it must be content."""
    tamperer = Tamperer(program, pathlib.Path(folder) / "untouched", template, 0)
    tamperer.folder.mkdir()
    shutil.copyfile(template, tamperer.file)
    for status, said in (tamperer.of_shop("digest", "--to", tamperer.digests), tamperer.verify(), tamperer.verify_log(), tamperer.check_digest()):
        if status != 0:
            sys.exit(f"the untouched shop is found wanting: {said}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--ledger", type=int, default=1000)
    parser.add_argument("--audit", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    began, workers = time.monotonic(), options.workers
    with tempfile.TemporaryDirectory(prefix="vuelve-tamper-") as folder:
        template = make_shop(options.program, folder)
        sign(options.program, folder, template)
        with multiprocessing.Pool(workers) as pool:
            told = pool.starmap(work, [(options.program, folder, template, options.seed * 100 + number, options.ledger // workers, options.audit // workers)
                                       for number in range(workers)])
    found, faults = sum((one for one, _, _ in told), collections.Counter()), [fault for _, some, _ in told for fault in some]
    for fault in faults[:20]:
        print(fault)
    print(f"by `rebuild` and not by `verify`: {sum(count for _, _, count in told)}")
    print("by kind: " + ", ".join(f"{what} {count}" for what, count in sorted(found.items())))
    print(f"tamperings: {sum(found.values()) - len(faults):,} of {sum(found.values()):,} found and named in {len(found)} ways in "
          f"{time.monotonic() - began:.0f} s, seed {options.seed}: {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
