// Campaigns: evaluated against a basket, and compiled.
#include "codec/programme_json.h"
#include "codec/purchase_json.h"
#include "domain/counting_fresh.h"
#include "domain/earn.h"
#include "load/shop.h"
#include "support/allocations.h"

namespace {

using namespace vuelve;
using bench::CountedAllocations;

void evaluate_rules(benchmark::State& state) {
    SymbolTable symbols;
    const auto programme = Programme::compile(
        *decode_programme(bench::programme_text(static_cast<int>(state.range(0)))), symbols);
    std::string text;
    bench::append_purchase(text,
                           {.run = 1, .number = 1, .lines = static_cast<int>(state.range(1))});
    const auto request = *decode_purchase(*parse_json(text));
    const auto basket = *price_basket(*programme, request.purchase);
    const State world;
    const Holder member{.id = HolderId{16384}};
    CountingFresh fresh;
    const Instant at{1'772'452'800'000};
    Book book(*programme, world, fresh, at, TxnId{1});
    const PurchaseFacts facts{.programme = programme.get(),
                              .member = &member,
                              .purchase = &request.purchase,
                              .basket = &basket,
                              .store = &programme->default_store(),
                              .occurred_at = at,
                              .level = "VECINO"};
    const CountedAllocations counted;
    for (auto _ : state) benchmark::DoNotOptimize(evaluate(facts, book));
    counted.report(state);
}
BENCHMARK(evaluate_rules)
    ->Args({10, 20})
    ->Args({50, 1})
    ->Args({50, 5})
    ->Args({50, 20})
    ->Args({50, 100})
    ->Args({200, 20})
    ->Args({1000, 20});

void price_lines(benchmark::State& state) {
    SymbolTable symbols;
    const auto programme =
        Programme::compile(*decode_programme(bench::programme_text(50)), symbols);
    std::string text;
    bench::append_purchase(text,
                           {.run = 1, .number = 1, .lines = static_cast<int>(state.range(0))});
    const auto request = *decode_purchase(*parse_json(text));
    const CountedAllocations counted;
    for (auto _ : state) benchmark::DoNotOptimize(price_basket(*programme, request.purchase));
    counted.report(state);
}
BENCHMARK(price_lines)->Arg(5)->Arg(20);

void compile_rules(benchmark::State& state) {
    const auto document =
        *decode_programme(bench::programme_text(static_cast<int>(state.range(0))));
    for (auto _ : state) {
        SymbolTable symbols;
        benchmark::DoNotOptimize(Programme::compile(document, symbols));
    }
}
BENCHMARK(compile_rules)->Arg(50)->Arg(1000)->Unit(benchmark::kMillisecond);

}  // namespace
