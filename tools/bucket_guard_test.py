#!/usr/bin/env python3
"""Tests of bucket_guard.py: which statements it lets through, and what it writes."""
import pathlib
import tempfile
import unittest

import bucket_guard

SCHEMA = "CREATE TABLE wallet (bucket INT, holder_id INT); CREATE TABLE lot (bucket INT, holder_id INT); CREATE TABLE tenant (code TEXT);"


class BucketGuard(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        (self.folder / "queries").mkdir()
        (self.folder / "migrations").mkdir()
        (self.folder / "migrations" / "0001_first.sql").write_text(SCHEMA)

    def read(self, text):
        (self.folder / "queries" / "some.sql").write_text(text)
        return bucket_guard.read(self.folder / "queries", self.folder / "migrations")

    def refused(self, text, words):
        with self.assertRaisesRegex(bucket_guard.Fault, words):
            self.read(text)

    def test_a_statement_that_names_its_bucket_passes_with_the_number_of_that_argument(self):
        self.assertEqual(self.read("-- name: one\nselect 1 from wallet where tenant = $1 and bucket = $2"), [("one", False, [1])])

    def test_an_insert_names_it_among_its_columns(self):
        self.assertEqual(self.read("-- name: put\ninsert into lot (holder_id, bucket) values ($1, $2)"), [("put", False, [1])])

    def test_configuration_has_no_bucket(self):
        self.assertEqual(self.read("-- name: all_tenants\nselect code from tenant"), [("all_tenants", False, [])])

    def test_a_statement_without_bucket_is_refused(self):
        self.refused("-- name: all\nselect 1 from wallet", "'all' does not name the bucket")

    def test_every_table_of_a_join_has_its_bucket(self):
        self.refused("-- name: both\nselect 1 from wallet w join lot l on l.holder_id = w.holder_id where w.bucket = $1", "'both'")
        self.assertEqual(
            self.read("-- name: both\nselect 1 from wallet w join lot l on l.bucket = w.bucket where w.bucket = $1"),
            [("both", False, [0])])

    def test_who_fans_out_says_so(self):
        self.assertEqual(self.read("-- name: all\n-- fans out: a check\nselect 1 from wallet"), [("all", True, [])])
        self.assertEqual(self.read("-- fans out: checks\n\n-- name: all\nselect 1 from wallet"), [("all", True, [])])

    def test_who_says_so_without_need_is_refused(self):
        self.refused("-- name: one\n-- fans out: why not\nselect 1 from wallet where bucket = $1", "names every bucket")

    def test_what_is_written_names_every_statement(self):
        header, source = bucket_guard.render([("one", False, [1]), ("all", True, [])])
        self.assertIn("std::array<BucketUse, 2>", header)
        self.assertIn("{one, false, {1}}", source)
        self.assertIn("{all, true, {-1}}", source)


if __name__ == "__main__":
    unittest.main()
