#include "domain/birthday.h"

#include <gtest/gtest.h>

#include "domain/counting_fresh.h"
#include "domain/decide.h"

namespace vuelve {
namespace {

Instant at(const char* text) { return *parse_instant(text); }

/// A shop in Mexico City with a branch in Tijuana that gives 100 points from 2025 on.
struct Birthday : testing::Test {
    SymbolTable symbols;
    ProgrammeDocument document = [] {
        ProgrammeDocument doc;
        doc.code = "P";
        doc.time_zone = "America/Mexico_City";
        doc.money_currency = "MXN";
        doc.brands = {{.code = "B", .name = {}}};
        doc.stores = {{.code = "CENTRO", .brand = "B", .name = {}, .time_zone = ""},
                      {.code = "TJ", .brand = "B", .name = {}, .time_zone = "America/Tijuana"}};
        doc.currencies = {{.code = "PTS", .name = {}}};
        doc.birthday = BirthdayGift{.from = at("2025-01-01T00:00:00-06:00"),
                                    .reward_currency = "PTS",
                                    .reward_points = Units{100},
                                    .reward_code = "",
                                    .eligibility = {}};
        return doc;
    }();
    State state;
    CountingFresh fresh{100};
    Holder ana = [] {
        Holder holder;
        holder.id = HolderId{7};
        holder.enrolled_at = at("2024-01-10T10:00:00-06:00");
        holder.birth_date = parse_day("1990-05-10");
        return holder;
    }();

