#!/usr/bin/env python3
"""docs/security-cases.md: each abuse case of docs/security.md 3, and the tests that try it.

Usage: security_cases.py [--check] [ROOT]. A test that carries its case in its name (`case_08_a_second_use_of_a_qr_is_refused`) lists
itself; scripts and what still waits stand in tests/security/cases.py. Without --check the page is written anew. With it nothing is
written: a page that is not as the sources are, a case without test that waits for nothing, a script that is not there, and a number that
is no case are faults. Prints one line with the counts; exit code 1 on any fault.
"""
import os
import pathlib
import re
import sys

PAGE = "docs/security-cases.md"
TESTS = {".cpp": re.compile(r"TEST(?:_F|_P)?\(\s*(\w+),\s*(case_(\d\d)_\w+)\)"), ".ts": re.compile(r"()(?:test|it)\(\s*[\"'](case_(\d\d)_\w+)")}
HEAD = """# Abuse cases and their tests

The cases of [security.md](security.md) 3. A test whose name carries a number (`case_08_...`) tries that case; scripts run against the
program from outside. This page is made by `tools/security_cases.py` from the tests' own names and `tests/security/cases.py`; `make test`
fails when it is not what the sources say. One test: `build/debug/api_test --gtest_filter='*case_08_*'`.

| # | abuse | tried by | waits |
|---|---|---|---|
"""


def tests_in(root):
    """Case -> [(file, name)] of the tests that carry its number."""
    found = {}
    for folder in ("src", "tests", "sdk/typescript/test"):
        for file in sorted((root / folder).rglob("*")):
            pattern = TESTS.get(file.suffix)
            if pattern and "node_modules" not in file.parts:
                for match in pattern.finditer(file.read_text(encoding="utf-8")):
                    found.setdefault(int(match[3]), []).append((str(file.relative_to(root)), match[2]))
    return found


def page(cases, found):
    rows = []
    for number, (abuse, scripts, waits) in cases.items():
        by_file = {}
        for file, name in found.get(number, []):
            by_file.setdefault(file, []).append(f"`{name}`")
        tried = [f"{file}: " + ", ".join(names) for file, names in by_file.items()] + scripts
        rows.append(f"| {number} | {abuse} | {'<br>'.join(tried)} | {waits} |\n")
    return HEAD + "".join(rows)


def faults_of(root, cases, found):
    faults = [f"case {number} is none of the {len(cases)}: {found[number][0][1]}" for number in sorted(found.keys() - cases.keys())]
    for number, (_, scripts, waits) in cases.items():
        if number not in found and not scripts and not waits:
            faults.append(f"case {number} has no test, and waits for nothing")
        faults += [f"case {number}: {script} is not there" for script in scripts if not (root / script).is_file()]
        faults += [f"case {number}: {script} does not run" for script in scripts if script.endswith(".sh") and not os.access(root / script, os.X_OK)]
    return faults


def main():
    arguments = [one for one in sys.argv[1:] if one != "--check"]
    root = pathlib.Path(arguments[0] if arguments else pathlib.Path(__file__).resolve().parent.parent)
    sys.path.insert(0, str(root / "tests" / "security"))
    from cases import CASES  # noqa: PLC0415 (of the root that was named)
    found = tests_in(root)
    faults, made = faults_of(root, CASES, found), page(CASES, found)
    if "--check" in sys.argv:
        if not (root / PAGE).is_file() or (root / PAGE).read_text(encoding="utf-8") != made:
            faults.append(f"{PAGE} is not what the sources say: tools/security_cases.py makes it anew")
    else:
        (root / PAGE).write_text(made, encoding="utf-8")
    for fault in faults:
        print("FAULT " + fault)
    covered = [number for number in CASES if number in found or CASES[number][1]]
    named = sum(len({name for _, name in tests}) for tests in found.values())
    print(f"abuse cases: {len(covered)} covered, {len(CASES) - len(covered)} wait "
          f"({sum(bool(CASES[number][2]) for number in covered)} of the covered wait in part); {named} tests carry a case's number")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
