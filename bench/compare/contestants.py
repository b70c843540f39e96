"""Who is measured against whom, one slot each: all of them run once in every round, one after the other."""
import json
import subprocess

from machine import postgres_cpu, settle
from shop import run

BATCH, BATCH_CONNECTIONS = 1000, 4


class Contest:
    """What runs: the driver, the scratch PostgreSQL, our programs. `programs` = {"sqlite": Program, ...}. The
    baseline and Vuelve have a PostgreSQL server each, of which one rests: Vuelve asks for checksums of pages, and the
    baseline is not to pay for that."""

    def __init__(self, options, baseline, postgres, programs, shops):
        self.options, self.load = options, options.load
        self.baseline_server, self.postgres = baseline, postgres
        self.programs, self.shops = programs, shops
        self.rate = None  # of this round's sqlite-c64

    def drive(self, engine, *arguments, per_request=1):
        """One run of the driver; the CPU of what the program still does afterwards is added to it."""
        program = self.programs[engine]
        cpu = self.cpu_of(engine)
        before = cpu()
        command = [self.load, "run", "--port", program.port, "--server", program.pid, "--members", self.options.members,
                   "--seconds", self.options.seconds, "--warm-up", self.options.warm_up, *arguments]
        if engine in self.shops:
            command += ["--keys", self.shops[engine].keys]
        backends = postgres_cpu(self.postgres.pid)[0] if engine == "postgres" else 0
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"compare: {' '.join(map(str, command))}\n{done.stderr[-3000:]}")
        result = json.loads(done.stdout)
        asked = result["asked"] * per_request
        if engine == "postgres":
            result["postgres_cpu_us_per_op"] = (postgres_cpu(self.postgres.pid)[0] - backends) * 1e6 / asked
        result["settled"] = settle(cpu)
        result["full_cpu_us_per_op"] = (cpu() - before) * 1e6 / asked
        return result

    def cpu_of(self, engine):
        program = self.programs[engine]
        if engine != "postgres":
            return program.cpu
        return lambda: program.cpu() + self.postgres.cpu()

    def baseline(self, script, clients, per_transaction=1):
        result = self.baseline_server.bench(script, clients, self.options.seconds, self.options.warm_up, per_transaction)
        result["settled"] = settle(self.baseline_server.cpu)
        return result

    def floor(self):
        return json.loads(run(self.load, "floor", "--folder", self.options.folder, "--seconds", 1))

    def purchases(self, engine, connections=64):
        result = self.drive(engine, "--connections", connections)
        if engine == "sqlite" and connections == 64:
            self.rate = result["ops_per_s"]
        return result

    def batches(self, engine):
        return self.drive(engine, "--connections", BATCH_CONNECTIONS, "--batch", BATCH, per_request=BATCH)

    def half_load(self):
        if self.rate is None:
            self.purchases("sqlite")
        return self.drive("sqlite", "--connections", 64, "--rate", max(1, round(self.rate / 2)))

    def mixed(self):
        return self.drive("sqlite", "--connections", 64, "--zipf", 0.99, "--replay", 5, "--invalid", 2, "--redeem", 5,
                          "--read", 20)

    def slots(self):
        """{name: what to call}, in the order of a round. Neighbours are those that are set against each other."""
        all_slots = {
            "floor": self.floor,
            "pg-func": lambda: self.baseline("func", 64),
            "sqlite-c64": lambda: self.purchases("sqlite"),
            "pg-kept": lambda: self.baseline("kept_func", 64),
            "pg-orm": lambda: self.baseline("orm", 64),
            "nosync-c64": lambda: self.purchases("nosync"),
            "echo": lambda: self.purchases("echo"),
            "sqlite-half": self.half_load,
            "sqlite-c1": lambda: self.purchases("sqlite", 1),
            "sqlite-mixed": self.mixed,
            "postgres-c64": lambda: self.purchases("postgres"),
            "pg-batch": lambda: self.baseline("batch", 2, BATCH),
            "sqlite-batch": lambda: self.batches("sqlite"),
            "postgres-batch": lambda: self.batches("postgres"),
        }
        return {name: slot for name, slot in all_slots.items() if wanted(name, self.options.only)}


SLOTS = ("floor", "pg-func", "sqlite-c64", "pg-kept", "pg-orm", "nosync-c64", "echo", "sqlite-half", "sqlite-c1",
         "sqlite-mixed", "postgres-c64", "pg-batch", "sqlite-batch", "postgres-batch")


def wanted(slot, only):
    """Whether `only` ("sqlite,pg-func": names or their beginnings; "" = all) asks for it."""
    return not only or any(slot.startswith(part) for part in only.split(","))


def engines(only):
    """Which programs must run for these slots."""
    return {slot.split("-")[0] for slot in SLOTS if wanted(slot, only)}
