#include "codec/json_reader.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>

#include "codec/json_text.h"

namespace vuelve {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Bytes of a UTF-8 sequence beyond ASCII; 0 when it is none. No overlong ones, no surrogates,
/// nothing above U+10FFFF (RFC 3629).
std::size_t sequence_length(std::string_view text) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
    const unsigned lead = byte(0), second = byte(1);
    if (!follows(1)) return 0;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (!follows(2)) return 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool is_wrong = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second >= 0xA0);
        return is_wrong ? 0 : 3;
    }
    if (!follows(3) || lead < 0xF0 || lead > 0xF4) return 0;
    const bool is_wrong = (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second >= 0x90);
    return is_wrong ? 0 : 4;
}

void append_utf8(std::string& out, std::uint32_t point) {
    const auto add = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (point < 0x80) return add(point);
    if (point < 0x800) {
        add(0xC0 | point >> 6);
    } else {
        if (point < 0x10000) {
            add(0xE0 | point >> 12);
        } else {
            add(0xF0 | point >> 18);
            add(0x80 | (point >> 12 & 0x3F));
        }
        add(0x80 | (point >> 6 & 0x3F));
    }
    add(0x80 | (point & 0x3F));
}

/// Two members of one name.
bool has_twins(const Json::Object& object) {
    constexpr std::size_t few = 16;
    if (object.size() <= few) {
        std::uint64_t marks = 0;
        for (const JsonMember& member : object) marks |= json_text::mark_of(member.name);
        if (static_cast<std::size_t>(std::popcount(marks)) == object.size()) return false;
        for (std::size_t i = 1; i < object.size(); ++i)
            for (std::size_t k = 0; k < i; ++k)
                if (json_text::equal(object[i].name, object[k].name)) return true;
        return false;
    }
    std::vector<std::string_view> names;
    names.reserve(object.size());
    for (const JsonMember& member : object) names.emplace_back(member.name);
    std::ranges::sort(names);
    return std::ranges::adjacent_find(names) != names.end();
}

/// Every part takes where its text begins and gives where it ends, nullptr when it is wrong: a
/// place kept in the reader would be written and read again with every byte.
class Reader {
 public:
    Reader(std::string_view text, const JsonLimits& limits)
        : begin_(text.data()),
          end_(text.data() + text.size()),
          values_left_(limits.values_max),
          depth_max_(std::min(limits.depth_max, usual_sizes_.size())) {
        constexpr std::uint32_t usual = 8;
        usual_sizes_.fill(usual);
    }

    bool read(Json& out) {
        const char* at = value(begin_, out);
        return at != nullptr && after_spaces(at) == end_;
    }

 private:
    const char* after_spaces(const char* at) const {
        const auto is_space = [](char c) {
            return c == ' ' || c == '\n' || c == '\r' || c == '\t';
        };
        while (at != end_ && *at <= ' ' && is_space(*at)) ++at;
        return at;
    }
    bool is_at(const char* at, char c) const { return at != end_ && *at == c; }
    const char* take_after_spaces(const char* at, char c) const {
        at = after_spaces(at);
        return is_at(at, c) ? at + 1 : nullptr;
    }

    // Depth is bounded, so the stack is.
    const char* value(const char* at, Json& out) {
        at = after_spaces(at);
        if (at == end_ || values_left_ == 0) return nullptr;
        --values_left_;
        switch (*at) {
            case '"': return text(at + 1, out);
            case '{': return nested(at + 1, out.become<Json::Object>(), '}');
            case '[': return nested(at + 1, out.become<Json::Array>(), ']');
            case 't': out.become<bool>(true); return word(at, "true");
            case 'f': out.become<bool>(false); return word(at, "false");
            case 'n': return word(at, "null");
            default: return number(at, out);
        }
    }

    const char* word(const char* at, std::string_view literal) const {
        return std::string_view(at, end_).starts_with(literal) ? at + literal.size() : nullptr;
    }

    /// The rest of an object or array, whose first bracket was read.
    template <class Items>
    const char* nested(const char* at, Items& items, char bracket) {
        if (depth_ == depth_max_) return nullptr;
        at = after_spaces(at);
        if (is_at(at, bracket)) return at + 1;
        // As many as the one before it at this depth had: the lines of a ticket are alike.
        std::uint32_t& usual = usual_sizes_[depth_++];
        items.reserve(usual);
        for (;;) {
            at = item(at, items);
            if (at == nullptr) return nullptr;
            at = after_spaces(at);
            if (!is_at(at, ',')) break;
            ++at;
        }
        usual = static_cast<std::uint32_t>(std::min(items.size(), usual_max));
        --depth_;
        return is_at(at, bracket) && is_good(items) ? at + 1 : nullptr;
    }
    const char* item(const char* at, Json::Array& array) { return value(at, array.emplace_back()); }
    const char* item(const char* at, Json::Object& object) {
        at = take_after_spaces(at, '"');
        if (at == nullptr) return nullptr;
        const char* from = at;
        at = after_plain(at);
        if (is_at(at, '"')) {
            fill(object.emplace_back().name, from, at);
            ++at;
        } else {
            at = rest_of_text(from, at, object.emplace_back().name);
            if (at == nullptr) return nullptr;
        }
        at = take_after_spaces(at, ':');
        return at == nullptr ? nullptr : value(at, object.back().value);
    }
    static bool is_good(const Json::Array&) { return true; }
    static bool is_good(const Json::Object& object) { return !has_twins(object); }

