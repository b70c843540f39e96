#include "codec/look_json.h"

#include <algorithm>

#include "codec/request_format.h"

namespace vuelve {
namespace {

constexpr std::size_t shop_name_max = 60, welcome_max = 160;

constexpr Word<std::string_view> block_words[] = {
    {"stamps", "stamps"},         {"rewards", "rewards"}, {"almost", "almost"},
    {"level", "level"},           {"survey", "survey"},   {"invite", "invite"},
    {"challenges", "challenges"}, {"clubs", "clubs"},     {"leaderboard", "leaderboard"}};
constexpr Word<std::string_view> picture_words[] = {
    {"general", "general"}, {"grocery", "grocery"},       {"cafe", "cafe"},
    {"bakery", "bakery"},   {"restaurant", "restaurant"}, {"pharmacy", "pharmacy"},
    {"beauty", "beauty"},   {"fashion", "fashion"},       {"home", "home"},
    {"pets", "pets"}};

template <std::size_t N>
auto known_word(const Word<std::string_view> (&words)[N]) {
    return [&words](const Cursor& at, std::string& out) {
        std::string_view word;
        choice(words)(at, word);
        if (!word.empty()) out = word;
    };
}

void look_colour(const Cursor& at, Colour& out) {
    const auto* text = at.json.get_if<std::string>();
    if (text == nullptr) return at.fault("wrong-type", "expects a text");
    const auto read = parse_colour(*text);
    if (!read) return at.fault("wrong-format", "a colour is # and six digits: #1b6e46");
    out = *read;
}

void look_layout(const Cursor& at, std::vector<std::string>& out) {
    std::vector<std::string> blocks;
    list(known_word(block_words), std::size(block_words))(at, blocks);
    auto sorted = blocks;
    std::ranges::sort(sorted);
    if (std::ranges::adjacent_find(sorted) != sorted.end())
        return at.fault("duplicate", "each block once");
    out = std::move(blocks);
}

void look_welcome(const Cursor& at, Text& out) {
    if (const auto* none = at.json.get_if<Json::Object>(); none != nullptr && none->empty())
        return out.clear();
    Text read;
    languages(at, read);
    for (const auto& [language, text] : read)
        if (text.size() > welcome_max)
            return at.fault("too-long", "at most " + std::to_string(welcome_max) + " bytes");
    out = std::move(read);
}

}  // namespace

Result<Look> decode_look(const Json& json) {
    return decode_body<Look>(json, [](const Cursor& at, Look& out) {
        ObjectReader object(at);
        object.optional("shop_name", out.shop_name, text(0, shop_name_max));
        object.optional("colour", out.colour, look_colour);
        object.optional("layout", out.layout, look_layout);
        object.optional("welcome", out.welcome, look_welcome);
        object.optional("pictures", out.pictures, known_word(picture_words));
    });
}

void write_look(JsonWriter& out, const Look& look) {
    out.member("shop_name", look.shop_name)
        .member("colour", format_colour(look.colour))
        .key("layout")
        .begin_array();
    for (const std::string& block : look.layout) out.value(block);
    out.end_array().key("welcome").begin_object();
    for (const auto& [language, text] : look.welcome) out.member(language, text);
    out.end_object().member("pictures", look.pictures);
}

std::string look_json(const Look& look) {
    JsonWriter out;
    out.begin_object();
    write_look(out, look);
    return std::move(out.end_object()).text();
}

Result<Colour> decode_tried_colour(const Json& json) {
    return decode_body<Colour>(json, [](const Cursor& at, Colour& out) {
        ObjectReader object(at);
        object.required("colour", out, look_colour);
    });
}

}  // namespace vuelve
