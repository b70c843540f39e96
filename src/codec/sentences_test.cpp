#include "codec/sentences.h"

#include <gtest/gtest.h>

#include <set>

#include "codec/answer_json_fixture.h"
#include "codec/sentences_phrases.h"
#include "codec/sentences_teller.h"

namespace vuelve {
namespace {

/// Sentence for one refused or fired rule of the shop.
std::string told(const LaurelShop& shop, const Trace& trace, std::string_view language = "es") {
    Receipt receipt{.at = *parse_instant(ana_buys_at), .trace = {trace}};
    auto all = explain(receipt, {.programme = *shop.programme, .language = language});
    return all.empty() ? "" : all.front().text;
}

Trace refused(const std::string& rule, Reason reason, std::string detail = "", std::int64_t n = 0) {
    return {
        .rule = rule, .rule_id = rule, .reason = reason, .detail = std::move(detail), .missing = n};
}

TEST(Sentences, every_reason_has_its_sentence) {
    LaurelShop shop;
    auto check = [&](const Trace& trace, const std::string& es) {
        EXPECT_EQ(told(shop, trace), es);
    };
    check(refused("martes-verde", Reason::ConditionFailed, "time_window"),
          "No aplicó: es solo los martes.");
    check(refused("martes-verde", Reason::ConditionFailed, "control_group"),
          "No aplicó: esta vez no participas en la promoción.");
    check(refused("martes-verde", Reason::NoMatchingLines),
          "Ningún producto participa: vale solo en frescos.");
    check(refused("martes-verde", Reason::LimitReached, "", 3),
          "Ya llegaste al tope de 500 puntos esta semana.");
    check(refused("estrella", Reason::LimitReached, "", 1), "Ya la usaste 1 vez hoy.");
    check(refused("cumple", Reason::LimitReached, "", 2), "Ya la usaste 2 veces este año.");
    check(refused("martes-verde", Reason::BudgetExhausted), "La promoción se agotó.");
    check(refused("martes-verde", Reason::ExcludedByGroup, "cumple"),
          "Se aplicó Mes de tu cumpleaños, no se acumulan.");
    check(refused("martes-verde", Reason::ExcludedByExclusive, "gone"),
          "Se aplicó gone, no se acumulan.");
    check(refused("martes-verde", Reason::NoBase), "Sin puntos base que multiplicar.");
    check({.rule = "base@1", .rule_id = "base", .reason = Reason::ZeroAward, .detail = {}},
          "El monto no alcanza para 1 punto.");
    check({.rule = "base@1", .rule_id = "base", .reason = Reason::LineTaken, .detail = {}},
          "Estos productos ya acumulan por otra regla.");
    check(refused("no-such-rule", Reason::ConditionFailed, "min_amount", 5),
          "No aplicó: la compra no cumple un requisito.");
    check(refused("creditos", Reason::ZeroAward), "");
}

TEST(Sentences, a_rule_out_of_its_time_gives_its_dates) {
    Trace trace = refused("martes-verde", Reason::NotEffective);
    LaurelShop later("2026-03-01T00:00:00-05:00", "2026-04-01T00:00:00-05:00");
    EXPECT_EQ(told(later, trace), "Empieza el 1 de abril.");
    EXPECT_EQ(told(later, trace, "en"), "It starts on April 1.");
    LaurelShop over("2026-07-01T00:00:00-05:00", "2026-03-10T00:00:00-05:00");
    EXPECT_EQ(told(over, trace), "Terminó ayer.");
    EXPECT_EQ(told(over, trace, "pt"), "Terminou ontem.");
    LaurelShop paused(R"("campaign": "MARTES_VERDE", )", R"("state": "paused", )");
    EXPECT_EQ(told(paused, trace), "Está en pausa.");
}

TEST(Sentences, a_late_purchase_is_told_by_its_own_time_and_read_on_the_readers_day) {
    // The rule runs from 1 March to 30 June.
    LaurelShop shop;
    Receipt receipt{.at = *parse_instant("2026-03-03T12:00:00-05:00"),
                    .trace = {refused("martes-verde", Reason::NotEffective)}};
    Telling telling{.programme = *shop.programme,
                    .occurred_at = *parse_instant("2026-02-28T12:00:00-05:00")};
    EXPECT_EQ(explain(receipt, telling).front().text, "Empieza el 1 de marzo.")
        << "when it happened, the rule had not begun";
    telling.today = *parse_day("2027-01-02");
    EXPECT_EQ(explain(receipt, telling).front().text, "Empieza el 1 de marzo de 2026.");
}

TEST(Sentences, speaks_english_and_portuguese) {
    LaurelShop shop;
    shop.enrol_ana();
    Decision done = shop.sell(ana_buys, ana_buys_at);
    const auto& lines = done.transaction->effects.purchase->lines;
    auto texts = [&](std::string_view language) {
        std::vector<std::string> all;
        for (const Explained& one :
             explain(*done.receipt,
                     {.programme = *shop.programme, .language = language, .lines = lines}))
            all.push_back(one.text);
        return all;
    };
    EXPECT_EQ(texts("en"),
              (std::vector<std::string>{"10 puntos por dólar: 119 puntos for 11.90 USD.",
                                        "For being Plata (x1.25): 29 puntos more.",
                                        "Doble en frutas y verduras los martes: 32 puntos more.",
                                        "You earned 1 estrella. You have 7, 3 to go.",
                                        "Did not apply: you were 18.10 USD short of 30.00 USD.",
                                        "Did not apply: it is only for the first purchase.",
                                        "Did not apply: it is not the month of your birthday."}));
    EXPECT_EQ(texts("pt").back(), "Não se aplicou: não é o mês do seu aniversário.");
    EXPECT_EQ(texts("xx"), texts("es"));
}

TEST(Sentences, capped_awards_and_granted_coupons_say_so) {
    LaurelShop shop;
    RuleId green{shop.symbols.find(SymbolKind::Rule, "martes-verde")};
    Receipt receipt{
        .effects = {{.rule = green,
                     .currency = shop.programme->find_currency("PTS")->id,
                     .points = Units{1}}},
        .trace = {refused("martes-verde", Reason::Capped), refused("vuelve-cafe", Reason::Fired)}};
    auto all = explain(receipt, {.programme = *shop.programme});
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].text, "Doble en frutas y verduras los martes: 1 punto más, llegaste al tope.");
    EXPECT_EQ(all[1].text,
              "Cupón de café por compras de 30 dólares: ganaste el cupón 15 % en café.");
}

