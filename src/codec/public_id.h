#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/ids.h"

/// Ids as the outside sees them: prefix, Crockford base 32, one check symbol. They carry no right
/// and are not secret. Source: contract.md 1 rule 4, scale-out.md S5 and S6.
namespace vuelve {

enum class PublicKind : std::uint8_t {
    Member,
    Household,
    Txn,
    Reservation,
    Redemption,
    Voucher,
    Event,
    Job,
    Webhook,
};

/// A row's id and the bucket it lies in, so that a return finds its shard without the card.
struct PlacedId {
    std::int64_t id = 0;
    int bucket = 0;  // 0..16383
    friend bool operator==(const PlacedId&, const PlacedId&) = default;
};

/// An id's text where it stands, for who writes it on at once.
struct PublicText {
    std::array<char, 24> bytes{};
    std::size_t size = 0;
    std::string_view view() const { return {bytes.data(), size}; }
};

/// "mbr_00C9VT4H2M8RA..." of a member or household, whose number holds its bucket.
PublicText public_text(PublicKind kind, HolderId holder);
std::string format_public(PublicKind kind, HolderId holder);
/// "txn_..." of everything else.
PublicText public_text(PublicKind kind, PlacedId placed);
std::string format_public(PublicKind kind, PlacedId placed);

/// Nothing when the prefix, the length or the check symbol is wrong. Letters of either case, O as
/// 0, I and L as 1.
std::optional<HolderId> parse_public_holder(PublicKind kind, std::string_view text);
std::optional<PlacedId> parse_public(PublicKind kind, std::string_view text);

}  // namespace vuelve
