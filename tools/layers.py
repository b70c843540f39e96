#!/usr/bin/env python3
"""Holds every include under src/ against the layers of docs/style.md.

Three rules. An include of our own goes down the order or stays in its folder. A library's header is seen by one folder
only. domain/ includes no clock, thread, file, log or random header. Prints `file:line: rule` and exits 1 on a fault.
Arguments: files to read; without any, all of src/.
"""
import pathlib
import re
import sys

BELOW = {
    "base": "",
    "domain": "base",
    "codec": "base domain",
    "analytics": "base domain",
    "storage": "base domain codec analytics",
    "notify": "base domain codec analytics",
    "app": "base domain codec analytics storage notify",
    # Doors speak to app/, not to storage/ or notify/ behind it.
    "http": "base domain codec analytics app",
    "jobs": "base domain codec analytics app",
    "cli": "base domain codec analytics app",
    "mcp": "base domain codec analytics app",
    "main.cpp": "base domain codec analytics storage notify app http jobs cli mcp",
}

# Files made by the build, and the folder that may include them.
GENERATED = {"generated/sql.h": "storage", "generated/bucket_use.h": "storage", "generated/data_map.h": "storage", "generated/openapi.h": "http",
             "generated/operation_queries.h": "http", "generated/common_passwords.h": "app"}

# Prefix of a library's headers -> the folders that see them. None: every folder (fmt is a word like std::string).
LIBRARIES = {
    "fmt/": None,
    "spdlog/": "base",
    "date/": "domain",
    "boost/multiprecision/": "domain",
    "boost/json": "codec",
    "boost/container/": "codec",
    "boost/describe": "codec",
    "boost/pfr": "codec",
    "phonenumbers/": "codec",
    "unicode/": "codec",
    "gd.h": "codec",  # pictures: docs/adr/0049
    "librsvg/": "codec",
    "cairo.h": "codec",
    "qrencode.h": "codec",
    "sqlite3.h": "storage",
    "libpq-fe.h": "storage",
    "sodium.h": "storage",
    "openssl/": "storage",  # SHA-1 for authenticator apps
    "boost/asio": "http",
    "boost/beast": "http",
    "boost/system/": "http",
    "boost/url": "http",
    "prometheus/": "http",
    "CLI/": "cli",
    "curl/": "cli notify",  # a client for the worked cases; webhooks and, later, messages
    "toml++/": "cli",
    "zlib.h": "cli",
    "zstd.h": "cli",
}
TEST_LIBRARIES = ("gtest/", "gmock/", "rapidcheck")

# What would let the outside world into a decision, or make a replay differ.
IMPURE = set("""atomic chrono condition_variable ctime filesystem fstream future iostream latch mutex random semaphore
    shared_mutex stop_token thread time.h""".split())
# The calendar reads the zone table once, behind a mutex, and counts in chrono's units; it still asks no clock.
IMPURE_ALLOWED = {"domain/calendar.cpp": {"chrono", "mutex"}, "domain/calendar.h": {"chrono"}}
CLOCK = re.compile(r"\b(system_clock|steady_clock|high_resolution_clock|random_device)\b")

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')
SYSTEM = re.compile(r"^(sys|netinet|arpa|linux)/|^[a-z_0-9]+\.h$")


def own_include(folder, is_test, target):
    """The rule that an include of one of our headers breaks, or None."""
    if target in GENERATED:
        owner = GENERATED[target]
        return None if folder == owner else f"{target} belongs to {owner}/"
    layer = target.split("/")[0]
    if layer not in BELOW:
        return f'"{target}" names no folder of src/: includes are written from src/'
    # A test of a door builds the whole engine under it.
    if is_test and layer in ("storage", "notify") and "app" in BELOW[folder].split():
        return None
    if layer != folder and layer not in BELOW[folder].split():
        return f"{folder} must not include {layer}/: includes go down ({BELOW[folder] or 'nothing'})"
    return None


def library_include(folder, is_test, target):
    """The rule that an include in angle brackets breaks, or None."""
    if target.startswith(TEST_LIBRARIES):
        return None if is_test else f"<{target}> is for *_test.cpp"
    for prefix, owner in LIBRARIES.items():
        if target.startswith(prefix):
            return None if owner is None or folder in owner.split() else f"<{target}> is seen by {owner}/ only"
    if "/" not in target and not target.endswith(".h"):
        return None  # the standard library
    if SYSTEM.match(target):
        return f"<{target}> is the system's, {folder}/ is pure" if folder in ("domain", "analytics") else None
    return f"<{target}> is a new library: give it its folder in tools/layers.py"


def faults_of_file(name, text):
    """[(line, rule)] of a file whose path under src/ is `name`."""
    folder = name.split("/")[0]
    if folder not in BELOW:
        return [(1, f"{folder} is not a layer of docs/style.md")]
    is_test = name.endswith("_test.cpp")
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        include = INCLUDE.match(line)
        if include:
            check = own_include if include[1] == '"' else library_include
            found.append((number, check(folder, is_test, include[2])))
            if folder == "domain" and not is_test and include[2] in IMPURE - IMPURE_ALLOWED.get(name, set()):
                found.append((number, f"domain is pure: no <{include[2]}>"))
        elif folder == "domain" and CLOCK.search(line.split("//")[0]):
            found.append((number, "domain is pure: time and chance come in as arguments"))
    return [(number, rule) for number, rule in found if rule]


def faults(source, files=None):
    """Every broken rule in `files`, or in all files under the folder `source`, as printable lines."""
    result = []
    for path in sorted(files or [*source.rglob("*.h"), *source.rglob("*.cpp")]):
        for number, rule in faults_of_file(path.relative_to(source).as_posix(), path.read_text(encoding="utf-8")):
            result.append(f"{path}:{number}: {rule}")
    return result


def main():
    source = pathlib.Path("src")
    files = [path for path in map(pathlib.Path, sys.argv[1:])
             if path.is_relative_to(source) and path.suffix in (".h", ".cpp")]
    found = [] if sys.argv[1:] and not files else faults(source, files)
    print("\n".join(found) if found else "layers: every include points down")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
