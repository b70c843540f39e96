#include "app/writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <random>

#include "app/service.h"
#include "app/upkeep.h"
#include "codec/public_id.h"
#include "storage/testing.h"

namespace vuelve::app {
namespace {

constexpr std::int64_t start_ms = 1'772'452'800'000;  // Monday 2026-03-02T12:00:00Z

std::string text_of(const char* file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The demo shop's programme in a file of its own.
struct Shop : testing::Test {
    storage::TestFolder folder;
    std::string database = "sqlite:" + (folder / "data/vuelve.db").string();
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
        EXPECT_GT(tx->exec(sql), 0);
        tx->commit();
    }
};

TEST_F(Shop, whatever_it_does_every_invariant_holds_and_its_tables_follow_from_its_transactions) {
    enrol(12);
    for (int day = 0; day < 12; ++day) trade(15);
    open(false);  // what was in memory is read back
    for (int day = 0; day < 6; ++day) trade(15);
    clock.move_to(clock.now_ms() + 400 * ms_per_day);
    service->engine().settle_all();
    EXPECT_GT(accepted, 200);

    const auto found = verified();
    EXPECT_TRUE(found.is_sound()) << faults(found);
    EXPECT_GT(found.transactions, accepted);
    EXPECT_GT(found.entries, found.transactions);
    EXPECT_EQ(found.holders, 12);
    const auto anew = rebuilt();
    EXPECT_TRUE(anew.is_equal()) << anew.difference.value_or("");
    EXPECT_EQ(anew.transactions, found.transactions);
    EXPECT_EQ(anew.before, found.checksum);
    EXPECT_EQ(verified().checksum, found.checksum) << "the same data, the same checksum";
}

TEST_F(Shop, the_auditor_names_what_was_edited) {
    enrol(3);
    trade(20);
    ASSERT_TRUE(verified().is_sound()) << faults(verified());
    auto check = [&](const char* edit, const char* undo, const char* invariant) {
        tamper(edit);
        const auto found = verified();
        EXPECT_FALSE(found.is_sound()) << edit;
        EXPECT_THAT(faults(found), testing::HasSubstr(invariant)) << edit;
        tamper(undo);
    };
    check("update txn set amount = amount + 1 where kind = 1",
          "update txn set amount = amount - 1 where kind = 1", "chain: transaction");
    check("update wallet set available = available + 1 where currency > 0 and debt = 0",
          "update wallet set available = available - 1 where currency > 0 and debt = 0", "I10");
    check("update lot set remaining = remaining - 1, reserved = 1 where remaining = original",
          "update lot set remaining = remaining + 1, reserved = 0 where reserved = 1", "I5");
    check(
        "update entry set available = available + 1000003, contra_units = contra_units - 1000003, "
        "contra = 1 where contra = 1",
        "update entry set available = available - 1000003, contra_units = contra_units + 1000003 "
        "where contra = 1",
        "rows: transaction");
    check("update wallet set entry_count = entry_count + 1 where currency = 0",
          "update wallet set entry_count = entry_count - 1 where currency = 0", "rows: holder");
    EXPECT_TRUE(verified().is_sound()) << faults(verified());

    tamper("update tally set value = value + 1");
    EXPECT_TRUE(verified().is_sound()) << "a counter is no balance";
    const auto anew = rebuilt();
    ASSERT_TRUE(anew.difference);
    EXPECT_THAT(*anew.difference, testing::HasSubstr("table tally"));
}

TEST_F(Shop, a_backup_taken_beside_the_running_shop_is_sound) {
    enrol(2);
    trade(10);
    const auto copy = folder / "copy.db";
    ASSERT_TRUE(backup(database, copy, {}));
    auto found = verify("sqlite:" + copy.string());
    ASSERT_TRUE(found) << found.error().message;
    EXPECT_TRUE(found->is_sound()) << faults(*found);
    EXPECT_EQ(found->checksum, verified().checksum);
    EXPECT_FALSE(backup(database, copy, {})) << "a copy overwrites nothing";
}

/// Points for money, five awards for each purchase, nothing shared.
struct FiveAwards : Shop {
    std::string document() const override {
        return R"({"schema": "vuelve-programme/1", "programme": {"code": "CAFE",
 "time_zone": "America/Guayaquil", "money": {"currency": "USD", "exponent": 2}},
 "brands": [{"code": "CAFE"}], "stores": [{"code": "UNO", "brand": "CAFE"}],
 "currencies": [{"code": "PTS", "kind": "points", "expiry": {"type": "fixed_term", "months": 12}},
  {"code": "STARS", "kind": "stamps"}],
 "rules": [
  {"id": "base", "effects": [{"type": "earn_base", "currency": "PTS", "points": "1", "per": 10}]},
  {"id": "twice", "conditions": [{"type": "store", "in": ["UNO"]}],
   "effects": [{"type": "multiply", "currency": "PTS", "factor": "2"}]},
  {"id": "half", "effects": [{"type": "multiply", "currency": "PTS", "factor": "1.5"}]},
  {"id": "ten", "effects": [{"type": "bonus", "currency": "PTS", "points": 10}]},
  {"id": "star", "effects": [{"type": "bonus", "currency": "STARS", "points": 1}]}]})";
    }
};

