#include "domain/event.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/counting_fresh.h"
#include "domain/decide.h"

namespace vuelve {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// What every name says is held over the worked cases (cli/scenario/feed_test.cpp); here what they
/// do not show.
struct Events : testing::Test {
    SymbolTable symbols;
    ProgrammeDocument document = [] {
        ProgrammeDocument doc;
        doc.code = "P";
        doc.time_zone = "America/Guayaquil";
        doc.money_currency = "USD";
        doc.brands = {{.code = "B", .name = {}}};
        doc.stores = {{.code = "S", .brand = "B", .name = {}, .time_zone = ""}};
        doc.currencies = {{.code = "PTS", .name = {}}};
        return doc;
    }();
    State state;
    CountingFresh fresh{1000};
    Instant now = *parse_instant("2026-03-10T12:00:00-05:00");

    const std::shared_ptr<const Programme>& programme() {
        if (!compiled) compiled = Programme::compile(document, symbols);
        return compiled;
    }
    HolderId enrol(std::int64_t id) {
        const Command command{.body = Enrol{.holder = HolderId{id}, .enrolled_at = now}};
        Decision decision = decide(*programme(), state, command, fresh, now);
        apply(state, decision);
        return HolderId{id};
    }
    std::vector<std::string> names(const std::vector<Event>& events) {
        std::vector<std::string> told;
        for (const Event& event : events) told.emplace_back(name_of(event.type));
        return told;
    }
    /// Told by a decision that set one shared thing from one rest to another.
    std::vector<std::string> told_of(ResourceKind kind, Resource had, Resource has) {
        const ResourceKey key{kind, symbols.intern(SymbolKind::Rule, "base"), 0};
        State before;
        before.resources[key] = had;
        Decision decision;
        decision.receipt = std::make_shared<Receipt>(Receipt{.command = "purchase"});
        decision.transaction.emplace().effects.resources = {{key, has}};
        std::vector<std::string> told;
        for (const Event& event : events_of(*programme(), before, decision)) {
            if (event.type == EventType::PurchaseRecorded) continue;
            const auto& last = event.data.back().value.value;
            told.push_back(std::string(name_of(event.type)) + " " +
                           std::to_string(std::get<std::int64_t>(last)));
        }
        return told;
    }

