#include "codec/terms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <set>

#include "codec/answer_json_fixture.h"
#include "codec/terms_words.h"

namespace vuelve {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

const Instant in_march = *parse_instant("2026-03-10T12:00:00Z");

std::vector<std::string> section(const std::vector<TermsSection>& terms, std::string_view id) {
    for (const TermsSection& one : terms)
        if (one.id == id) return one.sentences;
    return {};
}

TEST(Terms, tell_what_each_level_gives) {
    const LaurelShop shop;
    const auto gifts = level_gifts(*shop.programme, "es");
    ASSERT_EQ(gifts.size(), 3u);
    EXPECT_EQ(gifts[0].code, "VECINO");
    EXPECT_EQ(gifts[0].gives, "");
    EXPECT_EQ(gifts[1].name, "Plata");
    EXPECT_EQ(gifts[1].gives, "Multiplica por 1.25 lo que ganas en puntos.");
    EXPECT_EQ(gifts[2].gives,
              "Multiplica por 1.5 lo que ganas en puntos. Los premios cuestan 10 % menos.");
}

TEST(Terms, tell_the_programme_in_force) {
    const LaurelShop shop;
    const auto terms = terms_of(*shop.programme, "es", in_march);
    EXPECT_THAT(section(terms, "earn"), Contains("Da 10 puntos por cada 1.00 USD."));
    EXPECT_THAT(section(terms, "earn"), Contains("No dan puntos: tabaco y servicios."));
    EXPECT_THAT(section(terms, "earn"), Contains("Lo que pagas con puntos no da puntos."));
    EXPECT_THAT(section(terms, "gifts"), Contains("Da 200 puntos, en la primera compra."));
    EXPECT_THAT(
        section(terms, "value"),
        ElementsAre("100 puntos valen 0.20 USD.",
                    "Puedes pagar con puntos desde 100 puntos, hasta el 50 % de cada compra.",
                    "Puedes pasar puntos a otra persona, desde 100 puntos cada vez.",
                    "Se pasan hasta 5,000 puntos por mes."));
    EXPECT_THAT(section(terms, "expiry"),
                ElementsAre("Lo que ganas en puntos vence 1 año después.",
                            "Lo que ganas en estrellas vence al terminar el año."));
    EXPECT_THAT(
        section(terms, "levels"),
        ElementsAre("Vecino: desde que entras.",
                    "Plata: desde 300 créditos. Multiplica por 1.25 lo que ganas en puntos.",
                    "Oro: desde 900 créditos. Multiplica por 1.5 lo que ganas en puntos. "
                    "Los premios cuestan 10 % menos.",
                    "Lo que cuenta para tu nivel es lo de este año."));
    EXPECT_THAT(section(terms, "stamps"),
                ElementsAre("Junta 10 estrellas y recibes Café de 250 g."));
    EXPECT_THAT(section(terms, "rewards"), Contains("Café de 250 g: 1,500 puntos."));
    EXPECT_THAT(section(terms, "rewards"),
                Contains("Canasta navideña: 6,000 puntos. Se ofrece hasta el 31 de diciembre de "
                         "2026."));
    EXPECT_THAT(section(terms, "challenges"),
                ElementsAre("Cuatro semanas seguidas: junta 4 semanas seguidas entre el 1 de enero "
                            "de 2026 y el 31 de diciembre de 2026 y recibes 150 puntos."));
    EXPECT_THAT(section(terms, "referral"),
                ElementsAre("Invita a alguien: recibes 500 puntos y esa persona 300 puntos con su "
                            "primera compra de 15.00 USD o más, si la hace en 30 días.",
                            "Cuentan hasta 10 invitaciones por año.",
                            "Lo de la invitación llega 14 días después."));
    EXPECT_THAT(section(terms, "returns"),
                ElementsAre("Si devuelves algo, se resta lo que te dio en puntos.",
                            "Si ya lo usaste, se descuenta de lo próximo que ganes."));
    EXPECT_THAT(section(terms, "plans"), testing::IsEmpty());
}

TEST(Terms, leave_out_what_is_over) {
    const LaurelShop shop;
    const auto now = terms_of(*shop.programme, "es", in_march);
    const auto later = terms_of(*shop.programme, "es", *parse_instant("2027-03-10T12:00:00Z"));
    const auto tuesdays = Contains(testing::HasSubstr("los martes"));
    EXPECT_THAT(section(now, "earn"), tuesdays);
    EXPECT_THAT(section(later, "earn"), Not(tuesdays));
    EXPECT_TRUE(section(later, "challenges").empty());
    EXPECT_THAT(section(later, "rewards"), Not(Contains(testing::HasSubstr("Canasta"))));
}

std::string expiry_as(const std::string& policy, std::string_view language = "es") {
    const LaurelShop shop(R"({"type": "fixed_term", "months": 12})", policy);
    return section(terms_of(*shop.programme, language, in_march), "expiry").at(0);
}

TEST(Terms, tell_every_way_to_expire) {
    EXPECT_EQ(expiry_as(R"({"type": "never"})"), "Lo que ganas en puntos no vence.");
    EXPECT_EQ(expiry_as(R"({"type": "fixed_term", "days": 60})"),
              "Lo que ganas en puntos vence 60 días después.");
    EXPECT_EQ(expiry_as(R"({"type": "period_end", "period": "quarter", "months": 6})"),
              "Lo que ganas en puntos vence al terminar el trimestre, 6 meses después.");
    EXPECT_EQ(expiry_as(R"({"type": "annual", "month": 6, "day": 30})"),
              "Lo que ganas en puntos vence cada 30 de junio.");
    EXPECT_EQ(expiry_as(R"({"type": "annual", "month": 6, "day": 30, "min_months": 1})"),
              "Lo que ganas en puntos vence el 30 de junio que llega cuando pasaron 1 mes.");
    EXPECT_EQ(expiry_as(R"({"type": "fixed_date", "date": "2027-01-31"})"),
              "Lo que ganas en puntos vence el 31 de enero de 2027.");
    EXPECT_EQ(
        expiry_as(R"({"type": "inactivity", "months": 18, "activity": ["earn", "redeem"]})"),
        "Lo que tienes en puntos vence si pasan 18 meses sin una compra que sume ni usarlos.");
    EXPECT_EQ(expiry_as(R"({"type": "never"})", "en"), "The puntos you earn do not expire.");
}

TEST(Terms, say_what_joining_gives) {
    const LaurelShop shop;
    EXPECT_EQ(joining_gift(*shop.programme, "es", in_march, false),
              "Recibes 200 puntos con tu primera compra.");
    EXPECT_EQ(joining_gift(*shop.programme, "en", in_march, true),
              "For the invitation you get 300 puntos with a first purchase of 15.00 USD or more.");
    const LaurelShop other(R"("conditions": [{"type": "first_purchase"}])",
                           R"("conditions": [{"type": "nth_purchase", "n": 2}])");
    EXPECT_EQ(joining_gift(*other.programme, "es", in_march, false), "");
}

TEST(Terms, ask_for_consent_where_the_shop_has_no_words) {
    for (const char* language : {"es", "en", "pt"})
        for (const char* purpose : {"marketing", "profiling"})
            EXPECT_FALSE(consent_text(purpose, language).empty()) << purpose << language;
    EXPECT_EQ(consent_text("third_party", "es"), "");
}

/// The tables as what they are: texts in one order.
using FlatTerms = std::array<std::string_view, sizeof(TermsWords) / sizeof(std::string_view)>;

std::set<char> places_in(std::string_view text) {
    std::set<char> places;
    for (std::size_t i = 0; i + 2 < text.size(); ++i)
        if (text[i] == '{' && text[i + 2] == '}') places.insert(text[i + 1]);
    return places;
}

TEST(Terms, stand_in_every_language_with_the_same_places) {
    const auto es = std::bit_cast<FlatTerms>(terms_es);
    const auto en = std::bit_cast<FlatTerms>(terms_en);
    const auto pt = std::bit_cast<FlatTerms>(terms_pt);
    for (std::size_t i = 0; i < es.size(); ++i) {
        EXPECT_EQ(es[i].empty(), en[i].empty()) << es[i];
        EXPECT_EQ(es[i].empty(), pt[i].empty()) << es[i];
        EXPECT_EQ(places_in(es[i]), places_in(en[i])) << es[i];
        EXPECT_EQ(places_in(es[i]), places_in(pt[i])) << es[i];
        if (places_in(es[i]).empty() && es[i].size() > 16) {
            EXPECT_NE(es[i], en[i]);
            EXPECT_NE(es[i], pt[i]);
        }
    }
}

}  // namespace
}  // namespace vuelve
