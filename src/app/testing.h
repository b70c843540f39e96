#pragma once

#include <chrono>
#include <fstream>
#include <future>
#include <iterator>
#include <random>
#include <thread>

#include "app/service.h"
#include "app/upkeep.h"
#include "app/writer.h"
#include "codec/public_id.h"
#include "storage/testing.h"

/// Helpers of the engine's tests: a shop over a real database in a file. Included after gmock or
/// gtest.
namespace vuelve::app {

inline constexpr std::int64_t start_ms = 1'772'452'800'000;  // Monday 2026-03-02T12:00:00Z

inline std::string text_of(const char* file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Holds the writer, so that what comes meanwhile makes one group.
class HeldWriter {
 public:
    explicit HeldWriter(Engine& engine)
        : writer_(dynamic_cast<Writer&>(engine)), holding_([this] {
              EXPECT_TRUE(writer_.alone([this](Instant) {
                  held_.set_value();
                  go_.get_future().wait();
              }));
          }) {
        held_.get_future().wait();
    }
    ~HeldWriter() { holding_.join(); }

    /// Lets it go on as soon as so many wait for it.
    void release_when_waiting(std::size_t count) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (writer_.waiting() < count + 1 && std::chrono::steady_clock::now() < until)
            std::this_thread::yield();
        EXPECT_EQ(writer_.waiting(), count + 1) << "they, and who holds it";
        go_.set_value();
    }

 private:
    Writer& writer_;
    std::promise<void> held_, go_;
    std::thread holding_;
};

/// The demo shop's programme in a file of its own.
struct Shop : testing::Test {
    storage::TestFolder folder;
    storage::LastingDatabase place{folder / "data/vuelve.db"};
    std::string database = place.name();
    std::filesystem::path keys = folder / "vuelve.keys";
    ManualClock clock{start_ms};
    std::unique_ptr<Service> service;
    OpenProgramme* programme = nullptr;
    Caller caller;
    std::vector<std::string> members;
    std::mt19937 random{7};
    int last = 0;

    virtual std::string document() const {
        return text_of("src/codec/testdata/laurel.programme.json");
    }
    void SetUp() override {
        std::filesystem::create_directories(folder / "data");
        ASSERT_TRUE(create_key_ring(keys, folder / "data"));
        open(true);
        auto made =
            service->programmes().create("laurel", "Laurel", document(), "test", service->now());
        ASSERT_TRUE(made) << made.error().message;
        find(*made);
    }
    void open(bool create) {
        service.reset();
        auto opened = Service::open(
            {.database = database, .key_ring = keys, .create = create, .clock = &clock});
        ASSERT_TRUE(opened) << opened.error().message;
        service = std::move(*opened);
        if (!create) find(service->programmes().all().front()->key());
    }
    void find(const ProgrammeKey& key) {
        programme = service->programmes().find(key);
        caller = {.programme = key, .owner = "test", .actor = "test"};
    }

    int pick(int from, int to) {
        return from + static_cast<int>(random() % static_cast<unsigned>(to - from + 1));
    }
    std::string fresh(const char* prefix) { return prefix + std::to_string(++last); }

    void enrol(int count) {
        for (int i = 0; i < count; ++i) {
            EnrolmentRequest request{.name = "Ana"};
            request.identities.push_back({IdentityKind::Card, fresh("CARD")});
            request.birth_date = Day{pick(5000, 12000)};
            Answer done = service->engine().ask(
                ask_enrol(*programme, caller, request, service->now(), fresh("k")));
            ASSERT_FALSE(done.error) << done.error->message;
            members.push_back(format_public(PublicKind::Member, done.receipt->member));
        }
    }
    PurchaseRequest basket(const std::string& member) {
        static const std::vector<std::string> categories{"frescos/fruta", "abarrotes/cafe",
                                                         "tabaco", "lacteos"};
        PurchaseRequest request{.member = member};
        request.purchase.id = fresh("p");
        const int lines = pick(1, 4);
        for (int i = 1; i <= lines; ++i)
            request.purchase.lines.push_back(
                {.line = i,
                 .sku = "SKU" + std::to_string(pick(1, 9)),
                 .category = categories[static_cast<std::size_t>(pick(0, 3))],
                 .brand = "",
                 .quantity = 1000 * pick(1, 3),
                 .unit_price = Minor{pick(50, 3000)},
                 .attributes = {}});
        return request;
    }
    std::string someone() {
        return members[static_cast<std::size_t>(pick(0, static_cast<int>(members.size()) - 1))];
    }
    Ask purchase(const std::string& member) {
        return ask_purchase(*programme, caller, basket(member));
    }

    /// A day of sales in one go, some taken back; then the clock moves.
    void trade(int sales) {
        std::vector<Ask> asks;
        for (int i = 0; i < sales; ++i) {
            PurchaseRequest sale = basket(someone());
            const std::string id = sale.purchase.id;
            const int first = static_cast<int>(sale.purchase.lines[0].quantity / 1000);
            const bool early = pick(0, 19) == 0;  // a return that came before its purchase
            auto back = [&] {
                RecordReturn taken{.id = fresh("r"), .purchase = id, .lines = {}};
                taken.lines.push_back({1, 1000 * pick(1, first)});
                asks.push_back(ask_return(*programme, caller, taken));
            };
            if (early) back();
            asks.push_back(ask_purchase(*programme, caller, std::move(sale)));
            const int what = pick(0, 9);
            if (what == 0) back();
            if (what == 1)
                asks.push_back(
                    ask_void(*programme, caller, {.id = "", .purchase = id}, fresh("k")));
            if (what == 2 || what == 3) {  // points in hand pay half of a ticket of 20.00
                PurchaseRequest paid{.member = someone()};
                paid.purchase.id = fresh("p");
                paid.purchase.lines.push_back({.line = 1,
                                               .sku = "S",
                                               .category = "",
                                               .brand = "",
                                               .unit_price = Minor{2000},
                                               .attributes = {}});
                paid.purchase.tenders = {{.type = "points",
                                          .currency = "PTS",
                                          .points = Units{100},
                                          .amount = Minor{20}},
                                         {.type = "cash", .currency = "", .amount = Minor{1980}}};
                RecordReturn taken{.id = fresh("r"), .purchase = paid.purchase.id, .lines = {}};
                taken.lines.push_back({1, 1000});
                asks.push_back(ask_purchase(*programme, caller, std::move(paid)));
                if (what == 3) asks.push_back(ask_return(*programme, caller, taken));
            }
        }
        accepted += std::ranges::count_if(
            service->engine().ask_all(std::move(asks)),
            [](const Answer& answer) { return answer.outcome == Outcome::Ok; });
        clock.move_to(clock.now_ms() + 9 * ms_per_hour);
    }
    std::int64_t accepted = 0;

    std::string faults(const storage::Verified& found) {
        std::string text;
        for (const auto& finding : found.findings)
            text += finding.invariant + ": " + finding.where + ": " + finding.detail + "\n";
        return text;
    }
    storage::Verified verified() {
        auto found = verify(database);
        EXPECT_TRUE(found) << found.error().message;
        return *found;
    }
    storage::Rebuilt rebuilt() {
        auto done = rebuild({.database = database, .key_ring = keys, .target = {}, .progress = {}});
        EXPECT_TRUE(done) << done.error().message;
        return *done;
    }
    /// Does to the tables what no program of ours does.
    void tamper(const char* sql) {
        auto tx = service->database().begin();
        tx->is_upkeep();  // whoever tampers asks nobody
        EXPECT_GT(tx->exec(sql), 0);
        tx->commit();
    }
};

}  // namespace vuelve::app
