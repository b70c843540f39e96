#!/usr/bin/env python3
"""Tests of security_cases.py: what lists itself, and what is a fault."""
import pathlib
import tempfile
import unittest

import security_cases


class SecurityCases(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)

    def write(self, name, text):
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def test_tests_list_themselves_by_their_number(self):
        self.write("tests/api/a_test.cpp", "TEST_F(Qr, case_08_is_refused) {}\nTEST(Other,\n     case_12_too) {}\nTEST(Other, of_no_case) {}\n")
        self.write("sdk/typescript/test/a.test.ts", 'test("case_35_an_old_time", async () => {});\n')
        found = security_cases.tests_in(self.root)
        self.assertEqual(found, {8: [("tests/api/a_test.cpp", "case_08_is_refused")], 12: [("tests/api/a_test.cpp", "case_12_too")],
                                 35: [("sdk/typescript/test/a.test.ts", "case_35_an_old_time")]})

    def test_a_case_has_a_test_or_a_script_or_waits(self):
        found = {1: [("a_test.cpp", "case_01_a")], 7: [("a_test.cpp", "case_07_b")]}
        self.write("tests/scripts/a_test.sh", "").chmod(0o755)
        self.write("tests/scripts/asleep_test.sh", "").chmod(0o644)
        cases = {1: ("a", [], ""), 2: ("b", [], ""), 3: ("c", [], "for later"), 4: ("d", ["tests/scripts/a_test.sh"], ""), 5: ("e", ["nowhere.sh"], ""),
                 6: ("f", ["tests/scripts/asleep_test.sh"], "")}
        self.assertEqual(security_cases.faults_of(self.root, cases, found),
                         ["case 7 is none of the 6: case_07_b", "case 2 has no test, and waits for nothing", "case 5: nowhere.sh is not there",
                          "case 5: nowhere.sh does not run", "case 6: tests/scripts/asleep_test.sh does not run"])

    def test_the_page_names_them(self):
        made = security_cases.page({8: ("a QR twice", ["x.sh"], "the card")}, {8: [("a.cpp", "case_08_a"), ("a.cpp", "case_08_b")]})
        self.assertTrue(made.endswith("| 8 | a QR twice | a.cpp: `case_08_a`, `case_08_b`<br>x.sh | the card |\n"))


if __name__ == "__main__":
    unittest.main()
