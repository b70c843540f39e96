#include <gmock/gmock.h>

#include "fixture.h"
#include "storage/verify.h"

namespace vuelve::api {
namespace {

using testing::HasSubstr;
using testing::Not;

/// An airline and petrol stations in one programme; Ana buys at both, Luz at the airline only.
class Coalition : public ApiTest {
 protected:
    Coalition() {
        const Told made = send("POST", "/_test/tenant", coalition, "");
        ensure(made.status == 201, "the coalition of the tests is right");
        key_ = made.string("key");
        member_ = made.string("members/ANA");
        friend_ = made.string("members/LUZ");
        buy("p1", member_, "SA", 100000);
        buy("p2", member_, "SF", 50000);
        buy("p3", friend_, "SA", 2000);
        buy("p4", member_, "SF", 10000,
            R"([{"type": "points", "currency": "PTS", "points": 1200, "amount": 1200},
                {"type": "cash", "amount": 8800}])");
    }

    void buy(const std::string& id,
             const std::string& member,
             const std::string& store,
             int amount,
             const std::string& tenders = "") {
        const Told told =
            post("/v1/purchases",
                 R"({"id": ")" + id + R"(", "member": ")" + member + R"(", "store": ")" + store +
                     R"(", "lines": [{"quantity": 1, "unit_price": )" + std::to_string(amount) +
                     "}]" + (tenders.empty() ? "" : ", \"tenders\": " + tenders) + "}");
        ASSERT_EQ(told.status, 201) << told.text;
    }
    void pass_to(const std::string& at) {
        ASSERT_EQ(post("/_test/clock", R"({"at": ")" + at + "\"}").status, 200);
    }
    Told make(const std::string& month) {
        return post("/v1/statements", R"({"currency": "PTS", "month": ")" + month + "\"}");
    }
    std::string fuel_of(const Told& made) {
        for (std::size_t i = 0; i < made.size("items"); ++i)
            if (made.string("items/" + std::to_string(i) + "/brand") == "FUEL")
                return made.string("items/" + std::to_string(i) + "/statement");
        return "";
    }
    static bool ties(const Told& told) {
        const bool* ties = at(told.body, "ties").get_if<bool>();
        return ties && *ties;
    }
    std::string key_of(const std::vector<std::string>& scopes) {
        return program_->service()
            .keys()
            .create({{2, 1}, "test", "test"}, {.name = "other", .scopes = scopes})
            ->text;
    }

    std::string friend_;

 private:
    static constexpr const char* coalition = R"({"config": {
        "programme": {"code": "DOS", "name": "Club Dos", "time_zone": "America/Guayaquil",
                      "money": {"currency": "USD", "exponent": 2}},
        "brands": [{"code": "AIR", "issue_price": "1.25", "redeem_price": "1", "fee_percent": "2"},
                   {"code": "FUEL", "name": "Gasolineras", "issue_price": "1.3",
                    "redeem_price": "0.95", "fee_percent": "2"}],
        "stores": [{"code": "SA", "brand": "AIR"}, {"code": "SF", "brand": "FUEL"}],
        "currencies": [{"code": "PTS", "kind": "points", "money_value": {"points": 1, "amount": 1}},
                       {"code": "STATUS", "kind": "status"}],
        "rules": [{"id": "base",
                   "effects": [{"type": "earn_base", "currency": "PTS", "points": "1", "per": 100}]}]},
      "members": [{"id": "ANA", "enrolled_at": "2026-01-12T10:30:00-05:00"},
                  {"id": "LUZ", "enrolled_at": "2026-01-12T10:30:00-05:00"}]})";
};

TEST_F(Coalition, sees_what_each_brand_owes) {
    const Told clearing = get("/v1/reports/clearing?currency=PTS&month=2026-03");
    ASSERT_EQ(clearing.status, 200) << clearing.text;
    EXPECT_EQ(clearing.string("items/0/brand"), "AIR");
    EXPECT_EQ(clearing.number("items/0/issued_net"), 1020);
    EXPECT_EQ(clearing.number("items/1/redeem_claim"), 1140);
    EXPECT_EQ(clearing.number("operator_margin"),
              clearing.number("items/0/net_payable") + clearing.number("items/1/net_payable"));
    const Told matrix = get("/v1/reports/bilateral?currency=PTS&month=2026-03");
    EXPECT_EQ(matrix.string("items/0/issuer"), "AIR");
    EXPECT_EQ(matrix.number("items/0/points"), 1000);
    EXPECT_EQ(matrix.number("items/0/amount"), 950);
    EXPECT_EQ(get("/v1/reports/clearing?currency=PTS&month=2026").status, 422);
    EXPECT_EQ(get("/v1/reports/bilateral?currency=NADA&month=2026-03").status, 422);
    EXPECT_EQ(send("GET", "/v1/reports/clearing", "", key_of({"members.read"})).status, 403);
}

