#!/usr/bin/env python3
"""The data map: what is kept, of whom, why and how long. Holds db/data-map.toml against the schema of db/migrations.

Fails for a column without a line and a line without a column. From the map come docs/data-map.md, the statements that read and
erase one person's rows (db/queries/own_data.sql), and, for the build, generated/data_map.h that names them.
"""
import argparse
import pathlib
import sqlite3
import sys
import tomllib

BASES = {"contract", "law", "interest", "consent"}
PEOPLE = {"identity", "contact", "words", "opinion", "profile", "choice", "behaviour", "profiling", "access", "pseudonym", "secret"}
CLASSES = PEOPLE | {"staff", "placement", "technical", "business"}
FORMS = {"clear", "hashed", "sealed-member", "sealed-tenant"}
SHOWS = {"hidden", "json", "symbol", "person", "txn", "voucher", "reservation", "redemption", "number", "text", "instant", "day"}
LIES = {"own", "base", "anywhere"}
TABLE_KEYS = {"purpose", "basis", "retention", "person", "own_data", "own_data_not", "erasure", "only", "lies", "columns"}
PERSON_COLUMNS = {"holder_id", "subject", "referrer_id", "referee_id"}


class Fault(Exception):
    """All that is wrong with the map, a line each."""


def read_schema(migrations):
    """{table: {column: (type, is_key)}} after all migrations."""
    database = sqlite3.connect(":memory:")
    for path in sorted(migrations.glob("*.sql")):
        database.executescript(path.read_text(encoding="utf-8"))
    tables = database.execute("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by rowid")
    return {name: {row[1]: (row[2], row[5]) for row in database.execute(f'pragma table_info("{name}")')}
            for name, in tables.fetchall()}


def show_of(column, kind, line):
    """How own data shows a column: by its line, else by its name and type."""
    words = line.split()
    if len(words) > 2:
        return words[2]
    if words[1] != "clear" or words[0] in ("placement", "technical", "pseudonym", "staff"):
        return "hidden"
    if column.endswith("_ms"):
        return "instant"
    if column.endswith("_day"):
        return "day"
    return "text" if kind == "TEXT" else "number"


def faults_of_line(place, line):
    words = line.split()
    if len(words) not in (2, 3):
        yield f'{place}: "{line}" is to be "CLASS FORM [SHOW]"'
        return
    if words[0] not in CLASSES:
        yield f"{place}: '{words[0]}' is none of the classes {' '.join(sorted(CLASSES))}"
    if words[1] not in FORMS:
        yield f"{place}: '{words[1]}' is none of {' '.join(sorted(FORMS))}"
    if words[0] in ("identity", "contact", "words", "opinion", "secret") and words[1] == "clear":
        yield f"{place}: {words[0]} is never kept in clear"
    if len(words) == 3 and words[2] not in SHOWS and not words[2].startswith(("words:", "text:")):
        yield f"{place}: '{words[2]}' is no way to show it"


def faults_of_table(name, table, columns, retention):
    for key in table.keys() - TABLE_KEYS:
        yield f"[{name}] {key}: no such thing is told of a table"
    for key in ("purpose", "basis", "retention"):
        if not table.get(key):
            yield f"[{name}] lacks {key}"
    if table.get("basis") not in BASES:
        yield f"[{name}] basis: one of {' '.join(sorted(BASES))}"
    if table.get("retention") not in retention:
        yield f"[{name}] retention: one of {' '.join(sorted(retention))}"
    person = table.get("person", [])
    for column in person:
        if column not in columns:
            yield f"[{name}] person: there is no column {column}"
    holders = sorted(column for column in PERSON_COLUMNS & columns.keys() if columns[column][0] == "INTEGER")
    if not person and holders:
        yield f"[{name}] has {' '.join(holders)}: say person = [...], own_data and erasure"
    if person and ("own_data" in table) == ("own_data_not" in table):
        yield f"[{name}] says whose its rows are: own_data = \"SECTION\", or own_data_not = \"why not\""
    if person and not table.get("erasure"):
        yield f"[{name}] says whose its rows are, but not what erasure does to them"
    if table.get("lies", "own") not in LIES:
        yield f"[{name}] lies: one of {' '.join(sorted(LIES))}"
    lines = table.get("columns", {})
    for column in columns.keys() - lines.keys():
        yield f'[{name}.columns] lacks a line for {name}.{column}: add  {column} = "CLASS FORM"'
    for column in lines.keys() - columns.keys():
        yield f"[{name}.columns] {column}: the schema has no such column any more, take the line away"
    for column, line in lines.items():
        yield from faults_of_line(f"[{name}.columns] {column}", line)


