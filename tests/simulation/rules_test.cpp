#include <gtest/gtest.h>

#include "evaluation_text.h"
#include "plain_rules.h"
#include "random_rules.h"

/// The compiled rules give what the rules say: against a plain reading of them, for programmes and
/// purchases drawn at random.
namespace vuelve::sim {
namespace {

TEST(CompiledRules, give_what_a_plain_reading_of_the_rules_gives) {
    constexpr int programmes = 1'000, sales_each = 3;
    int refused = 0;
    for (int seed = 0; seed < programmes; ++seed) {
        Draw draw(static_cast<std::uint64_t>(seed));
        ProgrammeDocument document = random_document(draw);
        ASSERT_TRUE(check(document).empty()) << "seed " << seed;
        SymbolTable symbols;
        const auto programme = Programme::compile(std::move(document), symbols);
        for (int number = 0; number < sales_each; ++number) {
            const RandomSale sale(programme, draw);
            const auto found = evaluate(sale.facts, sale.book);
            if (!found) ++refused;
            if (found)
                ASSERT_EQ(text_of(*found), plainly_evaluated(sale.facts, sale.book))
                    << "sale " << number << " of seed " << seed;
        }
    }
    EXPECT_LT(refused, programmes / 100) << "numbers too large for anybody";
}

}  // namespace
}  // namespace vuelve::sim
