#include "support/past.h"

#include <algorithm>

#include "app/holders.h"
#include "app/reading.h"
#include "base/ensure.h"
#include "codec/identity.h"
#include "support/world.h"

namespace vuelve::bench {
namespace {

constexpr std::int64_t sales_at_once = 1'000;

std::vector<Holder> load_members(Shop& shop) {
    std::vector<Holder> holders;
    const auto reader = shop.service().database().fan_out();
    for (std::int64_t m = 1; m <= shop.members(); ++m) {
        const auto reference =
            parse_member_reference("external:m" + std::to_string(m), shop.programme().region());
        const auto id = app::find_member(shop.service(), shop.programme(), *reference);
        holders.push_back(*app::read_holder(shop.programme(), *reader, *id));
    }
    return holders;
}

}  // namespace

void add_past(Shop& shop, const Past& past) {
    const auto programme = shop.programme().snapshot();
    World world(programme, load_members(shop), shop.service().ids());
    world.at = shop.service().now();
    for (std::int64_t sales = 0, entries = 0; sales < past.sales && entries < past.entries;) {
        std::vector<Decision> decisions;
        std::vector<std::string> documents;
        for (std::int64_t i = std::min(sales_at_once, past.sales - sales); i > 0; --i) {
            auto sale = world.sale();
            world.at = world.at + past.step_ms;
            decisions.push_back(world.run(sale.command));
            documents.push_back(std::move(sale.document));
            sales += 1;
            entries +=
                static_cast<std::int64_t>(decisions.back().transaction->effects.entries.size());
        }
        std::vector<storage::LedgerStore::Row> appended;
        for (std::size_t i = 0; i < decisions.size(); ++i)
            appended.push_back({&*decisions[i].transaction, std::move(documents[i]), TxnId{}});
        auto tx = shop.service().database().begin();
        tx->is_upkeep();
        shop.programme().ledger().append(*tx, appended, world.state, programme->zone());
        tx->commit();
        world.state.purchases.clear();
        world.state.earlier.clear();
    }
}

}  // namespace vuelve::bench
