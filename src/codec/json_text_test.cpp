#include "codec/json_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace vuelve::json_text {
namespace {

/// Texts of 0 to 40 bytes, and each with every kind of byte at every place, in memory that ends
/// where they end: the address sanitizer sees what is read beyond.
template <class Check>
void each_text(const Check& check) {
    const std::string all = "abcdefghijklmnop\xC3\xB1qrstuvwxyz 0123456789~!#[]";
    for (std::size_t size = 0; size <= 40; ++size) {
        const auto bytes = std::make_unique<char[]>(size);
        const auto restore = [&] { all.copy(bytes.get(), size); };
        restore();
        check(std::string_view(bytes.get(), size));
        for (std::size_t at = 0; at < size; ++at)
            for (const int byte : {0x00, 0x1F, 0x20, 0x22, 0x5C, 0x7F, 0x80, 0xFF}) {
                bytes[at] = static_cast<char>(byte);
                check(std::string_view(bytes.get(), size));
                restore();
            }
    }
}

TEST(JsonText, copies_all_bytes_and_no_more) {
    each_text([](std::string_view text) {
        for (const auto copying :
             {+[](std::string_view from, char* to) { copy(from, to); },
              +[](std::string_view from, char* to) { copy_plain(from, to); }}) {
            const auto to = std::make_unique<char[]>(text.size());
            copying(text, to.get());
            EXPECT_EQ(std::string_view(to.get(), text.size()), text);
        }
    });
}

TEST(JsonText, sees_what_must_be_escaped_and_what_controls) {
    const auto has = [](std::string_view text, auto is_one) {
        return std::ranges::any_of(text,
                                   [&](char c) { return is_one(static_cast<unsigned char>(c)); });
    };
    each_text([&](std::string_view text) {
        const auto to = std::make_unique<char[]>(text.size());
        EXPECT_EQ(copy_plain(text, to.get()),
                  !has(text, [](auto c) { return c < 0x20 || c == '"' || c == '\\'; }));
        EXPECT_EQ(has_control(text), has(text, [](auto c) { return c < 0x20 || c == 0x7F; }));
    });
}

TEST(JsonText, assigns_a_copy_over_any_string) {
    each_text([](std::string_view text) {
        for (const std::size_t before : {0UZ, 7UZ, 15UZ, 16UZ, 60UZ}) {
            std::string out(before, 'x');
            assign(out, text);
            EXPECT_EQ(out, text);
            out.assign(before, 'x');
            const std::string longer = std::string(text) + "and more, after its end";
            for (const std::size_t readable : {text.size(), longer.size()}) {
                assign(out, longer.data(), text.size(), readable);
                EXPECT_EQ(out, text);
                EXPECT_EQ(out.c_str()[text.size()], '\0');
            }
        }
    });
}

TEST(JsonText, compares_by_every_byte) {
    const std::string all = "abcdefghijklmnopqrstuvwxyz0123456789ABCD";
    for (std::size_t size = 0; size <= all.size(); ++size) {
        const std::vector<char> a(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(size));
        std::vector<char> b = a;
        const std::string_view left(a.data(), size), right(b.data(), size);
        EXPECT_TRUE(equal(left, right));
        if (size > 0) EXPECT_FALSE(equal(left, right.substr(1)));
        for (char& byte : b) {
            ++byte;
            EXPECT_FALSE(equal(left, right));
            --byte;
        }
    }
}

}  // namespace
}  // namespace vuelve::json_text
