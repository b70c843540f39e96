#include "domain/ledger.h"

#include <array>
#include <tuple>
#include <utility>

#include "base/ensure.h"

namespace vuelve {

bool is_pending(const Lot& lot) { return lot.due_at && *lot.due_at <= lot.available_at; }

LotState state_of(const Lot& lot) {
    if (is_pending(lot) && lot.remaining.n > 0) return LotState::Pending;
    if (lot.remaining.n + lot.reserved.n > 0) return LotState::Available;
    if (lot.expired.n > 0) return LotState::Expired;
    if (lot.reversed == lot.original) return LotState::Cancelled;
    return LotState::Exhausted;
}

bool spends_before(const Lot& a, const Lot& b) {
    constexpr Instant never{INT64_MAX};
    return std::tuple(a.expires_at.value_or(never), a.earned_at, a.id) <
           std::tuple(b.expires_at.value_or(never), b.earned_at, b.id);
}

Entry make_entry(EntryId id,
                 HolderId holder,
                 EntryType type,
                 CurrencyId currency,
                 const Movement& movement,
                 Contra contra,
                 BrandId contra_brand,
                 Instant posted_at) {
    Units other = -movement.sum();
    ensure(!movement.is_zero(), "an entry moves something");
    ensure((contra == Contra::None) == (other.n == 0), "an entry balances");
    return Entry{.id = id,
                 .holder = holder,
                 .type = type,
                 .currency = currency,
                 .movement = movement,
                 .contra = contra,
                 .contra_brand = contra_brand,
                 .contra_units = other,
                 .rule = {},
                 .lot = {},
                 .posted_at = posted_at};
}

std::vector<IssuerUnits> issuers_of(const Entry& entry) {
    if (entry.issuer.value == 0) return entry.issuers;
    const Movement& moved = entry.movement;
    return {{entry.issuer, moved.pending + moved.available + moved.reserved}};
}

std::string_view name_of(EntryType type) {
    static constexpr std::array names{
        "",          "earn",       "release",         "earn_reversal", "redeem",
        "reserve",   "capture",    "reserve_release", "redeem_refund", "expire",
        "reinstate", "adjust",     "transfer",        "transfer_fee",  "convert",
        "donate",    "debt_repay", "write_off",       "forfeit",       "merge"};
    return names[std::to_underlying(type)];
}

std::string_view name_of(Contra contra) {
    static constexpr std::array names{"",         "issued",    "redeemed", "donated", "expired",
                                      "adjusted", "converted", "fees",     "transit"};
    return names[std::to_underlying(contra)];
}

std::string_view name_of(LotState state) {
    static constexpr std::array names{"pending", "available", "expired", "cancelled", "exhausted"};
    return names[std::to_underlying(state)];
}

}  // namespace vuelve
