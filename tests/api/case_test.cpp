#include "shop_fixture.h"

namespace vuelve::api {
namespace {

/// What the program notices, and what people decide about it.
class FraudCases : public ShopTest {
 protected:
    Told cases(const std::string& more = {}) { return get("/v1/cases" + more); }
    /// The one that is open, of this kind.
    std::string only(const std::string& kind) {
        const Told open = cases();
        EXPECT_EQ(open.size("items"), 1u) << open.text;
        EXPECT_EQ(open.string("items/0/kind"), kind) << open.text;
        return open.string("items/0/case");
    }
    Told decide(const std::string& id, const std::string& body) {
        return post("/v1/cases/" + id + "/decide", body);
    }
    Told sell(const std::string& id, const std::string& member, const std::string& key) {
        return send("POST", "/v1/purchases",
                    R"({"id": ")" + id + R"(", "member": ")" + member +
                        R"(", "lines": [{"quantity": 1, "unit_price": 100}]})",
                    key);
    }
    /// More of one day than a card makes.
    std::string open_velocity_case() {
        EXPECT_EQ(send("PUT", "/v1/settings", R"({"card_sales_per_day": 2})", key_).status, 200);
        for (const char* id : {"v1", "v2", "v3"}) EXPECT_EQ(sell(id, member_, key_).status, 201);
        return only("card_velocity");
    }
    std::string cashier_session() {
        auto& service = program_->service();
        auto tx = service.database().begin();
        const auto opened = service.sessions().open(*tx, {.programme = {2, 1},
                                                          .kind = app::SessionKind::Till,
                                                          .subject = 9,
                                                          .device = "till-1",
                                                          .role = "cashier",
                                                          .scopes = {"points.earn"},
                                                          .stores = {},
                                                          .ends_at = service.now() + ms_per_day,
                                                          .idle_ms = ms_per_day});
        tx->commit();
        return opened.token;
    }
    std::vector<std::string> told(const std::string& name) {
        std::vector<std::string> found;
        const Told page = get("/v1/events?limit=200");
        for (const Json& event : *at(page.body, "items").get_if<Json::Array>())
            if (*at(event, "type").get_if<std::string>() == "vuelve." + name + ".v1")
                found.push_back(*at(event, "data/kind").get_if<std::string>());
        return found;
    }
    std::int64_t deeds(const std::string& action) {
        const Told page = get("/v1/audit?limit=200");
        std::int64_t found = 0;
        for (const Json& row : *at(page.body, "items").get_if<Json::Array>())
            found += *at(row, "action").get_if<std::string>() == action;
        return found;
    }
};

TEST_F(FraudCases, case_11_a_card_that_buys_too_often_opens_one_a_day) {
    const std::string id = open_velocity_case();
    const Told told_first = get("/v1/cases/" + id);
    EXPECT_EQ(told_first.string("member"), member_);
    EXPECT_EQ(told_first.number("details/sales"), 3);
    EXPECT_EQ(told_first.number("details/limit"), 2);
    EXPECT_EQ(told_first.number("times"), 1);
    sell("v4", member_, key_);
    EXPECT_EQ(only("card_velocity"), id) << "it counts, no second one is opened";
    EXPECT_EQ(get("/v1/cases/" + id).number("times"), 2);
    EXPECT_EQ(told("case.opened"), std::vector<std::string>{"card_velocity"});
    EXPECT_EQ(deeds("case.opened"), 1);

    pass_to("2026-03-11T09:00:00-05:00");
    for (const char* next : {"w1", "w2"}) sell(next, member_, key_);
    EXPECT_EQ(cases().size("items"), 1u) << "another day begins at nothing";
    sell("w3", member_, key_);
    EXPECT_EQ(cases().size("items"), 2u);
}

