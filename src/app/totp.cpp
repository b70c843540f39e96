#include "app/totp.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ranges>

#include "storage/password_hash.h"

namespace vuelve::app {
namespace {

constexpr std::int64_t step_ms = 30 * ms_per_second;
constexpr std::uint32_t code_count = 1'000'000;
constexpr std::size_t code_digits = 6;

std::array<std::uint8_t, 8> big_endian(std::int64_t number) {
    std::array<std::uint8_t, 8> bytes{};
    auto left = static_cast<std::uint64_t>(number);
    for (auto& byte : bytes | std::views::reverse) {
        byte = static_cast<std::uint8_t>(left & 0xFFU);
        left >>= 8U;
    }
    return bytes;
}

/// Takes the same time wherever they differ.
bool same_code(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
    return difference == 0;
}

std::string percent_encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
        if (plain)
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

}  // namespace

std::string make_totp_seed() {
    std::array<std::uint8_t, totp_seed_bytes> bytes{};
    storage::crypto::fill_random(bytes);
    return {bytes.begin(), bytes.end()};
}

std::int64_t totp_step(Instant at) { return at.value / step_ms; }

std::string totp_code(std::string_view seed, std::int64_t step) {
    const auto counter = big_endian(step);
    const auto hash = storage::hmac_sha1(storage::crypto::bytes_of(seed), counter);
    const std::size_t offset = hash.back() & 0x0FU;  // RFC 4226 5.3
    const std::uint32_t number = (static_cast<std::uint32_t>(hash[offset] & 0x7FU) << 24U) |
                                 (static_cast<std::uint32_t>(hash[offset + 1]) << 16U) |
                                 (static_cast<std::uint32_t>(hash[offset + 2]) << 8U) |
                                 static_cast<std::uint32_t>(hash[offset + 3]);
    return fmt::format("{:0{}}", number % code_count, code_digits);
}

std::optional<std::int64_t> find_totp_step(std::string_view seed,
                                           std::string_view code,
                                           Instant now,
                                           std::int64_t used) {
    const std::int64_t present = totp_step(now);
    for (const std::int64_t step : {present, present - 1, present + 1})
        if (step > used && same_code(totp_code(seed, step), code)) return step;
    return std::nullopt;
}

std::string to_base32(std::string_view bytes) {
    constexpr std::string_view symbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    constexpr unsigned symbol_bits = 5, byte_bits = 8;
    std::string out;
    unsigned held = 0, bits = 0;
    for (const char c : bytes) {
        held = (held << byte_bits) | static_cast<unsigned char>(c);
        for (bits += byte_bits; bits >= symbol_bits; bits -= symbol_bits)
            out += symbols[(held >> (bits - symbol_bits)) & 31U];
        held &= (1U << bits) - 1U;
    }
    if (bits > 0) out += symbols[(held << (symbol_bits - bits)) & 31U];
    return out;
}

std::string totp_address(std::string_view seed, std::string_view shop, std::string_view login) {
    return fmt::format(
        "otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits=6&period=30",
        percent_encoded(shop), percent_encoded(login), to_base32(seed));
}

}  // namespace vuelve::app
