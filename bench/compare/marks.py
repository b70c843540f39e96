"""The marks of docs/performance.md 10 and docs/design.md 7: what must be, what is the goal, what was measured.

`slots` maps a contestant to its median figures, `programs` a benchmark to its result (both may lack some).
"""
import dataclasses
import statistics


@dataclasses.dataclass
class Mark:
    """One row of the table. `limits` are must, goal and stretch, () = nothing is asked; values above them are good unless
    `lower`."""
    name: str
    measure: str
    unit: str
    limits: tuple
    lower: bool
    value: float | None = None
    detail: str = ""

    @property
    def verdict(self):
        if self.value is None:
            return "not measured"
        if not self.limits:
            return ""
        reached = [self.value <= limit if self.lower else self.value >= limit for limit in self.limits]
        if reached[2]:
            return "stretch"
        return "goal" if reached[1] else "must" if reached[0] else "MISSED"


def median_of(rounds):
    """{slot: {figure: median}} of a list of {slot: result}; latencies as "p50" and so on, in microseconds."""
    medians = {}
    for slot in dict.fromkeys(name for one in rounds for name in one):
        flat = [flatten(one[slot]) for one in rounds if slot in one]
        medians[slot] = {name: statistics.median(figures[name] for figures in flat if name in figures)
                         for name in flat[0]}
    return medians


def flatten(result):
    """The figures of one result, the percentiles of its latencies among them."""
    flat = {name: value for name, value in result.items() if isinstance(value, (int, float))}
    for name in ("latency_us", "overwrite_us"):
        flat.update({key: value for key, value in result.get(name, {}).items() if key != "count"})
    return flat


def times(over, under):
    """over / under, or None where one is missing or nothing."""
    return over / under if over and under else None


def per_round(rounds, slot, against, figure="ops_per_s"):
    """The spread of a ratio between rounds: medians hide how wide it is."""
    ratios = [times(flatten(one[slot]).get(figure), flatten(one[against]).get(figure))
              for one in rounds if slot in one and against in one]
    ratios = [ratio for ratio in ratios if ratio]
    return f"rounds {min(ratios):.2f} to {max(ratios):.2f}" if ratios else ""


def server_marks(slots, rounds, engine):
    """G1 to G10 of a program on `engine` ("sqlite" or "postgres")."""
    get = lambda slot, figure: slots.get(slot, {}).get(figure)
    one, batch = f"{engine}-c64", f"{engine}-batch"
    rate, cpu = get(one, "ops_per_s"), cpu_of_slot(slots, one)
    floor = get("floor", "p50")
    marks = [
        Mark("G1", "purchases at 64 connections, times the PL/pgSQL function", "x", (4, 7, 12), False,
             times(rate, get("pg-func", "ops_per_s")), per_round(rounds, one, "pg-func")),
        Mark("G2", "the same, times the ORM-style transaction", "x", (7, 11, 18), False,
             times(rate, get("pg-orm", "ops_per_s")), per_round(rounds, one, "pg-orm")),
        Mark("G3", "CPU of a PostgreSQL backend, times ours", "x", (8, 13, 20), False,
             times(get("pg-func", "server_cpu_us_per_op"), cpu),
             detail_of(cpu, get("pg-func", "server_cpu_us_per_op"), "us")),
        Mark("K1", "purchases, times a function that keeps the rows we keep", "x", (), False,
             times(rate, get("pg-kept", "ops_per_s")), per_round(rounds, one, "pg-kept")),
        Mark("K3", "CPU of its backend, times ours", "x", (), False, times(get("pg-kept", "server_cpu_us_per_op"), cpu),
             detail_of(cpu, get("pg-kept", "server_cpu_us_per_op"), "us")),
        Mark("G6a", "p50 of the function, times ours", "x", (3, 5, 8), False,
             times(get("pg-func", "p50"), get(one, "p50")), detail_of(get(one, "p50"), get("pg-func", "p50"), "us")),
        Mark("G6b", "p99 of the function, times ours", "x", (2, 4, 8), False,
             times(get("pg-func", "p99"), get(one, "p99")), detail_of(get(one, "p99"), get("pg-func", "p99"), "us")),
        Mark("G9", "batches of 1,000, times the set-based batch", "x", (3, 5, 10), False,
             times(get(batch, "ops_per_s"), get("pg-batch", "ops_per_s")), per_round(rounds, batch, "pg-batch")),
        Mark("G10", "CPU of a purchase in a batch", "us", (8, 5, 2), True, cpu_of_slot(slots, batch),
             detail_of(cpu_of_slot(slots, batch), get("pg-batch", "server_cpu_us_per_op"), "us")),
    ]
    if engine == "sqlite":
        floor_ms = (floor or 0) / 1000
        marks += [
            Mark("G4", "rate, of that where a sync costs nothing (tmpfs)", "", (0.35, 0.5, 0.8), False,
                 times(rate, get("nosync-c64", "ops_per_s")), per_round(rounds, one, "nosync-c64")),
            Mark("G5", "CPU of a request, times an echo of the same HTTP layer", "x", (3, 2.2, 1.5), True,
                 times(cpu, get("echo", "server_cpu_us_per_op")),
                 detail_of(cpu, get("echo", "server_cpu_us_per_op"), "us")),
            Mark("G7", "p50 at one connection; from the p50 of a sync", "ms",
                 tuple(factor * floor_ms + rest for factor, rest in ((2, 0.2), (1.3, 0.1), (1.1, 0.05))), True,
                 get("sqlite-c1", "p50") / 1000 if floor and get("sqlite-c1", "p50") else None,
                 f"a sync {floor_ms:.2f} ms"),
            Mark("G8", "p99.9 at half load, times its p50", "x", (40, 15, 8), True,
                 times(get("sqlite-half", "p99.9"), get("sqlite-half", "p50")),
                 detail_of(get("sqlite-half", "p99.9"), get("sqlite-half", "p50"), "us")),
        ]
    return sorted(marks, key=lambda mark: (mark.name[0], int(mark.name[1:].rstrip("ab")), mark.name))


