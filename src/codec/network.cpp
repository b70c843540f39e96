#include "codec/network.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <string>

namespace vuelve {
namespace {

constexpr int ipv4_prefix = 96;

std::optional<Network> parse_address(const std::string& text) {
    Network network;
    if (inet_pton(AF_INET6, text.c_str(), network.address.data()) == 1) return network;
    network.address = {};
    network.address[10] = network.address[11] = 0xff;
    if (inet_pton(AF_INET, text.c_str(), network.address.data() + 12) == 1) return network;
    return std::nullopt;
}

/// The bits after the first `bits` of a byte's place.
std::uint8_t rest_of(std::size_t byte, int bits) {
    const int kept = std::clamp(bits - static_cast<int>(byte) * 8, 0, 8);
    return static_cast<std::uint8_t>(0xff >> kept);
}

bool is_host(std::string_view host) {
    if (host.empty() || host.size() > 253) return false;
    return std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    });
}

bool is_port(std::string_view text) {
    int port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc{} && end == text.data() + text.size() && port > 0 && port < 65536 &&
           text.front() != '0';
}

}  // namespace

bool Network::has(const Network& one) const {
    if (one.bits < bits) return false;
    for (std::size_t i = 0; i < address.size(); ++i) {
        const auto kept = static_cast<std::uint8_t>(~rest_of(i, bits));
        if ((address[i] ^ one.address[i]) & kept) return false;
    }
    return true;
}

std::optional<Network> parse_network(std::string_view text) {
    const auto slash = text.find('/');
    auto network = parse_address(std::string(text.substr(0, slash)));
    if (!network || slash == std::string_view::npos) return network;
    const bool is_ipv4 = !text.substr(0, slash).contains(':');
    const std::string_view bits = text.substr(slash + 1);
    const auto [end, error] =
        std::from_chars(bits.data(), bits.data() + bits.size(), network->bits);
    if (error != std::errc{} || end != bits.data() + bits.size()) return std::nullopt;
    if (network->bits < 0 || network->bits > (is_ipv4 ? 32 : 128)) return std::nullopt;
    if (is_ipv4) network->bits += ipv4_prefix;
    for (std::size_t i = 0; i < network->address.size(); ++i)
        if (network->address[i] & rest_of(i, network->bits)) return std::nullopt;
    return network;
}

bool is_in_network(std::string_view peer, std::string_view text) {
    const auto network = parse_network(text);
    const auto one = parse_network(peer);
    return network && one && network->has(*one);
}

bool is_origin(std::string_view text) {
    constexpr std::string_view secure = "https://", plain = "http://";
    const bool is_plain = text.starts_with(plain);
    if (!is_plain && !text.starts_with(secure)) return false;
    text.remove_prefix(is_plain ? plain.size() : secure.size());
    const auto colon = text.find(':');
    const std::string_view host = text.substr(0, colon);
    if (colon != std::string_view::npos && !is_port(text.substr(colon + 1))) return false;
    if (is_plain) return host == "localhost" || host == "127.0.0.1";
    return is_host(host);
}

}  // namespace vuelve