def check(schema, document):
    """The map's tables in the order of the schema. Raises Fault with everything that is wrong."""
    retention = document.get("retention", {})
    tables = {name: table for name, table in document.items() if name != "retention"}
    faults = []
    for name in schema:
        if name in tables:
            faults += faults_of_table(name, tables[name], schema[name], retention)
        else:
            lines = "\n".join(f'    {column} = "CLASS FORM"' for column in schema[name])
            faults.append(f"db/data-map.toml lacks the table {name}: add\n    [{name}]\n    purpose = ...\n    basis = ...\n"
                          f"    retention = ...\n    [{name}.columns]\n{lines}")
    faults += [f"[{name}]: the schema has no such table any more" for name in tables if name not in schema]
    if faults:
        raise Fault("\n".join(faults))
    return {name: tables[name] for name in schema}


def quoted(column):
    return f'"{column}"' if column == "left" else column


def condition(table):
    owners = " or ".join(f"{column} = $3" for column in table["person"])
    if len(table["person"]) > 1:
        owners = f"({owners})"
    return f"bucket = $1 and tenant_id = $2 and {owners}" + (f" and {table['only']}" if "only" in table else "")


def shown(schema, table, name):
    """[(column, show)] of what own data shows, with the columns that opening a text needs."""
    found = [(column, show_of(column, kind, table["columns"][column])) for column, (kind, _) in schema[name].items()]
    found = [(column, show) for column, show in found if show != "hidden"]
    for _, show in list(found):
        row = show.split(":")[2] if show.startswith("text:") else None
        if row and row not in [column for column, _ in found]:
            found.append((row, "row"))
    return found


def own_tables(tables):
    return [(name, table) for name, table in tables.items() if "own_data" in table]


def erased_tables(tables):
    return [(name, table) for name, table in tables.items() if table.get("erasure", "").startswith("deleted")]


def render_sql(schema, tables):
    out = ["-- One person's rows, table by table: what is told them, what goes with them. Written by tools/data_map.py from",
           "-- db/data-map.toml: change that, not this.", ""]
    for name, table in own_tables(tables):
        columns = ", ".join(quoted(column) for column, _ in shown(schema, table, name))
        keys = [column for column, (_, key) in sorted(schema[name].items(), key=lambda item: item[1][1])
                if key and column not in ("bucket", "tenant_id")]
        out += [f"-- name: own_{name}", f"select {columns}", f"from {name} where {condition(table)}",
                f"order by {', '.join(keys)}", ""]
    for name, table in erased_tables(tables):
        out += [f"-- name: erase_{name}", f"delete from {name} where {condition(table)}", ""]
    return "\n".join(out)


