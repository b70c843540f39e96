#!/usr/bin/env python3
"""Holds the rows of a SQLite file against those of a PostgreSQL database in which the same was done.

Usage: same_rows.py FILE URL. Every table must hold as many rows, and the same ones: column by column but for what chance or
another thread gives (ids and feed places drawn while a background thread draws its own, codes, what is sealed with fresh nonces, and
the chains of hashes over those). Prints how much was compared; exit code 1 and the first differences otherwise.
"""
import collections
import re
import sqlite3
import subprocess
import sys

# The engines' own, and what a background thread writes when it comes to it.
OTHER_TABLES = {"migration", "writer_turn", "lease", "audit", "fraud_case", "fraud_count"}
OTHER_ROWS = {"event": "where type <> 'case.opened'"}
# Holder, tenant and programme ids follow from the seed; the others share their sequence with that thread.
DRAWN = re.compile(r"(?<!holder)(?<!tenant)(?<!programme)(?<!household)_id$|^id$|^parent_txn$|^sequence$")
# Sealed, hashed over ids or codes, or JSON that holds them; an instant that is the thread's.
CHANCE = re.compile(r"_s$|^code_h$|^request_hash$|^link$|^chain_head$|^hash$|^wrapped_key$|^document$|^result$|^body$|^detail$"
                    r"|^object$|^checksum$")
# The same inside other values: such ids are beyond 2^59 since 2024, holders' are below; public ones say what they are of.
DRAWN_VALUE = re.compile(r"\b[5-9]\d{17}\b|\b[1-9]\d{18}\b|\b(?!mbr_|hh_)[a-z]{2,4}_[0-9A-Z]{12,}\b")
NOTHING, SHOWN = "(null)", 5


def is_comparable(column):
    return not DRAWN.search(column) and not CHANCE.search(column)


def tables_of(link):
    names = [name for name, in link.execute("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name")]
    return {name: [row[1] for row in link.execute(f"pragma table_info({name})") if is_comparable(row[1])]
            for name in names if name not in OTHER_TABLES}


def cell(value):
    if value is None:
        return NOTHING
    return "\\x" + value.hex() if isinstance(value, bytes) else DRAWN_VALUE.sub("#", str(value))


def select(table, columns):
    quoted = ", ".join(f'"{column}"' for column in columns)
    return f"select {quoted} from {table} {OTHER_ROWS.get(table, '')}"


def rows_of_file(link, table, columns):
    return ["\x1f".join(map(cell, row)) for row in link.execute(select(table, columns))]


def rows_of_server(url, wanted):
    """{table: rows}, asked for in one go."""
    script = "".join(f"\\echo \x1d{table}\n{select(table, columns)};\n" for table, columns in wanted.items())
    told = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-F", "\x1f", "-R", "\x1e", "-P", f"null={NOTHING}",
                           "-v", "ON_ERROR_STOP=1", url], input=script, capture_output=True, text=True, check=True).stdout
    found = {}
    for part in told.split("\x1d")[1:]:
        table, _, rows = part.partition("\n")
        found[table] = [DRAWN_VALUE.sub("#", row.rstrip("\n")) for row in rows.split("\x1e")] if rows.strip("\n") else []
    return found


def main():
    link = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    wanted = tables_of(link)
    server = rows_of_server(sys.argv[2], wanted)
    rows = values = faults = 0
    for table, columns in wanted.items():
        ours, theirs = (collections.Counter(side) for side in (rows_of_file(link, table, columns), server[table]))
        rows, values = rows + ours.total(), values + ours.total() * len(columns)
        faults += ours != theirs
        for name, only in (("sqlite", ours - theirs), ("postgres", theirs - ours)):
            for row in sorted(only)[:SHOWN]:
                print(f"{table}: only on {name}: " + " | ".join(f"{c}={v}" for c, v in zip(columns, row.split("\x1f"))))
    if not rows or faults:
        sys.exit(f"{faults} tables differ")
    print(f"{rows} rows of {len(wanted)} tables are the same on sqlite and postgres, {values} values of each compared")


if __name__ == "__main__":
    main()
