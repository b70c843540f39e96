// Bodies: a purchase read, refused, and its answer written. Trust CPU times and their ratios, not
// rates (docs/performance.md).
#include "codec/answer_json.h"
#include "codec/purchase_json.h"
#include "load/shop.h"
#include "support/allocations.h"
#include "support/shop.h"

namespace {

using namespace vuelve;
using bench::CountedAllocations;

std::string body_of(int lines) {
    std::string text;
    bench::append_purchase(text, {.run = 1, .number = 1, .member = 1, .lines = lines});
    return text;
}

void json_purchase(benchmark::State& state) {
    const std::string text = body_of(static_cast<int>(state.range(0)));
    const CountedAllocations counted;
    for (auto _ : state) benchmark::DoNotOptimize(decode_purchase(*parse_json(text)));
    counted.report(state);
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(json_purchase)->Arg(1)->Arg(5)->Arg(20)->Arg(100);

/// The text alone, before the decoder.
void json_parse(benchmark::State& state) {
    const std::string text = body_of(static_cast<int>(state.range(0)));
    const CountedAllocations counted;
    for (auto _ : state) benchmark::DoNotOptimize(parse_json(text));
    counted.report(state);
}
BENCHMARK(json_parse)->Arg(5)->Arg(100);

void json_batch(benchmark::State& state) {
    std::string text = R"({"items":[)";
    for (std::int64_t item = 0; item < state.range(0); ++item)
        text += (item ? "," : "") + body_of(5);
    text += "]}";
    const CountedAllocations counted;
    for (auto _ : state) {
        const auto json = parse_json(text, {.size_max = std::size_t{16} << 20});
        for (const Json& item : *json->find("items")->get_if<Json::Array>())
            benchmark::DoNotOptimize(decode_purchase(item));
    }
    counted.report(state, state.range(0));
}
BENCHMARK(json_batch)->Arg(1000);

void json_invalid(benchmark::State& state) {
    std::string text = body_of(5);
    text.insert(text.rfind("quantity") + 10, "-");
    for (auto _ : state) {
        const auto decoded = decode_purchase(*parse_json(text));
        if (decoded) return state.SkipWithError("a wrong body was taken");
    }
}
BENCHMARK(json_invalid);

/// What a body costs on its way in and out: G14.
void json_purchase_and_answer(benchmark::State& state) {
    bench::Shop shop;
    shop.make(bench::programme_text(50), 1);
    const app::Answer answer = shop.run(shop.sales(1)).front();
    const std::string text = body_of(5);
    const CountedAllocations counted;
    for (auto _ : state) {
        benchmark::DoNotOptimize(decode_purchase(*parse_json(text)));
        benchmark::DoNotOptimize(answer_json(*answer.receipt, *answer.programme));
    }
    counted.report(state);
    state.counters["answer_bytes"] =
        static_cast<double>(answer_json(*answer.receipt, *answer.programme).size());
}
BENCHMARK(json_purchase_and_answer);

}  // namespace
