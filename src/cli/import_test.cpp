#include <gtest/gtest.h>

#include "app/facts.h"
#include "app/import_csv.h"
#include "app/import_days.h"
#include "app/import_members.h"
#include "app/import_products.h"
#include "app/import_purchases.h"
#include "app/measures.h"
#include "app/service.h"
#include "cli/import_table.h"
#include "storage/testing.h"

namespace vuelve::cli {
namespace {

constexpr const char* document = R"({"schema": "vuelve-programme/1",
 "programme": {"code": "CAFE", "time_zone": "America/Guayaquil", "money": {"currency": "USD", "exponent": 2}},
 "brands": [{"code": "CAFE"}], "stores": [{"code": "UNO", "brand": "CAFE"}, {"code": "DOS", "brand": "CAFE"}],
 "currencies": [{"code": "PTS", "kind": "points", "expiry": {"type": "fixed_term", "months": 12}}],
 "rules": [{"id": "base", "effects": [{"type": "earn_base", "currency": "PTS", "points": "1", "per": 100}]},
  {"id": "cafe", "conditions": [{"type": "category", "under": "cafe"}],
   "effects": [{"type": "multiply", "currency": "PTS", "factor": "2"}]}]})";

std::string text_of(const app::RowFault& fault) {
    return std::to_string(fault.line) + "!" + fault.column + "!" + fault.reason + "!" + fault.value;
}

/// A programme on a database in memory, and what imports into it say.
class Imports : public testing::Test {
 protected:
    void SetUp() override {
        auto opened =
            app::Service::open({.database = storage::passing_database(), .clock = &clock_});
        ASSERT_TRUE(opened) << opened.error().message;
        service_ = *std::move(opened);
        auto key = service_->programmes().create("cafe", "Café", document, "test", service_->now());
        ASSERT_TRUE(key) << key.error().message;
        programme_ = service_->programmes().find(*key);
    }

    static std::unique_ptr<app::RowSource> rows_of(std::string text) {
        if (text.starts_with('{'))
            return std::make_unique<app::LinesReader>(*open_bytes(std::move(text)));
        return *app::CsvReader::open(*open_bytes(std::move(text)));
    }
    app::FieldFormat format() const { return {.zone = Zone::find("America/Guayaquil")}; }
    app::ImportWatch watch() {
        faults_.clear();
        return {
            .rejected = [this](const app::RowFault& fault) { faults_.push_back(text_of(fault)); }};
    }

    app::ImportTotals members(std::string text, app::MemberImport how = {}) {
        auto rows = rows_of(std::move(text));
        how.now = service_->now();
        how.format = format();
        std::optional<app::Columns> columns;
        if (!rows->is_json()) {
            columns = *app::Columns::match(rows->columns(), {},
                                           app::member_columns(*programme_->snapshot()));
        }
        return app::import_members(service_->engine(), *programme_, *rows,
                                   columns ? &*columns : nullptr, how, watch());
    }

    app::ImportTotals purchases(std::string text,
                                app::PurchaseImport how = {.history = true, .enrol_unknown = true},
                                const app::ColumnMap& map = {}) {
        auto rows = rows_of(std::move(text));
        std::unique_ptr<app::SaleFormat> lines;
        if (!rows->is_json()) {
            lines = std::make_unique<app::SaleTable>(
                *app::Columns::match(rows->columns(), map, app::sale_columns()), format());
        }
        return app::import_purchases(service_->engine(), *programme_, *rows, lines.get(), how,
                                     watch());
    }

    app::ImportTotals products(std::string text) {
        auto rows = rows_of(std::move(text));
        auto columns = *app::Columns::match(rows->columns(), {}, app::product_columns());
        return app::import_products(service_->programmes(), *programme_, *rows, &columns, format(),
                                    false, watch());
    }

    ManualClock clock_{1'790'000'000'000};  // 2026-09-21
    std::unique_ptr<app::Service> service_;
    app::OpenProgramme* programme_ = nullptr;
    std::vector<std::string> faults_;
};

using Reasons = std::map<std::string, std::int64_t>;
using Faults = std::vector<std::string>;

constexpr const char* two_tickets =
    "id,member,occurred_at,store,category,quantity,gross,discount\n"
    "T1,7,2026-03-10T18:05,UNO,cafe,1,10.00,0.50\n"
    "T1,7,2026-03-10T18:05,UNO,te,2,5.00,\n"
    "T2,8,2026-03-10 19:00:30,DOS,te,1,3.99,\n";

