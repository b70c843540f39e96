"""Interleaved rounds of Vuelve and its baselines on this machine: python3 bench/compare --help.

Prints the marks and what every program costs; keeps the raw rounds in build/bench/rounds. Ends with 0 whatever the
figures are: benchmarks are no tests.
"""
import argparse
import contextlib
import json
import os
import pathlib
import shutil
import signal
import sys
import time

sys.dont_write_bytecode = True  # a clone stays as it was cloned

from contestants import Contest, engines
from machine import describe
from marks import cost_table, median_of, program_marks, server_marks, table
from postgres import Postgres
from programs import read_programs
from shop import Program, copy_of, run, template, write_members, Shop

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def arguments():
    parser = argparse.ArgumentParser(prog="compare", description="Rounds of Vuelve against its baselines")
    parser.add_argument("--build", default=ROOT / "build/release", help="where vuelve_load and vuelve_echo are")
    parser.add_argument("--vuelve", help="the program that is measured; else that of --build")
    parser.add_argument("--folder", default=ROOT / "build/bench", help="for databases and results, on the disk that is meant")
    parser.add_argument("--rounds", type=int, default=int(os.environ.get("ROUNDS") or 5))
    parser.add_argument("--seconds", type=float, default=float(os.environ.get("SLOT_SECONDS") or 4), help="of each slot")
    parser.add_argument("--warm-up", type=float, default=1, help="seconds before them")
    parser.add_argument("--members", type=int, default=100_000)
    parser.add_argument("--prefill", type=int, default=100_000, help="purchases before the first round")
    parser.add_argument("--warm", type=int, help="purchases by the running programs before the first round (--members)")
    parser.add_argument("--campaigns", type=int, default=50)
    parser.add_argument("--keys", type=int, default=400, help="API keys; each may ask 200 times a second")
    parser.add_argument("--port", type=int, default=18_370, help="first of four")
    parser.add_argument("--only", default=os.environ.get("ONLY", ""), help="slots by the beginning of their names: sqlite,pg-func")
    options = parser.parse_args()
    options.warm = options.members if options.warm is None else options.warm
    options.folder = pathlib.Path(options.folder).resolve()
    options.load = pathlib.Path(options.build) / "vuelve_load"
    options.vuelve = pathlib.Path(options.vuelve or pathlib.Path(options.build) / "vuelve").resolve()
    for program in (options.load, options.vuelve):
        if not program.exists():
            parser.error(f"{program} is not there: make bench builds it")
    return options


