#include "app/qr_tokens.h"

#include <algorithm>
#include <array>
#include <optional>

#include "storage/proof_store.h"

namespace vuelve::app {
namespace {

using storage::Bytes;
using storage::BytesView;
using storage::crypto::Hash;
using storage::crypto::Key;

constexpr std::string_view alias_bound = "qr alias";
constexpr std::size_t mark_size = 8;  // of a session's hash, in the alias

Key alias_key(const OpenProgramme& programme, std::int64_t day) {
    return storage::crypto::derive(programme.vault().qr_key(day), 1, "qr-alias");
}

/// A card's own key of a day: of its alias, so that it signs nothing else.
Hash card_key(const OpenProgramme& programme, std::int64_t day, std::string_view alias) {
    const Key key = storage::crypto::derive(programme.vault().qr_key(day), 2, "qr-alias");
    return storage::crypto::hmac_sha256(key, {storage::crypto::bytes_of(alias)});
}

std::optional<Bytes> from_base64url(std::string_view text) {
    std::string standard(text);
    std::ranges::replace(standard, '-', '+');
    std::ranges::replace(standard, '_', '/');
    while (standard.size() % 4 != 0) standard += '=';
    return storage::crypto::from_base64(standard);
}

std::int64_t utc_day(Instant at) { return at.value / ms_per_day; }

/// Who showed it, and by which session.
struct Bearer {
    HolderId member{};
    std::array<std::uint8_t, mark_size> session{};
};

std::string seal_bearer(const OpenProgramme& programme, std::int64_t day, const Bearer& bearer) {
    Bytes said;
    const auto member = storage::crypto::bytes_of(bearer.member.value);
    said.insert(said.end(), member.begin(), member.end());
    said.insert(said.end(), bearer.session.begin(), bearer.session.end());
    return storage::crypto::to_base64url(storage::crypto::seal(
        alias_key(programme, day), said, storage::crypto::bytes_of(alias_bound)));
}

std::optional<Bearer> open_bearer(const OpenProgramme& programme,
                                  std::int64_t day,
                                  std::string_view alias) {
    const auto sealed = from_base64url(alias);
    if (!sealed) return std::nullopt;
    const auto said = storage::crypto::open(alias_key(programme, day), *sealed,
                                            storage::crypto::bytes_of(alias_bound));
    if (!said || said->size() != sizeof(std::int64_t) + mark_size) return std::nullopt;
    Bearer bearer;
    std::uint64_t member = 0;
    for (std::size_t i = sizeof member; i-- > 0;)
        member = member << 8U | static_cast<std::uint8_t>((*said)[i]);
    bearer.member = HolderId{static_cast<std::int64_t>(member)};
    std::ranges::copy(said->substr(sizeof member), bearer.session.begin());
    return bearer;
}

std::string signature_of(BytesView key, const QrParts& parts) {
    const std::string text = qr_signed_text(parts);
    return storage::crypto::to_base64url(
        storage::crypto::hmac_sha256(key, storage::crypto::bytes_of(text)));
}

bool is_same(std::string_view a, std::string_view b) {
    const auto hash = [](std::string_view text) {
        return storage::crypto::sha256(storage::crypto::bytes_of(text));
    };
    return storage::crypto::equal(hash(a), hash(b));
}

/// Signed with the key of today, of yesterday for a minute, of tomorrow for a phone that is ahead.
std::optional<Bearer> signed_by(const OpenProgramme& programme, const QrParts& parts, Instant now) {
    const std::int64_t first = utc_day(now + -qr_key_grace_ms), last = utc_day(now + qr_skew_ms);
    for (std::int64_t day = first; day <= last; ++day) {
        const Hash key = card_key(programme, day, parts.alias);
        if (is_same(signature_of(key, parts), parts.signature))
            return open_bearer(programme, day, parts.alias);
    }
    return std::nullopt;
}

}  // namespace

std::string sign_qr_token(const QrParts& parts, std::string_view key) {
    const auto bytes = from_base64url(key).value_or(Bytes{});
    return qr_signed_text(parts) + "." + signature_of(bytes, parts);
}

QrCard make_qr_card(const OpenProgramme& programme, const Session& session, Instant now) {
    Bearer bearer{.member = HolderId{session.subject}};
    std::copy_n(session.token_hash.begin(), mark_size, bearer.session.begin());
    QrCard card{.tenant = programme.key().tenant_id};
    for (const std::int64_t day : {utc_day(now), utc_day(now) + 1}) {
        std::string alias = seal_bearer(programme, day, bearer);
        const Hash key = card_key(programme, day, alias);
        card.keys.push_back({std::move(alias), storage::crypto::to_base64url(key),
                             Instant{day * ms_per_day}, Instant{(day + 1) * ms_per_day}});
    }
    std::array<std::uint8_t, 12> nonce{};
    storage::crypto::fill_random(nonce);
    const QrParts parts{.tenant = card.tenant,
                        .alias = card.keys.front().alias,
                        .nonce = storage::crypto::to_base64url(nonce),
                        .signature = {},
                        .issued = Instant{now.value / ms_per_second * ms_per_second}};
    card.token = sign_qr_token(parts, card.keys.front().key);
    card.token_expires_at = parts.issued + qr_lives_ms;
    return card;
}

Result<HolderId> take_qr_token(Service& service,
                               const OpenProgramme& programme,
                               storage::Transaction& tx,
                               std::string_view token) {
    const auto parts = parse_qr_token(token);
    if (!parts || parts->tenant != programme.key().tenant_id)
        return refuse(ErrorCode::UnknownMember);
    const Instant now = service.now();
    if (now - parts->issued > qr_lives_ms || parts->issued - now > qr_skew_ms)
        return refuse(ErrorCode::TokenExpired);
    const auto bearer = signed_by(programme, *parts, now);
    if (!bearer) return refuse(ErrorCode::UnknownMember);
    const auto sessions =
        service.sessions().list(programme.key(), SessionKind::Member, bearer->member.value);
    const auto is_theirs = [&](const Session& session) {
        return session.programme == programme.key() &&
               std::equal(bearer->session.begin(), bearer->session.end(),
                          session.token_hash.begin());
    };
    if (std::ranges::none_of(sessions, is_theirs)) return refuse(ErrorCode::UnknownMember);
    const Hash nonce =
        storage::crypto::sha256(storage::crypto::bytes_of(parts->alias + "." + parts->nonce));
    const storage::ProofStore store(programme.placement());
    if (!store.take_nonce(tx, nonce, parts->issued + qr_lives_ms + qr_skew_ms))
        return refuse(ErrorCode::TokenReplayed);
    return bearer->member;
}

}  // namespace vuelve::app
