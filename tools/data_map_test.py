#!/usr/bin/env python3
"""Tests of data_map.py: what the build refuses, and that the map of the repository is right."""
import pathlib
import tempfile
import unittest

import data_map

ROOT = pathlib.Path(__file__).resolve().parent.parent
MAP = """
[retention]
member = "until they go"

[person]
purpose = "Who they are"
basis = "contract"
retention = "member"
person = ["holder_id"]
own_data = "people"
erasure = "deleted"
[person.columns]
bucket = "placement clear"
tenant_id = "placement clear"
holder_id = "pseudonym clear"
name_s = "identity sealed-member text:name:holder_id"
since_ms = "behaviour clear"
"""
SCHEMA = """
CREATE TABLE person (bucket INT NOT NULL, tenant_id INTEGER NOT NULL, holder_id INTEGER NOT NULL, name_s BLOB, since_ms INTEGER,
                     PRIMARY KEY (bucket, tenant_id, holder_id)) STRICT;
"""


class DataMap(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.root = pathlib.Path(holder.name)
        (self.root / "db/migrations").mkdir(parents=True)
        self.write(MAP, SCHEMA)

    def write(self, document, schema):
        (self.root / "db/data-map.toml").write_text(document)
        (self.root / "db/migrations/0001_people.sql").write_text(schema)

    def refused(self, words):
        with self.assertRaisesRegex(data_map.Fault, words):
            data_map.written(self.root)

    def test_a_right_map_gives_page_statements_and_header(self):
        files, header = data_map.written(self.root)
        sql = files[self.root / "db/queries/own_data.sql"]
        self.assertIn("select since_ms, name_s, holder_id\nfrom person where bucket = $1 and tenant_id = $2 and holder_id = $3",
                      sql.replace("name_s, since_ms", "since_ms, name_s"))
        self.assertIn("delete from person where bucket = $1 and tenant_id = $2 and holder_id = $3", sql)
        self.assertIn('{"people", &own_person, Lies::Own, own_columns_person}', header)
        self.assertIn("| name_s | identity | sealed-member | text |", files[self.root / "docs/data-map.md"])

    def test_a_column_without_its_line_is_told_with_the_line_to_add(self):
        self.write(MAP, SCHEMA + "ALTER TABLE person ADD COLUMN phone TEXT;")
        self.refused(r'lacks a line for person.phone: add  phone = "CLASS FORM"')

    def test_a_line_without_its_column_is_told(self):
        self.write(MAP + 'gone = "profile clear"\n', SCHEMA)
        self.refused(r"gone: the schema has no such column any more")

    def test_a_table_without_its_lines_is_told_with_all_of_them(self):
        self.write(MAP, SCHEMA + "CREATE TABLE visit (bucket INT, at_ms INTEGER);")
        self.refused(r"lacks the table visit(.|\n)*at_ms = \"CLASS FORM\"")

    def test_what_identifies_somebody_is_never_clear(self):
        self.write(MAP.replace("identity sealed-member text:name:holder_id", "identity clear"), SCHEMA)
        self.refused("identity is never kept in clear")

    def test_whose_rows_are_must_be_said_with_what_becomes_of_them(self):
        self.write(MAP.replace('person = ["holder_id"]\nown_data = "people"\nerasure = "deleted"\n', ""), SCHEMA)
        self.refused(r"has holder_id: say person")
        self.write(MAP.replace('own_data = "people"\n', ""), SCHEMA)
        self.refused("own_data_not")
        self.write(MAP.replace('erasure = "deleted"\n', ""), SCHEMA)
        self.refused("what erasure does")

    def test_class_form_basis_and_retention_are_of_the_lists(self):
        for right, wrong, words in (("behaviour clear", "gossip clear", "none of the classes"),
                                    ("behaviour clear", "behaviour locked", "none of clear"),
                                    ('basis = "contract"', 'basis = "habit"', "basis: one of"),
                                    ('retention = "member"', 'retention = "ever"', "retention: one of")):
            self.write(MAP.replace(right, wrong), SCHEMA)
            self.refused(words)

    def test_the_map_of_the_repository_is_whole_and_its_files_are_current(self):
        files, _ = data_map.written(ROOT)
        for path, content in files.items():
            self.assertEqual(path.read_text(encoding="utf-8"), content, path)


if __name__ == "__main__":
    unittest.main()
