#include "codec/json_writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "base/ensure.h"

namespace vuelve {
namespace {

/// Eight bytes, of which one at least must be escaped: " or \\ or a control character. The usual
/// arithmetic that marks the bytes below a number, and those equal to one.
bool has_special(const char* eight) {
    constexpr std::uint64_t each = 0x0101010101010101, high = 0x8080808080808080;
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, eight, sizeof bytes);
    const auto below = [&](std::uint64_t of, std::uint64_t n) { return (of - each * n) & ~of; };
    return ((below(bytes, 0x20) | below(bytes ^ each * '"', 1) | below(bytes ^ each * '\\', 1)) &
            high) != 0;
}

/// Needs no escape. Most texts are such.
bool is_plain(std::string_view text) {
    constexpr std::size_t step = 8;
    if (text.size() < step)
        return std::ranges::all_of(text, [](char c) {
            return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
        });
    for (std::size_t i = 0; i + step <= text.size(); i += step)
        if (has_special(text.data() + i)) return false;
    return !has_special(text.data() + text.size() - step);
}

}  // namespace

void JsonWriter::comma() {
    if (!first_) out_ += ',';
    first_ = false;
}

JsonWriter& JsonWriter::open(char bracket) {
    comma();
    out_ += bracket;
    first_ = true;
    return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
    out_ += bracket;
    first_ = false;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    quote(name);
    out_ += ':';
    first_ = true;
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
    quote(text);
    return *this;
}

void JsonWriter::quote(std::string_view text) {
    if (!is_plain(text)) return escape(text);
    // In one piece: a text has room for all of it at once.
    const std::size_t before = out_.size(), end = before + text.size() + (first_ ? 2 : 3);
    // libstdc++ 12 hands over the capacity it grew to, not the size asked for.
    out_.resize_and_overwrite(end, [&](char* all, std::size_t) {
        char* next = all + before;
        if (!first_) *next++ = ',';
        *next++ = '"';
        next = std::ranges::copy(text, next).out;
        *next = '"';
        return end;
    });
    first_ = false;
}

void JsonWriter::escape(std::string_view text) {
    static constexpr std::string_view hex = "0123456789abcdef";
    comma();
    out_ += '"';
    std::size_t plain = 0;  // start of what has not been copied yet
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
        out_.append(text, plain, i - plain);
        plain = i + 1;
        switch (byte) {
            case '"': out_ += "\\\""; break;
            case '\\': out_ += "\\\\"; break;
            case '\n': out_ += "\\n"; break;
            case '\r': out_ += "\\r"; break;
            case '\t': out_ += "\\t"; break;
            default:
                out_ += "\\u00";
                out_ += hex[byte >> 4];
                out_ += hex[byte & 15];
        }
    }
    out_.append(text, plain);
    out_ += '"';
}

JsonWriter& JsonWriter::integer(std::int64_t whole) {
    comma();
    std::array<char, 24> digits{};
    auto end = std::to_chars(digits.data(), digits.data() + digits.size(), whole).ptr;
    out_.append(digits.data(), end);
    return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
    comma();
    out_ += json;
    return *this;
}

std::string format_decimal(const Ratio& ratio) {
    constexpr std::int64_t places = 1'000'000;
    ensure(!ratio.overflowed() && places % ratio.den() == 0, "a decimal has at most six places");
    bool negative = ratio.num() < 0;
    __int128 magnitude = (negative ? -ratio.num() : ratio.num()) * (places / ratio.den());
    std::string text;
    auto whole = magnitude / places;
    auto rest = static_cast<std::int64_t>(magnitude % places);
    do {
        text.insert(text.begin(), static_cast<char>('0' + static_cast<int>(whole % 10)));
        whole /= 10;
    } while (whole > 0);
    if (rest > 0) {
        std::string fraction = std::to_string(places + rest).substr(1);
        text += '.' + fraction.substr(0, fraction.find_last_not_of('0') + 1);
    }
    return negative ? '-' + text : text;
}

}  // namespace vuelve