    /// The first byte that is not plain ASCII inside a text.
    const char* after_plain(const char* at) const {
        while (end_ - at >= 8) {
            const auto bytes = json_text::load<std::uint64_t>(at);
            const std::uint64_t found = json_text::specials(bytes) | (bytes & json_text::high_bits);
            if (found != 0) return at + std::countr_zero(found) / 8;
            at += 8;
        }
        while (at != end_ && *at >= ' ' && *at != '"' && *at != '\\') ++at;
        return at;
    }

    /// The rest of a text, whose first quote was read.
    const char* text(const char* at, Json& out) const {
        const char* from = at;
        at = after_plain(at);
        auto& whole = out.become<std::string>();
        if (!is_at(at, '"')) return rest_of_text(from, at, whole);
        fill(whole, from, at);
        return at + 1;
    }
    [[gnu::always_inline]] void fill(std::string& empty, const char* from, const char* to) const {
        json_text::assign(empty, from, static_cast<std::size_t>(to - from),
                          static_cast<std::size_t>(end_ - from));
    }

    /// The same where it is not plain ASCII any more; what is plain begins at `from`.
    const char* rest_of_text(const char* from, const char* at, std::string& out) const {
        for (;; at = after_plain(at)) {
            if (at == end_) return nullptr;
            if (*at == '"') {
                out.append(from, at);
                return at + 1;
            }
            if (*at == '\\') {
                out.append(from, at);
                at = from = escape(at + 1, out);
                if (at == nullptr) return nullptr;
                continue;
            }
            const std::size_t length = sequence_length({at, end_});  // 0 of a control character
            if (length == 0) return nullptr;
            at += length;
        }
    }

    /// What follows a backslash.
    const char* escape(const char* at, std::string& out) const {
        if (at == end_) return nullptr;
        switch (*at++) {
            case '"': out += '"'; return at;
            case '\\': out += '\\'; return at;
            case '/': out += '/'; return at;
            case 'b': out += '\b'; return at;
            case 'f': out += '\f'; return at;
            case 'n': out += '\n'; return at;
            case 'r': out += '\r'; return at;
            case 't': out += '\t'; return at;
            case 'u': return code_point(at, out);
            default: return nullptr;
        }
    }
    const char* code_point(const char* at, std::string& out) const {
        std::uint32_t first = 0, second = 0;
        at = four_digits(at, first);
        if (at == nullptr) return nullptr;
        if (first >= 0xD800 && first <= 0xDFFF) {
            if (first >= 0xDC00 || end_ - at < 2 || at[0] != '\\' || at[1] != 'u') return nullptr;
            at = four_digits(at + 2, second);
            if (at == nullptr || second < 0xDC00 || second > 0xDFFF) return nullptr;
            first = 0x10000 + ((first - 0xD800) << 10 | (second - 0xDC00));
        }
        append_utf8(out, first);
        return at;
    }
    const char* four_digits(const char* at, std::uint32_t& out) const {
        constexpr std::ptrdiff_t count = 4;
        if (end_ - at < count) return nullptr;
        const auto [end, fault] = std::from_chars(at, at + count, out, 16);
        return fault == std::errc{} && end == at + count ? end : nullptr;
    }

    const char* number(const char* at, Json& out) const {
        const char* from = at;
        const bool is_negative = *at == '-';
        if (is_negative) ++at;
        const char* digits = at;
        std::uint64_t size = 0;
        while (at != end_ && is_digit(*at)) size = size * 10 + static_cast<unsigned>(*at++ - '0');
        const auto places = at - digits;
        if (places == 0 || (places > 1 && *digits == '0')) return nullptr;
        const bool is_whole = at == end_ || (*at != '.' && *at != 'e' && *at != 'E');
        constexpr std::ptrdiff_t always_fits = 18;
        if (is_whole && places <= always_fits) {
            const auto whole = static_cast<std::int64_t>(size);
            out.become<std::int64_t>(is_negative ? -whole : whole);
            return at;
        }
        if (is_whole) return long_number(from, at, out);
        if (*at != '.') return nullptr;
        const char* point = at++;
        while (at != end_ && is_digit(*at)) ++at;
        if (at - point == 1 || is_at(at, 'e') || is_at(at, 'E')) return nullptr;
        out.become<JsonNumber>(JsonNumber{std::string(from, at)});
        return at;
    }
    static const char* long_number(const char* from, const char* to, Json& out) {
        std::int64_t whole = 0;
        if (std::from_chars(from, to, whole).ec == std::errc{})
            out.become<std::int64_t>(whole);
        else
            out.become<JsonNumber>(JsonNumber{std::string(from, to)});
        return to;
    }

    const char* begin_;
    const char* end_;
    std::size_t values_left_;
    /// So that a small list after a long one does not hold much more than it needs.
    static constexpr std::size_t usual_max = 64;
    std::array<std::uint32_t, 64> usual_sizes_{};  // by depth
    std::size_t depth_ = 0, depth_max_;
};

}  // namespace

bool read_json(std::string_view text, const JsonLimits& limits, Json& out) {
    return text.size() <= limits.size_max && Reader(text, limits).read(out);
}

}  // namespace vuelve
