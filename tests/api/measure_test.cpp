#include "shop_fixture.h"

namespace vuelve::api {
namespace {

class Measures : public ShopTest {
 protected:
    /// What all pages behind one side of a figure add up to.
    std::int64_t opened(const std::string& metric, const std::string& query) {
        std::int64_t sum = 0, rows = 0;
        std::string path = "/v1/reports/metrics/" + metric + "/rows?limit=1&" + query;
        for (std::string cursor;;) {
            const Told page = get(path + (cursor.empty() ? "" : "&cursor=" + cursor));
            EXPECT_EQ(page.status, 200) << page.text;
            for (std::size_t i = 0; i < page.size("items"); ++i, ++rows)
                sum += page.number("items/" + std::to_string(i) + "/value");
            cursor = page.string("next");
            if (!cursor.empty()) {
                EXPECT_NE(page.header("Link").find("cursor=" + cursor), std::string::npos);
                continue;
            }
            EXPECT_EQ(sum, page.number("sum")) << page.text;
            EXPECT_EQ(rows, page.number("count")) << page.text;
            return sum;
        }
    }

    /// Opens every figure of a report, as a reader of its own: so many pages are a crowd.
    void open_all(const std::string& query, int groups) {
        key_ = key_of("reader of " + query, {"reports.read"});
        const Told report = get("/v1/reports/metrics?" + query);
        ASSERT_EQ(report.status, 200) << report.text;
        ASSERT_EQ(report.size("groups"), static_cast<std::size_t>(groups)) << report.text;
        for (int group = 0; group < groups; ++group) {
            const std::string base = "groups/" + std::to_string(group) + "/";
            ASSERT_EQ(report.size(base + "metrics"), 18u);
            for (std::size_t i = 0; i < report.size(base + "metrics"); ++i) {
                const std::string place = base + "metrics/" + std::to_string(i) + "/";
                const std::string name = report.string(place + "metric");
                for (const std::string side : {"numerator", "denominator"}) {
                    const std::string figure = place + side + "/";
                    const bool has_sum = !at(report.body, figure + "sum").is_null();
                    EXPECT_EQ(
                        opened(name, query + "&of=" + report.string(base + "of") + "&side=" + side),
                        report.number(figure + (has_sum ? "sum" : "amount")))
                        << name << " " << side;
                }
            }
        }
    }

