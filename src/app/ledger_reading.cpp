#include "app/ledger_reading.h"

#include <algorithm>
#include <limits>

#include "app/holders.h"

namespace vuelve::app {
namespace {

constexpr int rows_each = 1000;

}  // namespace

std::optional<Holder> read_whole_holder(Service& service,
                                        const OpenProgramme& programme,
                                        HolderId id) {
    auto reader = service.database().snapshot();
    auto holder = read_holder(programme, *reader, id);
    if (!holder) return std::nullopt;
    const storage::EntitlementStore& promises = programme.entitlements();
    holder->vouchers = promises.vouchers_of(*reader, id);
    holder->reservations.clear();
    for (auto& row : promises.reservations_of(*reader, id, {}, rows_each))
        holder->reservations.push_back(std::move(row.reservation));
    holder->redemptions.clear();
    for (auto& row : promises.redemptions_of(*reader, id, {}, rows_each))
        holder->redemptions.push_back(std::move(row.redemption));
    holder->lots.clear();
    for (LotId last{};;) {
        auto lots = programme.ledger().lots(*reader, id, last, rows_each);
        if (lots.empty()) return holder;
        last = lots.back().id;
        std::ranges::move(lots, std::back_inserter(holder->lots));
    }
}

std::vector<Entry> read_entries(Service& service,
                                const OpenProgramme& programme,
                                HolderId holder,
                                EntryId after) {
    auto reader = service.database().snapshot();
    std::vector<Entry> entries;
    EntryId before{std::numeric_limits<std::int64_t>::max()};
    for (bool more = true; more;) {
        const auto rows = programme.ledger().history(*reader, holder, before, rows_each);
        more = rows.size() == rows_each;
        for (const auto& row : rows) {
            before = row.entry.id;
            if (before > after) entries.push_back(row.entry);
        }
        more = more && before > after;
    }
    std::ranges::reverse(entries);
    return entries;
}

LedgerReading read_ledger(Service& service, const OpenProgramme& programme, EntryId after) {
    LedgerReading reading;
    for (HolderId last{};;) {
        const auto members =
            programme.members().list(*service.database().snapshot(), last, rows_each);
        if (members.empty()) break;
        last = members.back().holder;
        for (const storage::Member& member : members) {
            reading.state.holders[member.holder] =
                *read_whole_holder(service, programme, member.holder);
            std::ranges::move(read_entries(service, programme, member.holder, after),
                              std::back_inserter(reading.entries));
        }
    }
    std::ranges::sort(reading.entries, {}, &Entry::id);
    auto reader = service.database().snapshot();
    for (const Reward& reward : programme.snapshot()->document().rewards) {
        const ResourceKey key{ResourceKind::RewardStock, reward.id.value, 0};
        if (auto known = programme.ledger().find_resource(*reader, key))
            reading.state.resources[key] = *known;
    }
    return reading;
}

}  // namespace vuelve::app
