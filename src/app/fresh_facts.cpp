#include "app/fresh_facts.h"

#include <algorithm>
#include <iterator>

namespace vuelve::app {

void FreshFacts::add(Rows rows) {
    if (rows.empty()) return;
    const std::lock_guard lock(guard_);
    if (!all_after_) all_after_ = rows.front().txn.id;
    std::ranges::move(rows, std::back_inserter(rows_));
    while (rows_.size() > kept_max) {
        all_after_ = rows_.front().txn.id;
        rows_.pop_front();
    }
}

std::optional<storage::FactStore::Page> FreshFacts::take(TxnId place) {
    const std::lock_guard lock(guard_);
    while (!rows_.empty() && rows_.front().txn.id <= place) {
        all_after_ = rows_.front().txn.id;
        rows_.pop_front();
    }
    if (!all_after_ || place < *all_after_) return std::nullopt;
    storage::FactStore::Page page{.rows = {}, .last = place};
    const auto count = std::min<std::size_t>(rows_.size(), storage::FactStore::page_max);
    const auto end = rows_.begin() + static_cast<std::ptrdiff_t>(count);
    std::move(rows_.begin(), end, std::back_inserter(page.rows));
    rows_.erase(rows_.begin(), end);
    if (!page.rows.empty()) page.last = *(all_after_ = page.rows.back().txn.id);
    page.is_last = rows_.empty();
    return page;
}

}  // namespace vuelve::app
