#include "shop_fixture.h"

/// Purchases found again by what is printed on their papers.
namespace vuelve::api {
namespace {

class PurchaseKeyTest : public ShopTest {
 protected:
    std::string numbered(const std::string& id, const std::string& numbers) {
        return ticket(id, 2000, ", " + numbers);
    }
};

TEST_F(PurchaseKeyTest, an_invoice_leads_to_one_purchase_and_all_a_return_needs) {
    ASSERT_EQ(
        post("/v1/purchases", numbered("f1", R"("fiscal_number": "001-002-0000123 a")")).status,
        201);
    const Told found = post("/v1/purchases/lookup", R"({"fiscal": "001-002-0000123A"})");
    ASSERT_EQ(found.status, 200) << found.text;
    EXPECT_EQ(found.size("items"), 1u);
    EXPECT_EQ(found.string("items/0/purchase"), "f1");
    EXPECT_EQ(found.string("items/0/state"), "recorded");
    EXPECT_EQ(found.string("items/0/receipt/status"), "ok");
    EXPECT_EQ(
        post("/v1/purchases/f1/returns", R"({"id": "r1", "lines": [{"line": )" +
                                             std::to_string(found.number("items/0/lines/0/line")) +
                                             R"(, "quantity": 1}]})")
            .status,
        201);
    const Told after = get("/v1/purchases/f1");
    EXPECT_EQ(after.string("state"), "returned") << after.text;
    EXPECT_EQ(after.string("lines/0/returned"), after.string("lines/0/quantity"));
}

TEST_F(PurchaseKeyTest, an_invoice_names_no_second_purchase) {
    const std::string one = numbered("f1", R"("fiscal_number": "A-1")");
    EXPECT_EQ(post("/v1/purchases", one).status, 201);
    const Told second = post("/v1/purchases", numbered("f2", R"("fiscal_number": "a-1")"));
    expect_refusal(second, 422, "VALIDATION_FAILED");
    EXPECT_EQ(second.string("errors/0/pointer"), "/fiscal_number");
    EXPECT_EQ(second.string("errors/0/code"), "duplicate");
    EXPECT_EQ(get("/v1/purchases/f2").status, 404) << "nothing was kept";
    EXPECT_EQ(post("/v1/purchases", one).header("Idempotent-Replayed"), "true");
    // Two at once, in one group.
    const Told batch =
        post("/v1/purchases/batch", R"({"items": [)" + numbered("b1", R"("fiscal_number": "B-1")") +
                                        "," + numbered("b2", R"("fiscal_number": "B-1")") + "]}");
    EXPECT_EQ(batch.string("items/0/status"), "ok") << batch.text;
    EXPECT_EQ(batch.string("items/1/code"), "VALIDATION_FAILED") << batch.text;
}

TEST_F(PurchaseKeyTest, a_receipt_is_found_with_its_store_and_day) {
    post("/v1/purchases", numbered("r1", R"("receipt": "4711")"));
    post("/v1/purchases", numbered("r2", R"("receipt": "4711")"));
    const Told found = post("/v1/purchases/lookup", R"({"receipt": "4711"})");
    EXPECT_EQ(found.size("items"), 2u) << found.text;
    EXPECT_EQ(found.string("items/0/purchase"), "r2") << "newest first";
    const std::string day = found.string("items/0/day");
    EXPECT_EQ(
        post("/v1/purchases/lookup", R"({"receipt": "4711", "day": ")" + day + "\"}").size("items"),
        2u);
    expect_refusal(post("/v1/purchases/lookup", R"({"receipt": "4711", "day": "2020-01-01"})"), 404,
                   "NOT_FOUND");
    expect_refusal(post("/v1/purchases/lookup", R"({"receipt": "1", "fiscal": "2"})"), 422,
                   "VALIDATION_FAILED");
    expect_refusal(post("/v1/purchases/lookup", R"({"receipt": "1", "store": "NADA"})"), 422,
                   "VALIDATION_FAILED");
}

}  // namespace
}  // namespace vuelve::api
