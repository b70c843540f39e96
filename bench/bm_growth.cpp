// A purchase in a shop with a long past against one without: G12. The past is made quickly, by
// decisions that go straight into the ledger; it is kept in build/bench/kept.
// $VUELVE_BENCH_ROWS makes a shorter one.
#include "load/shop.h"
#include "support/allocations.h"
#include "support/past.h"
#include "support/shop.h"

namespace {

using namespace vuelve;
namespace fs = std::filesystem;

constexpr std::int64_t buyers = 2'000;  // who buy while it is measured; all of them in memory

/// As many members as the ledger has rows for: a hundred each, at least those who buy.
std::int64_t members_for(std::int64_t rows) { return std::max(buyers, rows / 100); }

/// Groups of 64, as 64 connections make them.
void growth(benchmark::State& state, std::int64_t rows) {
    const fs::path folder =
        bench::copy_of_kept("growth-" + std::to_string(rows), [rows](const fs::path& made) {
            bench::Shop shop(made);
            shop.make(bench::programme_text(50), members_for(rows));
            if (rows > 0) bench::add_past(shop, {.entries = rows});
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
            ->MeasureProcessCPUTime()
            // So many that what is read first hardly counts; given, since each try to find out how
            // many are enough would copy the shop again.
            ->Iterations(500);
    return true;
}();

}  // namespace
