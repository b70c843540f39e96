#!/usr/bin/env python3
"""Turns db/queries/*.sql and db/migrations/*.sql into generated/sql.h and sql.cpp.

A statement of a query file stands under `-- name: append_entry` and becomes `vuelve::sql::append_entry`; other comment
lines are for the reader and are left out. A migration is a file named 0001_members.sql; its checksum is the SHA-256 of
its bytes, so that a migration edited after release is noticed.
"""
import argparse
import hashlib
import pathlib
import re
import sys

HEADER = """#pragma once

#include <array>
#include <cstddef>
#include <string_view>

/// The statements of db/queries and the migrations of db/migrations. Written by tools/embed_sql.py.
namespace vuelve::sql {{

/// Values of the list in a statement named `..._list`.
inline constexpr std::size_t list_size = {list_size};

{declarations}
/// One file of db/migrations: 0001_members.sql has version 1 and name "members". `checksum` is SHA-256 in hex.
struct Migration {{
    int version;
    std::string_view name;
    std::string_view text;
    std::string_view checksum;
}};

/// In ascending order, without gaps, from 1.
extern const std::array<Migration, {count}> migrations;

}}  // namespace vuelve::sql
"""

SOURCE = """#include "generated/sql.h"

#pragma clang diagnostic ignored "-Woverlength-strings"

namespace vuelve::sql {{

{definitions}
constinit const std::array<Migration, {count}> migrations{{{{
{migrations}}}}};

}}  // namespace vuelve::sql
"""


# Values of a statement for many: as many commands as tills send at once, and few enough for a short text.
LIST_SIZE = 64


class Fault(Exception):
    """What is wrong with an SQL file, with its place."""


def statements(path, text):
    """[(name, statement)] of a query file, without comment lines and closing semicolon."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("-- name:"):
            name = line.removeprefix("-- name:").strip()
            if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
                raise Fault(f"{path}:{number}: a statement is named in snake_case, not '{name}'")
            found.append((name, []))
        elif line.strip() and not line.lstrip().startswith("--"):
            if not found:
                raise Fault(f"{path}:{number}: SQL before the first '-- name:' line")
            found[-1][1].append(line.rstrip())
    joined = [(name, "\n".join(lines).strip().removesuffix(";").rstrip()) for name, lines in found]
    for name, statement in joined:
        if not statement:
            raise Fault(f"{path}: statement '{name}' is empty")
    return [text for name, statement in joined for text in texts(path, name, statement)]


def texts(path, name, statement):
    """[(name, statement)], and a second for many values when it ends in a list."""
    lists = re.findall(r"\$(\d+)\.\.", statement)
    if not lists:
        return [(name, statement)]
    first = int(lists[0])
    if len(lists) > 1 or first < max(int(number) for number in re.findall(r"\$(\d+)", statement)):
        raise Fault(f"{path}: statement '{name}' has one list, of its last arguments")
    many = ", ".join(f"${number}" for number in range(first, first + LIST_SIZE))
    return [(name, statement.replace(f"${first}..", f"${first}")), (name + "_list", statement.replace(f"${first}..", many))]


def read_queries(folder):
    """Every statement of the folder, in order of file and place; names are unique over all files."""
    seen = {}
    result = []
    for path in sorted(folder.glob("*.sql")):
        for name, statement in statements(path, path.read_text(encoding="utf-8")):
            if name in seen:
                raise Fault(f"{path}: statement '{name}' stands in {seen[name]} too")
            seen[name] = path
            result.append((name, statement))
    return result


def read_migrations(folder):
    """[(version, name, text, checksum)] from 1 upwards without a gap."""
    result = []
    for expected, path in enumerate(sorted(folder.glob("*.sql")), start=1):
        match = re.fullmatch(r"(\d{4})_([a-z0-9_]+)", path.stem)
        if not match or int(match[1]) != expected:
            raise Fault(f"{path}: the next migration is named {expected:04}_what_it_does.sql")
        content = path.read_bytes()
        result.append((expected, match[2], content.decode("utf-8"), hashlib.sha256(content).hexdigest()))
    return result


def literal(text):
    return f'R"sql({text})sql"'


def render(queries, migrations):
    """(header, source) as text."""
    header = HEADER.format(
        declarations="".join(f"extern const std::string_view {name};\n" for name, _ in queries),
        count=len(migrations), list_size=LIST_SIZE)
    source = SOURCE.format(
        definitions="".join(
            f"constinit const std::string_view {name} = {literal(text)};\n\n" for name, text in queries),
        count=len(migrations),
        migrations="".join(
            f'    {{{version}, "{name}", {literal(text)},\n     "{checksum}"}},\n'
            for version, name, text, checksum in migrations))
    return header, source


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--queries", type=pathlib.Path, required=True)
    parser.add_argument("--migrations", type=pathlib.Path, required=True)
    parser.add_argument("--output", type=pathlib.Path, required=True, help="folder of sql.h and sql.cpp")
    options = parser.parse_args()
    try:
        header, source = render(read_queries(options.queries), read_migrations(options.migrations))
    except Fault as fault:
        sys.exit(str(fault))
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "sql.h").write_text(header, encoding="utf-8")
    (options.output / "sql.cpp").write_text(source, encoding="utf-8")


if __name__ == "__main__":
    main()
