"""A PostgreSQL server of our own on the disk that is measured, durable, with the settings of docs/performance.md 2."""
import collections
import glob
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile

from machine import postgres_cpu

SETTINGS = {"listen_addresses": "", "max_connections": "200", "shared_buffers": "2GB", "max_wal_size": "8GB",
            "wal_compression": "lz4", "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
SQL = pathlib.Path(__file__).resolve().parent.parent / "pg"


def binaries():
    """The folder of the newest server installed."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
    if not found:
        raise SystemExit("compare: no PostgreSQL server is installed: tools/setup.sh")
    return found[-1]


class Postgres:
    """The server. Leaves nothing behind but its data folder, which the next one clears. `more` goes to initdb."""

    def __init__(self, folder, *more):
        self.bin = binaries()
        self.folder = pathlib.Path(folder).resolve()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        # Paths of sockets are short, those of clones need not be.
        self.socket = tempfile.mkdtemp(prefix="vuelve-pg-")
        self.user = pwd.getpwuid(os.getuid()).pw_name
        self.prefix = []
        if os.getuid() == 0:  # it refuses to run as root; its package brings a user
            self.user = "postgres"
            self.prefix = ["runuser", "-u", "postgres", "--"]
            for path in (self.folder, self.socket):
                shutil.chown(path, "postgres", "postgres")
        self._own("initdb", "-D", self.data, "-E", "UTF8", "--locale=C", "-A", "trust", *more)
        options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
        self._own("pg_ctl", "-D", self.data, "-l", self.folder / "server.log", "-w", "start", "-o",
                  f"{options} -c unix_socket_directories='{self.socket}'")
        self.pid = int((self.data / "postmaster.pid").read_text().split()[0])

    @property
    def data(self):
        return self.folder / "data"

    def _own(self, program, *arguments):
        done = subprocess.run([*self.prefix, f"{self.bin}/{program}", *map(str, arguments)], stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, cwd="/", check=False)
        if done.returncode != 0:
            raise SystemExit(f"compare: {program} failed: {done.stderr.strip()[-2000:]}")

    def url(self, database):
        return f"postgres://{self.user}@/{database}?host={self.socket}"

    def run(self, program, *arguments):
        """A client's program against this server; its output."""
        done = subprocess.run([f"{self.bin}/{program}", "-h", self.socket, "-U", self.user, *map(str, arguments)],
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"compare: {program} failed: {done.stderr.strip()[-2000:]}")
        return done.stdout

    def sql(self, database, text):
        return self.run("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", text).strip()

    def cpu(self):
        return sum(postgres_cpu(self.pid))

    def stop(self):
        self._own("pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop")
        shutil.rmtree(self.socket, ignore_errors=True)

    def make_baseline(self, operations):
        """The tables and functions of bench/pg with so many operations in them."""
        self.run("createdb", "baseline")
        self.run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", "baseline", "-f", SQL / "schema.sql")
        if operations:
            self.run("pgbench", "-n", "-M", "prepared", "-c", 2, "-j", 2, "-t", max(1, operations // 2000), "-f",
                     SQL / "batch.sql", "baseline")
        # What keeps as much as Vuelve has as much in it.
        self.run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", "baseline", "-f", SQL / "kept.sql")
        self.sql("baseline", f"select count(kept.accrue(1 + i * 7919 % 100000, 100 + i % 19900, gen_random_uuid())) "
                             f"from generate_series(1, {operations}) i")
        self.sql("baseline", "vacuum analyze")

    def bench(self, script, clients, seconds, warm_up, per_transaction=1):
        """One pgbench run: rate and latencies of what ended in `seconds` after the warm-up; CPU over all of it."""
        before = postgres_cpu(self.pid)
        with tempfile.TemporaryDirectory() as folder:
            out = self.run("pgbench", "-n", "-M", "prepared", "-c", clients, "-j", 2, "-T", max(1, round(seconds + warm_up)),
                           "-f", SQL / f"{script}.sql", "--log", f"--log-prefix={folder}/log", "baseline")
            done = [line.split() for name in os.listdir(folder) for line in open(f"{folder}/{name}", encoding="ascii")]
        after = postgres_cpu(self.pid)
        if "number of failed transactions: 0 " not in out or not done:
            raise SystemExit(f"compare: pgbench {script}: {out}")
        return summary(done, warm_up, per_transaction,
                       [later - earlier for earlier, later in zip(before, after)])


def summary(log, warm_up, per_transaction, cpu):
    """What a log of pgbench says: lines of client, number, microseconds, script, seconds, microseconds of its end."""
    ends = [int(line[4]) + int(line[5]) * 1e-6 for line in log]
    begin = min(ends) + warm_up
    times = sorted(int(line[2]) for line, end in zip(log, ends) if end >= begin)
    elapsed = max(ends) - begin
    operations = len(log) * per_transaction
    at = lambda percent: times[min(len(times) - 1, int(len(times) * percent / 100))]
    return {"ops_per_s": len(times) * per_transaction / elapsed, "ops": len(times) * per_transaction,
            "server_cpu_us_per_op": cpu[0] * 1e6 / operations, "helpers_cpu_us_per_op": cpu[1] * 1e6 / operations,
            "latency_us": collections.OrderedDict(
                (name, at(percent)) for name, percent in (("p50", 50), ("p90", 90), ("p99", 99), ("p99.9", 99.9)))
            | {"max": times[-1], "count": len(times)}}
