// A purchase in a shop with a long past against one without: G12. The past is made quickly, by
// decisions that go straight into the ledger; it is kept in build/bench/kept.
// $VUELVE_BENCH_ROWS makes a shorter one.
#include "app/holders.h"
#include "app/reading.h"
#include "base/ensure.h"
#include "codec/identity.h"
#include "load/shop.h"
#include "support/allocations.h"
#include "support/shop.h"
#include "support/world.h"

namespace {

using namespace vuelve;
namespace fs = std::filesystem;

constexpr std::int64_t buyers = 2'000;  // who buy while it is measured; all of them in memory
constexpr std::int64_t group = 1'000;

/// As many members as the ledger has rows for: a hundred each, at least those who buy.
std::int64_t members_for(std::int64_t rows) { return std::max(buyers, rows / 100); }

std::vector<Holder> load_members(bench::Shop& shop, std::int64_t count) {
    std::vector<Holder> holders;
    const auto reader = shop.service().database().fan_out();
    for (std::int64_t m = 1; m <= count; ++m) {
        const auto reference =
            parse_member_reference("external:m" + std::to_string(m), shop.programme().region());
        const auto id = app::find_member(shop.service(), shop.programme(), *reference);
        holders.push_back(*app::read_holder(shop.programme(), *reader, *id));
    }
    return holders;
}

/// Purchases until the ledger has `rows` entries. They are decided and appended as the engine does
/// it, without what only a door adds: messages and the feed.
void fill_ledger(bench::Shop& shop, std::int64_t rows) {
    const auto programme = shop.programme().snapshot();
    bench::World world(programme, load_members(shop, members_for(rows)), shop.service().ids());
    world.at = shop.service().now();
    for (std::int64_t written = 0; written < rows;) {
        std::vector<Decision> decisions;
        std::vector<std::string> documents;
        for (std::int64_t i = 0; i < group; ++i) {
            auto sale = world.sale();
            decisions.push_back(world.run(sale.command));
            documents.push_back(std::move(sale.document));
            written +=
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

/// Groups of 64, as 64 connections make them.
void growth(benchmark::State& state, std::int64_t rows) {
    const fs::path folder =
        bench::copy_of_kept("growth-" + std::to_string(rows), [rows](const fs::path& made) {
            bench::Shop shop(made);
            shop.make(bench::programme_text(50), members_for(rows));
            if (rows > 0) fill_ledger(shop, rows);
        });
    bench::Shop shop(folder, bench::opened_ms + ms_per_day);
    shop.open();
    shop.only_first(buyers);
    shop.sell(2 * buyers);  // everybody is in memory
    constexpr std::int64_t each = 64;
    std::int64_t allocated = 0;
    for (auto _ : state) {
        state.PauseTiming();
        auto asks = shop.sales(each);
        const std::int64_t before = bench::allocations();
        state.ResumeTiming();
        shop.run(std::move(asks));
        state.PauseTiming();
        allocated += bench::allocations() - before;
        state.ResumeTiming();
    }
    state.counters["allocations"] =
        static_cast<double>(allocated) / static_cast<double>(state.iterations() * each);
    state.counters["items_of_one"] = static_cast<double>(each);
    state.SetItemsProcessed(state.iterations() * each);
}

const bool registered = [] {
    for (const std::int64_t rows :
         {std::int64_t{0}, bench::from_environment("VUELVE_BENCH_ROWS", 10'000'000)})
        benchmark::RegisterBenchmark(("growth/" + std::to_string(rows)).c_str(),
                                     [rows](benchmark::State& state) { growth(state, rows); })
            ->Unit(benchmark::kMillisecond)
            ->MeasureProcessCPUTime();
    return true;
}();

}  // namespace
