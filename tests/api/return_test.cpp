#include "fixture.h"

namespace vuelve::api {
namespace {

class Returns : public ApiTest {};

TEST_F(Returns, take_back_what_was_earned) {
    post("/v1/purchases", ticket("t1", 1000));
    const std::string body = R"({"id": "r1", "lines": [{"line": 1, "quantity": 1}]})";
    const Told told = post("/v1/purchases/t1/returns", body);
    ASSERT_EQ(told.status, 201) << told.text;
    EXPECT_EQ(told.string("return"), "r1");
    EXPECT_EQ(told.string("purchase"), "t1");
    EXPECT_EQ(told.string("reversed/0/rule"), "base");
    EXPECT_EQ(told.number("reversed/0/points"), 100);
    EXPECT_EQ(told.number("refund/money"), 1000);
    EXPECT_EQ(available(), 0);
    const Told again = post("/v1/purchases/t1/returns", body);
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.header("Idempotent-Replayed"), "true");
    const Told more =
        post("/v1/purchases/t1/returns", R"({"id": "r2", "lines": [{"line": 1, "quantity": 1}]})");
    EXPECT_EQ(more.string("code"), "RETURN_EXCEEDS_PURCHASE");
}

TEST_F(Returns, wait_for_a_purchase_that_is_not_known_yet) {
    const Told parked = post("/v1/purchases/late/returns",
                             R"({"id": "r1", "lines": [{"line": 1, "quantity": 1}]})");
    EXPECT_EQ(parked.status, 202) << parked.text;
    EXPECT_EQ(parked.string("status"), "parked");
    EXPECT_EQ(parked.string("purchase"), "late");
    const Told bought = post("/v1/purchases", ticket("late", 1000));
    EXPECT_EQ(bought.status, 201) << bought.text;
    EXPECT_EQ(available(), 0);
}

TEST_F(Returns, waiting_voids_of_two_integrations_under_one_key_are_two) {
    const Lines key{"Idempotency-Key: v1"};
    EXPECT_EQ(post("/v1/purchases/late-a/void", "{}", key).status, 202);
    const Told other =
        send("POST", "/v1/purchases/late-b/void", "{}", key_with({"refunds.write"}), key);
    EXPECT_EQ(other.status, 202) << other.text;
    // What is in memory is dropped, so that both must come back from their rows.
    auto& database = program_->service().database();
    database.set_fault_hook(
        storage::fail_nth(storage::FaultPoint::BeforeCommit, 1, storage::Trouble::Full));
    EXPECT_EQ(post("/v1/purchases", ticket("t1")).string("code"), "STORAGE_FULL");
    database.set_fault_hook({});
    for (const char* purchase : {"late-a", "late-b"}) {
        const Told bought = post("/v1/purchases", ticket(purchase, 1000));
        EXPECT_EQ(bought.status, 201) << bought.text;
        EXPECT_EQ(available(), 0) << purchase;
    }
}

TEST_F(Returns, name_the_purchase_of_their_path) {
    const Told told =
        post("/v1/purchases/t1/returns",
             R"({"id": "r1", "purchase": "t2", "lines": [{"line": 1, "quantity": 1}]})");
    EXPECT_EQ(told.status, 422) << told.text;
    EXPECT_EQ(post("/v1/purchases/a%20b/returns", "{}").status, 404);
}

TEST_F(Returns, a_void_undoes_the_whole_purchase_once) {
    post("/v1/purchases", ticket("t1", 1000));
    EXPECT_EQ(post("/v1/purchases/t1/void", "{}").string("code"), "IDEMPOTENCY_KEY_REQUIRED");
    const Told told = post("/v1/purchases/t1/void", "{}", {"Idempotency-Key: v1"});
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(available(), 0);
    const Told again = post("/v1/purchases/t1/void", "{}", {"Idempotency-Key: v1"});
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(again.header("Idempotent-Replayed"), "true");
    const Told other = post("/v1/purchases/t1/void", "{}", {"Idempotency-Key: v2"});
    EXPECT_EQ(other.status, 409);
    EXPECT_EQ(other.string("code"), "ALREADY_VOIDED");
}

TEST_F(Returns, a_purchase_with_returns_is_not_voided) {
    post("/v1/purchases", ticket("t1", 1000));
    post("/v1/purchases/t1/returns", R"({"id": "r1", "lines": [{"line": 1, "quantity": "0.5"}]})");
    const Told told = post("/v1/purchases/t1/void", "{}", {"Idempotency-Key: v1"});
    EXPECT_EQ(told.status, 409) << told.text;
    EXPECT_EQ(told.string("code"), "HAS_RETURNS");
}

}  // namespace
}  // namespace vuelve::api