TEST_F(Coalition, rolls_points_forward_by_brand) {
    const std::string report = "/v1/reports/roll-forward?currency=PTS&month=2026-03";
    const Told told = get(report + "&by=brand");
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.string("brands/1/brand"), "FUEL");
    EXPECT_EQ(told.number("brands/1/rows/redeemed"), 200);
    EXPECT_EQ(told.number("total/closing"), get(report).number("rows/closing"));
    EXPECT_EQ(get(report + "&by=store").status, 422);
}

TEST_F(Coalition, tells_each_brand_once_what_it_owes) {
    EXPECT_EQ(make("2026-03").string("code"), "INVALID_STATE");  // the month is not over
    pass_to("2026-04-01T00:00:00-05:00");
    const Told made = make("2026-03");
    ASSERT_EQ(made.status, 201) << made.text;
    ASSERT_EQ(made.size("items"), 2U);
    EXPECT_EQ(made.number("items/1/ledger/redeemed_net"), 1200);
    EXPECT_EQ(made.number("items/1/payable"), 764 + 15 - 1140);  // 588 points issued
    const Told again = make("2026-03");
    EXPECT_EQ(again.status, 200) << again.text;
    EXPECT_EQ(again.string("items/0/statement"), made.string("items/0/statement"));
    EXPECT_EQ(make("2026-13").status, 422);
    EXPECT_EQ(post("/v1/statements", R"({"currency": "STATUS", "month": "2026-03"})").status, 422);
    EXPECT_EQ(send("POST", "/v1/statements", "{}", key_of({"reports.read"})).status, 403);
}

TEST_F(Coalition, keeps_a_statement_as_it_was_told_while_the_ledger_goes_on) {
    pass_to("2026-04-01T00:00:00-05:00");
    const std::string id = fuel_of(make("2026-03"));
    ASSERT_EQ(post("/v1/purchases/p4/void", "{}", {"Idempotency-Key: v"}).status, 200);
    const Told told = get("/v1/statements/" + id);
    EXPECT_TRUE(ties(told)) << told.text;
    EXPECT_EQ(told.number("ledger/redeemed"), 1200);
    pass_to("2026-05-01T00:00:00-05:00");
    const Told april = make("2026-04");
    EXPECT_EQ(april.number("items/1/ledger/refunded"), 1200) << april.text;
    EXPECT_EQ(april.number("items/1/pooled/redeem_claim"), -1140);
    const auto found = storage::verify(*program_->service().database().fan_out());
    EXPECT_TRUE(found.is_sound()) << (found.is_sound() ? "" : found.findings.front().detail);
}

TEST_F(Coalition, carries_the_correction_of_a_dispute_to_the_next_month) {
    pass_to("2026-04-01T00:00:00-05:00");
    const std::string id = fuel_of(make("2026-03"));
    const std::string path = "/v1/statements/" + id;
    EXPECT_EQ(post(path + "/correct", R"({"amount": -250, "reason": "x"})").string("code"),
              "INVALID_STATE");
    const Told disputed =
        post(path + "/dispute", R"({"reason": "Faltan las devoluciones de Ana Torres"})");
    EXPECT_EQ(disputed.string("state"), "disputed") << disputed.text;
    EXPECT_EQ(disputed.string("history/1/reason"), "Faltan las devoluciones de Ana Torres");
    EXPECT_EQ(post(path + "/dispute", R"({"reason": "otra vez"})").status, 409);
    EXPECT_EQ(post(path + "/correct", R"({"amount": 0, "reason": "x"})").status, 422);
    const Told corrected = post(path + "/correct", R"({"amount": -250, "reason": "es cierto"})");
    EXPECT_EQ(corrected.string("state"), "corrected") << corrected.text;
    EXPECT_EQ(corrected.number("payable"), disputed.number("payable"));
    EXPECT_EQ(post(path + "/settle", "").status, 409);

    pass_to("2026-05-01T00:00:00-05:00");
    const Told next = get("/v1/statements/" + fuel_of(make("2026-04")));
    EXPECT_EQ(next.string("adjustments/0/statement"), id) << next.text;
    EXPECT_EQ(next.number("payable"), -250);
    EXPECT_EQ(get(path).string("corrected_in"), next.string("statement"));
    pass_to("2026-06-01T00:00:00-05:00");
    EXPECT_EQ(make("2026-05").number("items/1/payable"), 0);
}

TEST_F(Coalition, seals_the_words_of_a_dispute) {
    pass_to("2026-04-01T00:00:00-05:00");
    const std::string id = fuel_of(make("2026-03"));
    ASSERT_EQ(
        post("/v1/statements/" + id + "/dispute", R"({"reason": "Ana Torres lo vio"})").status,
        200);
    auto reader = program_->service().database().snapshot();
    auto rows = reader->query("select reason_s from statement_step where state = 2");
    ASSERT_TRUE(rows.next());
    const auto bytes = rows.bytes(0);
    EXPECT_THAT(std::string(bytes.begin(), bytes.end()), Not(HasSubstr("Torres")));
}