TEST_F(FraudCases, case_11_a_cashier_who_sells_too_fast_opens_one) {
    ASSERT_EQ(send("PUT", "/v1/settings", R"({"cashier_sales_per_hour": 2})", key_).status, 200);
    const std::string cashier = cashier_session();
    for (const char* id : {"c1", "c2"}) sell(id, member_, cashier);
    sell("c3", friend_, key_);  // an integration is no cashier
    EXPECT_EQ(cases().size("items"), 0u);
    ASSERT_EQ(sell("c4", friend_, cashier).status, 201);
    const Told one = get("/v1/cases/" + only("cashier_velocity"));
    EXPECT_EQ(one.string("subject"), "staff:9");
    EXPECT_TRUE(at(one.body, "member").is_null());
}

TEST_F(FraudCases, are_decided_once_and_told) {
    const std::string id = open_velocity_case();
    expect_refusal(decide(id, R"({"decision": "perhaps", "note": ""})"), 422, "VALIDATION_FAILED");
    expect_refusal(decide(id, R"({"decision": "dismissed", "note": "x", "suspend": true})"), 422,
                   "VALIDATION_FAILED");
    expect_refusal(decide("123", R"({"decision": "dismissed", "note": "x"})"), 404, "NOT_FOUND");
    const Told decided =
        decide(id, R"({"decision": "confirmed", "note": "Tarjeta prestada", "suspend": true})");
    ASSERT_EQ(decided.status, 200) << decided.text;
    EXPECT_EQ(decided.string("state"), "confirmed");
    EXPECT_EQ(decided.string("decider"), "test");
    EXPECT_EQ(get("/v1/members/" + member_).string("state"), "suspended");
    expect_refusal(decide(id, R"({"decision": "dismissed", "note": "x"})"), 409, "INVALID_STATE");
    EXPECT_EQ(cases().size("items"), 0u);
    EXPECT_EQ(cases("?state=confirmed").string("items/0/note"), "Tarjeta prestada");
    EXPECT_EQ(cases("?state=dismissed").size("items"), 0u);
    expect_refusal(cases("?state=closed"), 422, "VALIDATION_FAILED");
    EXPECT_EQ(told("case.decided"), std::vector<std::string>{"card_velocity"});
    EXPECT_EQ(deeds("case.decided"), 1);
}

TEST_F(FraudCases, of_another_tenant_are_not_there) {
    const std::string id = open_velocity_case();
    const std::string theirs = key_with({"all"});
    expect_refusal(send("GET", "/v1/cases/" + id, "", theirs), 404, "NOT_FOUND");
    EXPECT_EQ(send("GET", "/v1/cases", "", theirs).size("items"), 0u);
    expect_refusal(send("GET", "/v1/cases", "", key_of("reader", {"reports.read"})), 403,
                   "INSUFFICIENT_SCOPE");
}

TEST_F(FraudCases, case_12_a_receipt_is_claimed_once_and_for_one_member) {
    ASSERT_EQ(sell("CENTRO-1-77", member_, key_).status, 201);
    EXPECT_EQ(sell("CENTRO-1-77", member_, key_).header("Idempotent-Replayed"), "true");
    EXPECT_EQ(cases().size("items"), 0u) << "the same receipt for the same member is a retry";
    expect_refusal(sell("CENTRO-1-77", friend_, key_), 422, "IDEMPOTENCY_CONFLICT");
    EXPECT_EQ(points(friend_), 1000);
    const Told one = get("/v1/cases/" + only("receipt_claimed"));
    EXPECT_EQ(one.string("member"), friend_);
    EXPECT_EQ(one.string("details/purchase"), "CENTRO-1-77");
    EXPECT_EQ(one.string("details/owner"), member_);
}

TEST_F(FraudCases, case_14_taking_back_more_than_was_bought_again_and_again) {
    ASSERT_EQ(sell("p1", member_, key_).status, 201);
    const auto take_back = [&](const std::string& id) {
        return post("/v1/purchases/p1/returns",
                    R"({"id": ")" + id + R"(", "lines": [{"line": 1, "quantity": 1}]})");
    };
    ASSERT_EQ(take_back("r1").status, 201);
    for (const char* id : {"r2", "r3"})
        expect_refusal(take_back(id), 422, "RETURN_EXCEEDS_PURCHASE");
    EXPECT_EQ(cases().size("items"), 0u) << "once or twice is a mistake";
    expect_refusal(take_back("r4"), 422, "RETURN_EXCEEDS_PURCHASE");
    only("excess_refunds");
    EXPECT_EQ(points(member_), 1000);
}

