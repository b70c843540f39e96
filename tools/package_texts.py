#!/usr/bin/env python3
"""Writes what a package of the program tells about itself: FOLDER/copyright and FOLDER/vuelve.1.gz.

Usage: package_texts.py --program VUELVE --output FOLDER

`copyright` is our licence and those of everything whose code is compiled into the program or its pages: the libraries of
tools/packages.txt and the npm packages that the pages are made of. Libraries that are linked at run time bring their own
texts; those that are headers are only told of here. The manual page lists the commands the program itself names.
"""
import argparse
import gzip
import json
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
LONG = 64 * 1024  # Boost's list of authors has two megabytes: its licence is told without it
PAGES = ("svelte", "@sveltejs/kit")  # compiled into every page, though npm calls them tools
LICENCES = ("LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE", "license", "COPYING")


def libraries():
    """Packages of the parts of tools/packages.txt that hold libraries."""
    found, wanted = [], False
    for line in (ROOT / "tools" / "packages.txt").read_text().splitlines():
        if line.startswith("#"):
            wanted = line.startswith(("# libraries", "# phone numbers"))
        elif wanted and line.strip():
            found.append(line.strip())
    return found


def shortened(text):
    """The licence of most files, where the whole text is long (Debian's machine-readable form)."""
    paragraphs = re.split(r"\n\s*\n", text)
    main = next((p for p in paragraphs if p.startswith("Files: *")), paragraphs[0])
    name = re.search(r"^License: *(\S+)", main, re.M)
    texts = [p for p in paragraphs if name and p.startswith(f"License: {name[1]}\n")]
    return "\n\n".join([main[:2000], *texts[:1]])


def of_libraries():
    seen = {}
    for package in libraries():
        file = pathlib.Path("/usr/share/doc") / package / "copyright"
        if not file.exists():
            raise SystemExit(f"package_texts: {file} is not there: without it nobody may pass {package} on")
        text = file.read_text(errors="replace")
        seen.setdefault(text if len(text) <= LONG else shortened(text), []).append(package)
    return [(", ".join(packages), text) for text, packages in seen.items()]


def of_sqlite():
    """SQLite is compiled from one file that says what it is (tools/setup.sh)."""
    file = ROOT / "build" / "deps" / "sqlite" / "sqlite3.h"
    if not file.exists():
        raise SystemExit(f"package_texts: {file} is not there: tools/setup.sh fetches it")
    text = file.read_text()
    version = re.search(r'^#define SQLITE_VERSION +"([^"]+)"', text, re.M)[1]
    words = re.search(r"The author disclaims copyright.*?\n\*\* *\n.*?\n\*{10}", text, re.S)[0]
    lines = [line.removeprefix("**").strip() for line in words.splitlines()[:-1]]
    return f"SQLite {version}, in the public domain", "\n".join(lines).strip()


def of_page_packages():
    """What is in the pages: the API viewer, and the web apps where there are any."""
    places = [ROOT / "tools" / "node" / "node_modules" / "@scalar" / "api-reference"]
    lock = ROOT / "web" / "package-lock.json"
    packages = json.loads(lock.read_text())["packages"] if lock.exists() else {}
    for path, about in packages.items():
        name = path.removeprefix("node_modules/")
        in_pages = not about.get("dev") or name in PAGES or name.startswith("@fontsource")
        if path.startswith("node_modules/") and in_pages and not about.get("link"):
            places.append(ROOT / "web" / path)
    told = []
    for place in places:
        if not (place / "package.json").exists():
            continue  # not built here
        about = json.loads((place / "package.json").read_text())
        author = about.get("author") or "its authors"
        author = author.get("name", "its authors") if isinstance(author, dict) else author
        file = next((place / name for name in LICENCES if (place / name).exists()), None)
        text = file.read_text() if file else f"{about.get('license')}, by {author}. Further notices stand in the file itself."
        told.append((f"{about['name']} {about['version']}", text))
    return told


def copyright_text():
    parts = ["Vuelve, the open loyalty engine, by its contributors. Licence: Apache 2.0, of which this is the text.\n",
             (ROOT / "LICENSE").read_text().strip("\n")]
    rule = "\n" + "=" * 100 + "\n"
    parts.append(rule + "Compiled into the program:")
    parts += [f"{rule}{name}\n\n{text.strip()}" for name, text in [*of_libraries(), of_sqlite()]]
    parts.append(rule + "In its pages:")
    parts += [f"{rule}{name}\n\n{text.strip()}" for name, text in of_page_packages()]
    return "\n".join(parts) + "\n"


def commands(program):
    help_text = subprocess.run([program, "--help"], check=True, capture_output=True, text=True).stdout
    listed = help_text.split("Subcommands:", 1)[1]
    # A long line goes on below, further to the right than any name.
    return [(m[1], " ".join(m[2].split())) for m in
            re.finditer(r"^  (\S+) *((?:\S.*)?(?:\n {8,}\S.*)*)$", listed, re.M)]


def roff(text):
    return text.replace("\\", "\\e").replace("-", "\\-")


def manual(program):
    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    body = (ROOT / "deploy" / "debian" / "vuelve.1.in").read_text().replace("@version@", version)
    listed = "".join(f".TP\n.B {roff(name)}\n{roff(summary) or 'See its own help.'}\n" for name, summary in commands(program))
    return body.replace("@commands@\n", listed)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--program", required=True)
    arguments.add_argument("--output", type=pathlib.Path, required=True)
    given = arguments.parse_args()
    given.output.mkdir(parents=True, exist_ok=True)
    (given.output / "copyright").write_text(copyright_text())
    (given.output / "vuelve.1.gz").write_bytes(gzip.compress(manual(given.program).encode(), mtime=0))


if __name__ == "__main__":
    main()