TEST_F(Imports, rows_of_one_ticket_become_one_purchase) {
    auto totals = purchases(two_tickets);
    EXPECT_EQ(faults_, Faults{});
    EXPECT_EQ(totals.rows, 3);
    EXPECT_EQ(totals.records, 2);
    EXPECT_EQ(totals.accepted, 2);
    EXPECT_EQ(totals.enrolled, 2);
    EXPECT_EQ(totals.money, 950 + 500 + 399);
    // T1: floor(14.50) and the 9.50 again for coffee: floor(24.00) - 14; T2: floor(3.99).
    EXPECT_EQ(totals.awards, (Reasons{{"base:PTS", 17}, {"cafe:PTS", 10}}));
    EXPECT_EQ(totals.issued, (Reasons{{"PTS", 27}}));
}

TEST_F(Imports, the_same_file_again_changes_nothing_and_a_longer_one_adds_the_rest) {
    purchases(two_tickets);
    auto again = purchases(two_tickets);
    EXPECT_EQ(again.accepted, 0);
    EXPECT_EQ(again.replayed, 2);
    EXPECT_EQ(again.enrolled, 0);
    EXPECT_EQ(again.money, 950 + 500 + 399);
    EXPECT_EQ(again.new_money, 0);
    EXPECT_EQ(again.issued, (Reasons{{"PTS", 27}}));
    EXPECT_EQ(again.new_issued, Reasons{});
    auto longer = purchases(std::string(two_tickets) + "T3,7,2026-03-11T08:00,UNO,te,1,2.00,\n");
    EXPECT_EQ(longer.accepted, 1);
    EXPECT_EQ(longer.replayed, 2);
    EXPECT_EQ(longer.new_money, 200);
}

TEST_F(Imports, another_content_under_a_known_ticket_is_a_conflict) {
    purchases(two_tickets);
    auto totals = purchases("id,member,occurred_at,gross\nT2,8,2026-03-10T19:00:30,4.99\n");
    EXPECT_EQ(totals.rejected, (Reasons{{"IDEMPOTENCY_CONFLICT", 1}}));
    ASSERT_EQ(faults_.size(), 1U);
    EXPECT_TRUE(faults_[0].starts_with("2!id!IDEMPOTENCY_CONFLICT")) << faults_[0];
    EXPECT_TRUE(faults_[0].ends_with("!T2"));
}

TEST_F(Imports, a_bad_row_refuses_its_ticket_and_no_other) {
    auto totals = purchases(
        "id,member,occurred_at,quantity,gross\n"
        "T1,7,2026-03-10T18:05,1,1.00\n"
        "T1,7,2026-03-10T18:05,1,1.005\n"
        "T2,7,2026-03-10T18:06,x,1.00\n"
        "T3,7,2026-03-10T18:07,1\n"
        "T4,,2026-03-10T18:08,1,1.00\n"
        "T5,7,10/03/2026,1,1.00\n"
        "T6,7,2026-03-10T18:09,1,-1.00\n"
        "T7,7,2026-03-10T18:10,1,1.00\n");
    EXPECT_EQ(faults_,
              (Faults{"3!gross!more than 2 decimal places!1.005", "4!quantity!not a number!x",
                      "5!!expected 5 columns, found 4!T3", "6!member!is empty!",
                      "7!occurred_at!not a time (2026-03-10T18:05:00-05:00)!10/03/2026",
                      "8!gross!less than 0!-1.00"}));
    EXPECT_EQ(totals.accepted, 1);
    EXPECT_EQ(totals.rejected, (Reasons{{"UNREADABLE_ROW", 6}}));
    EXPECT_EQ(totals.records, 7);
}

TEST_F(Imports, a_ticket_whose_rows_name_two_members_is_nobodys) {
    auto totals = purchases(
        "id,member,occurred_at,store,gross\n"
        "T1,7,2026-03-10T18:05,UNO,1.00\n"
        "T1,8,2026-03-10T18:05,UNO,1.00\n"
        "T2,7,2026-03-10T18:06,UNO,1.00\n"
        "T2,7,2026-03-10T18:06,DOS,1.00\n"
        "T3,7,2026-03-10T18:07,UNO,1.00\n");
    EXPECT_EQ(totals.accepted, 1);
    ASSERT_EQ(faults_.size(), 2U);
    EXPECT_TRUE(faults_[0].starts_with("3!member!the rows of one ticket disagree")) << faults_[0];
    EXPECT_EQ(faults_[1], "5!store!the rows of one ticket disagree!DOS");
}

