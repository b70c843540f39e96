#!/usr/bin/python3
"""What the program writes holds nobody: 1,000 planted people, every door, every file (docs/security.md S3, case 40).

Usage: byte_scan.py VUELVE [--people 1000] [--seed 1]. People whose names, phones, e-mails, addresses, birth dates, notes, comments
and reasons occur nowhere else come in by file and over HTTP; they are changed, rewarded, answered for, exported, told by
webhooks, asked for wrongly; the server is killed and started again; a backup, a digest and exports are made. Then the bytes of every
file that the program wrote, and every value of every table one by one, are searched for every fact in many forms
(tests/security/people.py), and for keys, codes and secrets that are shown once.

First the scanner itself is tried on a file that holds them: it must find every one. Prints what was covered; exit code 1 on any hit.
"""
import argparse
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, "tests/security")
from doors import Doors  # noqa: E402
from people import encodings, people  # noqa: E402


class Scanner:
    """All needles at once, by grep: a text of `words` in any of its forms."""

    def __init__(self, folder, words):
        self.meaning, self.file = {}, folder / "needles"
        for kind, text in words:
            for form, needle in encodings(text):
                if b"\n" not in needle and len(needle) >= 6:
                    self.meaning.setdefault(needle, (kind, form, text))
        self.file.write_bytes(b"".join(needle + b"\n" for needle in self.meaning))

    def hits(self, files):
        """File -> {(kind, form, text)} of what stands in it. All files at once: to make the searching machine takes longest."""
        told = subprocess.run(["grep", "-aoHZFf", str(self.file), *map(str, files)], env={"LC_ALL": "C"}, capture_output=True, check=False)
        if told.returncode > 1:
            sys.exit(f"grep: {told.stderr.decode()}")
        found = {file: set() for file in files}
        for line in set(told.stdout.split(b"\n")):
            name, cut, needle = line.partition(b"\0")
            if cut:
                found[pathlib.Path(name.decode())].add(self.meaning[needle])
        return found


def cells(database, out):
    """Every value of every table, one a line: a text that a page's end cuts in two is whole here."""
    link, count = sqlite3.connect(f"file:{database}?mode=ro", uri=True), 0
    link.text_factory = bytes
    with open(out, "wb") as file:
        for (table,) in link.execute("select name from sqlite_master where type = 'table'").fetchall():
            for row in link.execute(f"select * from {table.decode()}"):
                for value in row:
                    if isinstance(value, bytes):
                        file.write(value.replace(b"\n", b" ") + b"\n")
                        count += 1
    link.close()
    return count


def plant(scanner, folder, everybody):
    """The positive control: everything in clear in each of its forms, and an unsealed database. Files for the same search."""
    control, database = folder / "control", folder / "control.db"
    control.write_bytes(b"".join(b"\x00\xfe" + needle + b"\xff\n" for needle in scanner.meaning))
    link = sqlite3.connect(database)
    link.execute("create table member (name text, note blob)")
    link.executemany("insert into member values (?, ?)", [(person["name"], person["note"].encode("utf-16-le")) for person in everybody])
    link.commit()
    link.close()
    return control, database


def check_control(scanner, found, control, database, everybody):
    if missed := len(set(scanner.meaning.values()) - found.pop(control)):
        sys.exit(f"the scanner does not see {missed} plantings of {len(scanner.meaning)}")
    texts = {text for _, _, text in found.pop(database)}
    if missed := sum(person["name"] not in texts or person["note"] not in texts for person in everybody):
        sys.exit(f"the scanner does not see {missed} people in an unsealed database")


def check_memory(process):
    """Keys are in memory, and memory must not become a file. The owner of a process's files is root where nobody may look in."""
    limits = pathlib.Path(f"/proc/{process.pid}/limits").read_text(encoding="ascii")
    if not re.search(r"Max core file size +0 +0", limits):
        sys.exit("the server would write a core file")
    if os.getuid() != 0 and os.stat(f"/proc/{process.pid}/environ").st_uid != 0:
        sys.exit("whoever runs the server can look into its memory")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began, everybody = time.monotonic(), people(options.people, options.seed)
    with tempfile.TemporaryDirectory(prefix="vuelve-bytes-") as made:
        folder = pathlib.Path(made)
        (folder / "ours").mkdir()  # what this script writes; all else is the program's
        doors = Doors(options.program, folder, everybody)
        doors.pass_all(check_memory)
        words = [word for person in everybody for word in person.words()] + [("secret", text) for text in doors.secrets if len(text) >= 8]
        scanner = Scanner(folder / "ours", words)
        files = [file for file in sorted(folder.rglob("*")) if file.is_file() and (folder / "ours") not in file.parents]
        values, dumps = 0, []
        for number, file in enumerate(one for one in files if one.suffix == ".db"):
            dumps.append(folder / "ours" / f"cells-{number}")
            values += cells(file, dumps[-1])
        planted = plant(scanner, folder / "ours", everybody)
        found = scanner.hits([*files, *dumps, *planted])
        check_control(scanner, found, *planted, everybody)
        hits = {f"{file.relative_to(folder)}: {kind} {text!r} as {form}" for file, some in found.items() for kind, form, text in some}
        sizes = {str(file.relative_to(folder)): file.stat().st_size for file in files}
    for hit in sorted(hits)[:40]:
        print("FAULT " + hit)
    print("doors: " + ", ".join(f"{door} {count:,}" for door, count in doors.passed.items()))
    if doors.waiting:
        print("doors that wait: " + ", ".join(doors.waiting))
    print("files: " + ", ".join(f"{name} {size:,}" for name, size in sizes.items()))
    print(f"control: {len(scanner.meaning):,} plantings in {len({form for _, form, _ in scanner.meaning.values()})} forms, all found")
    print(f"byte scan: {len(words):,} facts of {len(everybody):,} people and {len(doors.secrets)} secrets in {len(scanner.meaning):,} forms, {len(files)} files of "
          f"{sum(sizes.values()):,} bytes and {values:,} values in {time.monotonic() - began:.0f} s: {len(hits)} hits")
    sys.exit(1 if hits or not files else 0)


if __name__ == "__main__":
    main()
