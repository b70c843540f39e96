#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

/// Short texts, some bytes at a time: what JSON is made of is mostly shorter than a call of memcpy
/// or memcmp costs. Nothing is read beyond a text: the last piece of one overlaps the piece before.
/// Internal to the reader and the writer of JSON. Source: docs/adr/0083.
namespace vuelve::json_text {

static_assert(std::endian::native == std::endian::little, "the first byte is the lowest one");

template <class Word>
Word load(const char* from) {
    Word word;
    std::memcpy(&word, from, sizeof word);
    return word;
}
template <class Word>
void store(char* to, Word word) {
    std::memcpy(to, &word, sizeof word);
}

inline constexpr std::uint64_t each_byte = 0x0101010101010101, high_bits = 0x8080808080808080;

/// Marks in the high bits, of bytes below `n` (at most 128): the usual arithmetic. The lowest mark
/// is right; above it a byte may be marked in vain.
constexpr std::uint64_t below(std::uint64_t bytes, std::uint64_t n) {
    return (bytes - each_byte * n) & ~bytes & high_bits;
}
/// Not 0 when one of eight bytes at least must be escaped in JSON: " or \ or a control character.
constexpr std::uint64_t specials(std::uint64_t bytes) {
    return below(bytes, 0x20) | below(bytes ^ each_byte * '"', 1) |
           below(bytes ^ each_byte * '\\', 1);
}
/// Not 0 when one of eight bytes at least is a control character, DEL among them.
constexpr std::uint64_t controls(std::uint64_t bytes) {
    return below(bytes, 0x20) | below(bytes ^ each_byte * 0x7F, 1);
}

/// Sixteen bytes in one register; every processor we run on has them that wide.
using Bytes16 = unsigned char __attribute__((vector_size(16)));

inline bool has_special(Bytes16 bytes) {
    return __builtin_reduce_or((bytes < ' ') | (bytes == '"') | (bytes == '\\')) != 0;
}

/// Gives all bytes of a text of less than eight as one word, some of them twice and the rest as
/// spaces, and writes them at `to` unless it is null.
[[gnu::always_inline]] inline std::uint64_t take_few(std::string_view text, char* to) {
    const char* from = text.data();
    const std::size_t size = text.size();
    const auto both_ends = [&]<class Word>(Word) {
        const auto first = load<Word>(from), last = load<Word>(from + size - sizeof(Word));
        if (to != nullptr) {
            store(to, first);
            store(to + size - sizeof(Word), last);
        }
        return first | std::uint64_t{last} << sizeof(Word) * 8;
    };
    constexpr std::uint64_t spaces = each_byte * ' ';
    if (size >= 4) return both_ends(std::uint32_t{});
    if (size >= 2) return both_ends(std::uint16_t{}) | spaces << 32;
    if (size == 0) return spaces;
    if (to != nullptr) *to = *from;
    return static_cast<unsigned char>(*from) | spaces << 8;
}

/// Writes `text` at `to`; false when some of it must be escaped.
[[gnu::always_inline]] inline bool copy_plain(std::string_view text, char* to) {
    const char* from = text.data();
    const std::size_t size = text.size();
    const auto copy = [&]<class Word>(Word, std::size_t at) {
        const auto bytes = load<Word>(from + at);
        store(to + at, bytes);
        return bytes;
    };
    if (size < 8) return specials(take_few(text, to)) == 0;
    if (size < 16) {
        const std::array both{copy(std::uint64_t{}, 0), copy(std::uint64_t{}, size - 8)};
        return !has_special(std::bit_cast<Bytes16>(both));
    }
    bool is_special = has_special(copy(Bytes16{}, size - 16));
    for (std::size_t i = 0; i + 16 < size; i += 16) is_special |= has_special(copy(Bytes16{}, i));
    return !is_special;
}

/// Writes `text` at `to`.
[[gnu::always_inline]] inline void copy(std::string_view text, char* to) {
    const char* from = text.data();
    const std::size_t size = text.size();
    const auto both_ends = [&]<class Word>(Word) {
        const auto first = load<Word>(from), last = load<Word>(from + size - sizeof(Word));
        store(to, first);
        store(to + size - sizeof(Word), last);
    };
    if (size > 32) {
        std::memcpy(to, from, size);
    } else if (size >= 16) {
        both_ends(Bytes16{});
    } else if (size >= 8) {
        both_ends(std::uint64_t{});
    } else {
        take_few(text, to);
    }
}

inline bool has_control(std::string_view text) {
    const std::size_t size = text.size();
    if (size < 8) return controls(take_few(text, nullptr)) != 0;
    std::uint64_t found = controls(load<std::uint64_t>(text.data() + size - 8));
    for (std::size_t i = 0; i + 8 < size; i += 8)
        found |= controls(load<std::uint64_t>(text.data() + i));
    return found != 0;
}

/// What every string holds without asking for memory.
inline constexpr std::size_t short_size = 15;

/// Becomes a copy of `from`: of a short one without the calls that it costs otherwise.
inline void assign(std::string& out, std::string_view from) {
    if (from.size() > short_size) {
        out.assign(from);
        return;
    }
    out.resize_and_overwrite(short_size, [&](char* to, std::size_t) {
        copy(from, to);
        return from.size();
    });
}
/// The same where `readable` bytes can be read from the first one on: mostly one piece, of which
/// what is too much stays as room.
[[gnu::always_inline]] inline void assign(std::string& out,
                                          const char* from,
                                          std::size_t size,
                                          std::size_t readable) {
    if (size > short_size || readable < short_size + 1) return assign(out, {from, size});
    out.resize_and_overwrite(short_size, [&](char* to, std::size_t) {
        store(to, load<Bytes16>(from));  // the last byte is where the string's end may be written
        return size;
    });
}

/// One of 64 bits for a name: where it is missing, so is the name.
constexpr std::uint64_t mark_of(std::string_view name) {
    const std::size_t first = name.empty() ? 0 : static_cast<unsigned char>(name.front());
    return std::uint64_t{1} << ((first * 5 + name.size()) % 64);
}

/// a == b.
inline bool equal(std::string_view a, std::string_view b) {
    const std::size_t size = a.size();
    if (size != b.size()) return false;
    if (size > 16) return std::memcmp(a.data(), b.data(), size) == 0;
    const auto differ = [&]<class Word>(Word, std::size_t at) {
        return load<Word>(a.data() + at) ^ load<Word>(b.data() + at);
    };
    if (size >= 8) return (differ(std::uint64_t{}, 0) | differ(std::uint64_t{}, size - 8)) == 0;
    if (size >= 4) return (differ(std::uint32_t{}, 0) | differ(std::uint32_t{}, size - 4)) == 0;
    if (size == 0) return true;
    return a[0] == b[0] && a[size / 2] == b[size / 2] && a[size - 1] == b[size - 1];
}

}  // namespace vuelve::json_text
