// Deciding alone: commands in a state, without database, JSON or threads.
#include <unistd.h>

#include "domain/counting_fresh.h"
#include "load/process.h"
#include "support/allocations.h"
#include "support/world.h"

namespace {

using namespace vuelve;

/// Ids above those of the members.
struct Ids {
    CountingFresh ids{1'000'000};
};
struct Lone : private Ids, bench::World {
    explicit Lone(int campaigns) : World(campaigns, bench::members_in_a_row(1000), ids) {}
};

void decide_purchase(benchmark::State& state) {
    Lone world(static_cast<int>(state.range(0)));
    std::int64_t allocated = 0;
    for (auto _ : state) {
        state.PauseTiming();
        if (world.number % 1000 == 0) world.forget();
        const Command command = world.sale().command;
        const std::int64_t before = bench::allocations();
        state.ResumeTiming();
        world.run(command);
        state.PauseTiming();
        allocated += bench::allocations() - before;
        state.ResumeTiming();
    }
    state.counters["allocations"] =
        static_cast<double>(allocated) / static_cast<double>(state.iterations());
}
BENCHMARK(decide_purchase)->Arg(0)->Arg(50);

void decide_group(benchmark::State& state) {
    Lone world(50);
    for (auto _ : state) {
        state.PauseTiming();
        world.forget();
        std::vector<Command> group;
        for (std::int64_t i = 0; i < state.range(0); ++i) group.push_back(world.sale().command);
        state.ResumeTiming();
        for (const Command& command : group) world.run(command);
    }
    state.counters["items_of_one"] = static_cast<double>(state.range(0));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(decide_group)->Arg(1)->Arg(10)->Arg(100)->Arg(1000);

/// Half of what many lots hold is taken at once, the oldest first.
void take_from_lots(benchmark::State& state) {
    Lone world(0);
    const HolderId member = world.members.front();
    for (auto _ : state) {
        state.PauseTiming();
        world.forget();
        world.state.holders.at(member) = {.id = member, .enrolled_at = Instant{0}};
        for (std::int64_t i = 0; i < state.range(0); ++i) {
            Command command = world.sale().command;
            std::get<RecordPurchase>(command.body).member = member;
            world.run(command);
        }
        const Units all = world.state.holders.at(member).wallets.front().available;
        const Command command{.body = Adjust{.member = member,
                                             .currency = "PTS",
                                             .points = Units{-all.n / 2},
                                             .reason = "bench"},
                              .key = "a" + std::to_string(world.number),
                              .actor = "bench"};
        state.ResumeTiming();
        world.run(command);
    }
}
BENCHMARK(take_from_lots)->Arg(2)->Arg(100)->Iterations(300);

/// The whole basket comes back.
void decide_return(benchmark::State& state) {
    Lone world(50);
    for (auto _ : state) {
        state.PauseTiming();
        world.forget();
        const Command sale = world.sale().command;
        world.run(sale);
        RecordReturn back{.id = "R-" + std::to_string(world.number), .purchase = sale.key};
        for (const auto& line : std::get<RecordPurchase>(sale.body).lines)
            back.lines.push_back({line.line, line.quantity});
        const Command command{.body = back, .key = back.id, .actor = "bench"};
        state.ResumeTiming();
        world.run(command);
    }
}
BENCHMARK(decide_return)->Iterations(2000);

/// What a member takes who bought so often and stays in memory, everything about them: the engine
/// keeps up to WriterOptions::holders_max of them.
void member_in_memory(benchmark::State& state) {
    constexpr std::int64_t members = 50'000;
    Ids ids;
    for (auto _ : state) {
        const std::int64_t before = bench::used_by(getpid()).memory_bytes;
        bench::World world(50, bench::members_in_a_row(members), ids.ids);
        for (std::int64_t sold = 0; sold < members * state.range(0); ++sold) {
            world.run(world.sale().command);
            world.state.purchases.clear();
            world.state.earlier.clear();
        }
        const std::int64_t taken = bench::used_by(getpid()).memory_bytes - before;
        state.counters["bytes_of_member"] = static_cast<double>(taken) / members;
    }
}
BENCHMARK(member_in_memory)->Arg(1)->Arg(20)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
