#!/usr/bin/python3
"""Runs docs/guide/integrate.md as a new user would: every block in its order, and what it prints must be what the page says.

Usage: integrate.py PAGE. Kinds of blocks, by what stands behind the three marks:

- `sh`: run in one shell that goes on from block to block; a `text` block right below is what it prints (`…` is anything).
- `sh serve`: a server that goes on in the background; `sh receive NAME`: a receiver of webhooks that takes the place of the one before.
- `text NAME`: what the receiver of that name prints in the end.
- `python FILE` and `ts FILE`: written to that file.

The ports of the page are replaced by free ones. `vuelve` is the program that $VUELVE names.
"""
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

MARK = "__end_of_block__"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def blocks(text):
    for match in re.finditer(r"^```(\w+)([^\n]*)\n(.*?)^```$", text, re.M | re.S):
        yield match[1], match[2].split(), match[3], text.count("\n", 0, match.start()) + 1


def fits(said, told):
    pattern = ".*".join(re.escape(part) for part in said.strip().split("…"))
    return re.fullmatch(pattern, told.strip(), re.S) is not None


class Session:
    def __init__(self, folder):
        self.folder, self.background, self.receiver, self.heard = folder, [], None, {}
        self.shell = subprocess.Popen(["bash"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def run(self, script):
        self.shell.stdin.write(script + f"\necho {MARK}$?\n")
        self.shell.stdin.flush()
        told = ""
        for line in self.shell.stdout:
            if MARK in line:
                return told + line.split(MARK)[0], int(line.split(MARK)[1])
            told += line
        return told, self.shell.wait()

    def start(self, script, name):
        """In the background, with the variables of the shell."""
        log = f"{name}.log"
        told, _ = self.run(f"set -m; ( {script.strip()} ) >{log} 2>&1 & set +m; echo pid=$!")
        pid = int(re.search(r"pid=(\d+)", told)[1])
        self.background.append(pid)
        return pid, self.folder / log

    def end(self, pid):
        try:
            os.killpg(pid, 15)
        except ProcessLookupError:
            pass

    def close(self):
        for pid in self.background:
            self.end(pid)
        self.shell.stdin.close()
        self.shell.wait()


def wait_for(what, seconds=15):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if what():
            return True
        time.sleep(0.05)
    return False


def listens(port):
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def is_ready(port):
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2).status == 200
    except OSError:
        return False


def follow(page, session, ports):
    """What went wrong, one line each, and how many blocks were run."""
    faults, run, last = [], 0, None
    for kind, words, text, line in blocks(page):
        where = f"integrate.md:{line}"
        if kind == "sh" and words[:1] == ["serve"]:
            session.start(text, "server")
            if not wait_for(lambda: is_ready(ports["8080"])):
                return faults + [f"{where}: the server does not start: {(session.folder / 'server.log').read_text()}"], run
        elif kind == "sh" and words[:1] == ["receive"]:
            if session.receiver:
                session.end(session.receiver)
                wait_for(lambda: not listens(ports["9000"]))
            session.receiver, session.heard[words[1]] = session.start(text, words[1])
            if not wait_for(lambda: listens(ports["9000"])):
                return faults + [f"{where}: the receiver does not start: {session.heard[words[1]].read_text()}"], run
        elif kind == "sh":
            last, status = session.run(text)
            if status != 0:
                faults.append(f"{where}: ends with {status}: {last}")
        elif kind == "text" and words:
            log = session.heard[words[0]]
            if not wait_for(lambda: fits(text, log.read_text())):
                faults.append(f"{where}: the receiver said\n{log.read_text()}and not\n{text}")
        elif kind == "text":
            if not fits(text, last or ""):
                faults.append(f"{where}: it printed\n{last}and not\n{text}")
        elif words:
            (session.folder / words[0]).write_text(text, encoding="utf-8")
        else:
            faults.append(f"{where}: a block of kind {kind} that nobody runs")
        run += 1
    return faults, run


def main():
    page = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
    ports = {port: free_port() for port in ("8080", "9000")}
    for port, free in ports.items():
        page = re.sub(rf"\b{port}\b", str(free), page)
    page = page.replace("vuelve serve ", f"vuelve serve --port {ports['8080']} ")
    with tempfile.TemporaryDirectory(prefix="vuelve-integrate-") as name:
        folder = pathlib.Path(name)
        (folder / "bin").mkdir()
        (folder / "bin/vuelve").symlink_to(os.path.abspath(os.environ["VUELVE"]))
        (folder / "node_modules/@vuelve").mkdir(parents=True)
        (folder / "node_modules/@vuelve/sdk").symlink_to(os.path.abspath("sdk/typescript"))
        (folder / "package.json").write_text('{"type": "module"}\n')
        shutil.copy("docs/examples/cafe.programme.json", folder)
        os.environ["PATH"] = f"{folder}/bin:{os.environ['PATH']}"
        session = Session(folder)
        try:
            faults, run = follow(page, session, ports)
        finally:
            session.close()
    for fault in faults:
        print(fault)
    print(f"integrate.md: {run} blocks run, {len(faults)} unlike what the page says")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
