#include "cli/report_metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "app/import_shop.h"
#include "cli/import.h"
#include "cli/report_what_if.h"
#include "storage/testing.h"

namespace vuelve::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr const char* document = R"({"schema": "vuelve-programme/1",
 "programme": {"code": "CAFE", "time_zone": "America/Guayaquil", "money": {"currency": "USD", "exponent": 2}},
 "brands": [{"code": "CAFE"}], "stores": [{"code": "UNO", "brand": "CAFE"}, {"code": "DOS", "brand": "CAFE"}],
 "currencies": [{"code": "PTS", "kind": "points", "cost_per_point": "0.5"}],
 "campaigns": [{"code": "MAYO", "control_percent": "50", "cost": 100}],
 "rules": [{"id": "base", "effects": [{"type": "earn_base", "currency": "PTS", "points": "1", "per": 100}]}]})";

/// A shop in a folder of its own, filled and asked by typed commands.
class Reports : public testing::Test {
 protected:
    void SetUp() override {
        const auto made = app::create_shop({.database = database(),
                                            .key_ring = keys_ / "vuelve.keys",
                                            .code = "cafe",
                                            .name = "Café",
                                            .document = document},
                                           *parse_instant("2024-01-01T00:00:00Z"));
        ASSERT_TRUE(made) << made.error().message;
    }
    std::string database() const { return place_.name(); }
    /// What a command writes; its exit code must be `expected`.
    std::string typed(std::vector<std::string> words, int expected = Done) {
        words.insert(words.begin(), "vuelve");
        for (const char* word : {"--database", "--keys"}) words.emplace_back(word);
        words.insert(words.end() - 1, database());
        words.push_back((keys_ / "vuelve.keys").string());
        std::vector<const char*> argv;
        for (const std::string& word : words) argv.push_back(word.c_str());
        std::vector<CliCommand> commands = report_metrics_commands();
        for (auto list : {import_commands, report_what_if_commands})
            std::ranges::move(list(), std::back_inserter(commands));
        testing::internal::CaptureStdout();
        const int code = run(commands, static_cast<int>(argv.size()), argv.data());
        std::fflush(stdout);
        std::string told = testing::internal::GetCapturedStdout();
        EXPECT_EQ(code, expected) << told;
        return told;
    }
    std::string file(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name) << text;
        return (folder_ / name).string();
    }
    void sell() {
        typed({"import", "purchases", "--json", "--history", "--enrol-unknown",
               file("sales.csv",
                    "id,member,occurred_at,store,quantity,unit_price\n"
                    "a,ANA,2024-05-02T10:00:00,UNO,1,10.00\nb,ANA,2024-05-09T10:00:00,DOS,1,30.00\n"
                    "c,LUZ,2024-06-09T10:00:00,UNO,1,5.00\n")});
    }

 private:
    // Of its own: tests run beside each other. The keys never lie beside the data.
    storage::TestFolder shop_, ring_;
    fs::path folder_ = shop_.path;
    storage::LastingDatabase place_{folder_ / "vuelve.db"};
    fs::path keys_ = ring_.path;
};

TEST_F(Reports, bring_facts_up_to_date_and_open_their_figures) {
    sell();
    typed({"import", "days", "--json",
           file("days.csv", "store,date,tickets,amount\nUNO,2024-05-02,4,40.00\n")});
    const std::string csv = typed({"report", "metrics", "--month", "2024-05", "--format", "csv"});
    EXPECT_THAT(csv, HasSubstr("participation,0.2500,1000,4000,sale / store_day\n"));
    EXPECT_THAT(csv, HasSubstr("average_ticket,2000.0000,4000,2,sale / sale\n"));
    EXPECT_THAT(csv, HasSubstr("nps,,0,0,answer / answer\n"));
    EXPECT_THAT(typed({"report", "metrics", "--from", "2024-05", "--to", "2024-06", "--by", "month",
                       "--format", "csv"}),
                HasSubstr("2024-06,average_ticket,500.0000,500,1,sale / sale\n"));
    const std::string rows = typed({"report", "metrics", "--month", "2024-05", "--by", "store",
                                    "--open", "average_ticket", "--of", "DOS", "--format", "csv"});
    EXPECT_THAT(rows, HasSubstr(",2024-05-09,3000\n"));
    EXPECT_THAT(rows, HasSubstr("sale,txn_"));
    EXPECT_THAT(rows, testing::Not(HasSubstr("2024-05-02")));
    typed({"report", "metrics", "--month", "2024-05", "--open", "happiness"}, Failed);
}

TEST_F(Reports, hold_a_draft_against_what_was_sold) {
    sell();
    std::string twice = document;
    const std::string_view one = R"("points": "1")";
    twice.replace(twice.find(one), one.size(), R"("points": "2")");
    const std::string draft = file("draft.json", twice);
    EXPECT_EQ(typed({"report", "what-if", draft, "--from", "2024-05", "--to", "2024-06", "--format",
                     "csv"}),
              "of,what,in_force,draft,difference,in_force_worth,draft_worth\n"
              "PTS,given,45,90,45,,\n"
              "PTS,expired of it,0,0,0,,\n"
              "PTS,members who get more,0,2,2,,\n"
              "PTS,members who get less,0,0,0,,\n"
              "PTS by rule,base,45,90,45,,\n"
              "PTS by month,2024-05,40,80,40,,\n"
              "PTS by month,2024-06,5,10,5,,\n");
    EXPECT_THAT(typed({"report", "what-if", draft, "--month", "2024-06"}), HasSubstr("sales"));
    typed({"report", "what-if", draft, "--month", "2023-06"}, Failed);  // nothing was sold
    typed({"report", "what-if", file("wrong.json", "{}"), "--month", "2024-06"}, Failed);
    typed({"report", "what-if", draft + ".none", "--month", "2024-06"}, WrongUse);
}

TEST_F(Reports, tell_who_comes_back_and_what_campaigns_bring) {
    sell();
    EXPECT_THAT(
        typed({"report", "retention", "--from", "2024-05", "--to", "2024-06", "--format", "csv"}),
        HasSubstr("cohort,size,m0,m1\n2024-05,1,1.0000,0.0000\n2024-06,1,1.0000,\n"));
    EXPECT_THAT(typed({"report", "rfm", "--date", "2024-06-30", "--format", "csv"}),
                HasSubstr("purchases,amount\n"));
    EXPECT_THAT(typed({"report", "rfm", "--date", "2024-06-30", "--segment", "about_to_sleep",
                       "--format", "csv"}),
                HasSubstr("2024-06-09,1,5.00\n"));
    typed({"report", "lifetime", "--date", "2024-06-30"}, Failed);  // two customers fit no model
    const std::string campaign = typed(
        {"report", "campaign", "--code", "MAYO", "--from", "2024-06-01", "--to", "2024-06-30"});
    EXPECT_THAT(campaign, HasSubstr("campaign cost: 1.00 USD"));
    EXPECT_THAT(campaign, HasSubstr("verdict: "));
    typed({"report", "campaign", "--code", "MAYO"}, Failed);  // no rule says when it began
}

}  // namespace
}  // namespace vuelve::cli
