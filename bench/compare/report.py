"""docs/benchmarks.md and its plots, from the rounds that bench/compare kept last: python3 bench/compare/report.py"""
import argparse
import json
import pathlib
import sys

sys.dont_write_bytecode = True

from marks import median_of, number, program_marks, server_marks
from plot import bars, percentiles
from programs import COUNTERS, plain_name, read_programs

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

# What stands behind the name of a slot, for readers.
NAMES = {
    "floor": "durable write of 4 KiB",
    "pg-func": "PostgreSQL, PL/pgSQL function, 64 clients",
    "pg-kept": "PostgreSQL, PL/pgSQL function that keeps the rows Vuelve keeps, 64 clients",
    "pg-orm": "PostgreSQL, ORM-style transaction, 64 clients",
    "pg-batch": "PostgreSQL, set-based batch of 1,000, 2 clients",
    "sqlite-c64": "Vuelve on SQLite, 64 connections",
    "sqlite-c1": "Vuelve on SQLite, 1 connection",
    "sqlite-half": "Vuelve on SQLite, open loop at half of its rate",
    "sqlite-mixed": "Vuelve on SQLite, 64 connections, Zipf members, 20 % reads, replays, invalid, redemptions",
    "sqlite-batch": "Vuelve on SQLite, batches of 1,000, 4 connections",
    "nosync-c64": "Vuelve on SQLite in memory (tmpfs), 64 connections",
    "postgres-c64": "Vuelve on PostgreSQL, 64 connections",
    "postgres-batch": "Vuelve on PostgreSQL, batches of 1,000, 4 connections",
    "echo": "echo of Vuelve's HTTP layer, 64 connections",
}


def latest(folder):
    """The rounds of the newest run, in their order."""
    stamps = sorted({path.name.rsplit("-", 1)[0] for path in folder.glob("*-*-*.json")})
    if not stamps:
        raise SystemExit("report: no rounds are kept in build/bench/rounds: make bench")
    rounds = [json.loads(path.read_text()) for path in folder.glob(f"{stamps[-1]}-*.json")]
    return stamps[-1], sorted(rounds, key=lambda one: one["round"])


def rows_of(header, rows):
    """A table of Markdown."""
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]


def marks_table(marks):
    sign = lambda mark, place: ("≤ " if mark.lower else "≥ ") + number(mark.limits[place]) if mark.limits else ""
    return rows_of(("", "measure", "must", "goal", "measured", "verdict", ""),
                   [(mark.name, mark.measure, sign(mark, 0), sign(mark, 1),
                     f"{number(mark.value)} {mark.unit}".strip() if mark.value is not None else "-", mark.verdict,
                     mark.detail) for mark in marks])


def cost_table(slots):
    rows = []
    for slot, figures in slots.items():
        if slot == "floor":
            continue
        ms = lambda name: number(figures[name] / 1000) if name in figures else "-"
        rows.append((f"`{slot}` {NAMES[slot]}", number(figures["ops_per_s"]), ms("p50"), ms("p99"), ms("p99.9"),
                     number(figures["server_cpu_us_per_op"]), number(figures.get("postgres_cpu_us_per_op")),
                     number(figures.get("full_cpu_us_per_op"))))
    return rows_of(("program", "operations/s", "p50 ms", "p99 ms", "p99.9 ms", "CPU µs/op", "of PostgreSQL µs/op",
                    "with what follows µs/op"), rows)


def programs_table(folder):
    """Every benchmark: its CPU time and what it counted."""
    rows = []
    for path in sorted(folder.glob("*.json")):
        for one in json.loads(path.read_text())["benchmarks"]:
            if one.get("run_type") == "aggregate" or one.get("error_occurred"):
                continue
            items = one.get("items_of_one", 1)
            counted = ", ".join(f"{name} {number(one[name])}" for name in one
                                if name in ("allocations", "statements", "rows") or name.endswith(tuple(COUNTERS)))
            rows.append((f"`{plain_name(one['run_name'])}`", f"{number(one['cpu_time'] / items)} {one['time_unit']}",
                         f"{number(one['real_time'] / items)} {one['time_unit']}", counted))
    return rows_of(("benchmark", "CPU", "clock", "for each item"), rows)


def machine_text(document):
    machine = document["machine"]
    return (f"{machine['cpu']}, {machine['cores']} cores, {machine['memory_mib'] / 1024:.0f} GiB, {machine['system']}, Linux "
            f"{machine['kernel']}, {machine['file_system']}.")


