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

/// Adds to the open rows those of before that are not among them any more; in the order of ids.
template <class Row, class Now>
void carry_closed(const std::vector<Row>& before, std::vector<Row>& rows, Now now) {
    std::vector<Row> all;
    auto open = rows.begin();
    for (const Row& was : before) {
        while (open != rows.end() && open->id < was.id) all.push_back(std::move(*open++));
        if (open != rows.end() && open->id == was.id)
            all.push_back(std::move(*open++));
        else
            all.push_back(now(was));
    }
    std::move(open, rows.end(), std::back_inserter(all));
    rows = std::move(all);
}

}  // namespace

Reader::Reader(app::Service& service, const app::OpenProgramme& programme)
    : programme_(programme), snapshot_(service.database().fan_out()) {}

std::optional<Reading> Reader::read(HolderId id, EntryId after, const Holder* before) {
    Reading reading;
    Holder& holder = reading.holder;
    holder.id = id;
    if (!programme_.ledger().load_ledger(*snapshot_, holder)) return std::nullopt;
    if (before) {
        const auto& promises = programme_.entitlements();
        carry_closed(before->vouchers, holder.vouchers, [&](const Voucher& was) {
            if (was.state != VoucherState::Issued && was.state != VoucherState::Locked) return was;
            auto row = promises.voucher(*snapshot_, was.id);
            return row ? row->voucher : was;
        });
    }
    read_promises(holder);
    read_entries(reading, after);
    return reading;
}

std::optional<Reading> Reader::read_whole(HolderId id, EntryId after) {
    Reading reading;
    Holder& holder = reading.holder;
    holder.id = id;
    if (!programme_.ledger().load_ledger(*snapshot_, holder)) return std::nullopt;
    holder.lots = all_pages<Lot>(
        LotId{},
        [&](LotId last) { return programme_.ledger().lots(*snapshot_, id, last, rows_each); },
        [](const Lot& lot) { return lot.id; });
    holder.vouchers = programme_.entitlements().vouchers_of(*snapshot_, id);
    read_promises(holder);
    read_entries(reading, after);
    reading.messages = programme_.messages().of_member(*snapshot_, id);
    return reading;
}

void Reader::read_promises(Holder& holder) {
    holder.reservations.clear();
    for (auto& row :
         programme_.entitlements().reservations_of(*snapshot_, holder.id, {}, rows_each))
        holder.reservations.push_back(std::move(row.reservation));
    holder.redemptions.clear();
    for (auto& row : programme_.entitlements().redemptions_of(*snapshot_, holder.id, {}, rows_each))
        holder.redemptions.push_back(std::move(row.redemption));
}

void Reader::read_entries(Reading& reading, EntryId after) {
    const HolderId id = reading.holder.id;
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
