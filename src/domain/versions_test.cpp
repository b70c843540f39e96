#include "domain/versions.h"

#include <gtest/gtest.h>

namespace vuelve {
namespace {

Instant on(const char* day) { return *parse_instant(std::string(day) + "T12:00:00Z"); }

/// A rule that multiplies by so much.
Rule times(const char* id, int factor) {
    return {
        .id = id,
        .effects = {{.type = EffectType::Multiply, .currency = "PTS", .factor = Ratio(factor)}}};
}

ProgrammeDocument shop(std::vector<Rule> rules) {
    ProgrammeDocument document;
    document.brands = {{.code = "B"}};
    document.stores = {{.code = "S", .brand = "B"}};
    document.currencies = {{.code = "PTS"}};
    document.rules = std::move(rules);
    return document;
}

/// Documents by the day of their publication.
struct History {
    std::vector<std::pair<const char*, ProgrammeDocument>> all;

    ProgrammeDocument merged(Instant keep_since = Instant{0}) const {
        std::vector<Publication> history;
        for (const auto& [day, document] : all) history.push_back({&document, on(day)});
        return merge_versions(history, keep_since);
    }
    /// What every rule that stands says of a sale of that day: "r x2" where it is effective, "r -"
    /// where it is not.
    std::string at(const char* day, Instant keep_since = Instant{0}) const {
        std::string told;
        for (const Rule& rule : merged(keep_since).rules) {
            if (!stands_at(rule, on(day))) continue;
            const bool effective = rule.state == RuleState::Active &&
                                   (!rule.effective_from || *rule.effective_from <= on(day)) &&
                                   (!rule.effective_to || on(day) < *rule.effective_to);
            told +=
                (told.empty() ? "" : ", ") + rule.trace_name() +
                (effective
                     ? " x" + std::to_string(static_cast<int>(rule.effects.front().factor.num()))
                     : " -");
        }
        return told;
    }
};

TEST(Versions, rules_of_the_first_document_always_were) {
    const History history{{{"2026-03-01", shop({times("r", 2)})}}};
    EXPECT_EQ(history.at("2020-01-01"), "r x2");
}

TEST(Versions, a_sale_is_decided_by_the_version_of_its_time) {
    const History history{{{"2026-03-01", shop({times("r", 2)})},
                           {"2026-03-10", shop({times("r", 3)})},
                           {"2026-03-20", shop({times("r", 4)})}}};
    EXPECT_EQ(history.at("2026-02-01"), "r x2");
    EXPECT_EQ(history.at("2026-03-09"), "r x2");
    EXPECT_EQ(history.at("2026-03-10"), "r x3");
    EXPECT_EQ(history.at("2026-03-19"), "r x3");
    EXPECT_EQ(history.at("2026-03-20"), "r x4");
    EXPECT_EQ(history.merged().rules.size(), 3u);
}

TEST(Versions, what_ended_too_long_ago_is_left_out) {
    const History history{{{"2026-03-01", shop({times("r", 2)})},
                           {"2026-03-10", shop({times("r", 3)})},
                           {"2026-03-20", shop({times("r", 4)})}}};
    EXPECT_EQ(history.merged(on("2026-03-10")).rules.size(), 2u);
    EXPECT_EQ(history.at("2026-03-12", on("2026-03-10")), "r x3");
}

TEST(Versions, what_does_not_change_goes_on) {
    Rule renamed = times("r", 2);
    renamed.name = {{"es", "Martes verde"}};
    const History history{{{"2026-03-01", shop({times("r", 2)})}, {"2026-03-10", shop({renamed})}}};
    const auto merged = history.merged();
    ASSERT_EQ(merged.rules.size(), 1u);
    EXPECT_FALSE(merged.rules[0].effective_from);
    EXPECT_EQ(merged.rules[0].name.at("es"), "Martes verde");
}

TEST(Versions, a_new_rule_begins_when_it_is_published) {
    const History history{{{"2026-03-01", shop({times("r", 2)})},
                           {"2026-03-10", shop({times("r", 2), times("s", 5)})}}};
    EXPECT_EQ(history.at("2026-03-09"), "r x2, s -");
    EXPECT_EQ(history.at("2026-03-10"), "r x2, s x5");
}

TEST(Versions, a_version_planned_for_later_leaves_the_one_before_until_then) {
    Rule later = times("r", 3);
    later.effective_from = on("2026-03-15");
    History history{{{"2026-03-01", shop({times("r", 2)})}, {"2026-03-10", shop({later})}}};
    EXPECT_EQ(history.at("2026-03-14"), "r x2");
    EXPECT_EQ(history.at("2026-03-15"), "r x3");

    // Put off before it began: it never was.
    later.effective_from = on("2026-03-25");
    history.all.emplace_back("2026-03-12", shop({later}));
    EXPECT_EQ(history.at("2026-03-16"), "r x2");
    EXPECT_EQ(history.at("2026-03-25"), "r x3");
    EXPECT_EQ(history.merged().rules.size(), 2u);

    // And taken away with what is in force.
    history.all.emplace_back("2026-03-18", shop({}));
    EXPECT_EQ(history.at("2026-03-16"), "r x2");
    EXPECT_EQ(history.at("2026-03-18"), "");
}

TEST(Versions, a_rule_that_is_taken_away_and_comes_back_is_not_told_of_in_between) {
    const History history{{{"2026-03-01", shop({times("r", 2)})},
                           {"2026-03-10", shop({})},
                           {"2026-03-20", shop({times("r", 2)})}}};
    EXPECT_EQ(history.at("2026-03-09"), "r x2");
    EXPECT_EQ(history.at("2026-03-15"), "r -");
    EXPECT_EQ(history.at("2026-03-20"), "r x2");
}

TEST(Versions, a_number_of_the_authors_own_takes_the_place_of_the_one_before) {
    Rule first = times("r", 2), second = times("r", 3);
    first.version = 1;
    second.version = 2;
    second.effective_from = on("2026-03-15");
    const History history{{{"2026-03-01", shop({first})}, {"2026-03-10", shop({second})}}};
    EXPECT_EQ(history.at("2026-03-12"), "r@1 x2");
    EXPECT_EQ(history.at("2026-03-15"), "r@2 x3");
}

TEST(Versions, a_pause_begins_with_its_publication) {
    Rule paused = times("r", 2);
    paused.state = RuleState::Paused;
    const History history{{{"2026-03-01", shop({times("r", 2)})}, {"2026-03-10", shop({paused})}}};
    EXPECT_EQ(history.at("2026-03-09"), "r x2");
    EXPECT_EQ(history.at("2026-03-10"), "r -");
}

TEST(Versions, a_former_version_that_names_what_is_no_more_is_left_out) {
    Rule gives{.id = "c", .effects = {{.type = EffectType::Coupon, .code = "DIEZ"}}};
    ProgrammeDocument with = shop({times("r", 2), gives});
    with.coupons = {{.code = "DIEZ", .valid_days = 30}};
    const History history{{{"2026-03-01", with}, {"2026-03-10", shop({times("r", 3)})}}};
    EXPECT_EQ(history.at("2026-03-09"), "r x2");
    EXPECT_EQ(history.merged().rules.size(), 2u);
}

std::string faults_of(const ProgrammeDocument& before, const ProgrammeDocument& next) {
    std::string told;
    for (const Fault& fault : check_publication(&before, next, on("2026-03-10")))
        told += fault.pointer + " " + fault.code + "\n";
    return told;
}

TEST(Versions, nothing_new_begins_or_ends_in_the_past) {
    Rule early = times("s", 2);
    early.effective_from = on("2026-03-09");
    EXPECT_EQ(faults_of(shop({}), shop({times("r", 2), early})),
              "/rules/1/effective_from RETROACTIVE_RULE\n");
    early.effective_from = on("2026-03-10");
    EXPECT_EQ(faults_of(shop({}), shop({early})), "");

    Rule known = times("r", 2);
    known.effective_from = on("2026-02-01");
    EXPECT_EQ(faults_of(shop({known}), shop({known})), "");
    Rule changed = known;
    changed.effects.front().factor = Ratio(3);
    EXPECT_EQ(faults_of(shop({known}), shop({changed})),
              "/rules/0/effective_from RETROACTIVE_RULE\n");
    // Ending it earlier than planned, or pausing it, says nothing about the past.
    Rule ended = known;
    ended.effective_to = on("2026-03-12");
    EXPECT_EQ(faults_of(shop({known}), shop({ended})), "");
    ended.effective_to = on("2026-03-08");
    EXPECT_EQ(faults_of(shop({known}), shop({ended})), "/rules/0/effective_to RETROACTIVE_RULE\n");
    EXPECT_TRUE(check_publication(nullptr, shop({changed}), on("2026-03-10")).empty());
}

TEST(Versions, a_new_fixed_day_of_expiry_is_not_over) {
    ProgrammeDocument before = shop({times("r", 2)}), next = before;
    next.currencies[0].expiry = {.type = ExpiryPolicy::Type::FixedDate,
                                 .date = *parse_day("2026-03-09")};
    EXPECT_EQ(faults_of(before, next), "/currencies/0/expiry/date EXPIRY_IN_PAST\n");
    EXPECT_EQ(faults_of(next, next), "");
    next.currencies[0].expiry.date = *parse_day("2026-03-10");
    next.rules[0].expiry = {.type = ExpiryPolicy::Type::FixedDate,
                            .date = *parse_day("2026-01-01")};
    EXPECT_EQ(faults_of(before, next), "/rules/0/expiry/date EXPIRY_IN_PAST\n");
}

}  // namespace
}  // namespace vuelve
