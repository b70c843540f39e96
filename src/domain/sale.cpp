#include "domain/sale.h"

#include <algorithm>

namespace vuelve {
namespace {

/// Of a member, as the transaction leaves it.
std::int64_t purchases_after(const Effects& effects, HolderId member) {
    auto changed = std::ranges::find(effects.heads, member, &Effects::HeadRow::holder);
    return changed == effects.heads.end() ? 0 : changed->head.purchases;
}

void add_cost(Sale& sale, const RecordedLine& line, Minor unit_cost) {
    const auto cost = multiply_divide(unit_cost.n, line.quantity, 1000, Rounding::HalfUp);
    if (!cost) return;  // no article costs that much
    sale.cost = sale.cost.value_or(Minor{}) + Minor{*cost};
    sale.cost_known += line.net;
}

}  // namespace

std::optional<Sale> sale_of(const Transaction& txn, const UnitCost& unit_cost) {
    const Effects& effects = txn.effects;
    if (txn.kind != TxnKind::Purchase || !effects.purchase) return std::nullopt;
    const Purchase& purchase = *effects.purchase;
    Sale sale{.member = purchase.member,
              .txn = txn.id,
              .day = purchase.day,
              .occurred_at = purchase.occurred_at,
              .at = txn.at,
              .store = purchase.store,
              .brand = purchase.brand,
              .channel = txn.channel,
              .level = purchase.level,
              // One voided at once, by what waited for it, does not count any more.
              .rank = purchases_after(effects, purchase.member) + (purchase.voided ? 1 : 0),
              .amount = purchase.total,
              .tax = purchase.tax,
              .returned = purchase.returned_money,
              .voided = purchase.voided};
    for (const RecordedLine& line : purchase.lines) {
        sale.quantity += line.quantity;
        if (auto cost = unit_cost(line.sku)) add_cost(sale, line, *cost);
    }
    return sale;
}

}  // namespace vuelve
