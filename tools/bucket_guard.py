#!/usr/bin/env python3
"""Holds every statement of db/queries to its bucket (docs/scale-out.md Q2, Q19), and writes generated/bucket_use.{h,cpp}.

A statement names the bucket of each table it reads or writes, or says under its name (or for a whole file above the first
name) `-- fans out: why`. The build fails for a statement that does neither, and for one that says so without need.
"""
import argparse
import pathlib
import re
import sys

import embed_sql
from data_map import read_schema

HEADER = """#pragma once

#include <array>
#include <cstdint>
#include <string_view>

/// Written by tools/bucket_guard.py from db/queries.
namespace vuelve::sql {{

/// Which arguments of a statement are buckets, from 0; a statement that fans out goes over all of them.
struct BucketUse {{
    std::string_view statement;
    bool fans_out = false;
    std::array<std::int8_t, {width}> arguments{{}};  // -1 = none
}};

extern const std::array<BucketUse, {count}> bucket_uses;

}}  // namespace vuelve::sql
"""

SOURCE = """#include "generated/bucket_use.h"

#include "generated/sql.h"

namespace vuelve::sql {{

const std::array<BucketUse, {count}> bucket_uses{{{{
{rows}}}}};

}}  // namespace vuelve::sql
"""


class Fault(Exception):
    """Statements that break the rule, a line each."""


def bucket_tables(schema):
    return {table for table, columns in schema.items() if "bucket" in columns}


def marked(text):
    """Names of a query file whose comment says that they fan out; {"*"} beside them when the file says so for all."""
    found, name = set(), "*"
    for line in text.splitlines():
        if line.startswith("-- name:"):
            name = line.removeprefix("-- name:").strip()
        elif re.match(r"-- fans out: \S", line):
            found.add(name)
    return found


def tables_of(statement, tables):
    """The bucketed tables a statement uses, each as often as it does."""
    words = re.findall(r"\b(?:from|join|into|update)\s+(\w+)", statement)
    # from a, b: the second and later ones
    for listed in re.findall(r"\bfrom\s+((?:\w+(?:\s+\w+)?\s*,\s*)+\w+)", statement):
        words += [part.split()[0] for part in listed.split(",")[1:]]
    return [word for word in words if word in tables]


def fans_out(statement, tables):
    named = len(re.findall(r"\bbucket\s*(?:=|in\b)", statement)) + len(re.findall(r"\busing\s*\(\s*bucket\b", statement))
    inserted = len([1 for columns in re.findall(r"insert into \w+\s*\(([^)]*)\)", statement) if re.search(r"\bbucket\b", columns)])
    return named + inserted < len(tables_of(statement, tables))


def arguments(statement):
    """The numbers of the arguments that are buckets, ascending from 0."""
    found = {int(number) - 1 for number in re.findall(r"\bbucket\s*=\s*\$(\d+)", statement)}
    insert = re.search(r"insert into \w+\s*\(([^)]*)\)\s*values\s*\(([^)]*)", statement)
    if insert:
        columns = [one.strip() for one in insert[1].split(",")]
        values = [one.strip() for one in insert[2].split(",")]
        if "bucket" in columns and (number := re.fullmatch(r"\$(\d+)", values[columns.index("bucket")])):
            found.add(int(number[1]) - 1)
    return sorted(found)


def read(queries, migrations):
    """[(name, fans out, arguments)] of every statement. Fault for those that break the rule."""
    tables = bucket_tables(read_schema(migrations))
    faults, uses = [], []
    for path in sorted(queries.glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        allowed = marked(text)
        for name, statement in embed_sql.statements(path, text):
            is_wide = fans_out(statement, tables)
            if is_wide and not allowed & {name, "*"}:
                faults.append(f"{path}: '{name}' does not name the bucket of every table, and does not say '-- fans out: why'")
            if not is_wide and name in allowed:
                faults.append(f"{path}: '{name}' says that it fans out, and names every bucket")
            uses.append((name, is_wide, arguments(statement)))
    if faults:
        raise Fault("\n".join(faults))
    return uses


def render(uses):
    width = max([1] + [len(numbers) for _, _, numbers in uses])
    rows = "".join(
        f"    {{{name}, {'true' if is_wide else 'false'}, {{{', '.join(str(n) for n in numbers + [-1] * (width - len(numbers)))}}}}},\n"
        for name, is_wide, numbers in uses)
    return HEADER.format(width=width, count=len(uses)), SOURCE.format(count=len(uses), rows=rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--queries", type=pathlib.Path, default=pathlib.Path("db/queries"))
    parser.add_argument("--migrations", type=pathlib.Path, default=pathlib.Path("db/migrations"))
    parser.add_argument("--output", type=pathlib.Path, help="folder of bucket_use.h and bucket_use.cpp")
    options = parser.parse_args()
    try:
        uses = read(options.queries, options.migrations)
    except Fault as fault:
        sys.exit(str(fault))
    if options.output:
        header, source = render(uses)
        options.output.mkdir(parents=True, exist_ok=True)
        (options.output / "bucket_use.h").write_text(header, encoding="utf-8")
        (options.output / "bucket_use.cpp").write_text(source, encoding="utf-8")


if __name__ == "__main__":
    main()