TEST_F(Imports, an_opening_balance_that_is_over_is_rejected_and_the_others_stay) {
    auto totals = members(
        "external,PTS,PTS_last_day\n"
        "1,50,1999-12-31\n"
        "2,60,2099-12-31\n");
    EXPECT_EQ(totals.issued, (Reasons{{"PTS", 60}}));
    ASSERT_EQ(faults_.size(), 1U);
    EXPECT_TRUE(faults_[0].starts_with("2!")) << faults_[0];
    EXPECT_NE(faults_[0].find("EXPIRY_IN_PAST"), std::string::npos) << faults_[0];
}

TEST_F(Imports, what_the_engine_refuses_is_told_with_its_row_and_column) {
    auto totals = purchases(
        "ticket,quien,cuando,tienda,cuanto\n"
        "T1,external:7,2026-03-10T18:05,UNO,1.00\n"
        "T2,external:9,2026-03-10T18:05,UNO,1.00\n"
        "T3,7,2026-03-10T18:05,LUNA,1.00\n",
        {.history = true, .enrol_unknown = false},
        {{"id", "ticket"},
         {"member", "quien"},
         {"occurred_at", "cuando"},
         {"store", "tienda"},
         {"gross", "cuanto"}});
    EXPECT_EQ(totals.accepted, 0);
    ASSERT_EQ(faults_.size(), 3U);
    EXPECT_TRUE(faults_[0].starts_with("2!quien!UNKNOWN_MEMBER")) << faults_[0];
    EXPECT_TRUE(faults_[1].ends_with("!external:9")) << faults_[1];
}

TEST_F(Imports, lines_of_json_are_bodies_of_purchases_and_returns) {
    members("external\n7\n");
    const std::string file =
        R"({"id":"J1","member":"external:7","lines":[{"quantity":2,"unit_price":300}]})"
        "\n"
        R"({"id":"J2","member":"external:7","lines":[{"quantity":0,"unit_price":300}]})"
        "\n"
        R"({"id":"J1-R","purchase":"J1","lines":[{"line":1,"quantity":1}]})"
        "\n"
        R"({"id":"J3",)"
        "\n";
    auto totals = purchases(file, {});
    EXPECT_EQ(totals.accepted, 2);
    EXPECT_EQ(totals.rejected, (Reasons{{"MALFORMED_REQUEST", 1}, {"VALIDATION_FAILED", 1}}));
    ASSERT_EQ(faults_.size(), 2U);
    EXPECT_TRUE(faults_[0].starts_with("2!/lines/0/quantity!VALIDATION_FAILED: ")) << faults_[0];
    EXPECT_TRUE(faults_[0].ends_with("!J2"));
    EXPECT_TRUE(faults_[1].starts_with("4!")) << faults_[1];
    EXPECT_EQ(purchases(file, {}).replayed, 2);
}

TEST_F(Imports, members_come_with_consents_and_opening_balances_once) {
    const std::string file =
        "external,phone,name,birth_date,enrolled_at,consent_marketing_sms,consent_text_version,PTS,"
        "PTS_last_day\n"
        "1,0991234567,Ana,1990-08-21,2025-01-05,sí,2025-01,120,2026-12-31\n"
        "2,,Luis,,,,,0,\n"
        ",,Nadie,,,,,,\n"
        "3,12,Corto,,,,,,\n"
        "4,,Eva,31/12/1990,,,,,\n";
    auto totals = members(file);
    EXPECT_EQ(totals.accepted, 2);
    EXPECT_EQ(totals.issued, (Reasons{{"PTS", 120}}));
    EXPECT_EQ(totals.rejected, (Reasons{{"VALIDATION_FAILED", 3}}));
    ASSERT_EQ(faults_.size(), 3U);
    EXPECT_EQ(faults_[0], "4!external!a member has one identity at least!");
    EXPECT_TRUE(faults_[1].starts_with("5!phone!VALIDATION_FAILED: wrong-format")) << faults_[1];
    EXPECT_TRUE(faults_[2].starts_with("6!birth_date!VALIDATION_FAILED: wrong-format"))
        << faults_[2];
    EXPECT_TRUE(faults_[2].ends_with("!31/12/1990"));
    auto again = members(file);
    EXPECT_EQ(again.accepted, 0);
    EXPECT_EQ(again.replayed, 2);
    EXPECT_EQ(again.issued, totals.issued);
    EXPECT_EQ(again.new_issued, Reasons{});
}