TEST(Sentences, numbers_are_written_as_the_country_writes_them) {
    LaurelShop ecuador, argentina("America/Guayaquil", "America/Argentina/Buenos_Aires"),
        brazil("America/Guayaquil", "America/Sao_Paulo");
    auto points = [](const LaurelShop& shop, std::int64_t units) {
        return format_units(Units{units}, *shop.programme->find_currency("PTS"), *shop.programme,
                            "es");
    };
    EXPECT_EQ(points(ecuador, 1820), "1,820 puntos");
    EXPECT_EQ(points(ecuador, 1), "1 punto");
    EXPECT_EQ(points(ecuador, -1234567), "-1,234,567 puntos");
    EXPECT_EQ(points(argentina, 1820), "1.820 puntos");
    EXPECT_EQ(format_money(Minor{123456}, *argentina.programme), "1.234,56 USD");
    EXPECT_EQ(format_money(Minor{5}, *brazil.programme), "0,05 USD");
    EXPECT_EQ(Teller(*brazil.programme, "pt").number(Ratio(5, 4)), "1,25");
}

TEST(Sentences, reads_rules_aloud) {
    LaurelShop shop;
    auto read = [&](std::string_view id, std::string_view language) {
        for (const Rule& rule : shop.programme->rules())
            if (rule.id == id) return describe_rule(rule, *shop.programme, language);
        return std::string();
    };
    EXPECT_EQ(read("base", "es"), "Da 10 puntos por cada 1.00 USD.");
    EXPECT_EQ(read("creditos", "es"), "Da 1 crédito por cada 1.00 USD.");
    EXPECT_EQ(
        read("martes-verde", "es"),
        "Multiplica por 2 tus puntos, los martes, en frescos, hasta 500 puntos por semana, "
        "hasta agotar 200,000 puntos, desde el 1 de marzo de 2026, hasta el 30 de junio de 2026.");
    EXPECT_EQ(read("cumple", "es"), "Da 300 puntos, en el mes de tu cumpleaños, una vez por año.");
    EXPECT_EQ(read("vuelve-cafe", "en"),
              "Gives the coupon 15 % en café, for purchases of 30.00 USD or more, once a "
              "month.");
}

