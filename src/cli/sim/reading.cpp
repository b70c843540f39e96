#include "cli/sim/reading.h"

#include <algorithm>
#include <limits>

namespace vuelve::cli {
namespace {

constexpr int rows_each = 1000;

/// All pages of what `next` gives after an id.
template <class Row, class Id, class Next, class IdOf>
std::vector<Row> all_pages(Id after, Next next, IdOf id_of) {
    std::vector<Row> all;
    for (;;) {
        std::vector<Row> page = next(after);
        if (page.empty()) return all;
        after = id_of(page.back());
        const bool is_last = page.size() < rows_each;
        std::ranges::move(page, std::back_inserter(all));
        if (is_last) return all;
    }
}

}  // namespace

Reader::Reader(app::Service& service, const app::OpenProgramme& programme)
    : programme_(programme), snapshot_(service.database().snapshot()) {}

std::optional<Reading> Reader::read(HolderId id, EntryId after) {
    Reading reading;
    Holder& holder = reading.holder;
    holder.id = id;
    if (!programme_.ledger().load_ledger(*snapshot_, holder)) return std::nullopt;
    holder.lots = all_pages<Lot>(
        LotId{},
        [&](LotId last) { return programme_.ledger().lots(*snapshot_, id, last, rows_each); },
        [](const Lot& lot) { return lot.id; });
    holder.vouchers = programme_.entitlements().vouchers_of(*snapshot_, id);
    holder.reservations.clear();
    for (auto& row : programme_.entitlements().reservations_of(*snapshot_, id, {}, rows_each))
        holder.reservations.push_back(std::move(row.reservation));
    holder.redemptions.clear();
    for (auto& row : programme_.entitlements().redemptions_of(*snapshot_, id, {}, rows_each))
        holder.redemptions.push_back(std::move(row.redemption));
    // Newest first: the few that are new come with the first small page.
    int limit = 16;
    for (EntryId before{std::numeric_limits<std::int64_t>::max()};;) {
        const auto rows = programme_.ledger().history(*snapshot_, id, before, limit);
        for (const auto& row : rows) {
            if (row.entry.id <= after) break;
            before = row.entry.id;
            reading.entries.push_back({row.entry, row.txn});
        }
        if (static_cast<int>(rows.size()) < limit || rows.back().entry.id <= after) break;
        limit = rows_each;
    }
    std::ranges::reverse(reading.entries);
    return reading;
}

std::optional<Resource> Reader::resource(const ResourceKey& key) {
    return programme_.ledger().find_resource(*snapshot_, key);
}

std::optional<Parked> Reader::parked(const std::string& purchase, const std::string& id) {
    return programme_.entitlements().parked(*snapshot_, purchase, id);
}

std::vector<Membership> Reader::members_of(HolderId household) {
    return programme_.entitlements().members_of(*snapshot_, household);
}

}  // namespace vuelve::cli