TEST_F(Imports, a_dry_run_changes_nothing) {
    auto totals = purchases(two_tickets, {.run = {.dry_run = true}, .enrol_unknown = true});
    EXPECT_EQ(totals.accepted, 2);
    EXPECT_EQ(purchases(two_tickets).accepted, 2);
}

TEST_F(Imports, lines_without_a_category_take_the_catalogues) {
    const std::string file =
        "sku,category,name,unit_price\nC1,cafe/molido,Café,4.50\nT1,te,Té,-1\nC1,cafe,Café,4.60\n";
    auto totals = products(file);
    EXPECT_EQ(totals.accepted, 2);
    EXPECT_EQ(faults_, Faults{"3!unit_price!less than 0!-1"});
    auto sold = purchases("id,member,occurred_at,sku,gross\nS1,7,2026-03-10T18:05,C1,10.00\n");
    EXPECT_EQ(sold.awards, (Reasons{{"base:PTS", 10}, {"cafe:PTS", 10}}));
    EXPECT_EQ(products("sku,category,name,unit_price\nC1,cafe,Café,4.60\n").replayed, 1);
}

TEST_F(Imports, what_an_article_costs_the_shop_stands_with_the_purchase) {
    EXPECT_EQ(products("sku,unit_price,unit_cost\nC1,4.50,3.10\nT1,2.00,\n").accepted, 2);
    purchases(
        "id,member,occurred_at,sku,quantity,gross\n"
        "S1,7,2026-03-10T18:05,C1,1.5,6.75\nS1,7,2026-03-10T18:05,T1,1,2.00\n");
    app::catch_up(*service_, *programme_);
    std::vector<Sale> sales;
    programme_->facts().each_sale(*service_->database().fan_out(), Day{0}, Day{100'000},
                                  [&](const Sale& sale) { sales.push_back(sale); });
    ASSERT_EQ(sales.size(), 1U);
    EXPECT_EQ(sales[0].cost, Minor{465});  // 1.5 x 3.10
    EXPECT_EQ(sales[0].cost_known, Minor{675});
    EXPECT_EQ(sales[0].amount, Minor{875});
}

TEST_F(Imports, tenders_and_basket_discount_are_the_tickets) {
    auto totals = purchases(
        "id,member,occurred_at,gross,basket_discount,tender_voucher,tender_card\n"
        "T1,7,2026-03-10T18:05,10.00,1.00,2.00,3.00\n"
        "T1,7,2026-03-10T18:05,5.00,1.00,2.00,3.00\n"
        "T2,7,2026-03-10T18:05,5.00,,,9.00\n");
    EXPECT_EQ(totals.money, 1400);
    EXPECT_EQ(totals.rejected, (Reasons{{"TENDER_MISMATCH", 1}}));
}

TEST_F(Imports, days_of_stores_are_taken_again_and_wrong_ones_named) {
    auto days = [&](std::string text, bool dry_run = false) {
        auto rows = rows_of(std::move(text));
        std::optional<app::Columns> columns;
        if (!rows->is_json())
            columns = *app::Columns::match(rows->columns(), {}, app::day_columns());
        return app::import_days(*service_, *programme_, *rows, columns ? &*columns : nullptr,
                                format(), dry_run, watch());
    };
    auto participants = [&] {
        const Day last = day_of(2020, 1, 31);
        return app::read_figure(*service_, *programme_, {.span = {last + -30, last}},
                                "participation_tickets", "")
            ->whole.sum;
    };
    const std::string table =
        "store,date,tickets,amount\nUNO,2020-01-05,10,125.50\nDOS,2020-01-05,4,60\n"
        "TRES,2020-01-05,1,1\nUNO,2090-01-01,1,1\nUNO,2020-01-06,some,1\nUNO,,1,1\n";
    EXPECT_EQ(days(table, true).accepted, 2);
    EXPECT_EQ(participants(), 0);
    const auto totals = days(table);
    EXPECT_EQ(totals.accepted, 2);
    EXPECT_EQ(totals.money, 18550);
    EXPECT_EQ(totals.rejected_count(), 4);
    ASSERT_EQ(faults_.size(), 4U);
    EXPECT_EQ(faults_[0].substr(0, 8), "4!store!");
    EXPECT_EQ(faults_[1].substr(0, 7), "5!date!");
    EXPECT_EQ(participants(), 14);
    EXPECT_EQ(
        days(R"({"store": "UNO", "date": "2020-01-05", "tickets": 11, "amount": 13000})").accepted,
        1);
    EXPECT_EQ(participants(), 15);
}

}  // namespace
}  // namespace vuelve::cli
