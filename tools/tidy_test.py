#!/usr/bin/env python3
"""Tests of tidy.py: each rule once kept and once broken."""
import pathlib
import tempfile
import unittest

import tidy

MARK = "TO" + "DO"


def function(lines, head="int f(int a)"):
    return head + " {\n" + "    g();\n" * (lines - 2) + "}\n"


class Tidy(unittest.TestCase):
    def check(self, name, text, *expected):
        """Faults of a file are exactly the expected (line, words)."""
        found = tidy.faults_of_file(name, text)
        self.assertEqual([line for line, _ in found], [line for line, _ in expected], found)
        for (_, fault), (_, words) in zip(found, expected):
            self.assertIn(words, fault)

    def test_a_function_may_have_ninety_lines(self):
        self.check("src/app/a.cpp", function(90))
        self.check("src/app/a.cpp", "\n" + function(91), (2, "a function of 91 lines"))

    def test_methods_and_qualified_functions_count(self):
        inner = "class A {\n" + function(95, "    Result<int> f() const noexcept") + "};\n"
        self.check("src/app/a.h", "namespace vuelve {\n" + inner + "}\n", (3, "a function of 95 lines"))
        self.check("src/app/a.cpp", function(95, "auto A::f(int a) -> Result<int>"), (1, "95 lines"))

    def test_tables_and_namespaces_are_no_functions(self):
        self.check("src/app/a.cpp", "namespace vuelve {\n" + function(60) + function(60) + "}\n")
        self.check("src/app/a.cpp", "constexpr int table[] = {\n" + "    1,\n" * 100 + "};\n")

    def test_braces_in_strings_and_comments_do_not_count(self):
        text = 'int f() {\n    g("{{{", \'{\', 1\'000);  // {\n    h(R"({ " )");\n}\n'
        self.check("src/app/a.cpp", text + function(60) + function(60))

    def test_a_file_may_have_450_lines(self):
        self.check("src/app/a.cpp", "int a;\n" * 450)
        self.check("src/app/a.cpp", "int a;\n" * 451, (1, "451 lines"))
        self.check("web/till/a.svelte", "<br>\n" * 451, (1, "451 lines"))

    def test_marks_of_unfinished_work(self):
        self.check("src/app/a.cpp", f"int a;  // {MARK}: later\n", (1, "unfinished"))
        self.check("src/app/a.cpp", "int todos;\n")

    def test_prints_belong_to_programs_that_speak(self):
        self.check("src/app/a.cpp", "int a;\nstd::cerr << a;\n", (2, "a stray print"))
        self.check("src/domain/a.cpp", 'printf("%d", a);\n', (1, "a stray print"))
        self.check("src/domain/a.cpp", "// printf( is not used here\nauto a = snprintf(b, c);\n")
        self.check("src/cli/a.cpp", "std::cout << a;\n")
        self.check("web/till/a.ts", "console.log(a)\n", (1, "a stray print"))

    def test_a_tree_is_read_without_what_others_wrote(self):
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name in ("src/app/a.cpp", "web/till/node_modules/b.ts"):
                (root / name).parent.mkdir(parents=True)
                (root / name).write_text(f"// {MARK}\n")
            self.assertEqual(tidy.faults(root), ["src/app/a.cpp:1: unfinished work: finish it, or open an issue"])


if __name__ == "__main__":
    unittest.main()
