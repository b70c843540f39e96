#include <algorithm>

#include "domain/event_parts.h"

namespace vuelve {
namespace {

constexpr int budget_percents[] = {50, 80, 100};
constexpr int stock_low_percent = 10;  // of what there was at first, or was last set

void tell_budget(EventBook& book, const ResourceKey& key, const Resource& now, std::int64_t had) {
    for (const int percent : budget_percents) {
        const std::int64_t reached = multiply_divide_down(now.total, percent, 100);
        if (now.total - now.left < reached || now.total - had >= reached) continue;
        Event& event = book.add(EventType::BudgetReached, {});
        event.data.push_back({"rule", book.code(key.ref)});
        event.data.push_back({"percent", std::int64_t{percent}});
    }
}

void tell_stock(EventBook& book, const ResourceKey& key, const Resource& now, std::int64_t had) {
    const std::int64_t low =
        std::max<std::int64_t>(1, multiply_divide_down(now.total, stock_low_percent, 100));
    const bool is_out = now.left == 0 && had > 0;
    const bool is_low = now.left > 0 && now.left <= low && had > low;
    if (!is_out && !is_low) return;
    Event& event = book.add(is_out ? EventType::StockOut : EventType::StockLow, {});
    event.data.push_back({"reward", book.code(key.ref)});
    event.data.push_back({"left", now.left});
    if (key.kind == ResourceKind::RewardStoreStock && book.txn.store.value == 0)
        event.data.push_back({"store", book.code(key.slice)});
}

}  // namespace

void tell_shared(EventBook& book) {
    for (const auto& [key, now] : book.txn.effects.resources) {
        const auto found = book.before.resources.find(key);
        const bool is_known = found != book.before.resources.end();
        // Untouched until now: it was whole, and what is set to nothing was there before.
        const std::int64_t had =
            is_known ? found->second.left : std::max<std::int64_t>(now.total, 1);
        switch (key.kind) {
            case ResourceKind::RuleBudget: tell_budget(book, key, now, had); break;
            case ResourceKind::RewardStock:
            case ResourceKind::RewardStoreStock:
            case ResourceKind::RewardCodes: tell_stock(book, key, now, had); break;
            case ResourceKind::CouponTotal:
            case ResourceKind::CouponCodes:
            case ResourceKind::ClubGoal: break;
        }
    }
}

}  // namespace vuelve
