"""The benchmark's shop, and the programs that serve it."""
import contextlib
import http.client
import json
import os
import pathlib
import shutil
import signal
import subprocess
import time

from machine import cpu_of

# What a till may spend without a proof, and how often a card may buy before somebody looks: the driver redeems, and
# its members buy more often than people do.
SHOP_SETTINGS = {"spend_without_proof_max": 100_000_000, "card_sales_per_day": 1_000_000,
                 "cashier_sales_per_hour": 1_000_000}


def run(*command):
    """A command's output; the end of everything when it fails."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"compare: {' '.join(map(str, command))}\n{done.stderr.strip()[-2000:]}")
    return done.stdout


class Program:
    """A server of ours, from its start until stop()."""

    def __init__(self, command, port, log):
        self.port = port
        with open(log, "w", encoding="utf-8") as out:
            self.process = subprocess.Popen([str(part) for part in command], stdout=out, stderr=out)
        self.pid = self.process.pid
        until = time.monotonic() + 120
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"compare: {command[0]} does not start: {pathlib.Path(log).read_text()[-2000:]}")
            time.sleep(0.02)

    def _answers(self):
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            connection.request("GET", "/readyz")
            return connection.getresponse().status in (200, 404)
        return False

    def cpu(self):
        return cpu_of(self.pid)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(timeout=60) != 0:
            raise SystemExit(f"compare: {self.process.args[0]} ended with {self.process.returncode}")


class Shop:
    """A folder with settings, key ring, API keys and, on SQLite, the database."""

    def __init__(self, vuelve, folder):
        self.vuelve, self.folder = vuelve, pathlib.Path(folder)

    @property
    def config(self):
        return self.folder / "vuelve.toml"

    @property
    def keys(self):
        return self.folder / "api-keys"

    def make(self, programme, members, keys, database=None):
        """Settings, programme, members from a file, API keys. `database` = URL of an empty one, else SQLite."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        if database:
            self.config.write_text(f'database = "{database}"\nkeys = "keys/vuelve.keys"\n')
            (self.folder / "keys").mkdir()
            run(self.vuelve, "init", "--config", self.config, "--programme", programme)
        else:
            self.folder.rmdir()
            run(self.vuelve, "init", "--folder", self.folder, "--programme", programme)
        run(self.vuelve, "import", "members", members, "--config", self.config)
        made = [run(self.vuelve, "key", "create", "--config", self.config, "--name", f"till-{n}", "--scope", "all").strip()
                for n in range(keys)]
        self.keys.write_text("\n".join(made) + "\n")

    def serve(self, port, log):
        program = Program([self.vuelve, "serve", "--config", self.config, "--port", str(port)], port, log)
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("PUT", "/v1/settings", json.dumps(SHOP_SETTINGS),
                           {"Authorization": "Bearer " + self.keys.read_text().split()[0], "Content-Type": "application/json"})
        answer = connection.getresponse()
        if answer.status != 200:
            raise SystemExit(f"compare: PUT /v1/settings: {answer.status} {answer.read()[:500]}")
        return program


def write_members(path, count):
    """A file for `vuelve import members`: an identity and an opening balance each."""
    with open(path, "w", encoding="ascii") as out:
        out.write("external,PTS\n")
        out.writelines(f"m{number},100000\n" for number in range(1, count + 1))


def stamp_of(vuelve, arguments):
    """What a template depends on: another program, or another number of members, makes it anew."""
    status = os.stat(vuelve)
    return json.dumps([str(vuelve), status.st_size, status.st_mtime_ns, *arguments])


def template(vuelve, load, folder, members, keys, campaigns, purchases, fill):
    """A shop on SQLite, filled; made once for a program, copied for each use. `fill(shop)` puts purchases into it."""
    folder = pathlib.Path(folder)
    shop = Shop(vuelve, folder / "shop")
    stamp = folder / "stamp"
    wanted = stamp_of(vuelve, [members, keys, campaigns, purchases])
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "programme.json").write_text(run(load, "programme", "--campaigns", campaigns))
        write_members(folder / "members.csv", members)
        shop.make(folder / "programme.json", folder / "members.csv", keys)
        fill(shop)
        stamp.write_text(wanted)
    return shop


def copy_of(shop, folder):
    """The same shop in another folder."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(shop.folder, folder)
    for path in pathlib.Path(folder).rglob("*"):
        if path.is_file():
            leave_cache(path)
    return Shop(shop.vuelve, folder)


def leave_cache(path):
    """Has the disk take a file, and the system forget it: what a copy leaves in the cache lies there in large pieces, and
    each page that is written later costs as much as a piece. No shop grows like that."""
    with open(path, "rb+") as file:
        os.fsync(file.fileno())
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