def say(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


def fill(options, shop, port, purchases):
    """Purchases in batches, by a program that serves the shop."""
    if purchases > 0:
        run(options.load, "run", "--port", port, "--keys", shop.keys, "--members", options.members, "--batch", 500,
            "--connections", 2, "--requests", max(1, purchases // 500))


def prefill(options, shop):
    """Purchases before the first that is measured: an empty database flatters."""
    program = shop.serve(options.port, options.folder / "prefill.log")
    try:
        fill(options, shop, options.port, options.prefill)
    finally:
        program.stop()


def make_shops(options, wanted, postgres):
    """{engine: Shop}: on SQLite copies of one template, so that the second run of this program starts at once."""
    shops = {}
    folder = options.folder / "run"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if wanted & {"sqlite", "nosync"}:
        say(f"a shop of {options.members:,} members and {options.prefill:,} purchases on SQLite")
        made = template(options.vuelve, options.load, options.folder / "template", options.members, options.keys,
                        options.campaigns, options.prefill, lambda shop: prefill(options, shop))
        shops["sqlite"] = copy_of(made, folder / "sqlite")
        if "nosync" in wanted and os.access("/dev/shm", os.W_OK):
            shops["nosync"] = copy_of(made, f"/dev/shm/vuelve-bench-{os.getpid()}")
    if "postgres" in wanted:
        say("the same on PostgreSQL")
        programme, members = folder / "programme.json", folder / "members.csv"
        programme.write_text(run(options.load, "programme", "--campaigns", options.campaigns))
        write_members(members, options.members)
        postgres.run("createdb", "vuelve")
        shop = Shop(options.vuelve, folder / "postgres")
        shop.make(programme, members, options.keys, postgres.url("vuelve"))
        prefill(options, shop)
        postgres.sql("vuelve", "vacuum analyze")
        shops["postgres"] = shop
    return shops


def serve(options, shops, wanted):
    """{engine: Program}, each on a port of its own."""
    programs = {}
    for place, engine in enumerate(("sqlite", "nosync", "postgres", "echo")):
        port, log = options.port + place, options.folder / "run" / f"{engine}.log"
        if engine in shops:
            programs[engine] = shops[engine].serve(port, log)
            # A shop is measured in the middle of its day, not in the minute after a start.
            say(f"{options.warm:,} purchases to warm up ({engine})")
            fill(options, shops[engine], port, options.warm)
        elif engine == "echo" and engine in wanted:
            # As long as an answer to a purchase, so that what travels is the same.
            programs[engine] = Program([pathlib.Path(options.build) / "vuelve_echo", "--port", str(port), "--bytes",
                                        "3500"], port, log)
    return programs


def play(options, contest, stamp):
    """All rounds; each is kept as soon as it is played."""
    rounds = []
    kept = options.folder / "rounds"
    kept.mkdir(parents=True, exist_ok=True)
    for number in range(1, options.rounds + 1):
        contest.rate = None
        slots = {}
        for name, slot in contest.slots().items():
            if name == "nosync-c64" and "nosync" not in contest.programs:
                continue
            slots[name] = slot()
            rate = slots[name].get("ops_per_s")
            say(f"round {number}  {name:15}" + (f"{rate:12,.0f} ops/s" if rate else ""))
        rounds.append(slots)
        document = {"round": number, "of": options.rounds, "machine": describe(options.folder), "vuelve": str(options.vuelve.name),
                    "version": run(options.vuelve, "--version").strip(), "members": options.members,
                    "prefill": options.prefill, "campaigns": options.campaigns, "seconds": options.seconds, "slots": slots}
        (kept / f"{stamp}-{number}.json").write_text(json.dumps(document, indent=1) + "\n")
    return rounds


def tell(options, rounds, stamp):
    """The tables, also as a file beside the rounds."""
    slots = median_of(rounds)
    machine = describe(options.folder)
    lines = [f"{machine['cpu']}, {machine['cores']} cores, {machine['memory_mib']} MiB, {machine['system']}, Linux "
             f"{machine['kernel']}, {machine['file_system']}; load " + " ".join(f"{load:.2f}" for load in machine["load"])]
    if "floor" in slots:
        lines.append(f"a durable write of 4 KiB: p50 {slots['floor']['p50'] / 1000:.3f} ms, p99 {slots['floor']['p99'] / 1000:.3f} ms")
    for engine, title in (("sqlite", "Vuelve on SQLite"), ("postgres", "Vuelve on PostgreSQL")):
        if f"{engine}-c64" in slots or f"{engine}-batch" in slots:
            lines += ["", f"{title}, medians of {len(rounds)} rounds", table(server_marks(slots, rounds, engine))]
    lines += ["", "Parts, from the benchmark programs", table(program_marks(read_programs(options.folder / "programs"))),
              "", cost_table(slots)]
    text = "\n".join(lines) + "\n"
    (options.folder / "rounds" / f"{stamp}.txt").write_text(text)
    print("\n" + text)


def main():
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # servers are stopped however it ends
    options.folder.mkdir(parents=True, exist_ok=True)
    wanted = engines(options.only)
    stamp = time.strftime("%Y%m%d-%H%M%S")
    with contextlib.ExitStack() as at_end:
        baseline = postgres = None
        if "pg" in wanted:
            say("a PostgreSQL server with the baseline")
            baseline = Postgres(options.folder / "baseline")
            at_end.callback(baseline.stop)
            baseline.make_baseline(options.prefill)
        if "postgres" in wanted:
            say("another one for Vuelve, which asks for checksums of pages")
            postgres = Postgres(options.folder / "postgres", "--data-checksums")
            at_end.callback(postgres.stop)
        shops = make_shops(options, wanted, postgres)
        if "nosync" in shops:
            at_end.callback(shutil.rmtree, shops["nosync"].folder, ignore_errors=True)
        programs = serve(options, shops, wanted)
        for program in programs.values():
            at_end.callback(program.stop)
        rounds = play(options, Contest(options, baseline, postgres, programs, shops), stamp)
        tell(options, rounds, stamp)


if __name__ == "__main__":
    main()