struct OneAward : Shop {
    std::string document() const override {
        return R"({"schema": "vuelve-programme/1", "programme": {"code": "CAFE",
 "time_zone": "America/Guayaquil", "money": {"currency": "USD", "exponent": 2}},
 "brands": [{"code": "CAFE"}], "stores": [{"code": "UNO", "brand": "CAFE"}],
 "currencies": [{"code": "PTS", "kind": "points"}],
 "rules": [{"id": "ten", "effects": [{"type": "bonus", "currency": "PTS", "points": 10}]}]})";
    }
};

struct Statements {
    int reads = 0, writes = 0;
    std::vector<std::string> texts;
};

/// Groups of accruals by members who are in memory.
void check_statements(Shop& shop, std::size_t awards_each) {
    shop.enrol(8);
    std::vector<Ask> warm;
    for (const std::string& member : shop.members) warm.push_back(shop.purchase(member));
    shop.service->engine().ask_all(std::move(warm));
    for (std::size_t group : {1U, 5U, 64U}) {
        std::vector<Ask> asks;
        for (std::size_t i = 0; i < group; ++i)
            asks.push_back(shop.purchase(shop.members[i % shop.members.size()]));
        Statements seen;
        shop.service->database().set_fault_hook(
            [&](storage::FaultPoint point, std::string_view sql) {
                if (point != storage::FaultPoint::Statement) return;
                ++(sql.starts_with("select") ? seen.reads : seen.writes);
                seen.texts.emplace_back(sql.substr(0, 40));
            });
        const auto answers = shop.service->engine().ask_all(std::move(asks));
        shop.service->database().set_fault_hook({});
        std::size_t awards = 0;
        for (const Answer& answer : answers) awards += answer.receipt->effects.size();
        testing::Test::RecordProperty(
            "group_of_" + std::to_string(group),
            std::to_string(seen.writes) + " writes, " + std::to_string(seen.reads) + " reads");
        EXPECT_EQ(awards, group * awards_each);
        EXPECT_LE(seen.writes, 5) << testing::PrintToString(seen.texts);
        EXPECT_LE(seen.reads, static_cast<int>(group)) << testing::PrintToString(seen.texts);
    }
}

TEST_F(OneAward, a_group_of_accruals_writes_with_five_statements_and_reads_only_its_keys) {
    check_statements(*this, 1);
}
TEST_F(FiveAwards, a_group_of_accruals_writes_with_five_statements_and_reads_only_its_keys) {
    check_statements(*this, 5);
}

}  // namespace
}  // namespace vuelve::app
