#!/usr/bin/env python3
"""Tests of embed_sql.py, embed_file.py and embed_queries.py: what they read, refuse and write."""
import hashlib
import pathlib
import tempfile
import unittest

import embed_file
import embed_queries
import embed_sql


class EmbedSql(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)

    def refused(self, read, words):
        with self.assertRaisesRegex(embed_sql.Fault, words):
            read(self.folder)

    def test_a_statement_has_its_name_and_no_comments(self):
        (self.folder / "ledger.sql").write_text(
            "-- About the file.\n\n-- name: append_entry\n-- Why.\ninsert into entry\nvalues ($1);\n\n"
            "-- name: count\nselect count(*) from entry;\n")
        self.assertEqual(embed_sql.read_queries(self.folder),
                         [("append_entry", "insert into entry\nvalues ($1)"), ("count", "select count(*) from entry")])

    def test_a_list_makes_two_statements(self):
        (self.folder / "a.sql").write_text("-- name: some\nselect b from a where c = $1 and b in ($2..) order by b;\n")
        one, many = embed_sql.read_queries(self.folder)
        self.assertEqual(one, ("some", "select b from a where c = $1 and b in ($2) order by b"))
        self.assertEqual(many[0], "some_list")
        self.assertTrue(many[1].startswith("select b from a where c = $1 and b in ($2, $3, "))
        self.assertTrue(many[1].endswith(f"${embed_sql.LIST_SIZE + 1}) order by b"))

    def test_a_list_comes_last_and_alone(self):
        (self.folder / "a.sql").write_text("-- name: some\nselect b from a where b in ($1..) and c = $2;\n")
        self.refused(embed_sql.read_queries, "one list, of its last arguments")

    def test_names_are_unique_over_all_files(self):
        (self.folder / "a.sql").write_text("-- name: one\nselect 1;\n")
        (self.folder / "b.sql").write_text("-- name: one\nselect 2;\n")
        self.refused(embed_sql.read_queries, "stands in .*a.sql too")

    def test_sql_without_a_name_is_refused(self):
        (self.folder / "a.sql").write_text("select 1;\n")
        self.refused(embed_sql.read_queries, "a.sql:1: SQL before")

    def test_a_bad_name_and_an_empty_statement_are_refused(self):
        (self.folder / "a.sql").write_text("-- name: One\nselect 1;\n")
        self.refused(embed_sql.read_queries, "snake_case, not 'One'")
        (self.folder / "a.sql").write_text("-- name: one\n")
        self.refused(embed_sql.read_queries, "'one' is empty")

    def test_migrations_count_up_from_one(self):
        (self.folder / "0001_members.sql").write_text("create table a (b);\n")
        (self.folder / "0002_points.sql").write_text("create table c (d);\n")
        first, second = embed_sql.read_migrations(self.folder)
        self.assertEqual(first, (1, "members", "create table a (b);\n",
                                 hashlib.sha256(b"create table a (b);\n").hexdigest()))
        self.assertEqual(second[:2], (2, "points"))

    def test_a_gap_between_migrations_is_refused(self):
        (self.folder / "0002_points.sql").write_text("create table c (d);\n")
        self.refused(embed_sql.read_migrations, "named 0001_")

    def test_what_is_written_declares_and_defines_each_statement(self):
        header, source = embed_sql.render([("one", "select 1")], [(1, "members", "create\n", "abc")])
        self.assertIn("extern const std::string_view one;", header)
        self.assertIn("extern const std::array<Migration, 1> migrations;", header)
        self.assertIn('std::string_view one = R"sql(select 1)sql";', source)
        self.assertIn('{1, "members", R"sql(create\n)sql",\n     "abc"}', source)


class EmbedFile(unittest.TestCase):
    def test_yaml_becomes_json_and_dates_stay_text(self):
        self.assertEqual(embed_file.to_json("a: 2026-01-31\nb: [1, true, null, 'ñ']\n"),
                         '{"a":"2026-01-31","b":[1,true,null,"ñ"]}')

    def test_a_literal_escapes_what_cpp_would_read(self):
        self.assertEqual(embed_file.literal('a"\\\n?'), '    "a\\"\\\\\\n\\?"')
        self.assertEqual(embed_file.literal(""), '    ""')

    def test_a_long_text_is_cut_between_characters(self):
        literal = embed_file.literal("a" * 16001)
        self.assertEqual(literal.count("a"), 16001)
        self.assertEqual(len(literal.splitlines()), 2)


class EmbedQueries(unittest.TestCase):
    def test_an_operation_has_the_query_of_its_own_and_of_its_path(self):
        document = {"paths": {"/v1/lots": {"parameters": [{"$ref": "#/components/parameters/Limit"}, {"name": "id", "in": "path"}],
                                           "get": {"operationId": "listLots", "parameters": [{"name": "at", "in": "query"}]},
                                           "post": {"operationId": "addLot", "parameters": [{"name": "Accept", "in": "header"}]}}},
                    "components": {"parameters": {"Limit": {"name": "limit", "in": "query"}}}}
        self.assertEqual(embed_queries.queries(document), {"addLot": ["limit"], "listLots": ["at", "limit"]})
        source = embed_queries.render({"addLot": [], "listLots": ["at", "limit"]})
        self.assertIn('{"at", "limit"}', source)
        self.assertIn('{"listLots", names_1},', source)


if __name__ == "__main__":
    unittest.main()