TEST_F(FraudCases, case_06_guessed_codes_shut_out_strangers_and_leave_the_tills) {
    constexpr int clients = 201, tries = 5;  // each as many as one may in a minute
    std::vector<std::string> keys;
    for (int i = 0; i < clients; ++i)
        keys.push_back(key_of("guess" + std::to_string(i), {"coupons.validate"}));
    const auto guess = [&](const std::string& key, int number) {
        return send("POST", "/v1/vouchers/validate",
                    R"({"code": "GUESS)" + std::to_string(number) + "\"}", key);
    };
    int found = 0, number = 0;
    for (const std::string& key : keys)
        for (int i = 0; i < tries; ++i) found += guess(key, ++number).status == 200;
    EXPECT_EQ(found, 0);
    // One that never asked before, for a coupon that is there.
    const std::string stranger = key_of("shop", {"coupons.validate"});
    const std::string open = R"({"code": "MIL"})";
    const Told shut = send("POST", "/v1/vouchers/validate", open, stranger);
    expect_refusal(shut, 429, "RATE_LIMITED");
    EXPECT_EQ(shut.header("Retry-After"), "60");
    EXPECT_EQ(send("POST", "/v1/vouchers/validate", open, key_of("till", {"pos"})).status, 200);
    const Told one = get("/v1/cases/" + only("code_guessing"));
    EXPECT_EQ(one.string("subject"), "vouchers");

    pass_to("2026-03-10T19:05:00-05:00");
    EXPECT_EQ(send("POST", "/v1/vouchers/validate", open, stranger).status, 200) << "calm again";
}

TEST_F(FraudCases, case_18_no_amount_at_the_edge_of_a_number_makes_points) {
    constexpr std::int64_t amount_limit = 1'000'000'000'000;
    const auto try_price = [&](const std::string& id, const std::string& price) {
        return post("/v1/purchases", R"({"id": ")" + id + R"(", "member": ")" + member_ +
                                         R"(", "lines": [{"quantity": 1, "unit_price": )" + price +
                                         "}]}");
    };
    std::int64_t expected = points(member_), tried = 0;
    for (int power = 0; power < 64; ++power)
        for (const int more : {-1, 0, 1})
            for (const bool is_negative : {false, true}) {
                const auto size = (std::uint64_t{1} << power) + static_cast<std::uint64_t>(more);
                const Told told = try_price("edge" + std::to_string(++tried),
                                            (is_negative ? "-" : "") + std::to_string(size));
                ASSERT_TRUE(told.status == 201 || told.status == 422 || told.status == 400)
                    << size << told.text;
                if (told.status != 201) continue;
                EXPECT_LE(size, static_cast<std::uint64_t>(amount_limit) * 1000);
                EXPECT_TRUE(!is_negative || size == 0) << size;
                expected += static_cast<std::int64_t>(size / 100);
            }
    EXPECT_EQ(points(member_), expected);
    expect_refusal(try_price("half", "0.5"), 422, "VALIDATION_FAILED");
    EXPECT_EQ(points(member_), expected);
}

TEST_F(FraudCases, case_19_a_thousand_small_tickets_give_no_more_than_one_large_one) {
    std::string items;
    for (int i = 0; i < 1000; ++i)
        items += (i ? "," : "") + std::string(R"({"id": "split)") + std::to_string(i) +
                 R"(", "member": ")" + member_ +
                 R"(", "lines": [{"quantity": 1, "unit_price": 199}]})";
    ASSERT_EQ(post("/v1/purchases/batch", R"({"items": [)" + items + "]}").status, 200);
    const std::int64_t split = points(member_) - 1000;
    ASSERT_EQ(post("/v1/purchases", R"({"id": "whole", "member": ")" + friend_ +
                                        R"(", "lines": [{"quantity": 1, "unit_price": 199000}]})")
                  .status,
              201);
    EXPECT_EQ(split, 1000);
    EXPECT_LE(split, points(friend_) - 1000);
}

