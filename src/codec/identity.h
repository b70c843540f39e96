#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "domain/ids.h"

/// What a member is found by: phone, e-mail, card, external id; and the references of request
/// bodies. Source: domain.md 1.4, contract.md 1 rule 4.
namespace vuelve {

enum class IdentityKind : std::uint8_t { Phone, Email, Card, External };
std::string_view word(IdentityKind kind);

/// `value` in its one normal form, so that equal identities are equal bytes.
struct Identity {
    IdentityKind kind{};
    std::string value;
    friend bool operator==(const Identity&, const Identity&) = default;
};

/// Phone to E.164 (national numbers read as of `region`, "EC"; "" = international numbers only),
/// e-mail trimmed and in lower case, card in upper case without separators, external id trimmed.
/// Nothing when `raw` cannot be one.
std::optional<Identity> normalise_identity(IdentityKind kind,
                                           std::string_view raw,
                                           std::string_view region);

/// "phone:0987654321" -> Phone "+593987654321". Nothing when the kind is unknown or the value is
/// not of it.
std::optional<Identity> parse_identity(std::string_view reference, std::string_view region);
/// "phone:+593987654321".
std::string format_identity(const Identity& identity);

/// For screens and answers: "+593*****4321", "a***@d***.com", "****0042".
std::string mask(const Identity& identity);

/// Country whose numbers are local in a programme's time zone: "America/Guayaquil" -> "EC". "" for
/// a zone that is not of the Americas or Iberia; numbers must then be international.
std::string_view region_of_zone(std::string_view time_zone);

struct QrToken {
    std::string token;
    friend bool operator==(const QrToken&, const QrToken&) = default;
};
/// `member` of a body: "mbr_...", "phone:", "email:", "card:", "external:" or "qr:".
using MemberReference = std::variant<HolderId, Identity, QrToken>;
std::optional<MemberReference> parse_member_reference(std::string_view text,
                                                      std::string_view region);

}  // namespace vuelve
