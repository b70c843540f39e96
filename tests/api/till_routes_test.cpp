#include "staff_fixture.h"

namespace vuelve::api {
namespace {

class TillRoutes : public StaffTest {
 protected:
    Told offer(const std::string& store = "CENTRO") {
        return post("/v1/tills/codes", R"({"store": ")" + store + R"(", "name": "Caja 3"})");
    }
    Told bind(const std::string& code) {
        return send("POST", "/v1/tills/bind", R"({"code": ")" + code + "\"}", "");
    }
    void put_products() {
        auto& service = program_->service();
        const std::vector<storage::Product> products{
            {.sku = "7501",
             .category = "abarrotes/cafe",
             .name = "Café de 250 g",
             .unit_price = 450},
            {.sku = "7502", .category = "abarrotes/te", .name = "Té verde"},
            {.sku = "7503", .name = "Retirado", .listed = false},
            {.sku = "7504", .name = "Cafetera", .unit_price = 2500}};
        service.put_products({2, 1}, products);
    }
    std::string offline_ticket(const std::string& id, const std::string& member, int points) {
        return R"({"id": ")" + id + R"(", "member": ")" + member +
               R"(", "offline": true, "lines": [{"quantity": 1, "unit_price": 1000}], "tenders": [
                 {"type": "points", "currency": "PTS", "points": )" +
               std::to_string(points) + R"(, "amount": )" + std::to_string(points / 5) +
               R"(}, {"type": "cash", "amount": )" + std::to_string(1000 - points / 5) + "}]}";
    }
    void set(const std::string& settings) {
        EXPECT_EQ(send("PUT", "/v1/settings", settings, key_).status, 200);
    }
};

TEST_F(TillRoutes, a_device_becomes_a_till_by_a_code_once_and_in_time) {
    const Told offered = offer();
    ASSERT_EQ(offered.status, 201) << offered.text;
    std::string typed = offered.string("code");
    ASSERT_EQ(typed.size(), 8U);
    for (char& c : typed) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    typed.insert(4, "-");
    expect_refusal(bind("AAAAAAAA"), 401, "UNAUTHENTICATED");
    const Told bound = bind(typed);
    ASSERT_EQ(bound.status, 201) << bound.text;
    EXPECT_EQ(bound.string("store"), "CENTRO");
    EXPECT_EQ(bound.string("name"), "Caja 3");
    EXPECT_TRUE(bound.header("Set-Cookie").starts_with("__Host-vuelve_till="));
    EXPECT_EQ(get("/v1/tills").string("items/0/id"), bound.string("id"));
    expect_refusal(bind(typed), 401, "UNAUTHENTICATED");
    const std::string late = offer().string("code");
    pass_to("2026-03-10T18:10:00-05:00");
    expect_refusal(bind(late), 401, "UNAUTHENTICATED");
    expect_refusal(offer("NADA"), 422, "VALIDATION_FAILED");
}

TEST_F(TillRoutes, a_manager_offers_tills_of_their_own_stores) {
    const Signed jefa = employ("jefa", "manager", R"(, "stores": ["NORTE"])");
    const auto ask = [&](const std::string& store) {
        return as(jefa, "POST", "/v1/tills/codes",
                  R"({"store": ")" + store + R"(", "name": "Caja"})");
    };
    EXPECT_EQ(ask("NORTE").status, 201);
    expect_refusal(ask("CENTRO"), 403, "FORBIDDEN");
    pass_to("2026-03-10T18:05:01-05:00");
    expect_refusal(ask("NORTE"), 403, "STEP_UP_REQUIRED");
}

TEST_F(TillRoutes, a_till_shows_who_works_there) {
    const Signed rosa = employ("rosa", "cashier", R"(, "stores": ["CENTRO"])");
    EXPECT_EQ(as(rosa, "PUT", "/v1/session/pin", R"({"pin": "7395"})").status, 200);
    const Signed luis = employ("luis", "cashier", R"(, "stores": ["NORTE"])");
    EXPECT_EQ(as(luis, "PUT", "/v1/session/pin", R"({"pin": "8462"})").status, 200);
    employ("nina", "cashier", R"(, "stores": ["CENTRO"])");  // who has no PIN
    const Told bound = bind(offer().string("code"));
    const std::string cookie = bound.header("Set-Cookie");
    const std::string kept = "Cookie: " + cookie.substr(0, cookie.find(';'));
    const Told desk = send("GET", "/v1/till", "", "", {kept});
    ASSERT_EQ(desk.status, 200) << desk.text;
    EXPECT_EQ(desk.string("store"), "CENTRO");
    ASSERT_EQ(desk.size("people"), 1U) << desk.text;
    EXPECT_EQ(desk.string("people/0/login"), "rosa");
    expect_refusal(send("GET", "/v1/till", "", ""), 401, "UNAUTHENTICATED");
    EXPECT_EQ(send("DELETE", "/v1/tills/" + bound.string("id"), "", key_).status, 200);
    expect_refusal(send("GET", "/v1/till", "", "", {kept}), 401, "UNAUTHENTICATED");
}

TEST_F(TillRoutes, a_till_keeps_the_articles) {
    EXPECT_EQ(get("/v1/products").size("items"), 0U);
    put_products();
    const Told all = get("/v1/products");
    ASSERT_EQ(all.size("items"), 3U) << all.text;
    EXPECT_EQ(all.string("items/0/sku"), "7501");
    EXPECT_EQ(all.number("items/0/unit_price"), 450);
    EXPECT_TRUE(at(all.body, "items/1/unit_price").is_null());
    EXPECT_EQ(get("/v1/products", {"If-None-Match: " + all.header("ETag")}).status, 304);
    const Told first = get("/v1/products?limit=2");
    EXPECT_EQ(first.size("items"), 2U);
    EXPECT_EQ(get("/v1/products?limit=2&cursor=" + first.string("next")).string("items/0/sku"),
              "7504");
    EXPECT_EQ(get("/v1/products?q=CAF").size("items"), 2U);
    EXPECT_EQ(get("/v1/products?sku=7502").string("items/0/name"), "Té verde");
    EXPECT_EQ(get("/v1/products?sku=7503").size("items"), 0U);
    expect_refusal(get("/v1/products?query=x"), 422, "VALIDATION_FAILED");
}

TEST_F(TillRoutes, a_printer_gets_lines_and_bytes) {
    ASSERT_EQ(post("/v1/purchases", ticket("t1", 1000)).status, 201);
    const Told told = get("/v1/purchases/t1/ticket?columns=32");
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.number("columns"), 32);
    ASSERT_GE(told.size("lines"), 1U);
    EXPECT_TRUE(told.text.contains("10 PTS")) << told.text;
    EXPECT_EQ(told.string("url"), "https://test" + told.string("link"));
    EXPECT_EQ(send("GET", told.string("link"), "", "").status, 200);
    EXPECT_TRUE(told.string("escpos").starts_with("G0Abd"));
    EXPECT_EQ(get("/v1/purchases/t1/ticket").number("columns"), 48);
    expect_refusal(get("/v1/purchases/t1/ticket?columns=40"), 422, "VALIDATION_FAILED");
    expect_refusal(get("/v1/purchases/t9/ticket"), 404, "NOT_FOUND");
}

