#include "codec/answer_json.h"

#include <gtest/gtest.h>

#include "codec/answer_json_fixture.h"
#include "codec/json.h"
#include "codec/public_id.h"

namespace vuelve {
namespace {

std::string sorted(const std::string& text) {
    auto json = parse_json(text);
    EXPECT_TRUE(json) << text;
    return json ? canonical(*json) : "";
}

/// The answer of contract.md 6, without the two ids that depend on the run; `lines` of what was
/// spent is domain.md 2.15's.
constexpr const char* printed = R"json(
{"status": "ok", "purchase": "CENTRO-03-000123", "txn": "TXN", "member": "MEMBER", "total": 1571,
 "spent": [{"currency": "PTS", "points": 200, "amount": 40, "lines": [23, 8, 9]}],
 "effects": [
  {"rule": "base", "currency": "PTS", "points": 119, "state": "available", "expires_at": "2027-03-11T05:00:00Z", "last_day": "2027-03-10", "lines": [88, 31, 0]},
  {"rule": "creditos", "currency": "STATUS", "points": 11, "state": "available", "expires_at": null, "last_day": null, "lines": [8, 3, 0]},
  {"rule": "tier:PLATA", "currency": "PTS", "points": 29, "state": "available", "expires_at": "2027-03-11T05:00:00Z", "last_day": "2027-03-10", "lines": [21, 8, 0]},
  {"rule": "martes-verde", "currency": "PTS", "points": 32, "state": "available", "expires_at": "2027-03-11T05:00:00Z", "last_day": "2027-03-10", "lines": [0, 32, 0]},
  {"rule": "estrella", "currency": "STARS", "points": 1, "state": "available", "expires_at": "2027-01-01T05:00:00Z", "last_day": "2026-12-31", "lines": [1, 0, 0]}],
 "balances": {"PTS": {"pending": 0, "available": 1820, "reserved": 0, "debt": 0}, "STARS": {"pending": 0, "available": 7, "reserved": 0, "debt": 0}, "STATUS": {"pending": 0, "available": 423, "reserved": 0, "debt": 0}},
 "tier": {"level": "PLATA", "name": "Plata", "metric": 423, "next_level": "ORO", "missing": 477, "deadline": "2026-12-31", "keep_missing": 0, "valid_until": "2028-01-01T05:00:00Z"},
 "stamp_cards": [{"card": "ESTRELLAS", "earned": 7, "missing": 3}], "vouchers": [], "challenges": [{"code": "SEMANAS4", "progress": 1, "completed": 0}],
 "trace": {"base@1": "FIRED", "creditos": "FIRED", "martes-verde": "FIRED", "estrella": "FIRED", "bienvenida": "CONDITION_FAILED:first_purchase", "cumple": "CONDITION_FAILED:birthday", "vuelve-cafe": "CONDITION_FAILED:min_amount"},
 "explanation": [
  {"rule": "base", "text": "10 puntos por dólar: 119 puntos por 11.90 USD."}, {"rule": "tier:PLATA", "text": "Por ser Plata (x1.25): 29 puntos más."},
  {"rule": "martes-verde", "text": "Doble en frutas y verduras los martes: 32 puntos más."}, {"rule": "estrella", "text": "Ganaste 1 estrella. Llevas 7, te faltan 3."},
  {"rule": "vuelve-cafe", "text": "No aplicó: te faltaron 18.10 USD para llegar a 30.00 USD.", "missing": 1810},
  {"rule": "bienvenida", "text": "No aplicó: es solo para la primera compra."}, {"rule": "cumple", "text": "No aplicó: no es el mes de tu cumpleaños."}],
 "not_earning": [{"line": 3, "reason": "excluded_category", "text": "Tabaco no acumula puntos."}],
 "ticket": ["Club Laurel - Ana T.", "Ganaste 180 puntos y 1 estrella", "Saldo 1,820 puntos (3.64 USD)", "Te faltan 477 créditos para Oro"]
})json";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    auto at = text.find(from);
    return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(AnswerJson, answers_the_purchase_of_the_contract_as_printed) {
    LaurelShop shop;
    shop.enrol_ana();
    Decision done = shop.sell(ana_buys, ana_buys_at);
    ASSERT_EQ(done.outcome, Outcome::Ok) << done.error->message;
    std::string answer = answer_json(*done.receipt, *shop.programme,
                                     {.explain = true,
                                      .member_name = "Ana T.",
                                      .lines = done.transaction->effects.purchase->lines});
    std::string expected = replaced(
        replaced(printed, "MEMBER", format_public(PublicKind::Member, shop.ana)), "TXN",
        format_public(PublicKind::Txn,
                      PlacedId{done.receipt->txn.value, static_cast<int>(shop.ana.value & 16383)}));
    EXPECT_EQ(sorted(answer), sorted(expected));
    EXPECT_TRUE(answer.starts_with(R"({"status":"ok","purchase":"CENTRO-03-000123","txn":"txn_)"));
}

TEST(AnswerJson, without_explain_only_the_texts_are_gone) {
    LaurelShop shop;
    shop.enrol_ana();
    Decision done = shop.sell(ana_buys, ana_buys_at);
    std::string answer = answer_json(*done.receipt, *shop.programme);
    EXPECT_EQ(answer.find("\"text\""), std::string::npos);
    EXPECT_NE(answer.find(R"("explanation":[{"rule":"base"},{"rule":"tier:PLATA"},)"
                          R"({"rule":"martes-verde"},{"rule":"estrella"},)"
                          R"({"rule":"vuelve-cafe","missing":1810},)"),
              std::string::npos);
    EXPECT_NE(answer.find(R"("not_earning":[{"line":3,"reason":"excluded_category"}])"),
              std::string::npos);
}

TEST(AnswerJson, a_quote_has_no_transaction_and_says_what_points_can_pay) {
    LaurelShop shop;
    shop.enrol_ana();
    std::string body = replaced(
        replaced(ana_buys, R"("id": "CENTRO-03-000123", )", ""),
        R"("tenders": [{"type": "points", "currency": "PTS", "points": 200, "amount": 40}, {"type": "cash", "amount": 1531}], )",
        "");
    Decision done = shop.sell(body, ana_buys_at);
    ASSERT_EQ(done.outcome, Outcome::Ok) << done.error->message;
    auto answer = parse_json(answer_json(*done.receipt, *shop.programme));
    EXPECT_EQ(answer->find("txn"), nullptr);
    EXPECT_EQ(answer->find("purchase"), nullptr);
    // 50 % of 15.71 USD is 7.85 USD, so all 1,800 points in steps of 100 can be spent: 3.60 USD.
    EXPECT_EQ(
        canonical(*answer->find("max_points")),
        R"({"PTS":{"amount":360,"lines":[206,74,80],"min_points":100,"mode":"tender","points":1800,"step":{"amount":20,"points":100}}})");
}

TEST(AnswerJson, a_return_says_what_was_taken_back) {
    LaurelShop shop;
    shop.enrol_ana();
    shop.sell(ana_buys, ana_buys_at);
    Decision back = shop.run(
        RecordReturn{.id = "R1", .purchase = "CENTRO-03-000123", .lines = {{1, 2000}, {2, 1235}}},
        "2026-03-11T12:00:00Z", "R1");
    ASSERT_EQ(back.outcome, Outcome::Ok) << back.error->message;
    auto answer = parse_json(answer_json(*back.receipt, *shop.programme));
    EXPECT_EQ(canonical(*answer->find("return")), R"("R1")");
    EXPECT_EQ(canonical(*answer->find("purchase")), R"("CENTRO-03-000123")");
    EXPECT_NE(canonical(*answer->find("reversed"))
                  .find(R"({"currency":"PTS","points":119,"rule":"base"})"),
              std::string::npos);
    // 12.21 of 15.71 USD came back: 155 of the 200 points, worth 0.31 USD of the 0.40.
    EXPECT_EQ(canonical(*answer->find("refund")),
              R"({"money":1190,"points":155,"points_money":31})");
    EXPECT_EQ(canonical(*answer->find("unrecoverable")), "[]");
    EXPECT_EQ(answer->find("trace"), nullptr);
}

TEST(AnswerJson, a_return_without_its_purchase_is_parked_and_applied_later) {
    LaurelShop shop;
    shop.enrol_ana();
    Decision parked =
        shop.run(VoidPurchase{.id = "V1", .purchase = "CENTRO-03-000123"}, ana_buys_at, "V1");
    ASSERT_EQ(parked.outcome, Outcome::Parked);
    auto answer = parse_json(answer_json(*parked.receipt, *shop.programme));
    EXPECT_EQ(canonical(*answer->find("status")), R"("parked")");
    EXPECT_EQ(canonical(*answer->find("void")), R"("V1")");
    EXPECT_EQ(answer->find("balances"), nullptr);
    EXPECT_EQ(answer->find("member"), nullptr);

    Decision done = shop.sell(ana_buys, ana_buys_at);
    answer = parse_json(answer_json(*done.receipt, *shop.programme));
    EXPECT_EQ(canonical(*answer->find("applied")), R"(["V1"])");
}

TEST(AnswerJson, an_issued_prize_is_named) {
    LaurelShop shop;
    shop.enrol_ana();
    Decision done = shop.run(Adjust{.member = shop.ana, .currency = "STARS", .points = Units{4}},
                             ana_buys_at, "four-stars");
    ASSERT_EQ(done.receipt->vouchers.size(), 1u);
    auto answer = parse_json(
        answer_json(*done.receipt, *shop.programme, {.vouchers = shop.member().vouchers}));
    const Json& voucher = answer->find("vouchers")->get_if<Json::Array>()->front();
    EXPECT_EQ(canonical(*voucher.find("reward")), R"("CAFE")");
    EXPECT_EQ(canonical(*voucher.find("last_day")), R"("2026-04-09")");
    EXPECT_TRUE(voucher.find("voucher")->get_if<std::string>()->starts_with("vch_"));
}

TEST(AnswerJson, a_member_shows_no_more_than_a_till_may_see) {
    LaurelShop shop;
    shop.enrol_ana();
    MemberProfile profile{
        .name = "Ana Torres",
        .identities = {{IdentityKind::Phone, "+593987654321"}, {IdentityKind::Card, "7001000042"}},
        .referral_code = "ANA7K2Q"};
    Holder ana = shop.member();
    ana.head.tier.level = LevelId{shop.symbols.find(SymbolKind::Level, "VECINO")};
    TierPreview tier{.level = ana.head.tier.level,
                     .next_level = LevelId{shop.symbols.find(SymbolKind::Level, "PLATA")},
                     .missing = 300,
                     .deadline = parse_day("2026-12-31")};
    EXPECT_EQ(
        member_json(ana, profile, {}, tier, *shop.programme, "es"),
        R"({"member":")" + format_public(PublicKind::Member, ana.id) +
            R"(","state":"active","name":"Ana T.","identities":[{"kind":"phone","masked":"+593*****4321"},{"kind":"card","masked":"****0042"}],"enrolled_at":"2026-01-12T15:30:00Z","household":null,)"
            R"("tier":{"level":"VECINO","name":"Vecino","metric":0,"next_level":"PLATA","missing":300,"deadline":"2026-12-31","keep_missing":0,"valid_until":null},"balances":{},"referral_code":"ANA7K2Q"})");
}

