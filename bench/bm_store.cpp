// Groups of purchases through engine and store, and what the store alone asks for, beside a log of
// our own that knows nothing (docs/performance.md 3).
#include <fcntl.h>
#include <unistd.h>

#include "base/ensure.h"
#include "load/shop.h"
#include "storage/ledger_store.h"
#include "storage/migrations.h"
#include "storage/open_database.h"
#include "support/allocations.h"
#include "support/shop.h"
#include "support/world.h"

namespace {

using namespace vuelve;
using bench::CountedAllocations;
namespace fs = std::filesystem;

constexpr std::int64_t members = 2000;

/// A shop on the disk, gone with the benchmark.
struct OnDisk {
    fs::path folder = bench::kept_folder().parent_path() / "scratch/store";
    OnDisk() { fs::remove_all(folder); }
    ~OnDisk() { fs::remove_all(folder); }
};

/// Everything behind the door: queue, load, decide, write, commit. `memory` leaves the disk out.
void engine_group(benchmark::State& state, bool memory) {
    const OnDisk disk;
    bench::Shop shop(memory ? fs::path() : disk.folder);
    shop.make(bench::programme_text(50), members);
    shop.sell(members);  // everybody is in memory
    const storage::Counters before = shop.counters();
    std::int64_t allocated = 0;
    for (auto _ : state) {
        state.PauseTiming();
        auto asks = shop.sales(state.range(0));
        const std::int64_t allocations = bench::allocations();
        state.ResumeTiming();
        shop.run(std::move(asks));
        state.PauseTiming();
        allocated += bench::allocations() - allocations;
        state.ResumeTiming();
    }
    const auto sold = static_cast<double>(state.iterations() * state.range(0));
    const storage::Counters after = shop.counters();
    state.counters["allocations"] = static_cast<double>(allocated) / sold;
    state.counters["statements"] = static_cast<double>(after.statements - before.statements) /
                                   static_cast<double>(after.commits - before.commits);
    state.counters["rows"] = static_cast<double>(after.rows - before.rows) / sold;
    state.counters["items_of_one"] = static_cast<double>(state.range(0));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK_CAPTURE(engine_group, memory, true)
    ->Arg(1)
    ->Arg(32)
    ->Arg(100)
    ->Arg(1000)
    ->MeasureProcessCPUTime();
BENCHMARK_CAPTURE(engine_group, sqlite, false)
    ->Arg(1)
    ->Arg(32)
    ->Arg(100)
    ->Arg(1000)
    ->MeasureProcessCPUTime();

/// A ledger and decisions for it, which are made outside the measured time.
struct Ledger {
    OnDisk disk;
    std::unique_ptr<storage::Database> database;
    storage::Placement placement{1, 1};
    storage::KeyRing ring = storage::KeyRing::temporary();
    storage::Vault vault{ring, 1};
    storage::FreshIds ids{[] { return bench::world_at.value; }};
    storage::LedgerStore store{vault, placement, 1};
    std::unique_ptr<bench::World> world;

    explicit Ledger(bool memory) {
        fs::create_directories(disk.folder);
        database = storage::open_database(
            memory ? std::string(storage::in_memory) : "sqlite:" + (disk.folder / "db").string(),
            storage::DatabaseUse::Create);
        storage::migrate(*database, 0);
        std::vector<HolderId> holders;
        for (std::int64_t m = 0; m < members; ++m)
            holders.push_back(ids.next_holder(storage::base_bucket(placement)));
        world = std::make_unique<bench::World>(50, std::move(holders), ids);
    }

    struct Group {
        std::vector<Decision> decisions;
        std::vector<storage::LedgerStore::Row> rows;
    };
    Group decide(std::int64_t count) {
        Group group;
        std::vector<std::string> documents;
        for (std::int64_t i = 0; i < count; ++i) {
            auto sale = world->sale();
            group.decisions.push_back(world->run(sale.command));
            documents.push_back(std::move(sale.document));
        }
        for (std::size_t i = 0; i < documents.size(); ++i)
            group.rows.push_back(
                {&*group.decisions[i].transaction, std::move(documents[i]), TxnId{}});
        return group;
    }
    void append(Group& group) {
        auto tx = database->begin();
        tx->carry(group.rows.size());
        store.append(*tx, group.rows, world->state, world->programme->zone());
        tx->commit();
    }
};

/// What G11 is about: rows that are decided are appended, projected and made durable.
void store_group(benchmark::State& state, bool memory) {
    Ledger ledger(memory);
    std::int64_t allocated = 0;
    for (auto _ : state) {
        state.PauseTiming();
        ledger.world->forget();
        auto group = ledger.decide(state.range(0));
        const std::int64_t before = bench::allocations();
        state.ResumeTiming();
        ledger.append(group);
        state.PauseTiming();
        allocated += bench::allocations() - before;
        state.ResumeTiming();
    }
    const auto sold = static_cast<double>(state.iterations() * state.range(0));
    state.counters["allocations"] = static_cast<double>(allocated) / sold;
    state.counters["items_of_one"] = static_cast<double>(state.range(0));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK_CAPTURE(store_group, memory, true)->Arg(1)->Arg(10)->Arg(100)->Arg(1000);
BENCHMARK_CAPTURE(store_group, sqlite, false)->Arg(1)->Arg(10)->Arg(100)->Arg(1000);

/// The limit: 90 bytes for each operation and a checksum for each group, behind the end of a file
/// that has its size; fdatasync.
void own_log(benchmark::State& state) {
    const OnDisk disk;
    fs::create_directories(disk.folder);
    const int file = open((disk.folder / "log").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    ensure(file >= 0, "a log can be opened");
    constexpr off_t size = 64 << 20;
    const std::vector<char> zeros(1 << 20, 0);
    for (off_t at = 0; at < size; at += static_cast<off_t>(zeros.size()))
        ensure(pwrite(file, zeros.data(), zeros.size(), at) > 0, "a log can be written");
    ensure(fsync(file) == 0, "a log can be synced");
    std::vector<char> group;
    off_t at = 0;
    std::uint64_t number = 0;
    for (auto _ : state) {
        group.clear();
        std::uint64_t sum = 0;
        for (std::int64_t i = 0; i < state.range(0); ++i) {
            std::uint64_t row[11];
            for (std::uint64_t& word : row) word = ++number;
            for (const std::uint64_t word : row) sum = (sum ^ word) * 0x100000001b3;
            const auto* bytes = reinterpret_cast<const char*>(row);
            group.insert(group.end(), bytes, bytes + sizeof(row));
        }
        const auto* bytes = reinterpret_cast<const char*>(&sum);
        group.insert(group.end(), bytes, bytes + sizeof(sum));
        if (at + static_cast<off_t>(group.size()) > size) at = 0;
        ensure(pwrite(file, group.data(), group.size(), at) > 0, "a log can be written");
        ensure(fdatasync(file) == 0, "a log can be synced");
        at += static_cast<off_t>(group.size());
    }
    close(file);
    state.counters["items_of_one"] = static_cast<double>(state.range(0));
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(own_log)->Arg(1)->Arg(10)->Arg(100)->Arg(1000);

}  // namespace
