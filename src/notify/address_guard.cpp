#include "notify/address_guard.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <span>

namespace vuelve::notify {
namespace {

struct Block {
    std::array<std::uint8_t, 6> start;
    int bits;
};

/// IANA's special-purpose IPv4 addresses, multicast and what is reserved.
constexpr Block reserved_v4[] = {
    {{0}, 8},              // this network
    {{10}, 8},             // private
    {{100, 64}, 10},       // behind a carrier's translation
    {{127}, 8},            // loopback
    {{169, 254}, 16},      // link-local, and the data of clouds about their machines
    {{172, 16}, 12},       // private
    {{192, 0, 0}, 24},     // protocol assignments
    {{192, 0, 2}, 24},     // documentation
    {{192, 88, 99}, 24},   // relays of 6to4
    {{192, 168}, 16},      // private
    {{198, 18}, 15},       // benchmarks
    {{198, 51, 100}, 24},  // documentation
    {{203, 0, 113}, 24},   // documentation
    {{224}, 4},            // multicast
    {{240}, 4},            // reserved, broadcast
};

constexpr Block global_v6 = {{0x20}, 3};
/// Within what is given out.
constexpr Block reserved_v6[] = {
    {{0x20, 0x01, 0x00}, 23},        // protocol assignments: Teredo, ORCHID, benchmarks
    {{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    {{0x20, 0x02}, 16},              // 6to4
    {{0x3f, 0xff, 0x00}, 20},        // documentation
};

bool is_in(std::span<const std::uint8_t> bytes, const Block& block) {
    int left = block.bits;
    for (std::size_t i = 0; left > 0; ++i, left -= 8) {
        const int shift = left >= 8 ? 0 : 8 - left;
        if (bytes[i] >> shift != block.start[i] >> shift) return false;
    }
    return true;
}

bool is_public_v4(std::span<const std::uint8_t> bytes) {
    return std::ranges::none_of(reserved_v4,
                                [&](const Block& block) { return is_in(bytes, block); });
}

bool is_public_v6(std::span<const std::uint8_t> bytes) {
    constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    constexpr std::array<std::uint8_t, 12> nat64{0, 0x64, 0xff, 0x9b};
    const auto head = bytes.first(12);
    if (std::ranges::equal(head, mapped) || std::ranges::equal(head, nat64))
        return is_public_v4(bytes.subspan(12));
    return is_in(bytes, global_v6) && std::ranges::none_of(reserved_v6, [&](const Block& block) {
               return is_in(bytes, block);
           });
}

}  // namespace

std::optional<Address> parse_address(std::string_view text, std::uint16_t port) {
    const std::string copy(text);
    Address address{.port = port};
    if (inet_pton(AF_INET, copy.c_str(), address.bytes.data()) == 1) return address;
    address.is_v6 = true;
    if (inet_pton(AF_INET6, copy.c_str(), address.bytes.data()) == 1) return address;
    return std::nullopt;
}

std::optional<Address> parse_endpoint(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    std::string_view host = text.substr(0, colon);
    const std::string_view digits = text.substr(colon + 1);
    const bool is_bracketed = host.starts_with('[') && host.ends_with(']');
    if (is_bracketed) host = host.substr(1, host.size() - 2);
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (error != std::errc{} || end != digits.data() + digits.size() || port == 0)
        return std::nullopt;
    auto address = parse_address(host, port);
    if (!address || address->is_v6 != is_bracketed) return std::nullopt;
    return address;
}

std::string to_text(const Address& address) {
    char text[INET6_ADDRSTRLEN] = {};
    inet_ntop(address.is_v6 ? AF_INET6 : AF_INET, address.bytes.data(), text, sizeof text);
    return text;
}

bool is_public(const Address& address) {
    return address.is_v6 ? is_public_v6(address.bytes) : is_public_v4(address.bytes);
}

bool is_webhook_port(std::uint16_t port) { return port == 443 || port == 8443; }

bool may_connect(const Address& address, const PrivateTargets& listed) {
    return (is_public(address) && is_webhook_port(address.port)) ||
           std::ranges::find(listed, address) != listed.end();
}

}  // namespace vuelve::notify