TEST_F(TillRoutes, what_one_till_lets_be_spent_offline_in_a_day_is_bounded) {
    set(R"({"spend_without_proof_max": 100, "offline_spend_per_till_day_max": 50})");
    EXPECT_EQ(post("/v1/purchases", offline_ticket("o1", member_, 200)).status, 201);
    // Less than each member's own bound, and more than this till's; another one still may.
    expect_refusal(post("/v1/purchases", offline_ticket("o2", friend_, 100)), 403,
                   "STEP_UP_REQUIRED");
    const std::string other = key_of("till-2", {"points.earn", "points.burn"});
    EXPECT_EQ(send("POST", "/v1/purchases", offline_ticket("o2", friend_, 100), other).status, 201);
    pass_to("2026-03-11T18:00:00-05:00");
    EXPECT_EQ(post("/v1/purchases", offline_ticket("o3", friend_, 200)).status, 201);
    set(R"({"spend_without_proof_max": 100})");
    EXPECT_EQ(post("/v1/purchases", offline_ticket("o4", member_, 200)).status, 201);
}

TEST_F(TillRoutes, a_sale_without_the_line_that_cannot_be_entered_is_a_case) {
    set(R"({"spend_without_proof_max": 0})");
    for (int i = 0; i < 2; ++i)
        expect_refusal(post("/v1/purchases", offline_ticket("o1", member_, 200)), 403,
                       "STEP_UP_REQUIRED");
    // With the line it is told to the cashier, who is there.
    std::string online = offline_ticket("n1", member_, 200);
    online.erase(online.find(R"("offline": true, )"), 17);
    expect_refusal(post("/v1/purchases", online), 403, "STEP_UP_REQUIRED");
    const Told cases = get("/v1/cases");
    ASSERT_EQ(cases.size("items"), 1U) << cases.text;
    EXPECT_EQ(cases.string("items/0/kind"), "offline_conflict");
    EXPECT_EQ(cases.string("items/0/subject"), "purchase:o1");
    EXPECT_EQ(cases.number("items/0/times"), 2);
    EXPECT_EQ(cases.string("items/0/details/refusal"), "STEP_UP_REQUIRED") << cases.text;
    EXPECT_EQ(cases.string("items/0/details/purchase"), "o1");
    EXPECT_EQ(post("/v1/cases/" + cases.string("items/0/case") + "/decide",
                   R"({"decision": "dismissed", "note": "Se cobró en efectivo"})")
                  .status,
              200);
}

