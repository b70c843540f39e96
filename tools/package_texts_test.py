#!/usr/bin/env python3
"""Tests of package_texts.py: licences are told, long ones short, and the manual has what the help has."""
import pathlib
import stat
import tempfile
import unittest

import package_texts


class PackageTexts(unittest.TestCase):
    def test_libraries_are_those_of_the_package_list(self):
        found = package_texts.libraries()
        self.assertIn("libcli11-dev", found)
        self.assertIn("libphonenumber8", found)
        self.assertNotIn("clang-19", found)
        self.assertNotIn("chromium", found)

    def test_sqlite_which_is_compiled_in_is_told_by_its_version(self):
        name, text = package_texts.of_sqlite()
        self.assertRegex(name, r"^SQLite 3\.\d+\.\d+, in the public domain$")
        self.assertIn("May you do good and not evil", text)

    def test_a_long_licence_keeps_its_words_and_not_its_authors(self):
        text = ("Format: x\n\nFiles: *\nCopyright: Somebody\nLicense: BSL-1.0\n\nFiles: a/*\nCopyright: Other\nLicense: MIT\n\n"
                "License: BSL-1.0\n Boost Software License\n\nLicense: MIT\n Permission is hereby granted")
        short = package_texts.shortened(text)
        self.assertIn("Boost Software License", short)
        self.assertIn("Somebody", short)
        self.assertNotIn("Other", short)

    def test_the_manual_names_every_command_also_one_whose_line_goes_on(self):
        with tempfile.TemporaryDirectory() as folder:
            program = pathlib.Path(folder) / "program"
            program.write_text("#!/bin/sh\ncat <<'END'\nUsage\n\nSubcommands:\n  serve     Serve the shop\n"
                               "  close-month\n            closes a month\n  audit     \nEND\n")
            program.chmod(program.stat().st_mode | stat.S_IXUSR)
            self.assertEqual(package_texts.commands(str(program)),
                             [("serve", "Serve the shop"), ("close-month", "closes a month"), ("audit", "")])


if __name__ == "__main__":
    unittest.main()
