// What a shop with many members does at night, and how it starts. The shops take minutes to make
// and are kept in build/bench/kept; $VUELVE_BENCH_MEMBERS and $VUELVE_BENCH_LOTS make smaller ones.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "base/ensure.h"
#include "support/allocations.h"
#include "support/shop.h"

namespace {

using namespace vuelve;
namespace fs = std::filesystem;

constexpr std::int64_t hour_ms = 3'600'000;

std::string programme(std::string_view expiry, std::string_view rest) {
    return R"({"schema":"vuelve-programme/1","programme":{"code":"NIGHT","time_zone":"America/Guayaquil",
        "money":{"currency":"USD","exponent":2}},"brands":[{"code":"B"}],"stores":[{"code":"CENTRO","brand":"B"}],
        "currencies":[{"code":"PTS","kind":"points","expiry":)" +
           std::string(expiry) + "}]," + std::string(rest) + "}";
}

/// Three lots for every purchase, gone after twelve months.
std::string three_lots() {
    return programme(
        R"({"type":"fixed_term","months":12})",
        R"("rules":[{"id":"base","effects":[{"type":"earn_base","currency":"PTS","points":"1","per":10}]},
            {"id":"two","effects":[{"type":"bonus","currency":"PTS","points":5}]},
            {"id":"three","effects":[{"type":"bonus","currency":"PTS","points":7}]}])");
}

/// Any purchase lifts to a level that stands until the end of the next year.
std::string two_levels() {
    return programme(
        R"({"type":"never"})",
        R"("tiers":{"metric":"spend","window":"calendar_year","downgrade":"one_down","factor_currency":"PTS",
            "levels":[{"code":"VECINO","threshold":0},{"code":"PLATA","threshold":500,"factor":"1.25"}]},
           "rules":[{"id":"base","effects":[{"type":"earn_base","currency":"PTS","points":"1","per":10}]}])");
}

std::string large_name() { return "levels-" + std::to_string(bench::many_members()); }

/// `many_members` members who bought once each, all with a level that ends.
fs::path large_shop() {
    return bench::copy_of_kept(large_name(), [](const fs::path& folder) {
        bench::Shop shop(folder);
        shop.make(two_levels(), bench::many_members());
        shop.sell(bench::many_members());
    });
}

/// Opens the shop an hour before `due_ms`, lets it do what is due by then, and measures what is due
/// in the two hours after. `is_due` asks for what must be there before and gone afterwards.
void one_night(benchmark::State& state,
               const std::function<fs::path()>& copy,
               std::int64_t due_ms,
               const std::function<bool(bench::Shop&)>& is_due) {
    for (auto _ : state) {
        state.PauseTiming();
        bench::Shop shop(copy(), due_ms - hour_ms);
        shop.open();
        shop.service().engine().settle_all();
        shop.clock().move_to(due_ms + hour_ms);
        if (!is_due(shop)) return state.SkipWithError("nothing is due");
        state.ResumeTiming();
        shop.service().engine().settle_all();
        state.PauseTiming();
        if (is_due(shop)) return state.SkipWithError("something is still due");
        shop.close();
        state.ResumeTiming();
    }
}

constexpr std::int64_t lots_due_ms = 1'804'050'000'000;  // 2027-03-03T05:00:00Z

/// A shop with so many lots, three of each member, that all end at one instant.
fs::path shop_of_lots(std::int64_t lots) {
    return bench::copy_of_kept("lots-" + std::to_string(lots), [&](const fs::path& folder) {
        bench::Shop shop(folder);
        shop.make(three_lots(), lots / 3);
        shop.sell(lots / 3);
    });
}

void expire_lots(benchmark::State& state, std::int64_t lots) {
    const auto copy = [lots] { return shop_of_lots(lots); };
    one_night(state, copy, lots_due_ms, [](bench::Shop& shop) {
        const auto reader = shop.service().database().fan_out();
        return !shop.programme().ledger().holders_due(*reader, shop.service().now(), 1).empty();
    });
}

/// A till that sells one purchase after the other until it is over; what each took.
std::vector<double> sell_until(bench::Shop& shop, const std::function<bool()>& is_over) {
    std::vector<double> took_ms;
    while (!is_over()) {
        auto sale = shop.sales(1);
        const auto asked = std::chrono::steady_clock::now();
        shop.run(std::move(sale));
        took_ms.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - asked)
                .count());
    }
    return took_ms;
}

