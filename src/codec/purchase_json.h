#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "codec/decoder.h"
#include "domain/command.h"

/// Bodies of purchases, quotes, returns and voids -> commands, and the text that is hashed to tell
/// whether two are the same. All refusals are ValidationFailed with every fault. Source:
/// contract.md 1 and 6, domain.md 2.6, 3.1, 4.1.
namespace vuelve {

/// No amount of a ticket is larger, in minor units.
inline constexpr std::int64_t ticket_amount_max = 10'000'000'000'000;
inline constexpr std::size_t ticket_lines_max = 1000;

enum class PurchaseKind : std::uint8_t { Purchase, Quote };

struct PurchaseRequest {
    RecordPurchase purchase;                  // `member` still unresolved
    std::string member;                       // as sent: identity.h, parse_member_reference
    std::string proof;                        // "" = none
    std::string fiscal_number, receipt;       // "" = none; kept as keyed hashes alone
    std::vector<std::string> payment_tokens;  // of its tenders: never kept in clear
};
/// A number of an invoice or a receipt as it is compared: without spaces, in capitals.
std::string comparable_number(std::string_view number);

/// `{"fiscal": ...}` or `{"receipt": ..., "store", "day"}`.
struct PurchaseLookup {
    std::string fiscal, receipt, store;
    std::optional<Day> day;
};
Result<PurchaseLookup> decode_purchase_lookup(const Json& json);

/// Quote: the same body without `id`. Where a line has no number, it gets its place, from 1.
Result<PurchaseRequest> decode_purchase(const Json& json,
                                        PurchaseKind kind = PurchaseKind::Purchase);

/// A format: the lines of a ticket. Where a line has no number, it gets its place, from 1.
void decode_ticket_lines(const Cursor& at, std::vector<PurchaseLine>& out);

/// A purchase as the ledger keeps it (`txn.document`): without its member and the instant, which
/// stand in the row, and without coupons and what belongs to payments with points.
Result<RecordPurchase> decode_recorded_purchase(std::string_view document);

/// `purchase` = the purchase of the path; "" when the body names it (batch, import).
Result<RecordReturn> decode_return(const Json& json, std::string_view purchase = "");
/// `id` stays "" unless the body has one: over HTTP the idempotency key names a void.
Result<VoidPurchase> decode_void(const Json& json, std::string_view purchase = "");

/// What is hashed for idempotency (contract.md 1 rule 1): name and decoded content with literal
/// defaults, sorted keys; `member` as sent; without `proof`, and without `occurred_at` and `store`
/// unless they were sent.
std::string canonical_purchase(const PurchaseRequest& request);
std::string canonical_return(const RecordReturn& command);
std::string canonical_void(const VoidPurchase& command);
/// For commands whose body holds no defaults worth filling in: the members of `body` but `proof`
/// and nulls.
std::string canonical_command(std::string_view name, const Json& body);

}  // namespace vuelve
