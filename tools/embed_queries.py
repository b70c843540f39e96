#!/usr/bin/env python3
"""Writes what each operation of the contract may be asked in its query, as C++: embed_queries.py api/openapi.yaml --output DIR.

<DIR>/operation_queries.{h,cpp} hold the operations by name, each with the names of its query parameters.
"""
import argparse
import pathlib

import yaml

METHODS = ("get", "put", "post", "patch", "delete")

HEADER = """#pragma once

#include <span>
#include <string_view>

/// Written by tools/embed_queries.py from api/openapi.yaml.
namespace vuelve {

/// An operation of the contract and the names its query may have.
struct OperationQuery {
    std::string_view operation;
    std::span<const std::string_view> names;
};

/// All operations, by name.
std::span<const OperationQuery> operation_queries();

}  // namespace vuelve
"""


def resolve(document, node):
    while "$ref" in node:
        at = document
        for step in node["$ref"][2:].split("/"):
            at = at[step.replace("~1", "/")]
        node = at
    return node


def queries(document):
    """{operation: [names]}, both in the order of the alphabet."""
    found = {}
    for item in document["paths"].values():
        for method, operation in item.items():
            if method in METHODS:
                parameters = [resolve(document, one) for one in item.get("parameters", []) + operation.get("parameters", [])]
                found[operation["operationId"]] = sorted(one["name"] for one in parameters if one["in"] == "query")
    return dict(sorted(found.items()))


def render(found):
    lines = ['#include "generated/operation_queries.h"', "", "#include <array>", "", "namespace vuelve {", "namespace {", ""]
    lists = sorted({tuple(names) for names in found.values()})
    for number, names in enumerate(lists):
        quoted = ", ".join(f'"{name}"' for name in names)
        lines.append(f"constexpr std::array<std::string_view, {len(names)}> names_{number}{{{quoted}}};")
    lines += ["", f"constexpr std::array<OperationQuery, {len(found)}> rows{{{{"]
    lines += [f'    {{"{operation}", names_{lists.index(tuple(names))}}},' for operation, names in found.items()]
    lines += ["}};", "", "}  // namespace", "", "std::span<const OperationQuery> operation_queries() { return rows; }", "", "}  // namespace vuelve", ""]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("contract", type=pathlib.Path)
    parser.add_argument("--output", type=pathlib.Path, required=True, help="the folder")
    options = parser.parse_args()
    document = yaml.safe_load(options.contract.read_text(encoding="utf-8"))
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "operation_queries.h").write_text(HEADER, encoding="utf-8")
    (options.output / "operation_queries.cpp").write_text(render(queries(document)), encoding="utf-8")


if __name__ == "__main__":
    main()
