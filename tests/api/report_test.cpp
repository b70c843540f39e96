#include "shop_fixture.h"

namespace vuelve::api {
namespace {

using Reports = ShopTest;

TEST_F(Reports, a_month_adds_up) {
    ASSERT_EQ(post("/v1/purchases", ticket("t1", 5000)).status, 201);
    const Told told = get("/v1/reports/roll-forward?currency=PTS&month=2026-03");
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.number("rows/opening"), 0);
    EXPECT_EQ(told.number("rows/adjusted"), 2000);
    EXPECT_EQ(told.number("rows/issued"), 50);
    EXPECT_EQ(told.number("rows/closing"), 2050);
    EXPECT_EQ(get("/v1/reports/roll-forward?currency=PTS&month=March").status, 422);
    EXPECT_EQ(get("/v1/reports/roll-forward?currency=NADA&month=2026-03").status, 422);
    const std::string till = key_of("till", {"points.earn"});
    EXPECT_EQ(send("GET", "/v1/reports/roll-forward", "", till).status, 403);
}

TEST_F(Reports, a_sale_defers_what_its_points_are_worth) {
    ASSERT_EQ(post("/v1/purchases", ticket("t1", 5000)).status, 201);
    const Told told = get("/v1/purchases/t1/deferral");
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.number("transaction_price"), 5000);
    EXPECT_EQ(told.number("deferred/PTS") + told.number("goods_revenue"), 5000);
    expect_refusal(get("/v1/purchases/t2/deferral"), 404, "NOT_FOUND");
    const Told journal = get("/v1/reports/money-journal?month=2026-03");
    EXPECT_EQ(journal.number("items/0/amount"), told.number("deferred/PTS")) << journal.text;
    EXPECT_EQ(get("/v1/reports/money-journal").status, 422);
}

TEST_F(Reports, a_member_sees_what_is_possible) {
    const Told told = get("/v1/members/" + member_ + "/activities");
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.string("earn/0/rule"), "base");
    EXPECT_EQ(told.string("spend/0/code"), "TAZA");
    EXPECT_EQ(told.string("spend/0/actions/0"), "redeem");
    EXPECT_EQ(get("/v1/members/nobody/activities").status, 404);
    EXPECT_EQ(get("/v1/members/" + member_ + "/activities?store=SUR").status, 422);
}

}  // namespace
}  // namespace vuelve::api
