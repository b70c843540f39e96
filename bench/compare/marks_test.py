"""The arithmetic of the table: what a wrong one would promise stands in docs/benchmarks.md."""
import pathlib
import sys
import tempfile
import types
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from contestants import SLOTS, Contest, engines, wanted
from marks import Mark, median_of, number, program_marks, server_marks, table
from plot import bars, percentiles
from postgres import summary
from programs import plain_name, read_programs


def slot(rate, cpu, p50=1000.0, p99=2000.0, p999=4000.0, **more):
    return {"ops_per_s": rate, "server_cpu_us_per_op": cpu, "latency_us": {"p50": p50, "p99": p99, "p99.9": p999}, **more}


ROUND = {
    "floor": {"overwrite_us": {"p50": 100.0, "p99": 200.0, "count": 9}},
    "pg-func": slot(5_000, 250, 10_000, 40_000),
    "pg-kept": slot(4_000, 300),
    "pg-orm": slot(2_500, 500),
    "pg-batch": slot(50_000, 30),
    "sqlite-c64": slot(40_000, 20, 1_000, 8_000),
    "sqlite-c1": slot(2_000, 90, 350),
    "sqlite-half": slot(20_000, 25, 500, 2_000, 6_000),
    "sqlite-batch": slot(200_000, 4),
    "nosync-c64": slot(60_000, 12),
    "echo": slot(90_000, 10),
    "postgres-c64": slot(20_000, 20, postgres_cpu_us_per_op=30),
    "postgres-batch": slot(100_000, 5, postgres_cpu_us_per_op=15),
}


class Marks(unittest.TestCase):
    def check(self, engine, name, value, verdict):
        marks = {mark.name: mark for mark in server_marks(median_of([ROUND]), [ROUND], engine)}
        self.assertAlmostEqual(marks[name].value, value, msg=name)
        self.assertEqual(marks[name].verdict, verdict, name)

    def test_ratios_of_sqlite(self):
        self.check("sqlite", "G1", 8, "goal")
        self.check("sqlite", "G2", 16, "goal")
        self.check("sqlite", "G3", 12.5, "must")
        self.check("sqlite", "G4", 40 / 60, "goal")
        self.check("sqlite", "G5", 2, "goal")
        self.check("sqlite", "G6a", 10, "stretch")
        self.check("sqlite", "G6b", 5, "goal")
        self.check("sqlite", "G7", 0.35, "must")  # must 0.4 ms, goal 0.23 ms
        self.check("sqlite", "G8", 12, "goal")
        self.check("sqlite", "G9", 4, "must")
        self.check("sqlite", "G10", 4, "goal")

    def test_of_a_function_that_keeps_as_much_nothing_is_asked(self):
        self.check("sqlite", "K1", 10, "")
        self.check("postgres", "K3", 6, "")

    def test_on_postgres_the_backends_count_too(self):
        self.check("postgres", "G3", 5, "MISSED")
        self.check("postgres", "G10", 20, "MISSED")

    def test_medians_are_over_rounds(self):
        rounds = [{"echo": slot(rate, cpu)} for rate, cpu in ((1, 30), (100, 10), (3, 20))]
        self.assertEqual(median_of(rounds)["echo"]["ops_per_s"], 3)
        self.assertEqual(median_of(rounds)["echo"]["server_cpu_us_per_op"], 20)

    def test_what_is_missing_is_not_measured(self):
        marks = server_marks({}, [], "sqlite") + program_marks({})
        self.assertEqual({mark.verdict for mark in marks}, {"not measured"})
        self.assertIn("not measured", table(marks))

    def test_benchmark_programs(self):
        marks = {mark.name: mark for mark in program_marks(
            {"store_group/sqlite/100": 4e-6, "own_log/100": 1e-6, "evaluate_rules/50/20": 0.9e-6, "start_up/1000000": 3.0,
             "sell_beside_expiry/300000 p99_beside_ms": 3e-3, "sell_beside_expiry/300000 p99_quiet_ms": 2e-3,
             "member_in_memory/1 bytes_of_member": 1500})}
        self.assertEqual((marks["J1"].value, marks["J1"].verdict), (1.5, "stretch"))
        self.assertEqual((marks["M1"].value, marks["M1"].verdict), (1500, ""))
        self.assertEqual((marks["G11"].value, marks["G11"].verdict), (4, "goal"))
        self.assertAlmostEqual(marks["G13"].value, 0.9)
        self.assertEqual(marks["S1"].verdict, "MISSED")
        self.assertEqual(marks["G12"].verdict, "not measured")

    def test_a_limit_itself_is_reached(self):
        self.assertEqual(Mark("G", "", "", (1, 2, 3), False, 2).verdict, "goal")
        self.assertEqual(Mark("G", "", "", (3, 2, 1), True, 3).verdict, "must")


