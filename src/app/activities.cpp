#include "app/activities.h"

#include "app/holders.h"
#include "base/ensure.h"
#include "domain/club.h"
#include "domain/purchase.h"
#include "domain/spending.h"
#include "domain/stock.h"

namespace vuelve::app {
namespace {

/// A read makes nothing.
struct NoFresh final : Fresh {
    std::int64_t next_id() override { broken("a read draws no id"); }
    std::string voucher_code() override { broken("a read issues no voucher"); }
};

/// Stock, codes and budgets as they are now; what was never touched stands in the document.
void load_resources(const OpenProgramme& programme,
                    const Programme& snapshot,
                    storage::Reader& reader,
                    State& state) {
    auto load = [&](const ResourceKey& key) {
        if (auto known = programme.ledger().find_resource(reader, key))
            state.resources[key] = *known;
    };
    for (const Reward& reward : snapshot.document().rewards) {
        load(total_stock(reward));
        load({ResourceKind::RewardCodes, reward.id.value, 0});
        for (const Store& store : snapshot.document().stores) load(store_stock(reward, store));
    }
    for (const Club& club : snapshot.document().clubs) load(goal_of(club));
    for (const Rule& rule : snapshot.rules())
        if (rule.budget) load({ResourceKind::RuleBudget, rule.number.value, 0});
}

}  // namespace

Result<Activities> activities_of_reading(Service& service,
                                         const OpenProgramme& programme,
                                         const MemberReading& settled,
                                         const std::string& store_code) {
    const Programme& snapshot = *settled.programme;
    const Store& store = *TRY(store_of(snapshot, store_code));
    auto reader = service.database().snapshot();
    State state;
    for (HolderId holder : {settled.member.id, settled.member.household})
        if (holder.value != 0)
            if (auto read = read_holder(programme, *reader, holder))
                state.holders[holder] = std::move(*read);
    load_resources(programme, snapshot, *reader, state);
    NoFresh fresh;
    Book book(snapshot, state, fresh, service.now(), TxnId{});
    const Holder& member = *TRY(active_member(book, settled.member.id));
    return activities_of(book, member, store);
}

Result<ActivitiesReading> read_activities(Service& service,
                                          OpenProgramme& programme,
                                          HolderId id,
                                          const std::string& store) {
    MemberReading settled = TRY(read_member(service, programme, id));
    Activities activities = TRY(activities_of_reading(service, programme, settled, store));
    const HolderId member = settled.member.id;
    auto snapshot = settled.programme;
    return ActivitiesReading{member, std::move(settled), std::move(activities),
                             std::move(snapshot)};
}

}  // namespace vuelve::app
