#include "app/segments.h"

#include <gmock/gmock.h>

#include "app/facts.h"
#include "app/testing.h"
#include "codec/member_update.h"
#include "codec/plan_request.h"
#include "codec/programme_json.h"
#include "codec/programme_parts.h"
#include "codec/survey_request.h"

namespace vuelve::app {
namespace {

/// The demo shop with segments of every kind and a rule for one that only tables can judge.
struct SegmentShop : Shop {
    static constexpr const char* segments_section = R"([
        {"code": "vip", "kind": "static"},
        {"code": "compran", "kind": "dynamic", "where": [
            {"type": "attribute", "path": "member.purchases.count", "op": "ge", "value": 2}]},
        {"code": "gastan", "kind": "dynamic", "where": [
            {"type": "attribute", "path": "member.purchases.amount", "op": "ge", "value": 5000},
            {"type": "attribute", "path": "member.purchases.store.CENTRO.count", "op": "ge", "value": 1}]},
        {"code": "ricos", "kind": "dynamic", "where": [
            {"type": "attribute", "path": "member.balance.PTS.available", "op": "ge", "value": 40}]},
        {"code": "vip_que_compran", "kind": "dynamic", "where": [
            {"type": "segment", "in": ["compran"]}, {"type": "segment", "in": ["vip"]}]},
        {"code": "sin_nivel", "kind": "dynamic", "where": [
            {"type": "not", "of": {"type": "attribute", "path": "member.tier", "op": "ne", "value": "BASE_LEVEL"}}]},
        {"code": "recientes", "kind": "dynamic", "where": [
            {"type": "attribute", "path": "member.purchases.30d.count", "op": "ge", "value": 1}]},
        {"code": "ausentes", "kind": "dynamic", "where": [
            {"type": "days_since_last_purchase", "min": 20}]},
        {"code": "mejores", "kind": "dynamic", "where": [
            {"type": "attribute", "path": "member.rfm.m", "op": "ge", "value": 4}]}])";

    std::string document() const override {
        std::string text = text_of("src/codec/testdata/laurel.programme.json");
        auto read = read_programme(text);
        std::string section = segments_section;
        const std::string placeholder = "BASE_LEVEL";
        section.replace(section.find(placeholder), placeholder.size(),
                        read->tiers->levels.front().code);
        text.erase(text.rfind('}'));
        text += R"(, "segments": )" + section + "}";
        // The rule stands in front of the others.
        const std::string rules = R"("rules": [)";
        return text.insert(
            text.find(rules) + rules.size(),
            R"({"id": "gracias", "conditions": [{"type": "segment", "in": ["compran"]}],
                               "effects": [{"type": "bonus", "currency": "PTS", "points": 7}]},)");
    }

    Answer ask(Ask asked) {
        Answer answer = service->engine().ask(std::move(asked));
        EXPECT_FALSE(answer.error) << (answer.error ? answer.error->message : "");
        return answer;
    }
    Answer command(CommandBody body, const char* name, std::string member, std::string other = "") {
        return ask(ask_command(*programme, caller,
                               {.body = std::move(body),
                                .text = CommandText(name),
                                .member = std::move(member),
                                .other = std::move(other)},
                               fresh("k")));
    }
    void update(const std::string& member, const char* body) {
        auto request = decode_member_update(*parse_json(body), member);
        ASSERT_TRUE(request);
        ask(ask_command(*programme, caller, std::move(*request), fresh("k")));
    }
    HolderId holder(std::size_t place) {
        return *parse_public_holder(PublicKind::Member, members[place]);
    }

    using Kept = std::map<HolderId, std::vector<std::string>>;
    /// As the tables say, each member's in the order of the alphabet.
    Kept kept() {
        return programme->segments().kept(*service->database().snapshot(), HolderId{0},
                                          HolderId{INT64_MAX});
    }
    Kept judged() {
        auto all = judge_everybody(*service, *programme);
        for (auto& [member, codes] : all) std::ranges::sort(codes);
        return all;
    }
    /// Without those that change with time alone or at a walk.
    static Kept untimed(Kept all) {
        for (auto& [member, codes] : all)
            std::erase_if(codes, [](const std::string& code) {
                return code == "recientes" || code == "ausentes" || code == "mejores";
            });
        std::erase_if(all, [](const auto& one) { return one.second.empty(); });
        return all;
    }
    bool is_in(std::size_t place, const std::string& code) {
        const auto codes = kept()[holder(place)];
        return std::ranges::find(codes, code) != codes.end();
    }
    std::vector<SegmentEvent> moves(const char* code) {
        return *read_moves(*service, *programme, code, 0, 1000);
    }
    std::vector<Condition> where(const char* json) {
        Faults faults;
        const Place root;
        const Json parsed = *parse_json(json);
        std::vector<Condition> list;
        conditions()(Cursor{parsed, root, faults}, list);
        EXPECT_TRUE(faults.empty());
        return list;
    }
};