class Reading(unittest.TestCase):
    def test_names_of_benchmarks(self):
        self.assertEqual(plain_name("expire_lots/300000/iterations:1/process_time/real_time"), "expire_lots/300000")

    def test_time_of_an_item(self):
        one = '{"benchmarks": [{"run_name": "%s", "run_type": "iteration", "cpu_time": 500, "real_time": 900, "time_unit": "us"%s}]}'
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "a.json").write_text(one % ("store_group/sqlite/100", ', "items_of_one": 100'))
            pathlib.Path(folder, "b.json").write_text(one % ("start_up/9/real_time", ', "p99_ms": 7, "bytes_of_member": 8'))
            read = read_programs(folder)
        self.assertAlmostEqual(read["store_group/sqlite/100"], 5e-6)
        self.assertAlmostEqual(read["start_up/9"], 900e-6)  # somebody waits for it: by the clock
        self.assertAlmostEqual(read["start_up/9 p99_ms"], 7e-3)
        self.assertEqual(read["start_up/9 bytes_of_member"], 8)

    def test_a_log_of_pgbench(self):
        log = [["0", "1", str(1000 + n), "0", str(100 + n // 10), str(n % 10 * 100_000)] for n in range(50)]
        result = summary(log, 1, 1, (0.005, 0.001))
        self.assertEqual(result["ops"], 40)  # the first second is its warm-up
        self.assertAlmostEqual(result["ops_per_s"], 40 / 3.9)
        self.assertAlmostEqual(result["server_cpu_us_per_op"], 100)  # over all of the log, as the CPU is
        self.assertEqual(result["latency_us"]["max"], 1049)

    def test_slots_by_their_beginnings(self):
        self.assertTrue(wanted("sqlite-c64", "") and wanted("sqlite-c64", "floor,sqlite"))
        self.assertFalse(wanted("pg-func", "sqlite"))
        self.assertEqual(engines("pg-func,echo"), {"pg", "echo"})
        self.assertIn("postgres", engines(""))
        everything = Contest(types.SimpleNamespace(only="", load=None), None, None, {}, {})
        self.assertEqual(tuple(everything.slots()), SLOTS)

    def test_numbers_are_short(self):
        self.assertEqual([number(value) for value in (None, 1234.5, 12.345, 0.01234)], ["-", "1234", "12.3", "0.0123"])


class Plots(unittest.TestCase):
    def test_each_row_is_drawn(self):
        drawn = bars("Rate <s>", {"sqlite-c64": (40_000, [39_000, 41_000]), "pg-func": (5_000, [5_000])})
        self.assertEqual(drawn.count("<circle"), 3)
        self.assertIn("Rate &lt;s&gt;", drawn)
        self.assertIn("40,000", drawn)
        drawn = percentiles("ms", {"echo": (0.5, 2, 9), "sqlite-c64": (1, 5, 80)})
        self.assertEqual(drawn.count("<circle"), 6)


if __name__ == "__main__":
    unittest.main()
