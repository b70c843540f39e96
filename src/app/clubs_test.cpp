#include "app/clubs.h"

#include <gmock/gmock.h>

#include "app/testing.h"
#include "codec/account_request.h"

namespace vuelve::app {
namespace {

/// Members with a common goal: thirty purchases among all of them.
struct ClubGoals : Shop {
    std::string document() const override {
        return R"({"schema": "vuelve-programme/1",
            "programme": {"code": "P", "time_zone": "UTC", "money": {"currency": "USD", "exponent": 2}},
            "brands": [{"code": "B"}], "stores": [{"code": "S", "brand": "B"}],
            "currencies": [{"code": "PTS", "kind": "points"}], "rules": [],
            "clubs": [{"code": "TREINTA", "from": "2026-01-01T00:00:00Z", "to": "2027-01-01T00:00:00Z",
                       "metric": "purchase_count", "goal": 30,
                       "reward": {"type": "bonus", "currency": "PTS", "points": 50}}]})";
    }
    void join(const std::string& member) {
        Answer done = service->engine().ask(ask_command(
            *programme, caller, *decode_join_club(*parse_json(R"({"club": "TREINTA"})"), member),
            fresh("j")));
        ASSERT_FALSE(done.error) << done.error->message;
    }
    Answer ask(CommandBody body, const std::string& member, const std::string& other = "") {
        Ask ask{.programme = programme->key(),
                .command = {.body = std::move(body), .key = fresh("c"), .actor = "test"},
                .member = member};
        ask.other = other;
        return service->engine().ask(std::move(ask));
    }
    const Club& club() { return programme->snapshot()->document().clubs.front(); }
    std::int64_t points() {
        std::int64_t sum = 0;
        for (const auto& total : verified().totals) sum += total.outstanding;
        return sum;
    }
};

TEST_F(ClubGoals, are_rewarded_by_the_walk_after_a_restart_too_and_follow_from_the_transactions) {
    enrol(12);
    for (const std::string& member : members) join(member);
    // Everybody once, some more often, some of it taken back; the goal is not reached yet.
    for (std::size_t i = 0; i < members.size(); ++i) {
        ASSERT_FALSE(service->engine().ask(purchase(members[i])).error);
        PurchaseRequest sale = basket(members[i]);
        const std::string id = sale.purchase.id;
        ASSERT_FALSE(service->engine().ask(ask_purchase(*programme, caller, sale)).error);
        if (i % 4 == 0)
            ASSERT_FALSE(
                service->engine()
                    .ask(ask_void(*programme, caller, {.id = "", .purchase = id}, fresh("k")))
                    .error);
    }
    ASSERT_FALSE(ask(Merge{}, members[0], members[1]).error);
    ASSERT_FALSE(ask(Suspend{}, members[2]).error);
    EXPECT_EQ(faults(verified()), "");
    ClubReading read = read_club(*service, *programme, club());
    EXPECT_EQ(read.line.progress, 21);
    EXPECT_EQ(read.members, 11) << "the merged one is one";

    Answer last{};
    for (int i = 0; i < 9; ++i) last = service->engine().ask(purchase(members[11]));
    ASSERT_EQ(last.receipt->clubs.size(), 1u);
    EXPECT_TRUE(last.receipt->clubs[0].reached);
    EXPECT_EQ(points(), 50) << "whoever reached it, at once";

    open(false);
    service->engine().settle_all();
    EXPECT_EQ(points(), 10 * 50) << "all but the suspended one";
    ASSERT_FALSE(ask(Reactivate{}, members[2]).error);
    service->engine().settle_all();
    service->engine().settle_all();
    EXPECT_EQ(points(), 11 * 50);
    EXPECT_TRUE(owed_by_clubs(*programme, *service->database().snapshot(), 10).empty());
    EXPECT_EQ(faults(verified()), "");
    service.reset();
    EXPECT_EQ(rebuilt().difference.value_or(""), "");
}

}  // namespace
}  // namespace vuelve::app
