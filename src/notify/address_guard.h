#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Which addresses a stranger's URL may lead to. Source: security.md 3 case 34.
namespace vuelve::notify {

/// Of an IPv4 address the first four bytes count.
struct Address {
    std::array<std::uint8_t, 16> bytes{};
    bool is_v6 = false;
    std::uint16_t port = 0;
    friend bool operator==(const Address&, const Address&) = default;
};

/// "192.0.2.1" or "2001:db8::1", in the form the network itself writes; nothing for any other
/// spelling.
std::optional<Address> parse_address(std::string_view text, std::uint16_t port);
/// "127.0.0.1:9000" or "[::1]:9000".
std::optional<Address> parse_endpoint(std::string_view text);
std::string to_text(const Address& address);

/// Whether the whole Internet can mean this address. An IPv4 address inside an IPv6 one (mapped,
/// NAT64) is judged itself; old tunnels (6to4, Teredo) and everything that is not given out are not
/// public.
bool is_public(const Address& address);

/// What may be reached besides: exactly these, by the settings of the server.
using PrivateTargets = std::vector<Address>;

/// Public on a port for webhooks (443, 8443), or listed.
bool may_connect(const Address& address, const PrivateTargets& listed);
bool is_webhook_port(std::uint16_t port);

}  // namespace vuelve::notify