def render_header(schema, tables):
    lies = {"own": "Own", "base": "Base", "anywhere": "Anywhere"}
    out = ["#pragma once", "", "#include <array>", "#include <cstdint>", "#include <span>", "#include <string_view>", "",
           '#include "generated/sql.h"', "",
           "/// Whose rows lie where, and how a person is shown them. Written by tools/data_map.py from db/data-map.toml.",
           "namespace vuelve::sql {", "",
           "/// In the person's own bucket, in the tenant's base bucket, in any.",
           "enum class Lies : std::uint8_t { Own, Base, Anywhere };", "",
           "struct OwnColumn {", "    std::string_view name, show;", "};", "",
           "struct OwnTable {", "    std::string_view section;", "    const std::string_view* statement;", "    Lies lies;",
           "    std::span<const OwnColumn> columns;", "};", "",
           "struct ErasedTable {", "    const std::string_view* statement;", "    Lies lies;", "};", ""]
    for name, table in own_tables(tables):
        columns = shown(schema, table, name)
        out.append(f"inline constexpr std::array<OwnColumn, {len(columns)}> own_columns_{name}{{{{")
        out += [f'    {{"{column}", "{show}"}},' for column, show in columns]
        out.append("}};")
    out += ["", f"inline const std::array<OwnTable, {len(own_tables(tables))}> own_tables{{{{"]
    out += [f'    {{"{table["own_data"]}", &own_{name}, Lies::{lies[table.get("lies", "own")]}, own_columns_{name}}},'
            for name, table in own_tables(tables)]
    out += ["}};", "", f"inline const std::array<ErasedTable, {len(erased_tables(tables))}> erased_tables{{{{"]
    out += [f'    {{&erase_{name}, Lies::{lies[table.get("lies", "own")]}}},' for name, table in erased_tables(tables)]
    out += ["}};", "", "}  // namespace vuelve::sql", ""]
    return "\n".join(out)


def render_page(schema, tables, retention):
    people = sum(line.split()[0] in PEOPLE for table in tables.values() for line in table["columns"].values())
    columns = sum(len(table["columns"]) for table in tables.values())
    out = ["# Data map", "",
           f"What the program keeps: {len(tables)} tables, {columns} columns, {people} of them about people. Written by",
           "`tools/data_map.py --write` from `db/data-map.toml`; the build fails when the schema has a column that is not here.", "",
           "Classes: identity, contact, words, opinion, profile, choice, behaviour, profiling, access, pseudonym and secret are about",
           "people; staff is about people of the shop; placement, technical and business are about nobody. Forms: clear; hashed (keyed",
           "or one-way); sealed-member (opens with the member's own key alone, and dies with it); sealed-tenant.", "",
           "## How long", "", "| retention | until |", "|---|---|"]
    out += [f"| {name} | {text} |" for name, text in retention.items()]
    for name, table in tables.items():
        out += ["", f"## {name}", "", f"{table['purpose']}. Basis: {table['basis']}. Kept: {table['retention']}."]
        if table.get("person"):
            told = (f"Section `{table['own_data']}` of somebody's own data" if "own_data" in table
                    else f"Not in somebody's own data: {table['own_data_not']}")
            out += [f"{told}. Erasure: {table['erasure']}."]
        out += ["", "| column | class | form | own data |", "|---|---|---|---|"]
        for column, line in table["columns"].items():
            kind, form = line.split()[:2]
            show = show_of(column, schema[name][column][0], line) if "own_data" in table else "hidden"
            told = "" if show == "hidden" else show.split(":")[0]
            out.append(f"| {column} | {kind} | {form} | {told} |")
    return "\n".join(out) + "\n"


def written(root):
    """({path: content} of what is checked in, text of generated/data_map.h)."""
    schema = read_schema(root / "db/migrations")
    document = tomllib.loads((root / "db/data-map.toml").read_text(encoding="utf-8"))
    tables = check(schema, document)
    files = {root / "docs/data-map.md": render_page(schema, tables, document["retention"]),
             root / "db/queries/own_data.sql": render_sql(schema, tables)}
    return files, render_header(schema, tables)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path("."))
    parser.add_argument("--write", action="store_true", help="write docs/data-map.md and db/queries/own_data.sql")
    parser.add_argument("--output", type=pathlib.Path, help="folder of data_map.h")
    options = parser.parse_args()
    try:
        files, header = written(options.root)
    except (Fault, tomllib.TOMLDecodeError, sqlite3.Error) as fault:
        sys.exit(str(fault))
    for path, content in files.items():
        if options.write:
            path.write_text(content, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != content:
            sys.exit(f"{path} is older than db/data-map.toml and the schema: run tools/data_map.py --write")
    if options.output:
        options.output.mkdir(parents=True, exist_ok=True)
        target = options.output / "data_map.h"
        if not target.exists() or target.read_text(encoding="utf-8") != header:
            target.write_text(header, encoding="utf-8")


if __name__ == "__main__":
    main()
