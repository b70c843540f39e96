#include "codec/statement_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "codec/answer_json_fixture.h"
#include "codec/statement_page.h"

namespace vuelve {
namespace {

using testing::HasSubstr;
using testing::Not;

Statement a_statement() {
    Statement statement{
        .id = 42,
        .brand_code = "FUEL",
        .brand_name = "Gasolineras <b>del</b> Sur & Cía",
        .currency_code = "PTS",
        .month = 202603,
        .issued_at = *parse_instant("2026-04-01T15:00:00Z"),
        .operator_name = "Club \"Dos Marcas\"",
        .money_currency = "USD",
        .money_exponent = 2,
        .scale = 0,
        .issue_price = Ratio(13, 10),
        .redeem_price = Ratio(19, 20),
        .fee_percent = Ratio(2),
        .units = {.earned = Units{3413}, .reversed = Units{3333}, .redeemed = Units{2000}},
        .issue_due = Minor{104},
        .redeem_claim = Minor{1900},
        .fee = Minor{2},
        .adjustments = {{.statement = 7, .month = 202602, .amount = Minor{-250}}}};
    statement.payable = payable_of(statement);
    statement.steps = {{.state = StatementState::Issued,
                        .at = statement.issued_at,
                        .actor = "contadora",
                        .reason = {}}};
    return statement;
}

TEST(StatementJson, keeps_what_is_frozen) {
    Statement statement = a_statement();
    statement.is_bilateral = true;
    statement.breakage_to_issuer = true;
    statement.flows = {{"AIR", "FUEL", Units{-10}, Minor{-9}}};
    const auto read = decode_statement(encode_statement(statement));
    ASSERT_TRUE(read);
    EXPECT_EQ(encode_statement(*read), encode_statement(statement));
    EXPECT_EQ(read->units, statement.units);
    EXPECT_EQ(read->flows, statement.flows);
    EXPECT_EQ(read->adjustments, statement.adjustments);
    EXPECT_TRUE(read->is_bilateral && read->breakage_to_issuer);
    EXPECT_FALSE(decode_statement("{}"));
}

TEST(StatementJson, tells_state_history_and_whether_it_ties) {
    Statement statement = a_statement();
    statement.state = StatementState::Corrected;
    statement.steps.push_back({.state = StatementState::Corrected,
                               .at = statement.issued_at,
                               .actor = "contadora",
                               .reason = "dos veces",
                               .amount = Minor{-20}});
    JsonWriter out;
    write_statement(out, statement, false);
    const auto json = parse_json(out.text());
    ASSERT_TRUE(json) << out.text();
    EXPECT_THAT(out.text(), HasSubstr(R"("statement":"42","month":"2026-03","state":"corrected")"));
    EXPECT_THAT(out.text(), HasSubstr(R"("payable":-2044,"ties":false)"));
    EXPECT_THAT(out.text(),
                HasSubstr(R"("reason":"dos veces","amount":-20}],"corrected_in":null)"));
}

TEST(StatementJson, writes_a_line_for_each_figure) {
    const Statement statement = a_statement();
    const std::string csv = statements_csv(std::span(&statement, 1));
    EXPECT_THAT(csv, HasSubstr("42,2026-03,FUEL,PTS,issued,issue_due,,,80,1.04,USD\r\n"));
    EXPECT_THAT(csv, HasSubstr("42,2026-03,FUEL,PTS,issued,redeem_claim,,,2000,-19.00,USD\r\n"));
    EXPECT_THAT(csv, HasSubstr("42,2026-03,FUEL,PTS,issued,adjustment,,,,-2.50,USD\r\n"));
    EXPECT_TRUE(csv.ends_with("42,2026-03,FUEL,PTS,issued,payable,,,,-20.44,USD\r\n")) << csv;
}

TEST(StatementJson, refuses_corrections_of_nothing) {
    EXPECT_TRUE(decode_correction(*parse_json(R"({"amount": -5, "reason": "x"})")));
    EXPECT_FALSE(decode_correction(*parse_json(R"({"amount": 0, "reason": "x"})")));
    EXPECT_FALSE(decode_dispute(*parse_json(R"({"reason": ""})")));
    EXPECT_FALSE(
        decode_statements_asked(*parse_json(R"({"currency": "PTS", "month": "2026-13"})")));
    EXPECT_EQ(
        decode_statements_asked(*parse_json(R"({"currency": "PTS", "month": "2026-12"})"))->month,
        202612);
}

TEST(StatementPage, stands_alone_and_is_plain_text_to_a_browser) {
    const LaurelShop shop;
    const std::string page = statement_page(a_statement(), *shop.programme, true);
    EXPECT_THAT(page, HasSubstr("<html lang=\"es\">"));
    EXPECT_THAT(page, HasSubstr("@page{size:A4"));
    EXPECT_THAT(page, HasSubstr("Gasolineras &lt;b&gt;del&lt;/b&gt; Sur &amp; Cía"));
    EXPECT_THAT(page, HasSubstr("El operador paga a la marca"));
    EXPECT_THAT(page, HasSubstr("20.44 USD"));
    EXPECT_THAT(page, HasSubstr("<td class=\"n\">0.013</td>"));  // 1.3 cents for a point
    EXPECT_THAT(page, HasSubstr("Corrección del estado de 2026-02"));
    EXPECT_THAT(page, HasSubstr("Coincide con el libro de puntos"));
    for (const char* outside : {"<script", "http:", "https:", "url(", "<img", "<link", "onclick"})
        EXPECT_THAT(page, Not(HasSubstr(outside)));
    EXPECT_THAT(statement_page(a_statement(), *shop.programme, false),
                HasSubstr("Ya no coincide con el libro de puntos"));
}

TEST(StatementPage, speaks_the_programmes_language) {
    const LaurelShop shop(R"("language": "es")", R"("language": "pt")");
    EXPECT_THAT(statement_page(a_statement(), *shop.programme, true),
                HasSubstr("Demonstrativo da coalizão"));
}

}  // namespace
}  // namespace vuelve
