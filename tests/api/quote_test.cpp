#include <fmt/format.h>

#include <chrono>
#include <random>

#include "codec/json.h"
#include "shop_fixture.h"
#include "storage/verify.h"

/// A quote over HTTP keeps its word (invariant I20) and offers what fits.
namespace vuelve::api {
namespace {

class Quotes : public ShopTest {
 protected:
    /// The first offer with this code.
    const Json& offer(const Told& told, const char* list, const char* field, const char* code) {
        static const Json nothing;
        if (const auto* items = at(told.body, list).get_if<Json::Array>())
            for (const Json& item : *items)
                if (const auto* name = at(item, field).get_if<std::string>(); name && *name == code)
                    return item;
        return nothing;
    }
    std::string basket(std::int64_t amount, const std::string& more = "") const {
        return about(R"("lines": [{"quantity": 1, "unit_price": )" + std::to_string(amount) + "}]" +
                     more);
    }
    std::string state() {
        auto reader = program_->service().database().fan_out();
        const storage::Verified found = storage::verify(*reader);
        EXPECT_TRUE(found.is_sound());
        return storage::crypto::to_hex(found.checksum) + std::to_string(found.transactions);
    }
};

TEST_F(Quotes, offer_coupons_with_what_they_give_or_lack) {
    ASSERT_EQ(act("/v1/redemptions", about(R"("reward": "CAFE")")).status, 201);
    const Told told = post("/v1/quotes?explain=text", basket(3000));
    ASSERT_EQ(told.status, 200) << told.text;
    ASSERT_EQ(told.size("coupons"), 2u) << told.text;
    EXPECT_EQ(told.string("coupons/0/coupon"), "DIEZ");
    EXPECT_TRUE(told.string("coupons/0/voucher").starts_with("vch_"));
    EXPECT_EQ(told.number("coupons/0/amount"), 300);
    EXPECT_EQ(told.number("coupons/0/lines/0"), 300);
    EXPECT_EQ(told.string("coupons/0/text"), "DIEZ: 3.00 USD de descuento.");
    EXPECT_EQ(told.string("coupons/1/coupon"), "MIL");
    EXPECT_EQ(told.string("coupons/1/reason"), "MIN_PURCHASE");
    EXPECT_EQ(told.number("coupons/1/missing"), 2000);
    EXPECT_EQ(told.string("coupons/1/text"), "MIL: te faltan 20.00 USD.");
    EXPECT_FALSE(told.text.contains("AYER")) << "nobody has a voucher of it";
}

TEST_F(Quotes, offer_no_coupon_that_is_presented_and_say_which_do_not_combine) {
    ASSERT_EQ(act("/v1/redemptions", about(R"("reward": "CAFE")")).status, 201);
    const Told told = post("/v1/quotes?explain=text", basket(6000, R"(, "coupons": ["MIL"])"),
                           {"Accept-Language: en"});
    ASSERT_EQ(told.status, 200) << told.text;
    ASSERT_EQ(told.size("coupons"), 1u) << told.text;
    EXPECT_EQ(told.string("coupons/0/reason"), "NOT_STACKABLE");
    EXPECT_EQ(told.string("coupons/0/text"), "DIEZ: it does not combine with other coupons.");
    EXPECT_EQ(told.number("discounts/0/amount"), 1000);
}

TEST_F(Quotes, offer_prizes_in_reach_and_just_out_of_it) {
    const Told told = post("/v1/quotes?explain=text", basket(3000, R"(, "store": "NORTE")"));
    ASSERT_EQ(told.status, 200) << told.text;
    ASSERT_EQ(told.size("rewards"), 5u) << told.text;
    EXPECT_EQ(told.string("rewards/0/reward"), "CAFE") << "the dearest in reach comes first";
    EXPECT_EQ(told.string("rewards/1/reward"), "CINE");
    EXPECT_EQ(told.string("rewards/2/reward"), "LUJO");
    EXPECT_EQ(told.number("rewards/2/missing"), 8000);
    EXPECT_EQ(told.string("rewards/2/text"), "LUJO: te faltan 8,000 PTS.");
    const Json& mug = offer(told, "rewards", "reward", "TAZA");
    EXPECT_EQ(*at(mug, "reason").get_if<std::string>(), "OUT_OF_STOCK") << "not in this store";
    EXPECT_EQ(*at(mug, "text").get_if<std::string>(), "Taza: se agotó.");
    const Json& gold = offer(told, "rewards", "reward", "SOLO_ORO");
    EXPECT_EQ(*at(gold, "text").get_if<std::string>(), "SOLO_ORO: es solo para el nivel ORO.");
}

TEST_F(Quotes, stock_that_is_gone_is_seen_by_the_next_quote) {
    const auto reason = [&] {
        const Told told = post("/v1/quotes", basket(100));
        const auto* why =
            at(offer(told, "rewards", "reward", "TAZA"), "reason").get_if<std::string>();
        return why ? *why : std::string();
    };
    EXPECT_EQ(reason(), "");
    for (int i = 0; i < 2; ++i)
        ASSERT_EQ(act("/v1/redemptions", about(R"("reward": "TAZA")")).status, 201);
    EXPECT_EQ(reason(), "OUT_OF_STOCK");
}

TEST_F(Quotes, explain_in_the_words_of_the_purchase) {
    const Told quote = post("/v1/quotes?explain=text", basket(4000));
    const std::string bought = basket(4000, R"(, "id": "q-1")");
    const Told purchase = post("/v1/purchases?explain=text", bought);
    EXPECT_EQ(canonical(at(quote.body, "explanation")),
              canonical(at(purchase.body, "explanation")));
    EXPECT_EQ(quote.string("explanation/1/text"),
              "No aplicó: te faltaron 10.00 USD para llegar a 50.00 USD.");
}

TEST_F(Quotes, hundreds_of_baskets_are_bought_as_they_were_quoted_and_a_quote_writes_nothing) {
    std::mt19937 random(20'260'310);
    const auto pick = [&](int most) {
        return static_cast<int>(random() % static_cast<unsigned>(most));
    };
    int sold = 0, refused = 0, paid = 0, presented = 0;
    for (int i = 0; i < 300; ++i) {
        const std::string& member = pick(2) == 0 ? member_ : friend_;
        std::string lines;
        std::int64_t total = 0;
        for (int line = 0; line <= pick(4); ++line) {
            const std::int64_t price = 1 + pick(4000);
            total += price;
            lines +=
                fmt::format(R"({}{{"quantity": 1, "unit_price": {}}})", line ? "," : "", price);
        }
        const int hundreds = pick(3) == 0 ? 1 + pick(3) : 0;
        std::string more = pick(2) == 0 ? R"(, "store": "NORTE", "channel": "app")" : "";
        if (hundreds > 0)
            more += fmt::format(
                R"(, "tenders": [{{"type": "points", "currency": "PTS", "points": {}, "amount": {}}}, {{"type": "cash", "amount": {}}}])",
                hundreds * 100, hundreds * 20, std::max<std::int64_t>(0, total - hundreds * 20));
        std::vector<std::string> codes;
        if (pick(3) == 0) codes.push_back("MIL");
        const Told vouchers = get("/v1/members/" + member + "/vouchers?limit=5");
        if (pick(2) == 0 && vouchers.string("items/0/state") == "issued")
            codes.push_back(vouchers.string("items/0/code"));
        if (!codes.empty()) {
            more += R"(, "coupons": [")" + codes[0];
            more += codes.size() > 1 ? "\", \"" + codes[1] + "\"]" : "\"]";
        }
        const std::string body =
            R"("member": ")" + member + R"(", "lines": [)" + lines + "]" + more + "}";
        const std::string before = i % 20 == 0 ? state() : "";
        const Told quote = post("/v1/quotes", "{" + body);
        if (i % 20 == 0) ASSERT_EQ(state(), before);
        const Told done = post("/v1/purchases", fmt::format(R"({{"id": "q{}", )", i) + body);
        if (done.status != 201) {
            // A purchase may present what a quote finds cannot be combined: the money of a discount
            // is the till's (contract.md 1 rule 19).
            ++refused;
            ASSERT_EQ(quote.string("code"), done.string("code")) << quote.text << done.text;
            continue;
        }
        if (quote.status != 200) {
            ASSERT_TRUE(!codes.empty() && quote.status == 422) << quote.text;
            continue;
        }
        ++sold;
        paid += hundreds > 0 ? 1 : 0;
        presented += codes.empty() ? 0 : 1;
        for (const char* part : {"total", "spent", "effects", "balances", "tier", "trace", "ticket",
                                 "stamp_cards", "not_earning", "explanation"})
            ASSERT_EQ(canonical(at(quote.body, part)), canonical(at(done.body, part)))
                << part << " of basket " << i;
        ASSERT_EQ(quote.size("vouchers"), done.size("vouchers"));
    }
    EXPECT_GT(sold, 200);
    EXPECT_GT(refused, 0);
    EXPECT_GT(paid, 20);
    EXPECT_GT(presented, 20);
}

/// A programme of so many rules, each with so many conditions in an `any`, so deep.
std::string bomb(int rules, int conditions, int depth) {
    std::string inner = R"({"type": "category", "under": "a/b/c/z"})";
    for (int i = 1; i < depth; ++i) inner = R"({"type": "all", "of": [)" + inner + "]}";
    std::string any;
    for (int i = 0; i < conditions; ++i) any += (i > 0 ? "," : "") + inner;
    std::string list;
    for (int i = 0; i < rules; ++i)
        list += fmt::format(R"({}{{"id": "r{}", "conditions": [{{"type": "any", "of": [{}]}}],
            "effects": [{{"type": "bonus", "currency": "PTS", "points": 1}}]}})",
                            i > 0 ? "," : "", i, any);
    return R"({"config": {"programme": {"code": "BOMB", "money": {"currency": "USD", "exponent": 2}},
        "brands": [{"code": "B"}], "stores": [{"code": "S", "brand": "B"}],
        "currencies": [{"code": "PTS", "kind": "points"}], "rules": [)" +
           list + R"(]}, "members": [{"id": "ANA", "enrolled_at": "2026-01-12T10:30:00-05:00"}]})";
}