 private:
    std::shared_ptr<const Programme> compiled;
};

TEST_F(Events, of_a_budget_are_told_once_when_a_half_four_fifths_and_all_of_it_are_used) {
    const auto budget = [&](std::int64_t had, std::int64_t has) {
        return told_of(ResourceKind::RuleBudget, {had, 1000}, {has, 1000});
    };
    EXPECT_THAT(budget(1000, 501), IsEmpty());
    EXPECT_THAT(budget(501, 500), ElementsAre("budget.reached 50"));
    EXPECT_THAT(budget(500, 201), IsEmpty());
    EXPECT_THAT(budget(1000, 0),
                ElementsAre("budget.reached 50", "budget.reached 80", "budget.reached 100"));
    EXPECT_THAT(budget(0, 300), IsEmpty()) << "a void gave some back";
}

TEST_F(Events, of_a_stock_say_when_a_tenth_is_left_and_when_none_is) {
    const auto stock = [&](std::int64_t had, std::int64_t has) {
        return told_of(ResourceKind::RewardStock, {had, 50}, {has, 50});
    };
    EXPECT_THAT(stock(50, 6), IsEmpty());
    EXPECT_THAT(stock(6, 5), ElementsAre("stock.low 5"));
    EXPECT_THAT(stock(5, 4), IsEmpty());
    EXPECT_THAT(stock(1, 0), ElementsAre("stock.out 0"));
    EXPECT_THAT(stock(0, 0), IsEmpty());
    EXPECT_THAT(stock(0, 1), IsEmpty());
}

TEST_F(Events, are_none_for_quotes_refusals_and_what_was_done_before) {
    const HolderId ana = enrol(7);
    RecordPurchase sale{.id = "p1", .member = ana, .store = ""};
    sale.lines = {{.line = 1, .sku = "", .category = "", .brand = "", .unit_price = Minor{100}}};
    Command command{.body = sale, .key = "p1"};
    auto told = [&](const Command& asked) {
        Decision decision = decide(*programme(), state, asked, fresh, now);
        auto events = events_of(*programme(), state, decision, {.command = &asked.body});
        apply(state, decision);
        if (decision.transaction) state.earlier[asked.key] = {{}, decision.receipt};
        return names(events);
    };
    sale.quote = true;
    EXPECT_THAT(told({.body = sale}), IsEmpty());
    EXPECT_THAT(told(command), ElementsAre("purchase.recorded"));
    EXPECT_THAT(told(command), IsEmpty()) << "replayed";
    EXPECT_THAT(told({.body = Suspend{.member = HolderId{8}}, .key = "k"}), IsEmpty());
}

TEST_F(Events, of_an_update_name_its_fields_and_never_what_they_hold) {
    const HolderId ana = enrol(7);
    const Command command{.body = UpdateMember{.member = ana, .birth_date = Day{1}}, .key = "u"};
    const Decision decision = decide(*programme(), state, command, fresh, now);
    const auto events =
        events_of(*programme(), state, decision, {.command = &command.body, .fields = {"name"}});
    ASSERT_THAT(names(events), ElementsAre("member.updated"));
    const auto& fields = std::get<EventValue::List>(events.front().data.back().value.value);
    ASSERT_EQ(fields.size(), 2u);
    EXPECT_EQ(std::get<std::string>(fields[0].value), "name");
    EXPECT_EQ(std::get<std::string>(fields[1].value), "birth_date");
}

TEST_F(Events, of_identities_say_their_kind_and_what_became_of_the_old_one) {
    const HolderId ana = enrol(7);
    using enum ChangeIdentity::Change;
    auto told = [&](ChangeIdentity::Change change, const char* kind) {
        const Command command{.body = ChangeIdentity{.member = ana, .change = change, .kind = kind},
                              .key = "c"};
        const auto events =
            events_of(*programme(), state, decide(*programme(), state, command, fresh, now),
                      {.command = &command.body});
        for (const Event& event : events)
            EXPECT_EQ(std::get<std::string>(event.data.back().value.value), kind);
        return names(events);
    };
    EXPECT_THAT(told(Add, "phone"), ElementsAre("identity.added"));
    EXPECT_THAT(told(Remove, "phone"), ElementsAre("identity.removed"));
    EXPECT_THAT(told(Block, "card"), ElementsAre("identity.blocked"));
    EXPECT_THAT(told(Replace, "card"), ElementsAre("identity.added", "identity.blocked"))
        << "a lost card stays blocked";
    EXPECT_THAT(told(Replace, "phone"), ElementsAre("identity.added", "identity.removed"));
}

TEST_F(Events, of_points_that_end_are_told_once_for_an_account_that_several_share) {
    const HolderId ana = enrol(7), luz = enrol(8);
    const HolderId home{20};
    Holder household{.id = home, .kind = HolderKind::Household};
    household.members = {{.member = luz}, {.member = ana}};
    state.holders.emplace(home, household);
    auto notice = [&](HolderId member) {
        return Notice{
            .member = member,
            .type = MessageType::PointsExpiring,
            .source = (std::int64_t{programme()->find_currency("PTS")->id.value} << 32) | 20600,
            .due_at = now,
            .variables = {{"points", NoticeAmounts{{"PTS", 30}}},
                          {"last_day", "2026-05-27"},
                          {"days_left", std::int64_t{7}},
                          {"value", std::int64_t{6}}}};
    };
    const std::vector<Notice> both{notice(ana), notice(luz)};
    auto events = events_of(*programme(), state, both);
    EXPECT_EQ(events.size(), 2u) << "each has points of their own";
    EXPECT_EQ(events.front().subject, ana);

    for (const HolderId member : {ana, luz}) state.holders.at(member).household = home;
    events = events_of(*programme(), state, both);
    ASSERT_EQ(events.size(), 1u);
    EXPECT_EQ(events.front().subject, home);
    EXPECT_EQ(events.front().subject_kind, HolderKind::Household);
    std::vector<std::string> fields;
    for (const EventField& field : events.front().data) fields.emplace_back(field.name);
    EXPECT_THAT(fields, ElementsAre("currency", "points", "last_day", "days_left", "value"));
}

}  // namespace
}  // namespace vuelve
