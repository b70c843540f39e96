#include "codec/identity.h"

#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <utility>

#include "base/ensure.h"
#include "codec/public_id.h"

namespace vuelve {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr std::size_t raw_max = 300;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n";
    auto first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

bool is_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        auto byte = static_cast<unsigned char>(c);
        return byte >= 0x20 && byte != 0x7F;
    });
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool parse_phone(std::string_view raw, std::string_view region, PhoneNumber& number) {
    const auto* util = PhoneNumberUtil::GetInstance();
    std::string country(region.empty() ? "ZZ" : region);
    return util->Parse(std::string(raw), country, &number) == PhoneNumberUtil::NO_PARSING_ERROR;
}

std::optional<std::string> normal_phone(std::string_view raw, std::string_view region) {
    // The library would read letters as a keypad does, and a name typed in the wrong field as a
    // number.
    if (raw.find_first_not_of("0123456789+()-./ ") != std::string_view::npos) return std::nullopt;
    PhoneNumber number;
    // Possible, not valid: number plans grow faster than the library's tables, and a shopper with a
    // new prefix is real.
    if (!parse_phone(raw, region, number)) return std::nullopt;
    const auto* util = PhoneNumberUtil::GetInstance();
    if (!util->IsPossibleNumber(number)) return std::nullopt;
    std::string text;
    util->Format(number, PhoneNumberUtil::E164, &text);
    return text;
}

std::optional<std::string> normal_email(std::string_view raw) {
    std::string text(raw);
    std::transform(text.begin(), text.end(), text.begin(), lower);
    auto at = text.find('@');
    if (at == std::string::npos || at == 0 || at > 64 || text.size() > 254) return std::nullopt;
    std::string_view domain = std::string_view(text).substr(at + 1);
    auto dot = domain.rfind('.');
    bool good = dot != std::string_view::npos && dot > 0 && dot + 2 < domain.size() &&
                domain.front() != '-' && domain.find("..") == std::string_view::npos &&
                text.find_first_of(" ,;<>()\"\\", 0) == std::string::npos &&
                domain.find('@') == std::string_view::npos;
    if (!good) return std::nullopt;
    return text;
}

std::optional<std::string> normal_card(std::string_view raw) {
    std::string text;
    for (char c : raw) {
        if (c == ' ' || c == '-' || c == '.' || c == '/') continue;
        c = upper(c);
        if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'))) return std::nullopt;
        text += c;
    }
    if (text.size() < 4 || text.size() > 32) return std::nullopt;
    return text;
}

std::optional<std::string> normal_external(std::string_view raw) {
    if (raw.empty() || raw.size() > 128) return std::nullopt;
    return std::string(raw);
}

constexpr std::pair<IdentityKind, std::string_view> kinds[] = {
    {IdentityKind::Phone, "phone"},
    {IdentityKind::Email, "email"},
    {IdentityKind::Card, "card"},
    {IdentityKind::External, "external"}};

std::string mask_phone(const std::string& value) {
    PhoneNumber number;
    std::size_t head = 1;
    if (parse_phone(value, "", number)) {
        head += std::to_string(number.country_code()).size();
    }
    if (value.size() < head + 5) return "****";
    return value.substr(0, head) + std::string(value.size() - head - 4, '*') +
           value.substr(value.size() - 4);
}

/// First character, whole, of UTF-8 text.
std::string first_character(std::string_view text) {
    std::size_t length = std::min<std::size_t>(1, text.size());
    while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) {
        ++length;
    }
    return std::string(text.substr(0, length));
}

std::string mask_email(std::string_view value) {
    auto at = value.find('@');
    std::string_view domain = value.substr(at + 1);
    return first_character(value) + "***@" + first_character(domain) + "***" +
           std::string(domain.substr(domain.rfind('.')));
}

std::string mask_tail(std::string_view value) {
    // What is short would be shown almost whole by its last four.
    return value.size() < 8 ? "****" : "****" + std::string(value.substr(value.size() - 4));
}

}  // namespace

std::string_view word(IdentityKind kind) {
    for (const auto& [known, name] : kinds) {
        if (known == kind) return name;
    }
    broken("every kind of identity has a word");
}

std::optional<Identity> normalise_identity(IdentityKind kind,
                                           std::string_view raw,
                                           std::string_view region) {
    raw = trimmed(raw);
    if (raw.empty() || raw.size() > raw_max || !is_plain(raw)) return std::nullopt;
    std::optional<std::string> value;
    switch (kind) {
        case IdentityKind::Phone: value = normal_phone(raw, region); break;
        case IdentityKind::Email: value = normal_email(raw); break;
        case IdentityKind::Card: value = normal_card(raw); break;
        case IdentityKind::External: value = normal_external(raw); break;
    }
    if (!value) return std::nullopt;
    return Identity{kind, std::move(*value)};
}

std::optional<Identity> parse_identity(std::string_view reference, std::string_view region) {
    auto colon = reference.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    for (const auto& [kind, name] : kinds) {
        if (reference.substr(0, colon) == name) {
            return normalise_identity(kind, reference.substr(colon + 1), region);
        }
    }
    return std::nullopt;
}

std::string format_identity(const Identity& identity) {
    return std::string(word(identity.kind)) + ":" + identity.value;
}

std::string mask(const Identity& identity) {
    switch (identity.kind) {
        case IdentityKind::Phone: return mask_phone(identity.value);
        case IdentityKind::Email: return mask_email(identity.value);
        case IdentityKind::Card:
        case IdentityKind::External: return mask_tail(identity.value);
    }
    broken("every kind of identity has a mask");
}

std::optional<MemberReference> parse_member_reference(std::string_view text,
                                                      std::string_view region) {
    if (text.starts_with("mbr_")) {
        auto holder = parse_public_holder(PublicKind::Member, text);
        if (!holder) return std::nullopt;
        return MemberReference(*holder);
    }
    if (text.starts_with("qr:")) {
        std::string_view token = text.substr(3);
        if (token.empty() || token.size() > 512 || !is_plain(token)) return std::nullopt;
        return MemberReference(QrToken{std::string(token)});
    }
    auto identity = parse_identity(text, region);
    if (!identity) return std::nullopt;
    return MemberReference(std::move(*identity));
}

}  // namespace vuelve