TEST_F(SegmentShop, keeps_by_steps_what_judging_everybody_says) {
    enrol(14);
    for (int day = 0; day < 40; ++day) {
        trade(pick(0, 9));
        if (pick(0, 4) == 0) update(someone(), R"({"segments": {"add": ["vip"]}})");
        if (pick(0, 6) == 0) update(someone(), R"({"segments": {"remove": ["vip"]}})");
        if (day % 13 == 12) {
            command(Merge{}, "merge", members.front(), members.back());
            members.pop_back();
        }
        if (day % 17 == 16) {
            command(Close{}, "close", members.back());
            members.pop_back();
        }
        if (day % 11 == 10) {
            service->engine().ask(ask_suspend(*programme, caller, someone(), fresh("k")));
        }
        if (pick(0, 2) == 0) {
            keep_segments(*service, *programme);
            ASSERT_EQ(untimed(kept()), untimed(judged())) << "day " << day;
        }
        if (day == 20) open(false);
        if (day % 7 == 6) clock.move_to(clock.now_ms() + 5 * ms_per_day);
    }
    keep_segments(*service, *programme);
    // The next walk brings what only time changed.
    clock.move_to(clock.now_ms() + ms_per_day);
    service->engine().settle_all();
    keep_segments(*service, *programme);
    EXPECT_EQ(kept(), judged());
    EXPECT_GT(kept().size(), 4U);
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
    EXPECT_TRUE(rebuilt().is_equal()) << rebuilt().difference.value_or("");
}

TEST_F(SegmentShop, records_who_came_and_went_and_why) {
    enrol(1);
    keep_segments(*service, *programme);
    EXPECT_TRUE(is_in(0, "sin_nivel"));
    ASSERT_EQ(moves("sin_nivel").size(), 1U);
    EXPECT_EQ(moves("sin_nivel")[0].move.cause, storage::MoveCause::Publication);
    const Answer first = ask(purchase(members[0]));
    const Answer second = ask(purchase(members[0]));
    auto entered = moves("compran");
    ASSERT_EQ(entered.size(), 1U);
    EXPECT_TRUE(entered[0].move.entered);
    EXPECT_EQ(entered[0].move.cause, storage::MoveCause::Txn);
    EXPECT_EQ(entered[0].move.txn, second.receipt->txn);
    EXPECT_EQ(entered[0].move.member, holder(0));

    ask(ask_void(*programme, caller, {.id = "", .purchase = first.receipt->id}, "v"));
    entered = moves("compran");
    ASSERT_EQ(entered.size(), 2U);
    EXPECT_FALSE(entered[1].move.entered);

    clock.move_to(clock.now_ms() + 21 * ms_per_day);
    const auto away = moves("ausentes");
    ASSERT_EQ(away.size(), 1U);
    EXPECT_EQ(away[0].move.cause, storage::MoveCause::Walk);
    command(Close{}, "close", members[0]);
    keep_segments(*service, *programme);
    EXPECT_TRUE(kept().empty());
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
}

TEST_F(SegmentShop, shows_rules_what_was_kept_also_from_memory) {
    enrol(1);
    const auto thanked = [](const Answer& answer) {
        return std::ranges::any_of(answer.receipt->trace, [](const Trace& trace) {
            return trace.rule_id == "gracias" && trace.reason == Reason::Fired;
        });
    };
    keep_segments(*service, *programme);
    EXPECT_FALSE(thanked(ask(purchase(members[0]))));
    EXPECT_FALSE(thanked(ask(purchase(members[0]))));
    EXPECT_FALSE(thanked(ask(purchase(members[0])))) << "nobody judged since";
    keep_segments(*service, *programme);
    EXPECT_TRUE(thanked(ask(purchase(members[0])))) << "the writer had the member in memory";
    open(false);
    EXPECT_TRUE(thanked(ask(purchase(members[0])))) << "loaded with the member";
}

