#include "cli/report_table.h"

#include <gtest/gtest.h>

namespace vuelve::cli {
namespace {

ReportTable example() {
    return {.facts = {{"month", "2026-03"}},
            .columns = {{"store"},
                        {"points", ReportKind::Units},
                        {"sales", ReportKind::Money},
                        {"rate", ReportKind::Decimal}},
            .rows = {{"Añasco, \"Sur\"", 1'234'567, -123'456'789, "0.0766"},
                     {"N", 0, 5, std::monostate{}}},
            .money_exponent = 2};
}

TEST(ReportTable, people_see_aligned_columns_with_separators) {
    EXPECT_EQ(report_text(example(), ReportFormat::Table),
              "month: 2026-03\n"
              "store             points          sales    rate\n"
              "Añasco, \"Sur\"  1,234,567  -1,234,567.89  0.0766\n"
              "N                      0           0.05\n");
}

TEST(ReportTable, csv_quotes_what_needs_it_and_groups_nothing) {
    EXPECT_EQ(report_text(example(), ReportFormat::Csv),
              "store,points,sales,rate\n"
              "\"Añasco, \"\"Sur\"\"\",1234567,-1234567.89,0.0766\n"
              "N,0,0.05,\n");
}

TEST(ReportTable, json_keeps_minor_units_and_exact_decimals) {
    EXPECT_EQ(report_text(example(), ReportFormat::Json),
              "{\"month\":\"2026-03\",\"items\":[{\"store\":\"Añasco, \\\"Sur\\\"\",\"points\":"
              "1234567,\"sales\":-123456789,\"rate\":0.0766},{\"store\":\"N\",\"points\":0,"
              "\"sales\":5,\"rate\":null}]}\n");
}

TEST(ReportTable, amounts_below_one_keep_their_sign) {
    ReportTable table{.columns = {{"sales", ReportKind::Money}}, .rows = {{-5}}};
    EXPECT_EQ(report_text(table, ReportFormat::Table), "sales\n-0.05\n");
    EXPECT_EQ(report_text(table, ReportFormat::Csv), "sales\n-0.05\n");
}

}  // namespace
}  // namespace vuelve::cli
