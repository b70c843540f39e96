#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "codec/json_writer.h"
#include "codec/public_id.h"
#include "domain/decision.h"
#include "domain/programme.h"

/// Pieces that several answers share.
namespace vuelve {

/// `{"martes-verde": "CONDITION_FAILED:time_window"}`: every rule with what became of it.
void write_trace(JsonWriter& out, std::span<const Trace> trace);
/// `{"PTS": {"pending": 0, "available": 1820, "reserved": 0, "debt": 0}}`
void write_balances(JsonWriter& out,
                    std::span<const BalanceLine> balances,
                    const Programme& programme);
/// The preview of domain.md 6.7; null in a programme without levels.
void write_tier(JsonWriter& out,
                const std::optional<TierPreview>& tier,
                const Programme& programme,
                std::string_view language);
/// Code of a numbered name; null for 0.
void write_code(JsonWriter& out,
                std::string_view name,
                std::int32_t symbol,
                const Programme& programme);

/// Id of what belongs to a holder: it lies in the holder's bucket.
PublicText placed_text(PublicKind kind, std::int64_t id, HolderId holder);
std::string format_placed(PublicKind kind, std::int64_t id, HolderId holder);
/// Amounts or units by line.
void write_shares(JsonWriter& out, std::span<const std::int64_t> shares);
/// `[{"coupon": "CAFE15", "amount": 300, "lines": [300, 0]}]`
void write_discounts(JsonWriter& out,
                     std::span<const DiscountLine> discounts,
                     const Programme& programme);
/// `{"id", "state", "coupon" or "reward", "code", "valid_from", "valid_to", "expires_at"}`; without
/// the code when the voucher comes without it.
void write_voucher(JsonWriter& out,
                   const Voucher& voucher,
                   HolderId holder,
                   const Programme& programme);

/// The same into an object that is open.
void write_voucher_fields(JsonWriter& out,
                          const Voucher& voucher,
                          HolderId holder,
                          const Programme& programme);

/// The parts of an answer that only one command has: a reservation, a redemption, what a transfer
/// moved. `vouchers` are the holder's: what an issued one is good for.
void write_particulars(JsonWriter& out,
                       const Receipt& receipt,
                       const Programme& programme,
                       std::span<const Voucher> vouchers);

}  // namespace vuelve
