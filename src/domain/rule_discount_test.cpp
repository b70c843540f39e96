#include <gtest/gtest.h>

#include <rapidcheck.h>

#include <algorithm>
#include <numeric>

#include "domain/discount.h"

namespace vuelve {
namespace {

struct Rules {
    std::vector<Effect> effects;
    std::vector<std::vector<std::uint32_t>> lines;

    Rules& take(const char* kind, const char* value, std::vector<std::uint32_t> from) {
        effects.push_back({.type = EffectType::Discount,
                           .discount_kind = kind,
                           .discount_value = *parse_decimal(value)});
        lines.push_back(std::move(from));
        return *this;
    }
    std::vector<RuleDiscount> discounts() const {
        std::vector<RuleDiscount> made;
        for (std::size_t i = 0; i < effects.size(); ++i)
            made.push_back({RuleId{static_cast<std::int32_t>(i) + 1}, &effects[i], lines[i]});
        return made;
    }
};

std::vector<CouponLine> ticket(std::initializer_list<std::int64_t> amounts) {
    std::vector<CouponLine> lines;
    for (std::int64_t amount : amounts)
        lines.push_back({.sku = {}, .category = {}, .brand = {}, .amount = Minor{amount}});
    return lines;
}

/// "1: 100 50 | 2: 0 30": by rule in the order of application.
std::string told(const std::vector<CouponLine>& lines,
                 const Rules& rules,
                 std::vector<DiscountLine> before = {}) {
    const auto known = static_cast<std::ptrdiff_t>(before.size());
    EXPECT_TRUE(add_rule_discounts(lines, rules.discounts(), before));
    std::string text;
    for (auto row = before.begin() + known; row != before.end(); ++row) {
        text += (text.empty() ? "" : " | ") + std::to_string(row->rule.value) + ":";
        for (std::int64_t off : row->lines) text += " " + std::to_string(off);
        EXPECT_EQ(row->amount.n, std::accumulate(row->lines.begin(), row->lines.end(), 0LL));
    }
    return text;
}

TEST(RuleDiscounts, a_percentage_is_rounded_once_and_shared_by_what_the_lines_cost) {
    EXPECT_EQ(told(ticket({12000, 7990}), Rules{}.take("percent", "15", {0, 1})), "1: 1800 1199");
    EXPECT_EQ(told(ticket({100, 100}), Rules{}.take("percent", "0.25", {0, 1})), "1: 1 0")
        << "half a cent is rounded up";
}

TEST(RuleDiscounts, a_fixed_amount_never_takes_more_than_its_lines_cost) {
    EXPECT_EQ(told(ticket({300, 200}), Rules{}.take("fixed", "500", {1})), "1: 0 200");
}

TEST(RuleDiscounts, percentages_come_before_fixed_amounts_each_on_what_is_left) {
    EXPECT_EQ(
        told(ticket({1000, 500}), Rules{}.take("fixed", "100", {0}).take("percent", "10", {0, 1})),
        "2: 100 50 | 1: 100 0");
}

TEST(RuleDiscounts, what_was_taken_before_is_gone_and_nothing_left_is_no_row) {
    const DiscountLine coupon{.amount = Minor{900}, .lines = {400, 500}};
    EXPECT_EQ(told(ticket({1000, 500}), Rules{}.take("percent", "50", {0, 1}), {coupon}),
              "1: 300 0");
    EXPECT_EQ(told(ticket({1000, 500}), Rules{}.take("fixed", "50", {1}), {coupon}), "");
    EXPECT_EQ(told(ticket({1000}), Rules{}.take("percent", "10", {})), "");
}

TEST(RuleDiscounts, no_line_ever_costs_less_than_nothing) {
    EXPECT_TRUE(rc::check([] {
        std::vector<CouponLine> lines;
        std::vector<std::int64_t> left;
        for (std::int64_t amount : *rc::gen::nonEmpty(
                 rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange(0, 5000)))) {
            lines.push_back({.sku = {}, .category = {}, .brand = {}, .amount = Minor{amount}});
            left.push_back(amount);
        }
        Rules rules;
        for (int i = *rc::gen::inRange(1, 6); i > 0; --i) {
            std::vector<std::uint32_t> from;
            for (std::uint32_t line = 0; line < lines.size(); ++line)
                if (*rc::gen::arbitrary<bool>()) from.push_back(line);
            const bool percent = *rc::gen::arbitrary<bool>();
            const auto value = std::to_string(*rc::gen::inRange(1, percent ? 101 : 9000));
            rules.take(percent ? "percent" : "fixed", value.c_str(), std::move(from));
        }
        std::vector<DiscountLine> discounts;
        RC_ASSERT(add_rule_discounts(lines, rules.discounts(), discounts).has_value());
        for (const DiscountLine& row : discounts) {
            const auto& from = rules.lines[static_cast<std::size_t>(row.rule.value) - 1];
            RC_ASSERT(row.amount.n > 0);
            for (std::uint32_t line = 0; line < left.size(); ++line) {
                left[line] -= row.lines[line];
                RC_ASSERT(row.lines[line] >= 0 && left[line] >= 0);
                RC_ASSERT(row.lines[line] == 0 || std::ranges::count(from, line) == 1);
            }
        }
    }));
}

TEST(RuleDiscounts, only_the_basket_or_the_rules_lines_can_be_discounted) {
    ProgrammeDocument doc;
    doc.brands = {{.code = "B", .name = {}}};
    doc.stores = {{.code = "S", .brand = "B", .name = {}}};
    doc.currencies = {{.code = "PTS", .name = {}}};
    auto faults = [&](const char* scope) {
        doc.rules = {{.id = "off",
                      .name = {},
                      .conditions = {},
                      .effects = {{.type = EffectType::Discount,
                                   .discount_kind = "percent",
                                   .discount_value = Ratio(10),
                                   .discount_scope = scope}},
                      .limits = {}}};
        std::string text;
        for (const Fault& fault : check(doc)) text += fault.pointer + " " + fault.code;
        return text;
    };
    EXPECT_EQ(faults("basket"), "");
    EXPECT_EQ(faults("lines"), "");
    EXPECT_EQ(faults("line"), "/rules/0/effects/0/scope INVALID_RULE");
}

}  // namespace
}  // namespace vuelve
