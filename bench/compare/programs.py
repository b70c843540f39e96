"""What the Google Benchmark programs said (their --benchmark_out files)."""
import json
import pathlib

UNITS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}
# Of these the time that passed counts: somebody waits for them. Of all others the CPU time.
BY_CLOCK = ("review_levels/", "expire_lots/", "start_up/", "what_if/")
# Counters that tell a time are kept as seconds, under "benchmark counter"; those that tell a size as they are.
COUNTERS = {"_us": 1e-6, "_ms": 1e-3, "bytes_of_member": 1.0}


def plain_name(name):
    """expire_lots/300000/iterations:1/process_time -> expire_lots/300000"""
    return "/".join(part for part in name.split("/")
                    if ":" not in part and part not in ("process_time", "real_time", "manual_time"))


def read_programs(folder):
    """{benchmark: seconds for an item}: its time divided by the items of an iteration, where it tells them; and what else it
    tells, by "benchmark counter"."""
    results = {}
    for path in sorted(pathlib.Path(folder).glob("*.json")):
        for one in json.loads(path.read_text())["benchmarks"]:
            if one.get("error_occurred") or one.get("run_type") == "aggregate" and one.get("aggregate_name") != "median":
                continue
            name = plain_name(one["run_name"])
            seconds = one["real_time" if name.startswith(BY_CLOCK) else "cpu_time"] * UNITS[one["time_unit"]]
            results[name] = seconds / one.get("items_of_one", 1)
            for ending, factor in COUNTERS.items():
                results |= {f"{name} {counter}": one[counter] * factor for counter in one if counter.endswith(ending)}
    return results