def cpu_of_slot(slots, slot):
    """What a purchase costs its servers: on PostgreSQL ours and the backends'."""
    figures = slots.get(slot, {})
    ours = figures.get("server_cpu_us_per_op")
    return ours + figures.get("postgres_cpu_us_per_op", 0) if ours else None


def detail_of(ours, theirs, unit):
    """Both sides of a ratio."""
    return f"{ours:.1f} against {theirs:.1f} {unit}" if ours and theirs else ""


# Mark, measure, unit, limits, and which benchmark over which (none: by itself) in microseconds or seconds.
PROGRAM_MARKS = [
    ("G11", "the store alone, groups of 100, times an own log", "x", (12, 5, 2), "store_group/sqlite/100", "own_log/100"),
    ("G12", "CPU of a purchase with 10 M ledger rows, times an empty shop", "x", (1.5, 1.15, 1.05), "growth/10000000", "growth/0"),
    ("G13", "50 campaigns on 20 lines", "us", (2, 1, 0.4), "evaluate_rules/50/20", None),
    ("G14", "a purchase read and its answer written", "us", (3, 1.5, 1), "json_purchase_and_answer", None),
    ("G15a", "review of 1 M members, durable", "s", (3, 1, 0.3), "review_levels/1000000", None),
    ("G15b", "expiry of 300,000 lots, durable", "s", (5, 2, 1), "expire_lots/300000", None),
    ("J1", "p99 of a sale while 300,000 lots end, times a quiet one (must alone: issue 10)", "x", (2, 2, 2),
     "sell_beside_expiry/300000 p99_beside_ms", "sell_beside_expiry/300000 p99_quiet_ms"),
    ("M1", "memory of a member with one purchase", "bytes", (), "member_in_memory/1 bytes_of_member", None),
    ("M2", "whether a key was used, among those of 10 M ledger rows", "us", (), "growth/10000000 find_new_key_us", None),
    ("W1", "what-if over 10 M lines (features.md e2 aims at 10)", "s", (), "what_if/10000000", None),
    ("S1", "start with 1 M members (must alone: design.md 7)", "s", (2, 2, 2), "start_up/1000000", None),
]


def program_marks(programs):
    """G11 to G15 and the start, from the Google Benchmark programs: {benchmark: seconds an operation}."""
    marks = []
    for name, measure, unit, limits, over, under in PROGRAM_MARKS:
        value = programs.get(over)
        detail = ""
        if value is not None and under is not None:
            detail = detail_of(value * 1e6, (programs.get(under) or 0) * 1e6, "us")
            value = times(value, programs.get(under))
        elif value is not None and unit == "us":
            value *= 1e6
        marks.append(Mark(name, measure, unit, limits, True, value, detail))
    return marks


def number(value):
    """Three digits that matter."""
    if value is None:
        return "-"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(marks):
    """The rows as text, columns aligned."""
    rows = [("", "measure", "must", "goal", "measured", "verdict", "")]
    for mark in marks:
        sign = "<= " if mark.lower else ">= "
        asked = [sign + number(limit) for limit in mark.limits[:2]] or ["", ""]
        rows.append((mark.name, mark.measure, *asked,
                     f"{number(mark.value)} {mark.unit}" if mark.value is not None else "-", mark.verdict, mark.detail))
    widths = [max(len(row[column]) for row in rows) for column in range(7)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows)


def cost_table(slots):
    """Rate, latency and CPU of every program, medians of the rounds."""
    rows = [("program", "ops/s", "p50 ms", "p99 ms", "p99.9 ms", "CPU us/op", "of PostgreSQL", "with what follows", "client")]
    for slot, figures in slots.items():
        if slot == "floor":
            continue
        ms = lambda name: number(figures[name] / 1000) if name in figures else "-"
        rows.append((slot, number(figures.get("ops_per_s")), ms("p50"), ms("p99"), ms("p99.9"),
                     number(figures.get("server_cpu_us_per_op")), number(figures.get("postgres_cpu_us_per_op")),
                     number(figures.get("full_cpu_us_per_op")), number(figures.get("client_cpu_us_per_op"))))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) if column == 0 else cell.rjust(width)
                               for column, (cell, width) in enumerate(zip(row, widths))) for row in rows)
