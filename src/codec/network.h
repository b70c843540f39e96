#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

/// Addresses and nets as people write them: "10.0.0.7", "10.0.0.0/8", "2001:db8::/32".
namespace vuelve {

/// One address, or all that share its first bits. IPv4 stands in IPv6 as ::ffff:a.b.c.d, so that
/// one peer is the same however the socket names it.
struct Network {
    std::array<std::uint8_t, 16> address{};
    int bits = 128;

    bool has(const Network& one) const;
};

/// Nothing when it is neither an address nor a net, or when bits beyond the net's are set.
std::optional<Network> parse_network(std::string_view text);
/// Whether `peer` is an address in the net `text`.
bool is_in_network(std::string_view peer, std::string_view text);

/// "https://shop.example:8443": scheme, host and port as browsers send them in `Origin`, nothing
/// after. Plain http for loopback only.
bool is_origin(std::string_view text);

}  // namespace vuelve