    void sell() {
        ASSERT_EQ(post("/v1/purchases", ticket("t1", 5000)).status, 201);
        ASSERT_EQ(post("/v1/purchases", ticket("t2", 7000, R"(, "channel": "web")")).status, 201);
        ASSERT_EQ(post("/v1/purchases", ticket("t3", 900)).status, 201);
        ASSERT_EQ(act("/v1/purchases/t3/void", "{}").status, 200);
        ASSERT_EQ(post("/v1/purchases/t1/returns",
                       R"({"id": "r1", "lines": [{"line": 1, "quantity": 1}]})")
                      .status,
                  201);
        ASSERT_EQ(act("/v1/redemptions", about(R"("reward": "CAFE", "store": "CENTRO")")).status,
                  201);
        ASSERT_EQ(send("PUT", "/v1/stores/CENTRO/days/2026-03-10",
                       R"({"tickets": 8, "amount": 48000})", key_)
                      .status,
                  200);
    }
};

TEST_F(Measures, every_figure_can_be_opened) {
    sell();
    open_all("month=2026-03", 1);
    open_all("from=2026-03-01&to=2026-03-31&by=store", 2);
    open_all("from=2026-02-20&to=2026-03-31&by=month", 2);
    open_all("month=2026-03&by=tier", 2);
    open_all("month=2026-03&by=channel", 2);
    open_all("month=2026-03&by=brand&currency=PTS", 1);
    open_all("month=2026-03&by=segment", 0);
}

TEST_F(Measures, say_what_they_were_made_of) {
    sell();
    const Told told = get("/v1/reports/metrics?month=2026-03");
    EXPECT_EQ(told.string("groups/0/metrics/0/metric"), "participation");
    EXPECT_EQ(told.string("groups/0/metrics/0/value"), "0.2500");  // 12,000 of 48,000
    EXPECT_EQ(told.string("groups/0/metrics/1/value"), "0.2500");
    EXPECT_EQ(told.string("groups/0/metrics/2/value"), "0.5000");  // Ana of the two
    EXPECT_EQ(told.string("groups/0/metrics/3/metric"), "earn_rate");
    EXPECT_EQ(told.number("groups/0/metrics/3/numerator/sum"), 70);
    EXPECT_EQ(told.number("groups/0/metrics/3/numerator/amount"), 14);
    EXPECT_EQ(told.string("groups/0/metrics/11/metric"), "average_ticket");
    EXPECT_EQ(told.string("groups/0/metrics/11/value"), "6000.0000");
    const Told rows = get("/v1/reports/metrics/average_ticket/rows?month=2026-03");
    EXPECT_EQ(rows.string("items/0/kind"), "sale");
    EXPECT_EQ(rows.string("items/0/member"), member_);
    EXPECT_EQ(rows.string("items/0/id").substr(0, 4), "txn_");
    EXPECT_EQ(get("/v1/reports/metrics/participation/rows?month=2026-03&side=denominator")
                  .string("items/0/id"),
              "CENTRO/2026-03-10");
}

TEST_F(Measures, refuse_what_they_do_not_understand) {
    for (const char* query :
         {"", "month=March", "from=2026-03-01", "from=2026-03-31&to=2026-03-01",
          "month=2026-03&from=2026-03-01&to=2026-03-02", "month=2026-04", "month=2026-03&by=colour",
          "month=2026-03&currency=NADA", "from=2001-01-01&to=2026-03-01"})
        EXPECT_EQ(get("/v1/reports/metrics?" + std::string(query)).status, 422) << query;
    EXPECT_EQ(get("/v1/reports/metrics/happiness/rows?month=2026-03").status, 404);
    EXPECT_EQ(get("/v1/reports/metrics/churn/rows?month=2026-03&by=store&of=SUR").status, 404);
    EXPECT_EQ(get("/v1/reports/metrics/churn/rows?month=2026-03&side=left").status, 422);
    EXPECT_EQ(get("/v1/reports/metrics/churn/rows?month=2026-03&cursor=x").status, 422);
    const std::string till = key_of("till", {"points.earn"});
    EXPECT_EQ(send("GET", "/v1/reports/metrics?month=2026-03", "", till).status, 403);
}

TEST_F(Measures, a_store_tells_its_days) {
    const auto put = [&](const std::string& target, const std::string& body) {
        return send("PUT", target, body, key_);
    };
    const std::string day = "/v1/stores/CENTRO/days/2026-03-09";
    EXPECT_EQ(put(day, R"({"tickets": 3, "amount": 100})").status, 200);
    EXPECT_EQ(put(day, R"({"tickets": 4, "amount": 200})").number("amount"), 200);
    EXPECT_EQ(put("/v1/stores/SUR/days/2026-03-09", R"({"tickets": 3, "amount": 1})").status, 404);
    EXPECT_EQ(put("/v1/stores/CENTRO/days/never", R"({"tickets": 3, "amount": 1})").status, 404);
    EXPECT_EQ(put("/v1/stores/CENTRO/days/2026-03-11", R"({"tickets": 3, "amount": 1})").status,
              422);
    const Told faults = put(day, R"({"tickets": -1, "cents": 2})");
    EXPECT_EQ(faults.status, 422);
    EXPECT_EQ(faults.size("errors"), 3u) << faults.text;
    const std::string till = key_of("till", {"reports.read"});
    EXPECT_EQ(send("PUT", day, R"({"tickets": 3, "amount": 1})", till).status, 403);
}

TEST_F(Measures, cohorts_and_scores_name_their_members) {
    sell();
    const Told grid = get("/v1/reports/retention?from=2026-03&to=2026-03");
    EXPECT_EQ(grid.number("cohorts/0/size"), 1) << grid.text;
    EXPECT_EQ(grid.string("cohorts/0/retention/0"), "1.0000");
    EXPECT_EQ(get("/v1/reports/retention/members?cohort=2026-03").string("items/0"), member_);
    EXPECT_EQ(get("/v1/reports/retention/members?cohort=2026-03&k=1").number("count"), 0);
    const Told rfm = get("/v1/reports/rfm");
    EXPECT_EQ(rfm.number("members"), 1);
    EXPECT_EQ(rfm.number("segments/0/amount"), 12000);
    const std::string segment = rfm.string("segments/0/segment");
    EXPECT_EQ(get("/v1/reports/rfm/members?segment=" + segment).string("items/0/member"), member_);
    EXPECT_EQ(get("/v1/reports/rfm/members?segment=champions").size("items"), 0u);
    EXPECT_EQ(get("/v1/reports/rfm?date=today").status, 422);
    EXPECT_EQ(get("/v1/reports/retention?from=2026-03&to=2026-02").status, 422);
    EXPECT_EQ(get("/v1/reports/retention/members?cohort=2026-03&k=-1").status, 422);
}

TEST_F(Measures, a_campaign_is_judged_by_who_was_there) {
    const Told made = send("POST", "/_test/tenant", R"({"config": {
        "programme": {"code": "CAMP", "time_zone": "America/Guayaquil",
                      "money": {"currency": "USD", "exponent": 2}},
        "brands": [{"code": "B"}], "stores": [{"code": "S", "brand": "B"}],
        "currencies": [{"code": "PTS", "kind": "points", "cost_per_point": "0.5"}],
        "campaigns": [{"code": "ALL", "cost": 1000}, {"code": "SOME"}],
        "rules": [{"id": "spring", "campaign": "ALL",
                   "effective_from": "2026-03-05T00:00:00-05:00",
                   "effects": [{"type": "bonus", "currency": "PTS", "points": 50}]}]},
      "members": [{"id": "ANA", "enrolled_at": "2026-01-12T10:30:00-05:00"}]})",
                           "");
    ASSERT_EQ(made.status, 201) << made.text;
    key_ = made.string("key");
    member_ = made.string("members/ANA");
    ASSERT_EQ(post("/v1/purchases", ticket("t1", 5000)).status, 201);
    const Told told = get("/v1/reports/campaigns/ALL");
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.string("from"), "2026-03-05");
    EXPECT_EQ(told.string("to"), "2026-03-10");
    EXPECT_EQ(told.string("outcome"), "amount");
    EXPECT_EQ(told.number("groups/0/members"), 1);
    EXPECT_EQ(told.string("groups/0/mean"), "5000.00");
    EXPECT_EQ(told.number("points/0/points"), 50);
    EXPECT_EQ(told.number("points/0/cost"), 25);
    EXPECT_EQ(told.number("cost"), 1000);
    EXPECT_TRUE(at(told.body, "effect").is_null());
    EXPECT_NE(told.string("verdict").find("grupo de control"), std::string::npos);
    EXPECT_EQ(get("/v1/reports/campaigns/SOME").status, 422);
    EXPECT_EQ(get("/v1/reports/campaigns/SOME?from=2026-03-01").status, 200);
    EXPECT_EQ(get("/v1/reports/campaigns/SOME?from=2026-04-01").status, 422);
    EXPECT_EQ(get("/v1/reports/campaigns/NONE").status, 404);
}

}  // namespace
}  // namespace vuelve::api
