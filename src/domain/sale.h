#pragma once

#include <functional>
#include <optional>
#include <string>

#include "domain/decision.h"

/// A purchase as reports and segments see it: no lines, no points, one row. Source: domain.md 11.
namespace vuelve {

struct Sale {
    HolderId member{};
    TxnId txn{};
    Day day{};  // in the programme's zone
    Instant occurred_at{}, at{};
    StoreId store{};
    BrandId brand{};
    std::string channel;
    LevelId level{};              // held then, 0 = the base level
    std::int64_t rank = 0;        // n-th purchase of the member
    Minor amount{}, tax{};        // N and what of it is tax
    Minor returned{};             // of N, goods taken back so far
    std::int64_t quantity = 0;    // thousandths
    std::optional<Minor> cost{};  // of the lines whose article's cost is known; none = of no line
    Minor cost_known{};           // N of those lines
    bool voided = false;
    friend bool operator==(const Sale&, const Sale&) = default;
};

/// What one unit of an article costs the shop; nothing when that is not known.
using UnitCost = std::function<std::optional<Minor>(const std::string& sku)>;

/// The fact of a recorded purchase; nothing when the transaction is not one. The cost of a line is
/// rounded half up.
std::optional<Sale> sale_of(const Transaction& purchase, const UnitCost& unit_cost);

}  // namespace vuelve
