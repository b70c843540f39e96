#!/usr/bin/env python3
"""Embeds text files in the program: NAME=FILE becomes `extern const std::string_view NAME` of namespace vuelve.

With --yaml-as-json a YAML file is embedded as compact JSON, so that the program needs no YAML reader.
"""
import argparse
import json
import pathlib

import yaml


class PlainLoader(yaml.SafeLoader):
    """YAML as JSON has it: a date in an example stays text."""


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def to_json(text):
    return json.dumps(yaml.load(text, PlainLoader), ensure_ascii=False, separators=(",", ":"))


def literal(text):
    """A C++ string literal of the text, one source line for each line or 16,000 characters."""
    pieces = [text[at:at + 16000] for at in range(0, len(text), 16000)] or [""]
    escape = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "?": "\\?"}
    return "\n".join('    "' + "".join(escape.get(c, c) for c in piece) + '"' for piece in pieces)


def render(stem, files):
    """(header, source) of {name: text}."""
    header = "#pragma once\n\n#include <string_view>\n\n/// Written by tools/embed_file.py.\nnamespace vuelve {\n\n"
    header += "".join(f"extern const std::string_view {name};\n" for name in files)
    header += "\n}  // namespace vuelve\n"
    source = f'#include "generated/{stem}.h"\n\n#pragma clang diagnostic ignored "-Woverlength-strings"\n\n'
    source += "namespace vuelve {\n\n"
    # With its length told: a compiler that has to count gives up at a megabyte.
    source += "".join(f"constinit const std::string_view {name}{{\n{literal(text)},\n    {len(text.encode())}}};\n\n"
                      for name, text in files.items())
    source += "}  // namespace vuelve\n"
    return header, source


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", metavar="NAME=FILE")
    parser.add_argument("--output", type=pathlib.Path, required=True, help="path of the two files, without ending")
    parser.add_argument("--yaml-as-json", action="store_true")
    options = parser.parse_args()
    files = {}
    for pair in options.files:
        name, _, path = pair.partition("=")
        text = pathlib.Path(path).read_text(encoding="utf-8")
        files[name] = to_json(text) if options.yaml_as_json else text
    header, source = render(options.output.name, files)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.with_suffix(".h").write_text(header, encoding="utf-8")
    options.output.with_suffix(".cpp").write_text(source, encoding="utf-8")


if __name__ == "__main__":
    main()