TEST_F(Coalition, exports_statements_as_pages_and_tables) {
    pass_to("2026-04-01T00:00:00-05:00");
    const std::string path = "/v1/statements/" + fuel_of(make("2026-03"));
    const Told page = get(path + "?format=html");
    EXPECT_EQ(page.header("Content-Type"), "text/html; charset=utf-8");
    EXPECT_THAT(page.header("Content-Security-Policy"), HasSubstr("default-src 'none'"));
    EXPECT_THAT(page.text, HasSubstr("Gasolineras"));
    const Told csv = get(path + "?format=csv");
    EXPECT_EQ(csv.header("Content-Type"), "text/csv; charset=utf-8");
    EXPECT_THAT(csv.text, HasSubstr(",FUEL,PTS,issued,redeem_claim,,,1200,-11.40,USD\r\n"));
    EXPECT_EQ(get(path + "?format=pdf").status, 422);
    EXPECT_EQ(get("/v1/statements/17").status, 404);
    EXPECT_EQ(get("/v1/statements?month=2026-03&limit=1").size("items"), 1U);
    EXPECT_EQ(get("/v1/statements?brand=FUEL&state=issued&currency=PTS").size("items"), 1U);
    EXPECT_EQ(get("/v1/statements?state=settled").size("items"), 0U);
    EXPECT_EQ(get("/v1/statements?brand=NADIE").status, 422);
    EXPECT_EQ(get("/v1/statements?state=lost").status, 422);
    EXPECT_THAT(get("/v1/statements?format=csv").text,
                HasSubstr(",AIR,PTS,issued,earned,,,1020,,"));
    EXPECT_EQ(post(path + "/settle", "").string("state"), "settled");
}

TEST_F(Coalition, finds_a_statement_that_somebody_changed) {
    pass_to("2026-04-01T00:00:00-05:00");
    const std::string id = fuel_of(make("2026-03"));
    auto tx = program_->service().database().begin();
    tx->exec("update statement set body = replace(body, '\"redeemed\":1200', '\"redeemed\":1100')");
    tx->commit();
    EXPECT_FALSE(ties(get("/v1/statements/" + id)));
    EXPECT_FALSE(storage::verify(*program_->service().database().fan_out()).is_sound());
}

TEST_F(Coalition, shows_a_brand_its_members_and_no_others_purchases) {
    const Told fuel = get("/v1/brands/FUEL/members");
    ASSERT_EQ(fuel.status, 200) << fuel.text;
    ASSERT_EQ(fuel.size("items"), 1U);
    EXPECT_EQ(fuel.string("items/0/member"), member_);
    const Told air = get("/v1/brands/AIR/members?limit=1");
    ASSERT_EQ(air.size("items"), 1U);
    const Told rest = get("/v1/brands/AIR/members?limit=1&cursor=" + air.string("next"));
    ASSERT_EQ(rest.size("items"), 1U);
    EXPECT_NE(rest.string("items/0/member"), air.string("items/0/member"));
    EXPECT_EQ(rest.string("next"), "");

    const Told ana = get("/v1/brands/FUEL/members/" + member_);
    ASSERT_EQ(ana.status, 200) << ana.text;
    EXPECT_EQ(ana.number("balances/PTS/available"), 388);  // shared
    ASSERT_EQ(ana.size("items"), 2U);
    EXPECT_EQ(ana.string("items/0/purchase"), "p4");
    EXPECT_EQ(ana.number("items/0/entries/0/points"), -1200);
    EXPECT_THAT(ana.text, Not(HasSubstr("p1")));
    EXPECT_EQ(get("/v1/brands/FUEL/members/" + friend_).status, 404);
    EXPECT_EQ(get("/v1/brands/NADIE/members").status, 404);
}

TEST_F(Coalition, lets_a_brand_see_who_consented_and_whom_a_merge_brought) {
    const Told eva = post("/v1/members", R"({"identities": ["card:700100"], "consents": [
        {"purpose": "third_party", "channel": "email", "given": true, "text_version": "1",
         "source": "till"}]})",
                          {"Idempotency-Key: eva"});
    ASSERT_EQ(eva.status, 201) << eva.text;
    EXPECT_EQ(get("/v1/brands/FUEL/members/" + eva.string("member")).status, 200);
    ASSERT_EQ(post("/v1/members/" + friend_ + "/merge", R"({"duplicate": ")" + member_ + "\"}",
                   {"Idempotency-Key: m"})
                  .status,
              200);
    const Told luz = get("/v1/brands/FUEL/members/" + friend_);
    ASSERT_EQ(luz.status, 200) << luz.text;
    EXPECT_EQ(luz.size("items"), 2U);
    EXPECT_EQ(get("/v1/brands/FUEL/members").size("items"), 2U);
}

}  // namespace
}  // namespace vuelve::api
