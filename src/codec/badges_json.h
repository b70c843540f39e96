#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "domain/programme.h"
#include "domain/state.h"

/// Badges as a member can show them elsewhere: what it is called, what it was given for, when, and
/// which transaction proves it.
namespace vuelve {

struct HeldBadge {
    std::string code;
    HolderId holder{};            // whose transaction it came by
    TxnId txn{};                  // 0 = from before transactions were noted
    std::optional<Instant> at{};  // when it was given
    std::string purchase;         // "" = it came by no purchase
};

/// What it takes to get the badge now, one sentence for each way, "" when nothing gives it any
/// more: "Da la insignia Madrugador, los lunes. Reto Cuatro visitas: 4 compras entre ...".
std::string badge_criteria(std::string_view badge,
                           const Programme& programme,
                           std::string_view language);

/// `{"member", "items": [{"badge", "name", "image", "criteria", "issued_at", "issued_on",
/// "evidence": {"txn", "purchase"}}], "next": null}`
std::string badges_json(HolderId member,
                        std::span<const HeldBadge> badges,
                        const Programme& programme,
                        std::string_view language);

}  // namespace vuelve