TEST(AnswerJson, lots_and_history_speak_the_words_of_the_ledger) {
    LaurelShop shop;
    shop.enrol_ana();
    Decision done = shop.sell(ana_buys, ana_buys_at);
    std::vector<HistoryItem> items;
    for (const Entry& entry : done.transaction->effects.entries)
        items.push_back({entry, "CENTRO-03-000123"});
    std::string history = history_json(items, HolderKind::Member, *shop.programme, "c2");
    EXPECT_NE(history.find(R"("type":"redeem","currency":"PTS","posted_at":"2026-03-10T23:05:02Z",)"
                           R"("lines":{"member:available":-200,"redeemed:LAUREL":200},"rule":null,)"
                           R"("purchase":"CENTRO-03-000123"})"),
              std::string::npos)
        << history;
    EXPECT_NE(
        history.find(R"("lines":{"member:available":119,"issued:LAUREL":-119},"rule":"base")"),
        std::string::npos);
    EXPECT_TRUE(history.ends_with(R"(],"next":"c2"})"));

    auto lots = parse_json(lots_json(shop.member().lots, *shop.programme));
    const Json& first = lots->find("items")->get_if<Json::Array>()->front();
    EXPECT_EQ(canonical(*first.find("remaining")), "1640");
    EXPECT_EQ(canonical(*first.find("state")), R"("available")");
    EXPECT_EQ(canonical(*first.find("last_day")), R"("2027-03-01")");
    EXPECT_EQ(balances_json({}, *shop.programme), R"({"balances":{}})");
}

TEST(AnswerJson, names_are_printed_short) {
    EXPECT_EQ(short_name("Ana Torres Vega"), "Ana T.");
    EXPECT_EQ(short_name("Íñigo  Ávila"), "Íñigo Á.");
    EXPECT_EQ(short_name(" Ana "), "Ana");
    EXPECT_EQ(short_name(""), "");
}

}  // namespace
}  // namespace vuelve