TEST_F(Quotes, case_33_a_rule_bomb_is_refused_where_it_stands) {
    const auto refused = [&](const std::string& body) {
        return send("POST", "/_test/tenant", body, "");
    };
    const Told rules = refused(bomb(2001, 1, 1));
    EXPECT_EQ(rules.status, 422) << rules.text;
    EXPECT_EQ(rules.string("errors/0/code"), "too-many");
    EXPECT_EQ(refused(bomb(1, 101, 1)).string("errors/0/code"), "too-many");
    // Conditions do not nest, so nothing grows with their depth.
    EXPECT_EQ(refused(bomb(1, 1, 2)).string("errors/0/code"), "wrong-format");
    EXPECT_EQ(refused(bomb(1, 1, 40)).string("code"), "MALFORMED_REQUEST");
    EXPECT_EQ(refused(bomb(2000, 50, 1)).status, 413);
}

TEST_F(Quotes, case_33_the_largest_programme_and_basket_take_a_moment) {
    std::string lines;
    for (int i = 1; i <= 1000; ++i)
        lines += fmt::format(R"({}{{"line": {}, "category": "a/b/c/d", "quantity": 1,
                                    "unit_price": 100}})",
                             i > 1 ? "," : "", i);
    for (const std::string& programme : {bomb(2000, 4, 1), bomb(150, 100, 1)}) {
        const Told made = send("POST", "/_test/tenant", programme, "");
        ASSERT_EQ(made.status, 201) << made.text;
        const auto began = std::chrono::steady_clock::now();
        const Told told =
            send("POST", "/v1/quotes",
                 R"({"member": ")" + made.string("members/ANA") + R"(", "lines": [)" + lines + "]}",
                 made.string("key"));
        EXPECT_EQ(told.status, 200) << told.text;
        // Sanitizers and a busy machine take their time; without a bound it would be minutes.
        EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(10));
    }
}

}  // namespace
}  // namespace vuelve::api
