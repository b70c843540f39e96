#!/usr/bin/env python3
"""Tests of layers.py: each rule once kept and once broken."""
import pathlib
import tempfile
import unittest

import layers


class Layers(unittest.TestCase):
    def check(self, name, line, *expected):
        """A file `name` holding `line` breaks exactly the rules that contain the expected words, on line 2."""
        found = layers.faults_of_file(name, f"#pragma once\n{line}\n")
        self.assertEqual(len(found), len(expected), found)
        for (number, rule), words in zip(found, expected):
            self.assertEqual(number, 2)
            self.assertIn(words, rule)

    def test_includes_go_down_or_stay(self):
        self.check("domain/tier.h", '#include "base/result.h"')
        self.check("domain/tier.h", '#include "domain/money.h"')
        self.check("storage/sqlite/connection.cpp", '#include "storage/database.h"')
        self.check("main.cpp", '#include "http/server.h"')

    def test_no_include_goes_up(self):
        self.check("base/log.cpp", '#include "domain/money.h"', "base must not include domain/")
        self.check("domain/tier.cpp", '#  include "codec/json.h"', "domain must not include codec/")

    def test_no_include_goes_to_a_sibling(self):
        self.check("codec/json.cpp", '#include "analytics/churn.h"', "codec must not include analytics/")
        self.check("http/server.cpp", '#include "cli/progress.h"', "http must not include cli/")

    def test_doors_speak_to_app(self):
        self.check("http/members.cpp", '#include "app/engine.h"')
        self.check("http/members.cpp", '#include "storage/database.h"', "http must not include storage/")
        self.check("http/members_test.cpp", '#include "storage/database.h"')
        self.check("domain/tier_test.cpp", '#include "storage/database.h"', "domain must not include storage/")

    def test_includes_are_written_from_src(self):
        self.check("domain/tier.cpp", '#include "tier.h"', "written from src/")
        self.check("domain/tier.cpp", '#include "../base/result.h"', "written from src/")

    def test_a_library_is_seen_by_one_folder(self):
        self.check("storage/sqlite/connection.h", "#include <sqlite3.h>")
        self.check("app/engine.cpp", "#include <sqlite3.h>", "<sqlite3.h> is seen by storage/ only")
        self.check("http/body.cpp", "#include <boost/json.hpp>", "seen by codec/ only")
        self.check("codec/json.cpp", "#include <boost/beast/http.hpp>", "seen by http/ only")
        self.check("codec/json.cpp", "#include <fmt/format.h>")

    def test_an_unknown_library_needs_a_decision(self):
        self.check("codec/json.cpp", "#include <nlohmann/json.hpp>", "is a new library")

    def test_test_libraries_stay_in_tests(self):
        self.check("codec/json_test.cpp", "#include <gtest/gtest.h>")
        self.check("codec/json.cpp", "#include <gtest/gtest.h>", "is for *_test.cpp")

    def test_the_domain_is_pure(self):
        self.check("domain/tier.cpp", "#include <vector>")
        self.check("domain/tier.cpp", "#include <random>", "no <random>")
        self.check("domain/tier.cpp", "#include <unistd.h>", "is pure")
        self.check("domain/calendar.cpp", "#include <mutex>")
        self.check("domain/tier.cpp", "#include <mutex>", "no <mutex>")
        self.check("domain/tier.cpp", "auto now = std::chrono::system_clock::now();", "as arguments")
        self.check("domain/tier.cpp", "// not system_clock: time is an argument")
        self.check("app/engine.cpp", "#include <mutex>")
        self.check("domain/tier_test.cpp", "#include <random>")

    def test_generated_files_have_an_owner(self):
        self.check("storage/ledger_store.cpp", '#include "generated/sql.h"')
        self.check("app/engine.cpp", '#include "generated/sql.h"', "belongs to storage/")

    def test_a_folder_outside_the_map_is_a_fault(self):
        found = layers.faults_of_file("util/misc.h", "")
        self.assertEqual(found, [(1, "util is not a layer of docs/style.md")])

    def test_a_tree_is_read_whole_and_named_by_path(self):
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder)
            (source / "base").mkdir()
            (source / "base" / "id.h").write_text("#include <vector>\n")
            self.assertEqual(layers.faults(source), [])
            (source / "base" / "id.cpp").write_text('#include "base/id.h"\n#include <zstd.h>\n')
            self.assertEqual(layers.faults(source),
                             [f"{source}/base/id.cpp:2: <zstd.h> is seen by cli/ only"])


if __name__ == "__main__":
    unittest.main()
