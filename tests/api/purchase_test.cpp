#include "fixture.h"

namespace vuelve::api {
namespace {

class Purchases : public ApiTest {
 protected:
    void check_refused(const std::string& body, int status, const std::string& code) {
        const Told told = post("/v1/purchases", body);
        EXPECT_EQ(told.status, status) << told.text;
        EXPECT_EQ(told.string("code"), code) << told.text;
        EXPECT_EQ(available_or_nothing(), 0)
            << "a refusal changes nothing: " << body.substr(0, 200);
    }
    /// One fault at this pointer.
    void check_fault(const std::string& body, const std::string& pointer, const std::string& code) {
        const Told told = post("/v1/purchases", body);
        EXPECT_EQ(told.status, 422) << told.text;
        EXPECT_EQ(told.string("errors/0/pointer"), pointer) << told.text;
        EXPECT_EQ(told.string("errors/0/code"), code) << told.text;
    }
    std::int64_t available_or_nothing() {
        const Told told = get("/v1/members/" + member_ + "/balances");
        const auto* points = at(told.body, "balances/PTS/available").get_if<std::int64_t>();
        return points ? *points : 0;
    }
};

TEST_F(Purchases, earns_and_tells_the_whole_receipt) {
    const Told told = post("/v1/purchases", ticket("CENTRO-03-000123", 1571));
    ASSERT_EQ(told.status, 201) << told.text;
    EXPECT_EQ(told.string("status"), "ok");
    EXPECT_EQ(told.string("purchase"), "CENTRO-03-000123");
    EXPECT_TRUE(told.string("txn").starts_with("txn_"));
    EXPECT_EQ(told.string("member"), member_);
    EXPECT_EQ(told.number("total"), 1571);
    EXPECT_EQ(told.string("effects/0/rule"), "base");
    EXPECT_EQ(told.number("effects/0/points"), 157);
    EXPECT_EQ(told.string("effects/0/last_day"), "2027-03-10");
    EXPECT_EQ(told.number("balances/PTS/available"), 157);
    EXPECT_EQ(told.string("tier/level"), "VECINO");
    EXPECT_EQ(told.string("trace/base@1"), "FIRED");
    EXPECT_EQ(told.string("trace/treinta"), "CONDITION_FAILED:min_amount");
    EXPECT_EQ(available(), 157);
}

TEST_F(Purchases, a_repeat_is_answered_as_the_first_time) {
    const Told first = post("/v1/purchases", ticket("t1"));
    const Told again = post("/v1/purchases", ticket("t1"));
    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(first.header("Idempotent-Replayed"), "");
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.header("Idempotent-Replayed"), "true");
    EXPECT_EQ(again.text, first.text);
    EXPECT_EQ(available(), 100);
}

TEST_F(Purchases, a_code_nobody_was_given_refuses_the_purchase) {
    check_refused(ticket("c1", 1000, R"(, "coupons": ["0000000000000X"])"), 404, "NOT_FOUND");
}

TEST_F(Purchases, another_purchase_under_the_same_id_is_a_conflict) {
    post("/v1/purchases", ticket("t1", 1000));
    const Told other = post("/v1/purchases", ticket("t1", 2000));
    EXPECT_EQ(other.status, 422);
    EXPECT_EQ(other.string("code"), "IDEMPOTENCY_CONFLICT");
    EXPECT_EQ(available(), 100);
}

TEST_F(Purchases, what_is_not_there_is_named) {
    std::string stranger = ticket("t1");
    stranger.replace(stranger.find(member_), member_.size(), "phone:+593900000000");
    check_refused(stranger, 404, "UNKNOWN_MEMBER");
    check_refused(ticket("t1", 1000, R"(, "store": "SUR")"), 422, "VALIDATION_FAILED");
    check_fault(ticket("t1", 1000, R"(, "store": "SUR")"), "/store", "unknown-reference");
}

TEST_F(Purchases, tenders_add_up_to_the_total) {
    check_refused(ticket("t1", 1000, R"(, "tenders": [{"type": "cash", "amount": 999}])"), 422,
                  "TENDER_MISMATCH");
    const Told right = post(
        "/v1/purchases", ticket("t1", 1000, R"(, "tenders": [{"type": "cash", "amount": 1000}])"));
    EXPECT_EQ(right.status, 201) << right.text;
}

TEST_F(Purchases, case_18_amounts_are_whole_and_within_bounds) {
    check_fault(ticket("t1", -1), "/lines/0/unit_price", "out-of-range");
    check_fault(ticket("t1", 99'999'999'999'999), "/lines/0/unit_price", "out-of-range");
    const Told free = post("/v1/purchases", ticket("t2", 0));
    EXPECT_EQ(free.status, 201) << free.text;
    EXPECT_EQ(free.size("effects"), 0u);
}

TEST_F(Purchases, a_ticket_has_at_most_a_thousand_lines) {
    std::string lines = R"({"quantity": 1, "unit_price": 1})";
    std::string body = R"({"id": "t1", "member": ")" + member_ + R"(", "lines": [)" + lines;
    for (int i = 1; i < 10'000; ++i) body += "," + lines;
    check_fault(body + "]}", "/lines", "too-many");
}

TEST_F(Purchases, case_21_neither_tomorrow_nor_too_long_ago) {
    check_refused(ticket("t1", 1000, R"(, "occurred_at": "2026-03-12T10:00:00-05:00")"), 422,
                  "FUTURE_DATED");
    check_refused(ticket("t1", 1000, R"(, "occurred_at": "2026-01-20T10:00:00-05:00")"), 422,
                  "TOO_OLD");
}

TEST_F(Purchases, case_12_an_old_one_needs_its_own_scope) {
    const std::string body = ticket("t1", 1000, R"(, "occurred_at": "2026-03-05T10:00:00-05:00")");
    const Told till = send("POST", "/v1/purchases", body, key_with({"pos"}));
    EXPECT_EQ(till.status, 403);
    EXPECT_EQ(till.string("code"), "INSUFFICIENT_SCOPE");
    EXPECT_EQ(post("/v1/purchases", body).status, 201);
}

TEST_F(Purchases, what_is_no_json_is_malformed) {
    check_refused("{\"id\": \"\xff\"}", 400, "MALFORMED_REQUEST");
    check_refused(R"({"id": "a", "id": "b"})", 400, "MALFORMED_REQUEST");
    check_refused(std::string(1000, '['), 400, "MALFORMED_REQUEST");
    check_refused("", 400, "MALFORMED_REQUEST");
    check_refused(ticket("t1") + "x", 400, "MALFORMED_REQUEST");
}

TEST_F(Purchases, every_fault_is_named_at_once) {
    const Told told = post("/v1/purchases", R"({"id": "a b", "lines": [{}], "total": 3})");
    EXPECT_EQ(told.status, 422);
    EXPECT_GE(told.size("errors"), 4u) << told.text;
}

TEST_F(Purchases, problems_speak_three_languages) {
    const std::string body = ticket("t1", 1000, R"(, "tenders": [{"type": "cash", "amount": 1}])");
    const Told es = post("/v1/purchases", body, {"Accept-Language: es-EC"});
    const Told en = post("/v1/purchases", body, {"Accept-Language: en"});
    const Told pt = post("/v1/purchases", body, {"Accept-Language: pt-BR, es;q=0.5"});
    EXPECT_NE(es.string("title"), en.string("title"));
    EXPECT_NE(en.string("title"), pt.string("title"));
    EXPECT_EQ(en.header("Content-Language"), "en");
    EXPECT_EQ(pt.header("Content-Language"), "pt");
    EXPECT_EQ(es.string("code"), pt.string("code"));
}

TEST_F(Purchases, explains_itself_in_the_language_asked_for) {
    const std::string target = "/v1/purchases?explain=text";
    const Told es = post(target, ticket("t1", 1000));
    EXPECT_NE(es.string("explanation/0/text").find("100 puntos"), std::string::npos) << es.text;
    const Told en = post(target, ticket("t2", 1000), {"Accept-Language: en"});
    EXPECT_NE(en.string("explanation/0/text").find("100 points"), std::string::npos) << en.text;
    const Told pt = post(target, ticket("t3", 1000), {"Accept-Language: pt"});
    EXPECT_NE(pt.string("explanation/0/text").find("100 pontos"), std::string::npos) << pt.text;
}

TEST_F(Purchases, a_quote_says_what_the_purchase_then_does) {
    std::string body = ticket("t1", 4000);
    const Told bought_would = post("/v1/quotes", body.replace(1, body.find("\"member\"") - 1, ""));
    ASSERT_EQ(bought_would.status, 200) << bought_would.text;
    const std::int64_t quoted = bought_would.number("balances/PTS/available");
    EXPECT_EQ(bought_would.string("txn"), "");
    const Told bought = post("/v1/purchases", ticket("t1", 4000));
    EXPECT_EQ(bought.number("balances/PTS/available"), quoted);
    EXPECT_EQ(canonical(at(bought.body, "effects")), canonical(at(bought_would.body, "effects")));
}

TEST_F(Purchases, points_pay_and_too_few_say_how_many_are_missing) {
    post("/v1/purchases", ticket("t1", 2000));  // 200 points
    const std::string paid =
        R"(, "tenders": [{"type": "points", "currency": "PTS", "points": 300, "amount": 60},
            {"type": "cash", "amount": 940}])";
    const Told short_of = post("/v1/purchases", ticket("t2", 1000, paid));
    EXPECT_EQ(short_of.status, 409) << short_of.text;
    EXPECT_EQ(short_of.string("code"), "INSUFFICIENT_POINTS");
    EXPECT_EQ(short_of.number("missing"), 100);
    const std::string fewer =
        R"(, "tenders": [{"type": "points", "currency": "PTS", "points": 200, "amount": 40},
            {"type": "cash", "amount": 960}])";
    const Told no_right = send("POST", "/v1/purchases", ticket("t2", 1000, fewer),
                               key_with({"points.earn", "members.read"}));
    EXPECT_EQ(no_right.status, 403);
    const Told paid_with = post("/v1/purchases", ticket("t2", 1000, fewer));
    ASSERT_EQ(paid_with.status, 201) << paid_with.text;
    EXPECT_EQ(paid_with.number("spent/0/points"), 200);
    EXPECT_EQ(available(), 96);
}

