// What a purchase costs, part by part. Trust the CPU times and their ratios, not the rates
// (docs/performance.md).
#include <benchmark/benchmark.h>

#include "app/asks.h"
#include "app/service.h"
#include "codec/programme_json.h"
#include "domain/earn.h"
#include "domain/tier.h"

namespace {

using namespace vuelve;

/// Base points and `campaigns` multipliers on categories, the half of which no line reaches.
std::string programme_text(int campaigns) {
    std::string rules =
        R"({"id":"base","effects":[{"type":"earn_base","currency":"PTS","points":"1","per":100}]})";
    for (int i = 0; i < campaigns; ++i)
        rules +=
            R"(,{"id":"c)" + std::to_string(i) +
            R"(","conditions":[{"type":"category","under":"food/)" + std::to_string(i) +
            R"("},{"type":"min_amount","value":500}],"effects":[{"type":"bonus","currency":"PTS","points":5}]})";
    return R"({"schema":"vuelve-programme/1","programme":{"code":"BENCH","money":{"currency":"USD","exponent":2}},
        "brands":[{"code":"B"}],"stores":[{"code":"S","brand":"B"}],"currencies":[{"code":"PTS","kind":"points"}],"rules":[)" +
           rules + "]}";
}

std::string purchase_text(int lines, std::int64_t number, std::int64_t member) {
    std::string text = R"({"id":"S-1-)" + std::to_string(number) + R"(","member":"external:m)" +
                       std::to_string(member) + R"(","store":"S","lines":[)";
    for (int i = 0; i < lines; ++i)
        text += (i ? "," : "") + std::string(R"({"line":)") + std::to_string(i + 1) +
                R"(,"sku":"A)" + std::to_string(i) + R"(","category":"food/)" +
                std::to_string(i * 2) + R"(","quantity":1,"unit_price":1250})";
    return text + "]}";
}

class NoFresh : public Fresh {
 public:
    std::int64_t next_id() override { return ++last_; }
    std::string voucher_code() override { return "0"; }

 private:
    std::int64_t last_ = 0;
};

void decode_body(benchmark::State& state) {
    std::string text = purchase_text(static_cast<int>(state.range(0)), 1, 1);
    for (auto _ : state) benchmark::DoNotOptimize(decode_purchase(*parse_json(text)));
}
BENCHMARK(decode_body)->Arg(1)->Arg(5)->Arg(20);

void evaluate_rules(benchmark::State& state) {
    SymbolTable symbols;
    auto programme = Programme::compile(
        *decode_programme(programme_text(static_cast<int>(state.range(0)))), symbols);
    auto request =
        *decode_purchase(*parse_json(purchase_text(static_cast<int>(state.range(1)), 1, 1)));
    auto basket = *price_basket(*programme, request.purchase);
    State world;
    Holder member{.id = HolderId{16384}};
    NoFresh fresh;
    Book book(*programme, world, fresh, Instant{0}, TxnId{1});
    PurchaseFacts facts{.programme = programme.get(),
                        .member = &member,
                        .purchase = &request.purchase,
                        .basket = &basket,
                        .store = &programme->default_store(),
                        .occurred_at = Instant{0},
                        .level = ""};
    for (auto _ : state) benchmark::DoNotOptimize(evaluate(facts, book));
}
BENCHMARK(evaluate_rules)->Args({10, 20})->Args({50, 5})->Args({50, 20})->Args({200, 20});

/// Groups of purchases through the engine into SQLite; the file lies in memory, so this is CPU and
/// no disk.
void record_group(benchmark::State& state) {
    auto service = std::move(*app::Service::open({}));
    auto key = *service->programmes().create("bench", "Bench", programme_text(10), "bench",
                                             service->now());
    app::OpenProgramme& programme = *service->programmes().find(key);
    app::Caller caller{key, "bench", "bench"};
    constexpr std::int64_t members = 1000;
    for (std::int64_t m = 0; m < members; ++m) {
        EnrolmentRequest person{.identities = {{IdentityKind::External, "m" + std::to_string(m)}}};
        service->engine().ask(app::ask_enrol(programme, caller, person,
                                             Instant{service->now().value - ms_per_day},
                                             std::to_string(m)));
    }
    std::int64_t number = 0;
    for (auto _ : state) {
        std::vector<app::Ask> asks;
        for (std::int64_t i = 0; i < state.range(0); ++i, ++number)
            asks.push_back(app::ask_purchase(
                programme, caller,
                *decode_purchase(*parse_json(purchase_text(3, number, number % members)))));
        for (const app::Answer& answer : service->engine().ask_all(std::move(asks)))
            if (answer.outcome != Outcome::Ok) return state.SkipWithError("a purchase was refused");
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(record_group)->Arg(1)->Arg(32)->Arg(500)->MeasureProcessCPUTime();

}  // namespace
