#include "codec/json.h"

#include <gtest/gtest.h>

#include "codec/json_writer.h"

namespace vuelve {
namespace {

/// Canonical text of a good one, or the refusal.
std::string read(std::string_view text, JsonLimits limits = {}) {
    auto json = parse_json(text, limits);
    if (json) return canonical(*json);
    EXPECT_EQ(json.error().code, ErrorCode::MalformedRequest);
    return "refused: " + json.error().message;
}

void check_refused(std::string_view text) {
    EXPECT_EQ(read(text).substr(0, 8), "refused:") << text << " gave " << read(text);
}

std::string nested(int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']');
}

TEST(Json, keeps_numbers_exactly) {
    EXPECT_EQ(read("[0.735, 1.25, 1.0, 1e3, 0.1000000000000000055511151231257827]"),
              "[0.735,1.25,1.0,1e3,0.1000000000000000055511151231257827]");
    EXPECT_EQ(read("[9223372036854775807, -9223372036854775808, 9223372036854775808, -0]"),
              "[9223372036854775807,-9223372036854775808,9223372036854775808,0]");
    auto json = parse_json("[1, 1.0, 18446744073709551615]");
    const auto& items = *json->get_if<Json::Array>();
    EXPECT_EQ(*items[0].get_if<std::int64_t>(), 1);
    EXPECT_EQ(items[1].get_if<JsonNumber>()->text, "1.0");
    EXPECT_EQ(items[2].get_if<JsonNumber>()->text, "18446744073709551615");
}

TEST(Json, refuses_what_is_no_json) {
    for (const char* text : {"",
                             " ",
                             "{",
                             "[1,]",
                             "{\"a\":1,}",
                             "[01]",
                             "[+1]",
                             "[.5]",
                             "[5.]",
                             "[1e]",
                             "nul",
                             "[NaN]",
                             "[Infinity]",
                             "{a:1}",
                             "['a']",
                             "[1 2]",
                             "{\"a\" 1}",
                             "[\"\\x41\"]",
                             "[\"\\u12\"]",
                             "[\"a\nb\"]",
                             "// c\n1",
                             "[1]/* c */",
                             "\xEF\xBB\xBF{}",
                             "[\"abc]",
                             "-",
                             "[--1]"}) {
        check_refused(text);
    }
}

TEST(Json, refuses_trailing_bytes) {
    EXPECT_EQ(read("{} {}"), "refused: trailing bytes at byte 3");
    check_refused("[1]]");
    check_refused(std::string_view("[1]\0", 4));
    EXPECT_EQ(read(" [1] \n"), "[1]");
}

TEST(Json, refuses_duplicate_names) {
    EXPECT_NE(read(R"({"a":1,"b":2,"a":3})").find("duplicate name \"a\""), std::string::npos);
    check_refused(R"({"x":[{"id":"1","\u0069d":"2"}]})");
    std::string wide = "{";
    for (int i = 0; i < 100; ++i) wide += "\"k" + std::to_string(i) + "\":1,";
    EXPECT_EQ(read(wide + "\"z\":1}").substr(0, 2), "{\"");
    check_refused(wide + "\"k50\":1}");
    EXPECT_EQ(read(R"([{"a":1},{"a":1}])"), R"([{"a":1},{"a":1}])");
}

TEST(Json, refuses_bad_utf8_and_lone_surrogates) {
    for (const char* text : {"[\"\xFF\"]", "[\"\xC0\xAF\"]", "[\"\xE2\x82\"]", "[\"\xED\xA0\x80\"]",
                             "[\"\xF5\x80\x80\x80\"]", "[\"\\ud83d\"]", "[\"\\ude00\"]",
                             "[\"\\ud83dx\"]", "[\"\\ud83d\\u0041\"]"}) {
        check_refused(text);
    }
    EXPECT_EQ(read(R"(["\ud83d\ude00 ñ \u00f1"])"), "[\"\xF0\x9F\x98\x80 ñ ñ\"]");
}

TEST(Json, case_37_bounds_depth_length_and_width) {
    EXPECT_EQ(read(nested(32)), nested(32));
    check_refused(nested(33));
    check_refused(std::string(100'000, '['));
    EXPECT_EQ(read("[1,2,3]", {.size_max = 6}), "refused: text too long at byte 6");
    EXPECT_EQ(read("[1,2,3]", {.size_max = 7}), "[1,2,3]");
    EXPECT_EQ(read("[1,2,3]", {.values_max = 4}), "[1,2,3]");
    EXPECT_EQ(read("[1,2,3,{}]", {.values_max = 4}), "refused: too many values at byte 7");
}

TEST(Json, says_where) {
    EXPECT_NE(read("{\"a\": tru}").find("at byte"), std::string::npos);
    EXPECT_NE(read("[1, 2, x]").find("at byte 7"), std::string::npos) << read("[1, 2, x]");
}

TEST(Json, canonical_text_sorts_names_and_drops_spaces) {
    EXPECT_EQ(
        read("{ \"b\" : [ true , null ], \"a\" : { \"z\":\"\\u0001\\t\\\"\\\\/\", \"y\":-1 } }"),
        R"({"a":{"y":-1,"z":"\u0001\t\"\\/"},"b":[true,null]})");
}

TEST(JsonWriter, writes_what_parse_reads) {
    JsonWriter out;
    out.begin_object().member("id", "a\"b").member("n", 5).member("none", std::optional<int>{});
    out.key("list").begin_array().value(true).value(Units{7}).begin_object().end_object();
    out.begin_array().end_array().end_array();
    out.member("at", *parse_instant("2026-03-10T18:05:00-05:00"));
    out.member("day", *parse_day("2026-03-10")).end_object();
    EXPECT_EQ(
        out.text(),
        R"({"id":"a\"b","n":5,"none":null,"list":[true,7,{},[]],"at":"2026-03-10T23:05:00Z","day":"2026-03-10"})");
    EXPECT_TRUE(parse_json(out.text()));
}

TEST(JsonWriter, escapes_at_every_place_of_a_text_of_any_length) {
    for (std::size_t size = 0; size <= 40; ++size) {
        const std::string plain =
            std::string("abcdefghijklmnop\xC3\xB1qrstuvwxyz\x7F 0123456789~").substr(0, size);
        EXPECT_EQ(JsonWriter().value(plain).text(), '"' + plain + '"');
        EXPECT_EQ(JsonWriter().value(std::string_view(plain)).text(), '"' + plain + '"');
        EXPECT_EQ(JsonWriter().begin_object().member_of("a", plain, "").end_object().text(),
                  R"({"a":")" + plain + "\"}");
        for (std::size_t at = 0; at < plain.size(); ++at)
            for (const auto& [raw, escaped] : {std::pair{'"', "\\\""},
                                               {'\\', "\\\\"},
                                               {'\n', "\\n"},
                                               {'\0', "\\u0000"},
                                               {'\x1F', "\\u001f"}}) {
                std::string text = plain;
                text[at] = raw;
                const std::string quoted = '"' + std::string(plain).replace(at, 1, escaped) + '"';
                EXPECT_EQ(JsonWriter().value(text).text(), quoted);
                EXPECT_EQ(JsonWriter().value(std::string_view(text)).text(), quoted);
                EXPECT_EQ(
                    JsonWriter().begin_object().member_of(text, "OF", text).end_object().text(),
                    "{" + quoted + ":\"OF:" + quoted.substr(1) + "}");
                EXPECT_EQ(JsonWriter().object_of("of", text).text(), R"({"of":)" + quoted + "}");
                EXPECT_EQ(JsonWriter().begin_object().member(text, 1).end_object().text(),
                          "{" + quoted + ":1}");
            }
    }
}

TEST(JsonWriter, writes_whole_numbers_of_every_length) {
    JsonWriter out;
    std::string expected;
    for (const std::int64_t n : {INT64_MIN, INT64_MIN + 1, std::int64_t{-10}, std::int64_t{0},
                                 std::int64_t{9}, std::int64_t{10}, INT64_MAX}) {
        out.value(n);
        expected += (expected.empty() ? "" : ",") + std::to_string(n);
    }
    EXPECT_EQ(std::move(out).text(), expected);
}

TEST(FormatDecimal, gives_the_shortest_exact_text) {
    EXPECT_EQ(format_decimal(Ratio(5, 4)), "1.25");
    EXPECT_EQ(format_decimal(Ratio(-1, 1'000'000)), "-0.000001");
    EXPECT_EQ(format_decimal(Ratio(100)), "100");
    EXPECT_EQ(format_decimal(Ratio(0)), "0");
}

}  // namespace
}  // namespace vuelve