TEST_F(SegmentShop, judges_everybody_anew_when_definitions_change) {
    enrol(3);
    ask(purchase(members[0]));
    keep_segments(*service, *programme);
    EXPECT_FALSE(is_in(0, "compran"));
    auto document = programme->snapshot()->document();
    document.segments[1].where[0].values = {AttributeValue(Ratio(1))};
    std::erase_if(document.segments, [](const Segment& one) { return one.code == "sin_nivel"; });
    programme->put_in_force(std::move(document));
    keep_segments(*service, *programme);
    EXPECT_TRUE(is_in(0, "compran"));
    EXPECT_FALSE(is_in(1, "sin_nivel")) << "it is gone";
    EXPECT_EQ(kept(), judged());
    service->audit_queue().settle();
    const auto before = service->database().counters();
    keep_segments(*service, *programme);
    EXPECT_EQ(service->database().counters().commits, before.commits) << "nothing new, no writing";
}

TEST_F(SegmentShop, gives_the_members_of_a_household_its_balance) {
    enrol(2);
    Ask join = ask_command(
        *programme, caller,
        {.body = JoinHousehold{}, .text = CommandText("join"), .member = members[0]}, fresh("k"));
    const HolderId household = ask(std::move(join)).receipt->other;
    Ask other = ask_command(*programme, caller,
                            {.body = JoinHousehold{},
                             .text = CommandText("join"),
                             .member = members[1],
                             .household = format_public(PublicKind::Household, household)},
                            fresh("k"));
    ask(std::move(other));
    AdjustRequest gift{.adjust = {.currency = "PTS", .points = Units{50}, .reason = "r"},
                       .member = members[0]};
    ask(ask_adjust(*programme, caller, gift, fresh("k")));
    keep_segments(*service, *programme);
    EXPECT_TRUE(is_in(0, "ricos"));
    EXPECT_TRUE(is_in(1, "ricos")) << "touched through the household";
    const auto draft = draft_segment(*service, *programme, where(R"([{"type": "attribute",
        "path": "member.balance.PTS.available", "op": "ge", "value": 50}])"));
    ASSERT_TRUE(draft);
    EXPECT_EQ(draft->members, 2);
    EXPECT_GT(draft->points_value.n, 0);
    const auto value = programme->snapshot()->find_currency("PTS")->money_value;
    EXPECT_EQ(draft->points_value.n, 50 * value->amount.n / value->points.n) << "counted once";

    gift.adjust.points = Units{-50};
    ask(ask_adjust(*programme, caller, gift, fresh("k")));
    keep_segments(*service, *programme);
    EXPECT_FALSE(is_in(0, "ricos"));
    EXPECT_EQ(
        std::ranges::count_if(moves("ricos"), [](const auto& one) { return !one.move.entered; }), 2)
        << "once each, though one was touched by name and through the household";
    gift.adjust.points = Units{50};
    ask(ask_adjust(*programme, caller, gift, fresh("k")));
    keep_segments(*service, *programme);
    EXPECT_TRUE(is_in(0, "ricos"));
}

TEST_F(SegmentShop, drafts_with_few_statements_whatever_the_number_of_members) {
    enrol(30);
    trade(60);
    const auto list = where(R"([
        {"type": "attribute", "path": "member.purchases.365d.count", "op": "ge", "value": 1},
        {"type": "attribute", "path": "member.age", "op": "ge", "value": 18},
        {"type": "attribute", "path": "member.rfm.r", "op": "ge", "value": 1}])");
    catch_up(*service, *programme);
    service->audit_queue().settle();  // so many sales of a day looked suspicious
    const auto before = service->database().counters();
    const auto draft = draft_segment(*service, *programme, list);
    ASSERT_TRUE(draft);
    const auto after = service->database().counters();
    // Two for what is new, one for each source, two or three for each of the sample.
    EXPECT_LE(after.snapshot_statements - before.snapshot_statements, 2 + 4 + 5 * 3);
    EXPECT_EQ(after.statements, before.statements) << "nothing is written";
    EXPECT_GT(draft->members, 5);
    EXPECT_EQ(draft->of, 30);
    EXPECT_EQ(draft->sample.size(), 5U);
    EXPECT_THAT(draft->sample[0].identities, testing::ElementsAre(testing::HasSubstr("*")));
    std::int64_t spent = 0;
    programme->facts().each_sale(
        *service->database().snapshot(), Day{0}, Day{100'000},
        [&](const Sale& sale) { spent += sale.voided ? 0 : sale.amount.n; });
    EXPECT_EQ(draft->spent.n, spent) << "everybody here is of age";
}