def write_plots(folder, rounds, slots):
    """The pictures, and the lines that show them."""
    all_of = lambda figures, figure: figures[figure] + (figures.get("postgres_cpu_us_per_op", 0) if "cpu" in figure else 0)
    each = lambda slot, figure: [all_of(one["slots"][slot], figure) for one in rounds if slot in one["slots"]]
    single = [slot for slot in slots if slot not in ("floor", "echo") and not slot.endswith(("-batch", "-half", "-c1"))]
    batches = [slot for slot in slots if slot.endswith("-batch")]
    timed = [slot for slot in slots if "p99.9" in slots[slot] and slot != "floor" and not slot.endswith("-batch")]
    plots = {
        "rate": ("Purchases a second, one at a time, 64 connections or clients (dots: each round)", bars, single, "ops_per_s"),
        "batch": ("Purchases a second in batches of 1,000 (dots: each round)", bars, batches, "ops_per_s"),
        "cpu": ("CPU microseconds of a purchase, servers only (dots: each round)", bars, single + ["echo"], "server_cpu_us_per_op"),
        "latency": ("Milliseconds: p50, p99, p99.9", percentiles, timed, None),
    }
    lines = []
    for name, (title, draw, chosen, figure) in plots.items():
        chosen = [slot for slot in chosen if slot in slots]
        if not chosen:
            continue
        if figure:
            drawn = draw(title, {slot: (all_of(slots[slot], figure), each(slot, figure)) for slot in chosen})
        else:
            drawn = draw(title, {slot: tuple(slots[slot][p] / 1000 for p in ("p50", "p99", "p99.9")) for slot in chosen})
        (folder / f"{name}.svg").write_text(drawn)
        lines += [f"![{title}](benchmarks/{name}.svg)", ""]
    return lines


def main():
    parser = argparse.ArgumentParser(prog="report", description="docs/benchmarks.md from the rounds kept last")
    parser.add_argument("--from", dest="source", type=pathlib.Path, default=ROOT / "build/bench")
    parser.add_argument("--to", type=pathlib.Path, default=ROOT / "docs", help="where benchmarks.md goes")
    options = parser.parse_args()
    stamp, rounds = latest(options.source / "rounds")
    results = [one["slots"] for one in rounds]
    slots = median_of(results)
    folder = options.to / "benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    first = rounds[0]
    load = ", ".join(f"{one['machine']['load'][0]:.1f}" for one in rounds)
    lines = ["# Benchmarks", "",
             "Written by `make bench-report` from the rounds of one `make bench`; not edited by hand. Ratios of medians count, "
             "not rates: what the machine has to give changes from minute to minute (performance.md 12).", "",
             f"{machine_text(first)} {first['version']}. {len(rounds)} interleaved rounds of {first['seconds']:g} s for each "
             f"slot on {stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}; {first['members']:,} members, {first['prefill']:,} purchases before "
             f"the first round, {first['campaigns']} campaigns. Load average at the end of each round: {load}. The load driver and "
             "pgbench share the cores with the servers."]
    if "floor" in slots:
        lines += ["", f"A durable write of 4 KiB on this disk takes {slots['floor']['p50'] / 1000:.3f} ms (p50), "
                      f"{slots['floor']['p99'] / 1000:.3f} ms (p99)."]
    for engine, title in (("sqlite", "SQLite"), ("postgres", "PostgreSQL")):
        if f"{engine}-c64" in slots:
            lines += ["", f"## Vuelve on {title}", "", *marks_table(server_marks(slots, results, engine))]
    lines += ["", "## Parts", "", *marks_table(program_marks(read_programs(options.source / "programs")))]
    lines += ["", "## What every program costs", "", *cost_table(slots), "",
              "CPU of PostgreSQL are its backends, without WAL writer and checkpointer. \"With what follows\" adds what a program "
              "still does after the last answer: facts, segments, checkpoints.", "", *write_plots(folder, rounds, slots)]
    if list((options.source / "programs").glob("*.json")):
        lines += ["## Every benchmark", "", *programs_table(options.source / "programs"), ""]
    lines += ["The raw rounds: [rounds.json](benchmarks/rounds.json)."]
    (folder / "rounds.json").write_text(json.dumps(rounds, indent=1) + "\n")
    (options.to / "benchmarks.md").write_text("\n".join(lines) + "\n")
    print(f"report: {options.to / 'benchmarks.md'} from {len(rounds)} rounds of {stamp}")


if __name__ == "__main__":
    main()
