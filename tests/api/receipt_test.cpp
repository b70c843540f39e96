#include <cctype>
#include <set>

#include "fixture.h"

/// A purchase told to people: its explanation, its link, its public page.
namespace vuelve::api {
namespace {

class Receipts : public ApiTest {
 protected:
    /// Path of a fresh link to this purchase.
    std::string link_to(const std::string& purchase, const std::string& body = "") {
        const Told told = post("/v1/purchases/" + purchase + "/link", body);
        EXPECT_EQ(told.status, 201) << told.text;
        return told.string("url");
    }
    /// As anybody opens it.
    Told open(const std::string& path, const Lines& lines = {}) {
        return send("GET", path, "", "", lines);
    }
    /// A shop where every name would be a script, and a purchase there.
    Told in_hostile_shop() {
        const std::string evil = R"(<script>alert('x')</script>&\")";
        const Told made = send("POST", "/_test/tenant",
                               R"({"config": {
            "programme": {"code": "MALO", "name": ")" +
                                   evil + R"(", "time_zone": "America/Guayaquil",
                          "money": {"currency": "USD", "exponent": 2}},
            "brands": [{"code": "MALO"}],
            "stores": [{"code": "S", "brand": "MALO", "name": ")" +
                                   evil + R"("}],
            "currencies": [{"code": "PTS", "kind": "points", "name": ")" +
                                   evil + R"("}],
            "rules": [
              {"id": "base", "name": ")" +
                                   evil + R"(",
               "effects": [{"type": "earn_base", "currency": "PTS", "points": "1", "per": 100}]},
              {"id": "cara", "name": ")" +
                                   evil + R"(", "conditions": [
                 {"type": "min_amount", "value": 90000}, {"type": "category", "under": "<b>/<i>"}],
               "effects": [{"type": "bonus", "currency": "PTS", "points": 5}]}]},
          "members": [{"id": "M1", "enrolled_at": "2026-01-12T10:30:00-05:00"}]})",
                               "");
        EXPECT_EQ(made.status, 201) << made.text;
        key_ = made.string("key");
        const Told bought = post("/v1/purchases?link=true",
                                 R"({"id": "x1", "member": ")" + made.string("members/M1") +
                                     R"(", "lines": [{"sku": "<img src=x>",
                                 "category": "<b>/<i>", "quantity": 1, "unit_price": 1000}]})");
        EXPECT_EQ(bought.status, 201) << bought.text;
        return open(bought.string("link/url"));
    }
};

TEST_F(Receipts, explain_a_past_purchase_in_three_languages) {
    ASSERT_EQ(post("/v1/purchases", ticket("r1", 2000)).status, 201);
    const Told told = get("/v1/purchases/r1/explanation");
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.string("purchase"), "r1");
    EXPECT_EQ(told.string("trace/treinta"), "CONDITION_FAILED:min_amount");
    EXPECT_EQ(told.string("explanation/es/0/text"),
              "10 puntos por dólar: 200 puntos por 20.00 USD.");
    EXPECT_EQ(told.string("explanation/es/0/kind"), "award");
    EXPECT_EQ(told.string("explanation/es/1/text"),
              "No aplicó: te faltaron 10.00 USD para llegar a 30.00 USD.");
    EXPECT_EQ(told.number("explanation/es/1/missing"), 1000);
    EXPECT_EQ(told.string("explanation/en/1/text"),
              "Did not apply: you were 10.00 USD short of 30.00 USD.");
    EXPECT_EQ(told.string("explanation/pt/1/text"),
              "Não se aplicou: faltaram 10.00 USD para chegar a 30.00 USD.");
    EXPECT_EQ(get("/v1/purchases/nobody/explanation").status, 404);
    EXPECT_EQ(send("GET", "/v1/purchases/r1/explanation", "", key_with({"members.read"})).status,
              403);
}

