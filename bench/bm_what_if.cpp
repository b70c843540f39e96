// A draft held against a long past, in the process (docs/adr/0079): what features.md e2 asks for is
// ten million lines in ten seconds on two cores. $VUELVE_BENCH_LINES makes a shorter past.
#include <benchmark/benchmark.h>

#include "app/facts.h"
#include "app/what_if.h"
#include "base/ensure.h"
#include "load/shop.h"
#include "support/past.h"
#include "support/shop.h"

namespace {

using namespace vuelve;

constexpr std::int64_t lines_each = 5, sales_of_member = 20;
/// Two million sales are most of a year.
constexpr std::int64_t between_sales_ms = 12'000;

void make(const std::filesystem::path& folder, std::int64_t sales, std::int64_t now_ms) {
    {
        bench::Shop shop(folder);
        shop.make(bench::programme_text(50), std::max<std::int64_t>(1, sales / sales_of_member));
        bench::add_past(shop, {.sales = sales, .step_ms = between_sales_ms});
    }
    // Facts of what was sold, by a program that finds it in the ledger.
    bench::Shop shop(folder, now_ms);
    shop.open();
    app::catch_up(shop.service(), shop.programme());
}

void what_if(benchmark::State& state, std::int64_t lines) {
    const std::int64_t sales = lines / lines_each;
    const std::int64_t now_ms = bench::opened_ms + sales * between_sales_ms + ms_per_day;
    const auto folder =
        bench::copy_of_kept("past-" + std::to_string(lines),
                            [&](const std::filesystem::path& made) { make(made, sales, now_ms); });
    bench::Shop shop(folder, now_ms);
    shop.open();
    for (auto _ : state) {
        const auto report = app::what_if(
            shop.service(), shop.programme(),
            {.document = bench::programme_text(51), .from = Day{0}, .to = Day{100'000}});
        ensure(report && report->lines == sales * lines_each, "every line is looked at");
        ensure(report->draft.totals.sales == sales, "every sale is decided");
    }
    state.SetItemsProcessed(state.iterations() * lines);
}

const bool registered = [] {
    const std::int64_t lines = bench::from_environment("VUELVE_BENCH_LINES", 10'000'000);
    benchmark::RegisterBenchmark(("what_if/" + std::to_string(lines)).c_str(),
                                 [lines](benchmark::State& state) { what_if(state, lines); })
        ->Unit(benchmark::kMillisecond)
        ->MeasureProcessCPUTime()
        ->UseRealTime()
        ->Iterations(1);
    return true;
}();

}  // namespace
