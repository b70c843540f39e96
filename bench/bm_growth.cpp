// A purchase in a shop with a long past against one without: G12. The past is made quickly, by
// decisions that go straight into the ledger; it is kept in build/bench/kept.
// $VUELVE_BENCH_ROWS makes a shorter one.
#include "base/ensure.h"
#include "load/process.h"
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

/// Microseconds of CPU to find out whether something was accepted under a key, which every command
/// asks.
double find_key_us(bench::Shop& shop, const std::string& prefix, bool is_known) {
    constexpr std::int64_t keys = 20'000, step = 7919;  // far from each other
    const auto reader = shop.service().database().fan_out();
    const double before = bench::own_cpu_seconds();
    for (std::int64_t key = 1; key <= keys; ++key) {
        const auto found = shop.programme().ledger().find(
            *reader, prefix + std::to_string(key * step % 1'000'000));
        ensure(found.has_value() == is_known, "a key is known once it was used");
    }
    return (bench::own_cpu_seconds() - before) * 1e6 / keys;
}

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
    state.counters["find_new_key_us"] = find_key_us(shop, "N-1-", false);
    if (rows >= 10'000'000) state.counters["find_known_key_us"] = find_key_us(shop, "B-1-", true);
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
