#include "codec/qr_token.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace vuelve {
namespace {

constexpr std::string_view qr_version = "1";
constexpr std::size_t qr_alias_max = 100, qr_nonce_min = 16, qr_nonce_max = 43,
                      qr_signature_size = 43;

bool is_base64url(std::string_view text) {
    return std::ranges::all_of(text, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_';
    });
}

/// Digits alone, without a sign or leading zeros.
std::optional<std::int64_t> plain_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (trouble != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return std::to_string(number) == text && number >= 0 ? std::optional(number) : std::nullopt;
}

}  // namespace

std::string qr_signed_text(const QrParts& parts) {
    return std::string(qr_version) + "." + std::to_string(parts.tenant) + "." + parts.alias + "." +
           std::to_string(parts.issued.value / ms_per_second) + "." + parts.nonce;
}

std::optional<QrParts> parse_qr_token(std::string_view text) {
    std::array<std::string_view, 6> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::size_t end = text.find('.');
        if ((end == std::string_view::npos) != (i + 1 == parts.size())) return std::nullopt;
        parts[i] = text.substr(0, end);
        text.remove_prefix(std::min(text.size(), parts[i].size() + 1));
    }
    const auto& [version, tenant, alias, issued, nonce, signature] = parts;
    const auto tenant_id = plain_number(tenant), seconds = plain_number(issued);
    constexpr std::int64_t seconds_max = 100'000'000'000;
    if (version != qr_version || !tenant_id || !seconds || *seconds > seconds_max)
        return std::nullopt;
    if (alias.empty() || alias.size() > qr_alias_max || !is_base64url(alias)) return std::nullopt;
    if (nonce.size() < qr_nonce_min || nonce.size() > qr_nonce_max || !is_base64url(nonce))
        return std::nullopt;
    if (signature.size() != qr_signature_size || !is_base64url(signature)) return std::nullopt;
    return QrParts{.tenant = *tenant_id,
                   .alias = std::string(alias),
                   .nonce = std::string(nonce),
                   .signature = std::string(signature),
                   .issued = Instant{*seconds * ms_per_second}};
}

}  // namespace vuelve