double percentile_of(std::vector<double> took_ms, unsigned percent) {
    ensure(!took_ms.empty(), "a till has sold something");
    const auto place =
        took_ms.begin() + static_cast<std::ptrdiff_t>(took_ms.size() * percent / 100);
    std::ranges::nth_element(took_ms, place);
    return *place;
}

/// A till beside the expiry of so many lots, against the same till on a quiet day.
void sell_beside_expiry(benchmark::State& state, std::int64_t lots) {
    for (auto _ : state) {
        state.PauseTiming();
        bench::Shop shop(shop_of_lots(lots), lots_due_ms - hour_ms);
        shop.open();
        shop.only_first(lots / 3);
        shop.service().engine().settle_all();
        // One sale in a hundred or so waits for a copy of the log: p99 wants a dozen copies.
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(15);
        const auto quiet =
            sell_until(shop, [&] { return std::chrono::steady_clock::now() >= until; });
        shop.clock().move_to(lots_due_ms + hour_ms);
        std::atomic<bool> is_over = false;
        state.ResumeTiming();
        std::thread night([&] {
            shop.service().engine().settle_all();
            is_over = true;
        });
        const auto beside = sell_until(shop, [&] { return is_over.load(); });
        night.join();
        state.PauseTiming();
        for (const unsigned percent : {50U, 90U, 99U}) {
            const std::string name = "p" + std::to_string(percent);
            state.counters[name + "_quiet_ms"] = percentile_of(quiet, percent);
            state.counters[name + "_beside_ms"] = percentile_of(beside, percent);
        }
        state.counters["sales_beside"] = static_cast<double>(beside.size());
        shop.close();
        state.ResumeTiming();
    }
}

void review_levels(benchmark::State& state) {
    constexpr std::int64_t due_ms = 1'830'315'600'000;  // 2028-01-01T05:00:00Z
    one_night(state, large_shop, due_ms, [](bench::Shop& shop) {
        const auto reader = shop.service().database().fan_out();
        storage::LedgerStore::ReviewPlace place;
        return !shop.programme()
                    .ledger()
                    .holders_to_review(*reader, shop.service().now(), place, 1)
                    .empty();
    });
}

/// Opening the database, checking it and loading what a program holds in memory, until it could
/// answer.
void start_up(benchmark::State& state) {
    const fs::path folder = large_shop();
    for (auto _ : state) {
        bench::Shop shop(folder);
        shop.open();
        state.PauseTiming();
        shop.close();
        state.ResumeTiming();
    }
}

/// The same after a crash: what was committed last lies in the log of the database alone.
void recovery(benchmark::State& state) {
    const fs::path folder = large_shop(), crashed = folder.string() + "-crashed";
    bench::Shop shop(folder);
    shop.open();
    shop.only_first(bench::many_members());
    shop.sell(20'000);
    for (auto _ : state) {
        state.PauseTiming();
        fs::remove_all(crashed);
        fs::copy(folder, crashed, fs::copy_options::recursive);
        ensure(fs::file_size(crashed / "data/vuelve.db-wal") > 0, "a crash leaves a log");
        bench::Shop again(crashed);
        state.ResumeTiming();
        again.open();
        state.PauseTiming();
        again.close();
        state.ResumeTiming();
    }
    fs::remove_all(crashed);
}

const bool registered = [] {
    const auto add = [](const std::string& name, auto function) {
        return benchmark::RegisterBenchmark(name.c_str(), function)
            ->Unit(benchmark::kMillisecond)
            ->MeasureProcessCPUTime()
            ->UseRealTime();
    };
    const std::string members = "/" + std::to_string(bench::many_members());
    const std::int64_t lots = bench::from_environment("VUELVE_BENCH_LOTS", 300'000);
    add("expire_lots/" + std::to_string(lots), [lots](benchmark::State& state) {
        expire_lots(state, lots);
    })->Iterations(1);
    add("sell_beside_expiry/" + std::to_string(lots), [lots](benchmark::State& state) {
        sell_beside_expiry(state, lots);
    })->Iterations(1);
    add("review_levels" + members, review_levels)->Iterations(1);
    add("start_up" + members, start_up)->Iterations(3);
    add("recovery" + members, recovery)->Iterations(2);
    return true;
}();

}  // namespace
