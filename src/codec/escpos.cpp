#include "codec/escpos.h"

#include <cstdint>

namespace vuelve {
namespace {

constexpr char esc = '\x1B', gs = '\x1D';
constexpr std::uint32_t replacement = '?';

/// The letter that begins at `place`, which moves behind it; `replacement` for what is no UTF-8.
std::uint32_t next_letter(std::string_view text, std::size_t& place) {
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(text[at]); };
    const std::uint8_t first = byte(place++);
    if (first < 0x80) return first;
    const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    std::uint32_t letter = first & (0x3FU >> more);
    for (int i = 0; i < more; ++i) {
        if (place == text.size() || (byte(place) & 0xC0U) != 0x80) return replacement;
        letter = letter << 6U | (byte(place++) & 0x3FU);
    }
    return more == 0 ? replacement : letter;
}

std::size_t letters_in(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t place = 0; place < text.size(); ++count) next_letter(text, place);
    return count;
}

/// The first `count` letters.
std::string_view first_letters(std::string_view text, std::size_t count) {
    std::size_t place = 0;
    for (std::size_t i = 0; i < count && place < text.size(); ++i) next_letter(text, place);
    return text.substr(0, place);
}

char in_page(std::uint32_t letter) {
    if (letter < 0x80 || (letter >= 0xA0 && letter <= 0xFF)) return static_cast<char>(letter);
    switch (letter) {
        case 0x20AC: return '\x80';  // euro
        case 0x2013: return '\x96';  // dashes
        case 0x2014: return '\x97';
        case 0x2018: return '\x91';  // quotation marks
        case 0x2019: return '\x92';
        case 0x201C: return '\x93';
        case 0x201D: return '\x94';
        case 0x2212: return '-';  // minus
        case 0x202F: return ' ';  // narrow space
        default: return static_cast<char>(replacement);
    }
}

void print_line(std::string& out, std::string_view line) {
    for (std::size_t place = 0; place < line.size();) out += in_page(next_letter(line, place));
    out += '\n';
}

void put_function(std::string& out, std::string_view parameters) {
    out += gs;
    out += "(k";
    out += static_cast<char>(parameters.size() & 0xFFU);
    out += static_cast<char>(parameters.size() >> 8U);
    out += parameters;
}

/// Model 2, points of 6, a quarter of it may be damaged.
void print_qr(std::string& out, std::string_view text) {
    using std::string_view_literals::operator""sv;
    put_function(out, "1A2\0"sv);
    put_function(out, "1C\x06"sv);
    put_function(out, "1E2"sv);
    put_function(out, "1P0" + std::string(text));
    put_function(out, "1Q0"sv);
}

void wrap_line(std::string_view line, std::size_t columns, std::vector<std::string>& out) {
    std::string built;
    std::size_t length = 0;
    while (!line.empty()) {
        const std::size_t space = line.find(' ');
        std::string_view word = line.substr(0, space);
        line = space == std::string_view::npos ? std::string_view{} : line.substr(space + 1);
        std::size_t size = letters_in(word);
        if (length > 0 && length + 1 + size > columns) {
            out.push_back(std::move(built));
            built.clear();
            length = 0;
        }
        for (; size > columns; size = letters_in(word)) {
            const std::string_view part = first_letters(word, columns);
            out.emplace_back(part);
            word.remove_prefix(part.size());
        }
        if (length > 0) built += ' ';
        built += word;
        length += size + (length > 0 ? 1 : 0);
    }
    if (length > 0) out.push_back(std::move(built));
}

}  // namespace

std::vector<std::string> wrap_ticket(std::span<const std::string> lines, int columns) {
    std::vector<std::string> wrapped;
    for (const std::string& line : lines)
        wrap_line(line, static_cast<std::size_t>(columns), wrapped);
    return wrapped;
}

std::string escpos_ticket(std::span<const std::string> lines, std::string_view url) {
    constexpr char page_1252 = 16, centred = 1, left = 0;
    std::string out;
    out += {esc, '@', esc, 't', page_1252};
    for (const std::string& line : lines) print_line(out, line);
    out += {'\n', esc, 'a', centred};
    print_qr(out, url);
    out += {'\n', esc, 'a', left, '\n', '\n', gs, 'V', 'B', '\0'};
    return out;
}

}  // namespace vuelve
