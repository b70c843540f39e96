#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/service.h"
#include "codec/qr_token.h"

/// The member's rotating QR: keys for a card that makes the tokens itself, offline too, and the
/// check of a token at the till. Source: security.md 4, docs/guide/card.md.
namespace vuelve::app {

inline constexpr std::int64_t qr_lives_ms = 30 * ms_per_second;
inline constexpr std::int64_t qr_skew_ms = 10 * ms_per_second;
/// A day's key still counts so long after its day.
inline constexpr std::int64_t qr_key_grace_ms = ms_per_minute;

/// Of one day (UTC): what the card writes as alias, and signs with.
struct QrKey {
    std::string alias;
    std::string key;  // 32 bytes in base64url
    Instant from{}, until{};
};
struct QrCard {
    std::int64_t tenant = 0;
    std::vector<QrKey> keys;  // of today and tomorrow
    std::string token;        // made now
    Instant token_expires_at{};
};
QrCard make_qr_card(const OpenProgramme& programme, const Session& session, Instant now);

/// The token of a card: its parts, signed with the alias's key of base64url.
std::string sign_qr_token(const QrParts& parts, std::string_view key);

/// Whose token it is; it counts once. Errors: TokenExpired (older than 30 s, or the phone's clock
/// is wrong by more than 10 s), UnknownMember (not signed by a session that is open),
/// TokenReplayed.
Result<HolderId> take_qr_token(Service& service,
                               const OpenProgramme& programme,
                               storage::Transaction& tx,
                               std::string_view token);

}  // namespace vuelve::app
