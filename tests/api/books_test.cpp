#include "shop_fixture.h"

namespace vuelve::api {
namespace {

using BooksOverHttp = ShopTest;

TEST_F(BooksOverHttp, a_month_that_has_not_begun_has_no_figures) {
    for (const char* report : {"roll-forward?currency=PTS&", "recognition?", "journal?",
                               "money-journal?", "breakage?currency=PTS&"}) {
        const Told told = get(std::string("/v1/reports/") + report + "month=2031-01");
        EXPECT_EQ(told.status, 422) << report << told.text;
        EXPECT_EQ(told.string("errors/0/pointer"), "/month") << report;
    }
}

TEST_F(BooksOverHttp, pools_tell_what_is_owed_for_their_points) {
    ASSERT_EQ(post("/v1/purchases", ticket("t1", 5000)).status, 201);
    const Told told = get("/v1/reports/recognition?month=2026-03");
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.string("items/0/kind"), "sale");
    EXPECT_EQ(told.string("items/0/currency"), "PTS");
    EXPECT_EQ(told.number("items/0/issued"), 50);
    EXPECT_EQ(told.number("items/0/liability"), told.number("items/0/deferred"));
    const Told journal = get("/v1/reports/journal?month=2026-03");
    ASSERT_EQ(journal.status, 200) << journal.text;
    EXPECT_EQ(journal.string("items/0/debit"), "revenue_sales");
    EXPECT_EQ(journal.number("items/0/amount"), told.number("items/0/deferred"));
    const Told csv = get("/v1/reports/journal?month=2026-03&format=csv");
    EXPECT_EQ(csv.header("Content-Type"), "text/csv; charset=utf-8");
    EXPECT_NE(csv.text.find("2026-03,TIENDA,deferral,deferral:2026-03:PTS,TIENDA,PTS,"
                            "revenue_sales,contract_liability,"),
              std::string::npos)
        << csv.text;
    EXPECT_EQ(get("/v1/reports/journal?month=2026-03&format=xml").status, 422);
}

TEST_F(BooksOverHttp, an_estimate_has_versions) {
    const std::string body =
        R"({"currency": "PTS", "year": 2026, "from_month": "2026-03", "reason": "anual")";
    const Told given = post("/v1/breakage-estimates", body + R"(, "breakage_rate": "0.15"})");
    ASSERT_EQ(given.status, 201) << given.text;
    EXPECT_EQ(given.number("version"), 1);
    EXPECT_EQ(given.string("method"), "given");
    const Told measured = post("/v1/breakage-estimates", body + "}");
    EXPECT_EQ(measured.string("breakage_rate"), "0") << measured.text;  // nothing to measure yet
    EXPECT_EQ(measured.number("version"), 2);
    const Told told = get("/v1/reports/breakage?currency=PTS&month=2026-03");
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.number("age"), 2);  // sixty days
    EXPECT_EQ(told.string("versions/0/reason"), "anual");
    EXPECT_EQ(post("/v1/breakage-estimates", body + R"(, "breakage_rate": "1.5"})").status, 422);
    EXPECT_EQ(post("/v1/breakage-estimates",
                   R"({"currency": "NADA", "year": 2026, "from_month": "2026-03", "reason": "x"})")
                  .status,
              422);
    EXPECT_EQ(get("/v1/reports/breakage?currency=PTS&month=2026-03&age=0").status, 422);
}

TEST_F(BooksOverHttp, a_month_is_closed_for_good) {
    ASSERT_EQ(post("/v1/purchases", ticket("t1", 5000)).status, 201);
    EXPECT_EQ(post("/v1/months/2026-03/close", "").status, 422);  // not over
    EXPECT_EQ(post("/v1/months/March/close", "").status, 422);
    pass_to("2026-04-02T15:00:00-05:00");
    const Told closed = post("/v1/months/2026-03/close", "");
    ASSERT_EQ(closed.status, 200) << closed.text;
    EXPECT_EQ(closed.string("items/0/month"), "2026-03");
    EXPECT_EQ(closed.string("items/0/open_from"), "2026-04-01T05:00:00Z");
    expect_refusal(post("/v1/months/2026-03/close", ""), 409, "INVALID_STATE");
    EXPECT_EQ(get("/v1/months").string("items/0/checksum"), closed.string("items/0/checksum"));
    const Told back = post("/v1/purchases/t1/returns",
                           R"({"id": "r1", "occurred_at": "2026-03-31T12:00:00-05:00",
                               "lines": [{"line": 1, "quantity": 1}]})");
    ASSERT_EQ(back.status, 201) << back.text;
    EXPECT_EQ(back.string("late_for"), "2026-03");
    const Told april = get("/v1/reports/roll-forward?currency=PTS&month=2026-04");
    EXPECT_EQ(april.string("late/0/late_for"), "2026-03") << april.text;
    EXPECT_EQ(april.string("late/0/kind"), "return");
    EXPECT_EQ(april.number("late/0/units"), -50);
    const std::string till = key_of("till", {"reports.read"});
    EXPECT_EQ(send("POST", "/v1/months/2026-04/close", "", till).status, 403);
}

}  // namespace
}  // namespace vuelve::api
