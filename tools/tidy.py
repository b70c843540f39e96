#!/usr/bin/env python3
"""House rules a compiler does not know: size of functions and files, marks of unfinished work, stray debug prints.

Reads the C++, Python and web sources of the repository; prints `file:line: fault` and exits 1 when there are
any. Arguments: files to read; without any, all of them.
"""
import pathlib
import re
import sys

FOLDERS = ("src", "tests", "bench", "tools", "web")
ENDINGS = (".cpp", ".h", ".py", ".ts", ".js", ".svelte")
SKIPPED = ("node_modules", "generated", ".svelte-kit", "build", "dist")

FILE_LINES_MAX = 450
FUNCTION_LINES_MAX = 90

UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
# Programs that speak to a person print; everything else returns values or logs.
PRINTS = re.compile(r"\bstd::(cout|cerr|clog)\b|\b(printf|puts|perror)\s*\(|\bfprintf\s*\(|\bfmt::print\s*\(")
PRINTS_ALLOWED = ("src/cli/", "src/main.cpp", "src/base/ensure.cpp", "src/base/log.cpp", "tests/", "bench/")
PRINTS_WEB = re.compile(r"\bconsole\.(log|debug)\b|\bdebugger\b")

NOISE = re.compile(
    r'R"(?P<tag>[a-z_]*)\((?:.|\n)*?\)(?P=tag)"'  # raw string
    r'|"(?:\\.|[^"\\\n])*"'
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'"
    r"|//[^\n]*|/\*(?:.|\n)*?\*/"
    r"|^[ \t]*\#(?:\\\n|[^\n])*",
    re.MULTILINE)
FUNCTION = re.compile(r"\)\s*(const|noexcept|override|final|mutable|->[^;{}]*|\s)*$")


def without_noise(text):
    """C++ text whose strings, comments and preprocessor lines are blank; lines keep their numbers."""
    return NOISE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def long_functions(text):
    """[(line, lines)] of C++ functions longer than the limit, outermost only."""
    text = without_noise(text)
    found = []
    scopes = []  # (is_function, line) of each open brace
    start = 0
    line = 1
    for at, character in enumerate(text):
        if character == "\n":
            line += 1
        elif character == "{":
            inside = any(is_function for is_function, _ in scopes)
            scopes.append((not inside and bool(FUNCTION.search(text[start:at])), line))
        elif character == "}" and scopes:
            is_function, first = scopes.pop()
            if is_function and line - first + 1 > FUNCTION_LINES_MAX:
                found.append((first, line - first + 1))
        if character in "{};":
            start = at + 1
    return found


def faults_of_file(name, text):
    """[(line, fault)] of the file with path `name` from the root of the repository."""
    lines = text.splitlines()
    found = []
    if len(lines) > FILE_LINES_MAX:
        found.append((1, f"{len(lines)} lines, at most {FILE_LINES_MAX}: look for the second file inside"))
    is_cpp = name.endswith((".cpp", ".h"))
    if is_cpp:
        found += [(line, f"a function of {length} lines, at most {FUNCTION_LINES_MAX}")
                  for line, length in long_functions(text)]
    prints = PRINTS if is_cpp else PRINTS_WEB if name.endswith((".ts", ".js", ".svelte")) else None
    if is_cpp and name.startswith(PRINTS_ALLOWED) or name.startswith("tools/"):
        prints = None
    code = without_noise(text).splitlines() if is_cpp else lines
    for number, line in enumerate(lines, start=1):
        if UNFINISHED.search(line):
            found.append((number, "unfinished work: finish it, or open an issue"))
        if prints and prints.search(code[number - 1]):
            found.append((number, "a stray print: return a value or use base/log.h"))
    return found


def is_ours(name):
    """Whether the path from the root is a source that people write."""
    return (name.parts[0] in FOLDERS and name.suffix in ENDINGS
            and not any(part in SKIPPED for part in name.parts))


def faults(root, names=None):
    """Every fault in the files `names`, or in all under `root`, as printable lines."""
    if not names:
        names = [path.relative_to(root) for folder in FOLDERS for path in sorted((root / folder).rglob("*"))]
    result = []
    for name in names:
        if is_ours(name) and (root / name).is_file():
            text = (root / name).read_text(encoding="utf-8")
            result += [f"{name}:{line}: {fault}" for line, fault in faults_of_file(name.as_posix(), text)]
    return result


def main():
    found = faults(pathlib.Path("."), [pathlib.Path(name) for name in sys.argv[1:]])
    print("\n".join(found) if found else "tidy: nothing to say")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