TEST_F(Purchases, a_batch_gives_each_item_its_own_fate) {
    const std::string body = R"({"items": [)" + ticket("b1") + "," + ticket("b2", -5) + "," +
                             ticket("b1") + "," + ticket("b1", 7) + "," + ticket("b3") + "]}";
    const Told told = post("/v1/purchases/batch", body);
    ASSERT_EQ(told.status, 200) << told.text;
    ASSERT_EQ(told.size("items"), 5u);
    EXPECT_EQ(told.string("items/0/status"), "ok");
    EXPECT_EQ(told.string("items/1/code"), "VALIDATION_FAILED");
    EXPECT_EQ(told.string("items/2/txn"), told.string("items/0/txn"));
    EXPECT_EQ(told.string("items/3/code"), "IDEMPOTENCY_CONFLICT");
    EXPECT_EQ(told.string("items/4/purchase"), "b3");
    EXPECT_EQ(available(), 200);
    EXPECT_EQ(post("/v1/purchases/batch", R"({"items": []})").status, 422);
}

TEST_F(Purchases, a_full_disk_is_said_and_forgotten_when_there_is_space) {
    program_->service().database().set_fault_hook([](storage::FaultPoint, std::string_view) {
        throw storage::StorageError(storage::Trouble::Full, "no space");
    });
    const Told full = post("/v1/purchases", ticket("t1"));
    EXPECT_EQ(full.status, 503);
    EXPECT_EQ(full.string("code"), "STORAGE_FULL");
    EXPECT_NE(full.header("Retry-After"), "");
    EXPECT_EQ(get("/readyz").status, 503);
    EXPECT_EQ(get("/healthz").status, 200);
    program_->service().database().set_fault_hook({});
    const Told again = post("/v1/purchases", ticket("t1"));
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.header("Idempotent-Replayed"), "");
    EXPECT_EQ(get("/readyz").status, 200);
    EXPECT_EQ(available(), 100);
}

TEST_F(Purchases, an_unknown_outcome_is_learned_by_asking_again) {
    program_->service().database().set_fault_hook(
        storage::fail_nth(storage::FaultPoint::AfterCommit, 1, storage::Trouble::OutcomeUnknown));
    const Told unknown = post("/v1/purchases", ticket("t1"));
    if (storage::on_postgres()) {  // the program asks a server again by itself
        EXPECT_EQ(unknown.status, 201) << unknown.text;
    } else {
        EXPECT_EQ(unknown.status, 503);
        EXPECT_EQ(unknown.string("code"), "OUTCOME_UNKNOWN");
    }
    const Told again = post("/v1/purchases", ticket("t1"));
    EXPECT_EQ(again.status, 201) << again.text;
    EXPECT_EQ(again.header("Idempotent-Replayed"), "true");
    EXPECT_EQ(available(), 100);
}

}  // namespace
}  // namespace vuelve::api