    std::shared_ptr<const Programme> programme() { return Programme::compile(document, symbols); }
    std::string next() {
        auto due = next_gift_due(*programme(), ana);
        return due ? format_instant(*due) : "never";
    }
    /// Ana after the scheduler has run.
    const Holder& settled(const char* until) {
        auto compiled = programme();
        state.holders[ana.id] = ana;
        auto done = run_due(*compiled, state, {ana.id}, fresh, at(until));
        if (done) apply(state, *done);
        return state.holders[ana.id];
    }
};

TEST_F(Birthday, is_due_at_midnight_of_the_home_store) {
    EXPECT_EQ(next(), "2025-05-10T06:00:00Z") << "the programme's zone without one";
    programme();
    ana.home_store = StoreId{symbols.find(SymbolKind::Store, "TJ")};
    EXPECT_EQ(next(), "2025-05-10T07:00:00Z");
    ana.home_store = StoreId{999};
    EXPECT_EQ(next(), "2025-05-10T06:00:00Z") << "a store that is gone";
}

TEST_F(Birthday, comes_to_whoever_is_a_member_with_a_birth_date_only) {
    ana.head.state = MemberState::Suspended;
    EXPECT_EQ(next(), "2025-05-10T06:00:00Z") << "the year passes at its midnight";
    ana.head.state = MemberState::Closed;
    EXPECT_EQ(next(), "never");
    ana.head.state = MemberState::Active;
    ana.merged_into = HolderId{8};
    EXPECT_EQ(next(), "never");
    ana.merged_into = {};
    ana.kind = HolderKind::Household;
    EXPECT_EQ(next(), "never");
    ana.kind = HolderKind::Member;
    ana.birth_date.reset();
    EXPECT_EQ(next(), "never");
    ana.birth_date = parse_day("1990-05-10");
    document.birthday.reset();
    EXPECT_EQ(next(), "never");
}

TEST_F(Birthday, skips_years_that_are_settled_already) {
    ana.tallies[gift_year] = {2024, 1};
    EXPECT_EQ(next(), "2025-05-10T06:00:00Z");
    ana.tallies[gift_year] = {2025, 1};
    EXPECT_EQ(next(), "2026-05-10T06:00:00Z");
}

TEST_F(Birthday, told_anew_gives_nothing_for_thirty_days) {
    ana.birth_date_changed_at = at("2025-04-09T23:59:00-06:00");
    EXPECT_EQ(next(), "2025-05-10T06:00:00Z") << "31 days before";
    ana.birth_date_changed_at = at("2025-04-10T00:00:00-06:00");
    EXPECT_EQ(next(), "2026-05-10T06:00:00Z") << "30 days before";
    ana.birth_date_changed_at = at("2025-05-09T12:00:00-06:00");
    EXPECT_EQ(next(), "2026-05-10T06:00:00Z");
    ana.birth_date_changed_at = at("2025-06-01T12:00:00-06:00");
    EXPECT_EQ(next(), "2026-05-10T06:00:00Z") << "a day that was over when it was told";
}

TEST_F(Birthday, told_anew_after_the_gift_gives_nothing_until_next_year) {
    ana.tallies[gift_year] = {2025, 1};
    ana.birth_date = parse_day("1990-12-01");
    ana.birth_date_changed_at = at("2025-05-11T12:00:00-06:00");
    EXPECT_EQ(next(), "2026-12-01T06:00:00Z");
}

TEST_F(Birthday, told_anew_around_new_year_waits_for_the_year_after) {
    ana.birth_date = parse_day("1990-01-10");
    ana.birth_date_changed_at = at("2025-12-20T12:00:00-06:00");
    EXPECT_EQ(next(), "2027-01-10T06:00:00Z");
}

TEST_F(Birthday, a_badge_is_given_once) {
    document.birthday->reward = EffectType::Badge;
    document.birthday->reward_code = "CUMPLE";
    const Holder& after = settled("2026-06-01T00:00:00-06:00");
    const TallyKey badge{TallyKind::Badge, symbols.find(SymbolKind::Badge, "CUMPLE"), 0};
    EXPECT_EQ(after.tallies.at(badge).count, 1);
    EXPECT_GT(after.tallies.at(badge).value, 0) << "the transaction it came by";
    EXPECT_EQ(after.tallies.at(gift_year), (Tally{2026, 1}));
    EXPECT_EQ(next_due(*programme(), after), at("2027-05-10T00:00:00-06:00"));
}

TEST_F(Birthday, points_repay_a_debt_on_their_day_and_are_marketings) {
    ana.wallets = {{.currency = CurrencyId{1}, .debt = Units{-30}}};
    const Holder& after = settled("2025-06-01T00:00:00-06:00");
    EXPECT_EQ(wallet_of(after, CurrencyId{1}).available, Units{70});
    EXPECT_EQ(wallet_of(after, CurrencyId{1}).debt, Units{0});
    ASSERT_EQ(after.lots.size(), 1U);
    EXPECT_EQ(after.lots[0].funding, Funding::Marketing);
    EXPECT_EQ(after.lots[0].earned_at, at("2025-05-10T00:00:00-06:00"));
    EXPECT_EQ(symbols.code(after.lots[0].rule.value), "birthday");
}

TEST_F(Birthday, a_fixed_last_day_that_is_over_gives_nothing_and_the_year_has_passed) {
    document.birthday->expiry =
        ExpiryPolicy{.type = ExpiryPolicy::Type::FixedDate, .date = *parse_day("2025-12-31")};
    const Holder& after = settled("2026-06-01T00:00:00-06:00");
    EXPECT_EQ(after.lots.size(), 1U) << "of 2025, expired since";
    EXPECT_EQ(wallet_of(after, CurrencyId{1}).available, Units{0});
    EXPECT_EQ(after.tallies.at(gift_year).value, 2026);
}

TEST_F(Birthday, the_latest_midnight_is_that_of_any_zone_of_the_programme) {
    auto midnight = [&](const char* now) {
        return format_instant(last_midnight(*programme(), at(now)));
    };
    EXPECT_EQ(midnight("2025-05-10T05:59:59Z"), "2025-05-09T07:00:00Z");
    EXPECT_EQ(midnight("2025-05-10T06:00:00Z"), "2025-05-10T06:00:00Z");
    EXPECT_EQ(midnight("2025-05-10T07:00:00Z"), "2025-05-10T07:00:00Z");
}

TEST_F(Birthday, a_section_that_cannot_work_is_named_with_its_place) {
    auto faults = [&] {
        std::vector<std::string> told;
        for (const Fault& fault : check(document)) told.push_back(fault.pointer + " " + fault.code);
        return told;
    };
    EXPECT_TRUE(faults().empty());
    document.birthday->reward_currency = "NONE";
    document.birthday->eligibility = {{.type = ConditionType::Sku, .in = {"A"}},
                                      {.type = ConditionType::Tier, .in = {"GOLD"}}};
    document.rules = {{.id = "birthday", .effects = {{.type = EffectType::Badge, .code = "X"}}}};
    EXPECT_EQ(faults(), (std::vector<std::string>{"/birthday/reward/currency unknown-reference",
                                                  "/birthday/eligibility/1/in/0 unknown-reference",
                                                  "/birthday/eligibility/0 INVALID_RULE",
                                                  "/rules/0/id duplicate"}));
    document.rules.clear();
    document.birthday->eligibility.clear();
    document.birthday->reward = EffectType::Coupon;
    document.birthday->reward_code = "NONE";
    EXPECT_EQ(faults(), (std::vector<std::string>{"/birthday/reward/coupon unknown-reference"}));
}

}  // namespace
}  // namespace vuelve
