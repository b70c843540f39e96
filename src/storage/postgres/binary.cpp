#include "storage/postgres/binary.h"

#include <charconv>
#include <limits>

#include "storage/storage_error.h"

namespace vuelve::storage::postgres {
namespace {

constexpr int byte_bits = 8;

std::uint64_t read_big_endian(BytesView raw) {
    std::uint64_t number = 0;
    for (const std::uint8_t byte : raw) number = number << byte_bits | byte;
    return number;
}

std::int64_t read_signed(BytesView raw) {
    const int bits = static_cast<int>(raw.size()) * byte_bits;
    const std::uint64_t number = read_big_endian(raw);
    const int unused = 64 - bits;
    return static_cast<std::int64_t>(number << unused) >> unused;
}

/// Sums of bigint are numeric: digits of base 10,000, the first worth 10,000^weight.
std::optional<std::int64_t> read_numeric(BytesView raw) {
    constexpr std::size_t head = 8;
    constexpr std::int64_t base = 10'000;
    constexpr std::int64_t negative = 0x4000, positive = 0;
    if (raw.size() < head) return std::nullopt;
    const auto digits = read_signed(raw.subspan(0, 2));
    const auto weight = read_signed(raw.subspan(2, 2));
    const auto sign = read_signed(raw.subspan(4, 2));
    if ((sign != negative && sign != positive) || digits > weight + 1) return std::nullopt;
    __int128 number = 0;
    for (std::int64_t i = 0; i <= weight; ++i) {
        number *= base;
        if (i < digits)
            number += read_signed(raw.subspan(head + 2 * static_cast<std::size_t>(i), 2));
        if (number > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
    }
    return static_cast<std::int64_t>(sign == negative ? -number : number);
}

}  // namespace

bool is_text(Kind kind) {
    return kind == kind_text || kind == kind_varchar || kind == kind_name || kind == kind_unknown ||
           kind == kind_char;
}

std::optional<std::int64_t> read_integer(Kind kind, BytesView raw) {
    switch (kind) {
        case kind_int2:
        case kind_int4:
        case kind_int8: return read_signed(raw);
        case kind_bool: return raw[0];
        case kind_numeric: return read_numeric(raw);
        default: return std::nullopt;
    }
}

void Written::write_big_endian(std::uint64_t number, int bytes) {
    for (int i = 0; i < bytes; ++i)
        own_[static_cast<std::size_t>(i)] =
            static_cast<char>(number >> (byte_bits * (bytes - 1 - i)));
    begin_ = own_.data();
    size_ = bytes;
}

void Written::write_number(Kind kind, std::int64_t number) {
    const auto bits = static_cast<std::uint64_t>(number);
    const auto fits = [&]<class T>(T) {
        return number >= std::numeric_limits<T>::min() && number <= std::numeric_limits<T>::max();
    };
    if (kind == kind_int8) return write_big_endian(bits, 8);
    if (kind == kind_int4 && fits(std::int32_t{})) return write_big_endian(bits, 4);
    if (kind == kind_int2 && fits(std::int16_t{})) return write_big_endian(bits, 2);
    if (kind == kind_bool) return write_big_endian(number != 0, 1);
    if (kind == kind_int4 || kind == kind_int2)
        throw StorageError(Trouble::Failed, "a number is too large for its column");
    // Where the server takes something else (text, numeric), it reads the digits itself.
    const auto [end, trouble] = std::to_chars(own_.data(), own_.data() + own_.size() - 1, number);
    *end = '\0';
    begin_ = own_.data();
    size_ = static_cast<int>(end - own_.data());
    is_binary_ = false;
}

void Written::write(Kind kind, const Value& value) {
    is_binary_ = true;
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        write_number(kind, *number);
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
        if (!is_text(kind)) throw StorageError(Trouble::Failed, "a text is no such argument");
        begin_ = text->empty() ? own_.data() : text->data();
        size_ = static_cast<int>(text->size());
    } else if (const auto* bytes = std::get_if<BytesView>(&value)) {
        if (kind != kind_bytea) throw StorageError(Trouble::Failed, "bytes are no such argument");
        begin_ = bytes->empty() ? own_.data() : reinterpret_cast<const char*>(bytes->data());
        size_ = static_cast<int>(bytes->size());
    } else {
        begin_ = nullptr;
        size_ = 0;
    }
}

}  // namespace vuelve::storage::postgres
