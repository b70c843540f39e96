#include <variant>

#include "codec/programme_parts.h"

/// The small parts that all sections of the programme document share.
namespace vuelve {

void encode_text(const Text& text, JsonWriter& out) {
    out.begin_object();
    for (const auto& [language, words] : text) out.member(language, words);
    out.end_object();
}

void encode_name(const Text& name, JsonWriter& out) {
    if (name.empty()) return;
    out.key("name");
    encode_text(name, out);
}

void encode_list(std::string_view key, const std::vector<std::string>& items, JsonWriter& out) {
    out.key(key).begin_array();
    for (const auto& item : items) out.value(item);
    out.end_array();
}

void encode_decimal(std::string_view key, const Ratio& ratio, JsonWriter& out) {
    out.member(key, format_decimal(ratio));
}

std::string format_minute(int minute) {
    std::string text = "00:00";
    text[0] = static_cast<char>('0' + minute / 600);
    text[1] = static_cast<char>('0' + minute / 60 % 10);
    text[3] = static_cast<char>('0' + minute % 60 / 10);
    text[4] = static_cast<char>('0' + minute % 10);
    return text;
}

void encode_attribute(const AttributeValue& value, JsonWriter& out) {
    if (const auto* truth_value = std::get_if<bool>(&value)) {
        out.value(*truth_value);
    } else if (const auto* number = std::get_if<Ratio>(&value)) {
        out.raw(format_decimal(*number));
    } else {
        out.value(std::get<std::string>(value));
    }
}

}  // namespace vuelve