TEST(Sentences, every_condition_reads_and_refuses_in_every_language) {
    LaurelShop shop;
    Condition inner{.type = ConditionType::Store, .in = {"CENTRO"}};
    for (std::string_view language : {"es", "en", "pt"}) {
        Teller teller(*shop.programme, language);
        std::set<std::string> readings;
        for (int type = 0; type <= static_cast<int>(ConditionType::Not); ++type) {
            Condition condition{.type = static_cast<ConditionType>(type),
                                .in = {"ORO", "PLATA"},
                                .under = "abarrotes/cafe",
                                .value = 2000,
                                .days = {0, 5},
                                .from = 8 * 60,
                                .to = 12 * 60 + 5,
                                .nth = 5,
                                .path = "member.city",
                                .values = {std::string("Cuenca")},
                                .of = {inner}};
            std::string read = teller.read(condition), refusal = teller.refused(condition, 1000);
            EXPECT_FALSE(read.empty());
            EXPECT_FALSE(refusal.empty());
            EXPECT_EQ((read + refusal).find_first_of("{}"), std::string::npos) << read;
            readings.insert(read);
        }
        // `any` of one condition reads as that condition.
        EXPECT_GE(readings.size(), 20u);
    }
    Teller es(*shop.programme, "es");
    EXPECT_EQ(es.refused({.type = ConditionType::Tier, .in = {"ORO", "PLATA"}}, 0),
              "es solo para el nivel Oro o Plata");
    EXPECT_EQ(es.refused({.type = ConditionType::Tier, .in = {"PLATA", "ORO"}}, 0),
              "es solo para el nivel Plata u Oro");
    EXPECT_EQ(
        es.refused({.type = ConditionType::TimeWindow, .days = {0, 5}, .from = 480, .to = 725}, 0),
        "es solo los lunes y sábados de 8:00 a 12:05");
    EXPECT_EQ(es.refused({.type = ConditionType::MinQuantity, .value = 3000}, 1500),
              "te faltaron 1.5 unidades para llegar a 3");
    EXPECT_EQ(es.refused({.type = ConditionType::MinQuantity, .value = 3000}, 1000, "en lácteos"),
              "te faltó 1 unidad en lácteos para llegar a 3");
    EXPECT_EQ(es.refused({.type = ConditionType::MinAmount, .value = 3000}, 1200, "en lácteos"),
              "te faltaron 12.00 USD en lácteos para llegar a 30.00 USD");
    EXPECT_EQ(
        es.refused({.type = ConditionType::TimeWindow, .days = {1}, .from = 480, .to = 720}, 0),
        "es solo los martes de 8 a 12");
    EXPECT_EQ(es.read({.type = ConditionType::Not, .of = {inner}}), "salvo en Laurel Centro");
}

TEST(Sentences, one_of_a_thing_is_singular) {
    auto check = [](std::string_view plural, std::string_view language, std::string_view one) {
        EXPECT_EQ(singular(plural, language), one);
    };
    check("puntos", "es", "punto");
    check("estrellas", "es", "estrella");
    check("soles", "es", "sol");
    check("corazones", "es", "corazón");
    check("cafés", "es", "café");
    check("points", "en", "point");
    check("pennies", "en", "penny");
    check("corações", "pt", "coração");
    check("pontos", "pt", "ponto");
    check("PTS", "es", "PTS");
}

}  // namespace
}  // namespace vuelve
