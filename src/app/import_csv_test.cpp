#include "app/import_csv.h"

#include <gtest/gtest.h>

namespace vuelve::app {
namespace {

/// Everything a file gives: "line|field|field" for a row, "line!column!reason!value" for a fault.
std::vector<std::string> read_all(std::string text, CsvFormat format = {}) {
    auto reader = CsvReader::open(text_of_bytes(std::move(text)), format);
    if (!reader) return {"header: " + reader.error().message};
    std::vector<std::string> lines;
    while (auto row = (*reader)->next()) {
        std::string line;
        if (*row) {
            line = std::to_string((*row)->line);
            for (const auto& field : (*row)->fields) line += "|" + field;
        } else {
            const auto& fault = row->error().fault;
            line = std::to_string(fault.line) + "!" + fault.column + "!" + fault.reason + "!" +
                   fault.value;
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

void check(std::string text, std::vector<std::string> expected, CsvFormat format = {}) {
    EXPECT_EQ(read_all(text, format), expected) << text;
}

TEST(CsvReader, reads_fields_with_delimiters_quotes_and_line_ends_in_quotes) {
    check("a,b\n1,2\n", {"2|1|2"});
    check("a,b\n\"x,y\",\"say \"\"hi\"\"\"\n3,4", {"2|x,y|say \"hi\"", "3|3|4"});
    check("a,b\n\"two\nlines\",1\n5,6\n", {"2|two\nlines|1", "4|5|6"});
    check("a,b\n,\n\"\",\"\"\n", {"2||", "3||"});
}

TEST(CsvReader, takes_either_line_end_a_byte_order_mark_and_empty_lines) {
    check(
        "\xef\xbb\xbf"
        "a,b\r\n1,2\r\n\r\n3,4\r\n",
        {"2|1|2", "4|3|4"});
    check("a\n\n1\n\n\"\"\n", {"3|1", "5|"});
    check("a,b\n1,2\n3,4", {"2|1|2", "3|3|4"});
}

TEST(CsvReader, finds_the_delimiter_in_the_header) {
    check("a;b\n1,5;2\n", {"2|1,5|2"});
    check("a\tb\n1,5\t2;3\n", {"2|1,5|2;3"});
    check("\"a;b\",c\n1;2,3\n", {"2|1;2|3"});
    check("a;b\n1;2\n", {"2|1;2"}, {.delimiter = ','});
}

TEST(CsvReader, names_the_line_column_reason_and_value_of_a_bad_row_and_goes_on) {
    check("a,b\n1\n2,3\n", {"2!!expected 2 columns, found 1!1", "3|2|3"});
    check("a,b\n1,x\"y\n2,3\n", {"2!b!a quote inside an unquoted field!x\"y", "3|2|3"});
    check("a,b\n\"x\"y,1\n2,3\n", {"2!a!text after a closing quote!x", "3|2|3"});
    check("a,b\n\"x\n1,2\n\"z,3\n2,3\n",
          {"2!a!text after a closing quote (lines 2 to 4)!x\n1,2\n", "5|2|3"});
    check("a,b\n1,\"x\n2,3", {"2!b!a quote is opened and never closed (lines 2 to 3)!x\n2,3"});
    check(
        "a,b\n1,\xff"
        "2\n3,4\n",
        {"2!b!not UTF-8!\xef\xbf\xbd"
         "2",
         "3|3|4"});
}

TEST(CsvReader, keeps_a_record_bounded) {
    CsvFormat small{.record_max = 10};
    check("a,b\n1,aaaaaaaaaaaa\n2,3\n", {"2!b!the record is too long!aaaaaaaaa", "3|2|3"}, small);
    check("a,b\n1,\"aaaaaaaaaaaa\n2,3\n",
          {"2!b!the record is too long: is a quote not closed?!aaaaaaaaa", "3|2|3"}, small);
}

TEST(CsvReader, refuses_a_file_whose_header_says_nothing) {
    check("", {"header: the file has no header"});
    check("a,,c\n", {"header: header: a column has no name"});
    check("a,b,a\n", {"header: header: two columns are called a"});
    check("a,\"b\n", {"header: header: a quote is opened and never closed (lines 1 to 2)"});
}

TEST(LinesReader, gives_each_line_and_says_which_are_bad) {
    LinesReader reader(
        text_of_bytes("\xef\xbb\xbf{}\r\n\n  \n[1]\n\xc0\xaf\n0123456789012345\n{\"a\":1}"), 12);
    std::vector<std::string> lines;
    while (auto row = reader.next()) {
        lines.push_back(*row ? std::to_string((*row)->line) + "|" + (*row)->fields[0]
                             : std::to_string(row->error().fault.line) + "!" +
                                   row->error().fault.reason);
    }
    EXPECT_EQ(lines, (std::vector<std::string>{"1|{}", "4|[1]", "5!not UTF-8",
                                               "6!the line is too long", "7|{\"a\":1}"}));
    EXPECT_TRUE(reader.is_json());
}

TEST(Utf8, knows_cut_overlong_and_surrogate_sequences) {
    EXPECT_TRUE(is_utf8("señor 日本 😀"));
    for (const char* bad :
         {"\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80", "\xe2\x82"}) {
        EXPECT_FALSE(is_utf8(bad));
        EXPECT_TRUE(is_utf8(readable(bad)));
    }
}

}  // namespace
}  // namespace vuelve::app
