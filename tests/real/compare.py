#!/usr/bin/env python3
"""compare.py EXPECTED TOTALS: the totals of a repeated import (vuelve import --json) against the known answers."""
import json
import pathlib
import sys


def differences(expected, totals):
    """["money: expected 1, got 2", ...] over the keys of `expected`."""
    return [f"{key}: expected {value}, got {totals.get(key)}"
            for key, value in expected.items() if totals.get(key) != value]


def main():
    expected, totals = (json.loads(pathlib.Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:3])
    found = differences(expected["totals"], totals)
    # A repetition brings nothing new, and finds all of it.
    found += differences({"new": 0, "enrolled": 0, "new_money": 0, "new_issued": {}, "stopped": "",
                          "there_before": expected["totals"]["accepted"]}, totals)
    print("\n".join(found) if found else "as expected: " + ", ".join(
        f"{key} {json.dumps(value)}" for key, value in expected["totals"].items()))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
