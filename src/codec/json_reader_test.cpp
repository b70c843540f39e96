#include "codec/json_reader.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

namespace vuelve {
namespace {

/// The quick reader takes `text` only as the strict one does: true when it took it.
bool same_as_strict(std::string_view text, const JsonLimits& limits = {}) {
    Json quick;
    const bool taken = read_json(text, limits, quick);
    const Result<Json> strict = parse_json_strictly(text, limits);
    if (!taken) return false;
    EXPECT_TRUE(strict) << strict.error().message << " in " << text;
    if (strict) EXPECT_EQ(quick, *strict) << text;
    return true;
}

/// Random texts: all kinds of values, escapes, bytes and spaces.
class Texts {
 public:
    explicit Texts(std::uint64_t seed) : random_(seed) {}

    std::size_t below(std::size_t bound) { return random_() % bound; }

    std::string value(int depth = 0) {
        const std::size_t kind = below(depth < 5 ? 6 : 4);
        if (kind == 0) return std::string(pick(words));
        if (kind == 1) return std::string(pick(numbers));
        if (kind < 4) return text();
        const bool is_object = kind == 5;
        std::string all(1, is_object ? '{' : '[');
        const std::size_t items = below(below(8) == 0 ? 40 : 7);
        for (std::size_t i = 0; i < items; ++i) {
            if (i > 0) all += spaces() + "," + spaces();
            if (is_object)
                all += '"' + std::string(pick(pieces)) + std::to_string(i) + '"' + spaces() + ":";
            all += spaces() + value(depth + 1) + spaces();
        }
        return all + (is_object ? '}' : ']');
    }

    /// With some of its bytes changed, lost or doubled.
    std::string wrong(std::string text) {
        for (std::size_t changes = 1 + below(3); changes > 0 && !text.empty(); --changes) {
            const std::size_t at = below(text.size());
            switch (below(4)) {
                case 0: text[at] = pick(bytes); break;
                case 1: text.erase(at, 1 + below(3)); break;
                case 2: text.insert(at, 1, pick(bytes)); break;
                default: text[at] = static_cast<char>(below(256));
            }
        }
        return text;
    }

 private:
    static constexpr std::array<std::string_view, 3> words{"true", "false", "null"};
    static constexpr std::array<std::string_view, 16> numbers{"0",
                                                              "-0",
                                                              "7",
                                                              "-12",
                                                              "1200",
                                                              "999999999999999999",
                                                              "1000000000000000000",
                                                              "-1000000000000000001",
                                                              "9223372036854775807",
                                                              "-9223372036854775808",
                                                              "9223372036854775808",
                                                              "-9223372036854775809",
                                                              "123456789012345678901234567890",
                                                              "0.5",
                                                              "-0.0",
                                                              "12345678901234567890.10"};
    static constexpr std::array<std::string_view, 16> pieces{"",
                                                             "a",
                                                             "sku",
                                                             "quantity",
                                                             "unit_price",
                                                             "beyond the sixteen bytes",
                                                             "ñ",
                                                             "€",
                                                             "\U0001F600",
                                                             "\x7F",
                                                             R"(\n)",
                                                             R"(\"\\\/\b\f\r\t)",
                                                             R"(\u00f1)",
                                                             R"(\u0000\u001F)",
                                                             R"(\uD83d\ude00)",
                                                             R"(\u20AC)"};
    static constexpr std::string_view bytes = "{}[]\",:\\/ubtn0123456789-+.eE \n\x01\xC3\x80\xED";

    template <class Of>
    typename Of::value_type pick(const Of& all) {
        return all[below(all.size())];
    }
    std::string spaces() { return std::string(below(4) == 0 ? pick(gaps) : ""); }
    static constexpr std::array<std::string_view, 4> gaps{" ", "\n  ", "\t", "\r\n"};
    std::string text() {
        std::string all = "\"";
        for (std::size_t i = below(4); i > 0; --i) all += pick(pieces);
        return all + '"';
    }

    std::mt19937_64 random_;
};

TEST(JsonReader, takes_every_good_text_as_the_strict_one_does) {
    for (std::uint64_t seed = 0; seed < 5'000; ++seed) {
        const std::string text = Texts(seed).value();
        EXPECT_TRUE(same_as_strict(text)) << "seed " << seed << ": " << text;
    }
}

TEST(JsonReader, takes_no_wrong_text_that_the_strict_one_refuses) {
    int taken = 0, left = 0;
    for (std::uint64_t seed = 0; seed < 50'000; ++seed) {
        Texts texts(seed);
        const std::string text = texts.wrong(texts.value());
        (same_as_strict(text) ? taken : left) += 1;
    }
    EXPECT_GT(taken, 1000) << "else this holds nothing against nothing";
    EXPECT_GT(left, 1000);
}

TEST(JsonReader, keeps_the_limits_of_the_strict_one) {
    int taken = 0, refused = 0;
    for (std::uint64_t seed = 0; seed < 5'000; ++seed) {
        Texts texts(seed);
        const std::string text = texts.value();
        const JsonLimits limits{.size_max = texts.below(2) == 0 ? text.size() : texts.below(200),
                                .depth_max = texts.below(6),
                                .values_max = texts.below(40)};
        const bool is_taken = same_as_strict(text, limits);
        EXPECT_EQ(is_taken, parse_json_strictly(text, limits).has_value()) << seed << ": " << text;
        (is_taken ? taken : refused) += 1;
    }
    EXPECT_GT(taken, 500);
    EXPECT_GT(refused, 500);
}

TEST(JsonReader, knows_utf_8_as_the_strict_one_does) {
    int taken = 0;
    for (int lead = 0x80; lead < 0x100; ++lead)
        for (int second = 0; second < 0x100; ++second)
            for (const std::string_view rest : {"", "\x80", "\x80\x80", "\xBF\x7F", "\xC3"}) {
                std::string text = "\"";
                text += static_cast<char>(lead);
                text += static_cast<char>(second);
                text.append(rest) += '"';
                EXPECT_EQ(same_as_strict(text), parse_json_strictly(text, {}).has_value()) << text;
                taken += same_as_strict(text) ? 1 : 0;
            }
    EXPECT_GT(taken, 3000);
}

TEST(JsonReader, knows_a_repeated_name_among_few_and_many) {
    for (const int members : {1, 2, 16, 17, 40}) {
        std::string text = "{";
        for (int i = 0; i < members; ++i) text += "\"name" + std::to_string(i) + "\":1,";
        EXPECT_TRUE(same_as_strict(text + R"("other":1})"));
        EXPECT_FALSE(same_as_strict(text + R"("name0":1})"));
        EXPECT_FALSE(same_as_strict(text + R"("\u006eame0":1})"));
    }
}

TEST(JsonReader, leaves_exponents_to_the_strict_one) {
    EXPECT_FALSE(same_as_strict("1e3"));
    EXPECT_FALSE(same_as_strict("[1.5E-3]"));
    EXPECT_EQ(parse_json("1e3")->get_if<JsonNumber>()->text, "1e3");
}

}  // namespace
}  // namespace vuelve