TEST_F(Receipts, a_link_opens_the_page_for_anybody) {
    ASSERT_EQ(post("/v1/purchases", ticket("r1", 2000)).status, 201);
    const Told told = open(link_to("r1"));
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_EQ(told.header("Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(told.header("Content-Language"), "es");
    EXPECT_EQ(told.header("Cache-Control"), "no-store");
    EXPECT_EQ(told.header("X-Robots-Tag"), "noindex");
    EXPECT_TRUE(
        told.header("Content-Security-Policy").starts_with("default-src 'none'; style-src"));
    for (const char* part : {"lang=\"es\"", "+200", "CENTRO", "10 de marzo de 2026, 18:00",
                             "10 puntos por dólar: 200 puntos por 20.00 USD.", "20.00 USD",
                             "te faltaron 10.00 USD para llegar a 30.00 USD", "200 puntos",
                             "10 de marzo de 2027", "8 de junio"})
        EXPECT_TRUE(told.text.contains(part)) << part << "\n" << told.text;
    EXPECT_FALSE(told.text.contains("<script"));
    EXPECT_FALSE(told.text.contains(member_)) << "no id of the member";
    const Told english = open(link_to("r1"), {"Accept-Language: en-GB"});
    EXPECT_EQ(english.header("Content-Language"), "en");
    EXPECT_TRUE(english.text.contains("Your points for this purchase"));
    EXPECT_EQ(open(link_to("r1"), {"Accept-Language: de"}).header("Content-Language"), "es");
}

TEST_F(Receipts, the_page_keeps_the_balance_of_then_and_tells_what_came_back_since) {
    ASSERT_EQ(post("/v1/purchases", ticket("r1", 2000)).status, 201);
    ASSERT_EQ(post("/v1/purchases", ticket("r2", 5000)).status, 201);
    const std::string link = link_to("r1");
    EXPECT_FALSE(open(link).text.contains("Devoluciones"));
    ASSERT_EQ(
        post("/v1/purchases/r1/returns", R"({"id": "d1", "lines": [{"line": 1, "quantity": 1}]})")
            .status,
        201);
    const Told after = open(link);
    EXPECT_TRUE(after.text.contains("<span>200 puntos</span>")) << "as it was then" << after.text;
    EXPECT_TRUE(after.text.contains("Se devolvieron 20.00 USD de esta compra"));
    EXPECT_TRUE(after.text.contains("Se retiraron 200 puntos"));
    ASSERT_EQ(post("/v1/purchases/r2/void", "{}", {"Idempotency-Key: v"}).status, 200);
    EXPECT_TRUE(open(link_to("r2")).text.contains("Esta compra fue anulada"));
}

TEST_F(Receipts, an_altered_token_opens_nothing_whichever_byte_it_is) {
    ASSERT_EQ(post("/v1/purchases", ticket("r1", 2000)).status, 201);
    const std::string link = link_to("r1");
    ASSERT_EQ(link.size(), 3u + 64u);
    // Every second one here, the others below: a page may be opened sixty times at once.
    std::set<std::string> pages;
    int altered = 0;
    for (std::size_t i = 3; i < link.size(); i += 2) {
        std::string wrong = link;
        wrong[i] = wrong[i] == 'A' ? 'B' : 'A';
        const Told told = open(wrong);
        EXPECT_EQ(told.status, 404) << i;
        pages.insert(told.text);
        ++altered;
    }
    EXPECT_EQ(altered, 32);
    for (const std::string& wrong :
         {std::string("/r/x"), link + "A", link.substr(0, 66), std::string("/r/%3Cscript%3E"),
          "/r/" + std::string(64, 'A')}) {
        const Told told = open(wrong);
        EXPECT_EQ(told.status, 404) << wrong;
        pages.insert(told.text);
    }
    EXPECT_EQ(pages.size(), 1u) << "one page for all of them";
    EXPECT_TRUE(pages.begin()->contains("Este enlace ya no abre"));
    EXPECT_EQ(open(link).status, 200);
}

TEST_F(Receipts, every_second_byte_too_is_signed) {
    ASSERT_EQ(post("/v1/purchases", ticket("r1", 2000)).status, 201);
    const std::string link = link_to("r1");
    for (std::size_t i = 4; i < link.size(); i += 2) {
        std::string wrong = link;
        wrong[i] = wrong[i] == '_' ? '-' : '_';
        EXPECT_EQ(open(wrong).status, 404) << i;
    }
}

TEST_F(Receipts, a_link_ends_with_its_last_day) {
    ASSERT_EQ(post("/v1/purchases", ticket("r1", 2000)).status, 201);
    const Told short_one = post("/v1/purchases/r1/link", R"({"days": 1})");
    EXPECT_EQ(short_one.string("expires_at"), "2026-03-12T05:00:00Z");
    ASSERT_EQ(post("/_test/clock", R"({"at": "2026-03-11T23:59:00-05:00"})").status, 200);
    EXPECT_EQ(open(short_one.string("url")).status, 200);
    ASSERT_EQ(post("/_test/clock", R"({"at": "2026-03-12T00:00:00-05:00"})").status, 200);
    EXPECT_EQ(open(short_one.string("url")).status, 404);
    for (const char* body :
         {R"({"days": 0})", R"({"days": 401})", R"({"days": "x"})", R"({"day": 1})"})
        EXPECT_EQ(post("/v1/purchases/r1/link", body).status, 422) << body;
    EXPECT_EQ(post("/v1/purchases/nobody/link", "").status, 404);
    EXPECT_EQ(send("POST", "/v1/purchases/r1/link", "", key_with({"members.read"})).status, 403);
}

TEST_F(Receipts, a_purchase_brings_its_link_when_asked_and_a_repeat_the_same) {
    const Told first = post("/v1/purchases?link=true", ticket("r1", 2000));
    ASSERT_EQ(first.status, 201) << first.text;
    EXPECT_EQ(open(first.string("link/url")).status, 200);
    EXPECT_EQ(first.string("link/expires_at"), "2026-06-09T05:00:00Z");
    EXPECT_EQ(post("/v1/purchases?link=true", ticket("r1", 2000)).text, first.text);
    EXPECT_FALSE(post("/v1/purchases", ticket("r2", 2000)).text.contains("\"link\""));
}

TEST_F(Receipts, case_30_names_that_are_scripts_arrive_as_text) {
    const Told told = in_hostile_shop();
    ASSERT_EQ(told.status, 200) << told.text;
    EXPECT_FALSE(told.text.contains("<script"));
    EXPECT_FALSE(told.text.contains("<img"));
    EXPECT_FALSE(told.text.contains("<i>"));
    EXPECT_TRUE(told.text.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;"));
}

TEST_F(Receipts, whoever_opens_too_many_waits) {
    // Slowly, a machine in need of a rest may go on for a while: two more a second.
    int opened = 0;
    Told told;
    do {
        told = open("/r/x");
        ++opened;
    } while (told.status == 404 && opened < 2000);
    EXPECT_EQ(told.status, 429);
    EXPECT_GT(opened, 60);
    EXPECT_FALSE(told.header("Retry-After").empty());
    EXPECT_TRUE(told.text.contains("Espera un momento"));
}

}  // namespace
}  // namespace vuelve::api