TEST_F(FraudCases, case_20_money_and_points_of_another_kind_are_none) {
    const std::string line = R"("lines": [{"quantity": 1, "unit_price": 1000}])";
    expect_unknown_field("/v1/purchases", R"({"id": "m1", "member": ")" + member_ +
                                              R"(", "money": "EUR", )" + line + "}");
    const auto paid_in = [&](const std::string& currency) {
        return post("/v1/purchases",
                    R"({"id": "m2", "member": ")" + member_ + "\", " + line +
                        R"(, "tenders": [{"type": "points", "currency": ")" + currency +
                        R"(", "points": 100, "amount": 20}, {"type": "cash", "amount": 980}]})");
    };
    EXPECT_EQ(paid_in("EUR").status, 422);
    EXPECT_EQ(paid_in("STATUS").status, 422);
    EXPECT_EQ(
        act("/v1/conversions", about(R"("from": "PTS", "to": "STATUS", "points": 100)")).status,
        422);
    EXPECT_EQ(points(member_), 1000);
}

TEST_F(FraudCases, case_07_card_numbers_are_not_tried_one_after_the_other) {
    const auto look_up = [&](int card) {
        return post("/v1/members/lookup", R"({"by": "card:4000)" + std::to_string(card) + "\"}")
            .status;
    };
    for (int card = 1; card <= 30; ++card) EXPECT_EQ(look_up(card), 404);
    EXPECT_EQ(look_up(31), 429);
}

/// Who was refused what stands in the audit log.
class RefusedRequests : public ShopTest {
 protected:
    struct Row {
        std::string actor, object, code;
        friend bool operator==(const Row&, const Row&) = default;
    };
    std::vector<Row> refused() {
        std::vector<Row> rows;
        const Told page = get("/v1/audit?limit=200");
        for (const Json& row : *at(page.body, "items").get_if<Json::Array>())
            if (*at(row, "action").get_if<std::string>() == "request.refused")
                rows.push_back({*at(row, "actor").get_if<std::string>(),
                                *at(row, "object").get_if<std::string>(),
                                *at(row, "told/reason").get_if<std::string>()});
        return rows;
    }
    static std::string actor_of(const std::string& key) {
        constexpr std::size_t prefix = std::string_view("vlv_live_").size(), id = 16;
        return "key:" + key.substr(prefix, id);
    }
};

TEST_F(RefusedRequests, are_told_of_a_key_that_may_not_and_of_one_that_does_not_count) {
    const std::string reader = key_of("reader", {"members.read"});
    EXPECT_EQ(send("POST", "/v1/purchases", ticket("t1"), reader).status, 403);
    std::string altered = reader;
    altered.back() = altered.back() == 'A' ? 'E' : 'A';
    EXPECT_EQ(send("GET", "/v1/members/" + member_, "", altered).status, 401);
    const std::vector<Row> expected{
        {actor_of(reader), "operation:getMember", "UNAUTHENTICATED"},
        {actor_of(reader), "operation:createPurchase", "INSUFFICIENT_SCOPE"}};
    EXPECT_EQ(refused(), expected);
}

TEST_F(RefusedRequests, are_told_of_what_a_handler_refuses) {
    const std::string centro =
        program_->service()
            .keys()
            .create({{2, 1}, "test", "test"},
                    {.name = "centro", .scopes = {"points.earn"}, .stores = {"CENTRO"}})
            ->text;
    EXPECT_EQ(
        send("POST", "/v1/purchases", ticket("t1", 100, R"(, "store": "NORTE")"), centro).status,
        403);
    const std::vector<Row> expected{{actor_of(centro), "operation:createPurchase", "FORBIDDEN"}};
    EXPECT_EQ(refused(), expected);
}

TEST_F(RefusedRequests, of_nobody_we_know_are_not_told) {
    EXPECT_EQ(send("GET", "/v1/members/" + member_, "", "").status, 401);
    EXPECT_EQ(send("GET", "/v1/members/" + member_, "", "vlv_live_nonsense").status, 401);
    EXPECT_EQ(post("/v1/purchases", "{}").status, 422);
    EXPECT_EQ(refused(), std::vector<Row>{});
}

}  // namespace
}  // namespace vuelve::api