TEST_F(TillRoutes, a_return_is_looked_at_before_it_is_done) {
    ASSERT_EQ(post("/v1/purchases", ticket("t1", 1000)).status, 201);
    const std::int64_t before = points(member_);
    const std::string body = R"({"id": "r1", "lines": [{"line": 1, "quantity": 1}]})";
    const Told seen = post("/v1/purchases/t1/returns/preview", body);
    ASSERT_EQ(seen.status, 200) << seen.text;
    EXPECT_EQ(points(member_), before);
    EXPECT_EQ(post("/v1/purchases/t1/returns/preview", body).string("reversed"),
              seen.string("reversed"));
    const Told done = post("/v1/purchases/t1/returns", body);
    ASSERT_EQ(done.status, 201) << done.text;
    EXPECT_EQ(done.header("Idempotent-Replayed"), "");
    EXPECT_EQ(done.number("refund/money"), seen.number("refund/money"));
    EXPECT_EQ(points(member_), before - 10);
    // Looking at too much is nobody's fault.
    for (int i = 0; i < 4; ++i)
        expect_refusal(post("/v1/purchases/t1/returns/preview",
                            R"({"id": "r2", "lines": [{"line": 1, "quantity": 1}]})"),
                       422, "RETURN_EXCEEDS_PURCHASE");
    EXPECT_EQ(get("/v1/cases").size("items"), 0U);
}

TEST_F(TillRoutes, a_shift_adds_up_by_who_rang_up) {
    const Signed rosa = employ("rosa", "cashier", R"(, "stores": ["CENTRO"])");
    const Signed luis = employ("luis", "cashier", R"(, "stores": ["CENTRO"])");
    ASSERT_EQ(buy(rosa, "a1", "CENTRO").status, 201);
    ASSERT_EQ(buy(rosa, "a2", "CENTRO").status, 201);
    ASSERT_EQ(buy(luis, "b1", "CENTRO").status, 201);
    ASSERT_EQ(post("/v1/purchases", ticket("n1", 3000, R"(, "store": "NORTE")")).status, 201);
    ASSERT_EQ(take_back(rosa.token, "a1").status, 201);
    const std::string page = "/v1/tills/shift?since=2026-03-10T22:00:00Z";
    const Told own = as(rosa, "GET", page);
    ASSERT_EQ(own.status, 200) << own.text;
    ASSERT_EQ(own.size("items"), 1U) << own.text;
    EXPECT_EQ(own.string("items/0/name"), "Rosa V.");
    EXPECT_EQ(own.number("items/0/sales"), 2);
    EXPECT_EQ(own.number("items/0/amount"), 2000);
    EXPECT_EQ(own.number("items/0/members"), 1);
    EXPECT_EQ(own.number("items/0/returns"), 1);
    EXPECT_EQ(own.number("items/0/given/PTS"), 20);
    const Signed jefa = employ("jefa", "manager", R"(, "stores": ["CENTRO"])");
    const Told centre = as(jefa, "GET", page);
    EXPECT_EQ(centre.size("items"), 2U) << centre.text;
    EXPECT_EQ(centre.number("total/sales"), 3);
    EXPECT_EQ(centre.number("total/members"), 1);
    EXPECT_EQ(get(page).number("total/sales"), 4);
    expect_refusal(get("/v1/tills/shift"), 422, "VALIDATION_FAILED");
    expect_refusal(get("/v1/tills/shift?since=2026-03-01T22:00:00Z"), 422, "VALIDATION_FAILED");
}

}  // namespace
}  // namespace vuelve::api