TEST_F(SegmentShop, lists_segments_and_whom_they_hold) {
    enrol(3);
    update(members[1], R"({"segments": {"add": ["vip"]}})");
    const auto counts = count_segments(*service, *programme);
    EXPECT_EQ(counts[0].segment.code, "vip");
    EXPECT_EQ(counts[0].members, 1);
    EXPECT_EQ(counts[5].members, 3) << counts[5].segment.code;
    const auto page = read_segment(*service, *programme, "sin_nivel", HolderId{0}, 2);
    ASSERT_TRUE(page);
    EXPECT_FALSE(page->is_last);
    EXPECT_EQ(page->people.size(), 2U);
    const auto rest =
        read_segment(*service, *programme, "sin_nivel", page->people.back().member, 2);
    EXPECT_TRUE(rest->is_last);
    EXPECT_EQ(rest->people.size(), 1U);
    EXPECT_EQ(read_segment(*service, *programme, "vip", HolderId{0}, 5)->people[0].member,
              holder(1));
    EXPECT_EQ(read_segment(*service, *programme, "nadie", HolderId{0}, 5).error().code,
              ErrorCode::NotFound);
}

TEST_F(SegmentShop, hears_of_actions_and_answers) {
    enrol(2);
    const auto act = [&](std::size_t place, const char* body) {
        auto request = decode_action(*parse_json(body), members[place]);
        ASSERT_TRUE(request);
        ask(ask_command(*programme, caller, std::move(*request), ""));
    };
    const auto answer = [&](std::size_t place, const char* body) {
        auto request = decode_survey_answer(*parse_json(body), members[place]);
        ASSERT_TRUE(request);
        ask(ask_command(*programme, caller, std::move(*request), fresh("k")));
    };
    const auto drafted = [&](const char* json) {
        const auto draft = draft_segment(*service, *programme, where(json));
        return draft ? draft->members : -1;
    };
    constexpr const char* twice = R"([{"type": "attribute", "path": "member.action.resena.count",
                                       "op": "eq", "value": 2}])";
    constexpr const char* critic = R"([{"type": "attribute", "path": "member.survey.nps",
                                        "op": "le", "value": 6}])";
    act(0, R"({"type": "resena", "proof": "a"})");
    act(1, R"({"type": "resena", "proof": "b"})");
    EXPECT_EQ(drafted(twice), 0);
    answer(0, R"({"nps": 9})");
    clock.move_to(clock.now_ms() + 1000);
    answer(1, R"({"nps": 3})");
    EXPECT_EQ(drafted(critic), 1);
    command(Merge{}, "merge", members[0], members[1]);
    EXPECT_EQ(drafted(twice), 1);
    EXPECT_EQ(drafted(critic), 1) << "the last answer of either";
    EXPECT_TRUE(rebuilt().is_equal()) << rebuilt().difference.value_or("");
    open(false);
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
}

TEST_F(SegmentShop, changes_of_a_member_are_kept_sealed) {
    enrol(1);
    update(members[0], R"({"name": "Eva Torres", "alias": "Cafetera", "language": "pt",
        "home_store": "NORTE", "birth_date": "1991-04-05", "attributes": {"city": "Loja", "n": 2}})");
    update(members[0], R"({"attributes": {"n": null}, "name": null})");
    open(false);
    const auto reader = service->database().snapshot();
    const auto stored = programme->members().load(*reader, holder(0));
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->profile.name, "");
    EXPECT_EQ(stored->profile.alias, "Cafetera");
    EXPECT_EQ(stored->language, "pt");
    EXPECT_EQ(stored->home_store, programme->snapshot()->find_store("NORTE")->id);
    EXPECT_EQ(stored->profile.birth_date, parse_day("1991-04-05"));
    EXPECT_EQ(stored->birth_date_changed_at, service->now());
    EXPECT_EQ(stored->profile.attributes, R"({"city":"Loja"})");
    auto rows = reader->query("select document || result from txn");
    while (rows.next())
        for (const char* personal : {"Cafetera", "Eva", "Loja", "1991"})
            EXPECT_EQ(rows.text(0).find(personal), std::string_view::npos) << personal;
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
}

}  // namespace
}  // namespace vuelve::app
