#include "codec/json_writer.h"

#include <charconv>

#include "base/ensure.h"

namespace vuelve {

[[gnu::noinline]] void JsonWriter::grow(std::size_t bytes) {
    constexpr std::size_t least = 64;
    const std::size_t used = next_ ? static_cast<std::size_t>(next_ - buffer_.data()) : 0;
    const std::size_t size = std::max({least, used + bytes, 2 * buffer_.size()});
    // Nobody reads what is not written: it needs no zeros. libstdc++ 12 hands over the capacity it
    // grew to, not the size asked for.
    buffer_.resize_and_overwrite(size, [&](char*, std::size_t) { return size; });
    next_ = buffer_.data() + used;
    end_ = buffer_.data() + size;
}

JsonWriter& JsonWriter::quote(std::string_view text, char after) {
    char* to = room(text.size() + 3);
    *to++ = '"';
    if (!json_text::copy_plain(text, to)) [[unlikely]]
        return quote_escaped(text, after);
    to += text.size();
    *to++ = '"';
    *to++ = after;
    return wrote_to(to);
}

// On its own, so that the usual way through quote() keeps few registers.
[[gnu::noinline]] JsonWriter& JsonWriter::quote_escaped(std::string_view text, char after) {
    put('"');
    escape(text);
    return put('"').put(after);
}

[[gnu::noinline]] void JsonWriter::escape(std::string_view text) {
    static constexpr std::string_view hex = "0123456789abcdef";
    constexpr std::size_t longest = 6;  // \u001f
    char* to = room(text.size() * longest);
    const auto two = [&](char c) {
        *to++ = '\\';
        *to++ = c;
    };
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte != '"' && byte != '\\') {
            *to++ = c;
            continue;
        }
        switch (byte) {
            case '"':
            case '\\': two(c); break;
            case '\n': two('n'); break;
            case '\r': two('r'); break;
            case '\t': two('t'); break;
            default:
                two('u');
                to = std::ranges::copy(std::string_view("00"), to).out;
                *to++ = hex[byte >> 4];
                *to++ = hex[byte & 15];
        }
    }
    wrote_to(to);
}

JsonWriter& JsonWriter::integer(std::int64_t whole) {
    constexpr std::size_t longest = 21;  // with the sign and the comma
    char* to = room(longest);
    if (whole >= 0 && whole < 10)
        *to++ = static_cast<char>('0' + whole);
    else
        to = std::to_chars(to, to + longest - 1, whole).ptr;
    *to++ = ',';
    return wrote_to(to);
}

JsonWriter& JsonWriter::value(Instant at) {
    char* to = room(instant_text_max + 3);
    *to++ = '"';
    to = write_instant(at, to);
    *to++ = '"';
    *to++ = ',';
    return wrote_to(to);
}

JsonWriter& JsonWriter::value(Day day) {
    char* to = room(day_text_max + 3);
    *to++ = '"';
    to = write_day(day, to);
    *to++ = '"';
    *to++ = ',';
    return wrote_to(to);
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
