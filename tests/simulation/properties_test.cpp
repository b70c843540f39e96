#include <gtest/gtest.h>

#include <rapidcheck.h>

#include "base/ensure.h"
#include "shop.h"

/// The promises of domain.md 13 marked P, on random programmes and random streams of commands. A
/// failure prints the seed that brings it back.
namespace vuelve::simulation {
namespace {

constexpr int steps = 16;

Random seeded() { return Random(*rc::gen::arbitrary<std::uint32_t>()); }

Step purchase_step(RecordPurchase purchase, Instant at) {
    std::string key = purchase.id;
    return {{.body = std::move(purchase), .key = std::move(key), .actor = "test"}, at};
}

std::int64_t units_of(const Decision& decision, CurrencyId currency) {
    std::int64_t units = 0;
    for (const AwardLine& award : decision.receipt->effects)
        if (award.currency == currency) units += award.points.n;
    return units;
}

/// A shop with two members in which some weeks have passed.
struct Lived {
    std::string document;
    Shop shop;
    std::vector<HolderId> members;
    Instant now{};
    explicit Lived(Random& random, int past = steps)
        : document(random_programme(random)), shop(document) {
        members = {shop.enrol(1), shop.enrol(2)};
        now = opening + ms_per_hour;
        for (const Step& step : random_stream(random, members, past)) {
            shop.obey(step);
            now = step.at;
        }
        now = now + 1;
        shop.run_scheduler(now);
    }
};

TEST(Properties, I8_any_accepted_command_again_changes_nothing_and_is_replayed) {
    EXPECT_TRUE(rc::check([] {
        Random random = seeded();
        Shop shop(random_programme(random));
        std::vector<HolderId> members{shop.enrol(1), shop.enrol(2)};
        std::vector<Step> accepted;
        for (const Step& step : random_stream(random, members, steps))
            if (!shop.obey(step).error) accepted.push_back(step);
        RC_PRE(!accepted.empty());
        const Instant end = accepted.back().at + ms_per_day;
        shop.run_scheduler(end);
        const std::string before = everything(shop);
        for (const Step& step : accepted) {
            Decision again = shop.obey({step.command, end});
            RC_ASSERT(again.outcome == Outcome::Replayed);
        }
        RC_ASSERT(everything(shop) == before);
    }));
}

TEST(Properties, I9_the_whole_stream_into_an_empty_shop_gives_the_same_state) {
    EXPECT_TRUE(rc::check([] {
        Random random = seeded();
        const std::string document = random_programme(random);
        Shop one(document), two(document);
        std::vector<HolderId> members{one.enrol(1), one.enrol(2)};
        two.enrol(1);
        two.enrol(2);
        for (const Step& step : random_stream(random, members, steps))
            RC_ASSERT(answer_of(one.obey(step)) == answer_of(two.obey(step)));
        RC_ASSERT(everything(one) == everything(two));
    }));
}

TEST(Properties, I20_a_quote_says_what_the_purchase_then_does_and_changes_nothing) {
    EXPECT_TRUE(rc::check([] {
        Random random = seeded();
        Lived lived(random);
        RecordPurchase purchase = random_purchase(random, "last", lived.members[0]);
        RecordPurchase quote = purchase;
        quote.quote = true;
        quote.id.clear();
        const std::string before = everything(lived.shop);
        const Decision quoted = lived.shop.obey({{.body = quote, .key = ""}, lived.now});
        RC_ASSERT(everything(lived.shop) == before);
        const Decision done = lived.shop.obey(purchase_step(purchase, lived.now));
        RC_ASSERT(answer_of(quoted) == answer_of(done));
    }));
}

TEST(Properties, I24_base_and_multipliers_are_one_rounding_of_the_exact_total) {
    EXPECT_TRUE(rc::check([] {
        Random random = seeded();
        const int factor = pick(random, 100, 400), per = pick(random, 1, 999);
        const std::vector<std::pair<std::string, Rounding>> modes{
            {"down", Rounding::Down},
            {"up", Rounding::Up},
            {"half_up", Rounding::HalfUp},
            {"half_even", Rounding::HalfEven}};
        const auto& [mode, rounding] = one_of(random, modes);
        Shop shop(fmt::format(
            R"({{"programme":{{"code":"P","money":{{"currency":"USD","exponent":2}}}},"brands":[{{"code":"B"}}],"stores":[{{"code":"S","brand":"B"}}],
"currencies":[{{"code":"PTS","kind":"points","rounding":"{}"}}],
"rules":[{{"id":"base","effects":[{{"type":"earn_base","currency":"PTS","points":"1","per":{}}}]}},
{{"id":"more","effects":[{{"type":"multiply","currency":"PTS","factor":"{}.{:02}"}}]}}]}})",
            mode, per, factor / 100, factor % 100));
        RecordPurchase purchase = random_purchase(random, "p", shop.enrol(1));
        std::int64_t total = 0;
        for (const PurchaseLine& line : purchase.lines)
            total += line.unit_price->n * line.quantity / 1000;
        const Decision done = shop.obey(purchase_step(purchase, opening + 1));
        const Ratio exact = Ratio(total) * Ratio(1, per) * Ratio(factor, 100);
        RC_ASSERT(units_of(done, shop.programme().find_currency("PTS")->id) ==
                  *round(exact, rounding));
    }));
}

TEST(Properties, I25_an_excluded_line_paid_by_its_own_cash_changes_no_award) {
    EXPECT_TRUE(rc::check([] {
        Random random = seeded();
        Lived lived(random);
        RecordPurchase purchase = random_purchase(random, "last", lived.members[0]);
        RecordPurchase with = purchase;
        with.lines.push_back({.line = 9,
                              .sku = "CIGARS",
                              .category = "tobacco/cigars",
                              .brand = "",
                              .unit_price = Minor{pick(random, 1, 5000)},
                              .attributes = {}});
        Decision plain = lived.shop.try_out(purchase_step(purchase, lived.now));
        Decision more = lived.shop.try_out(purchase_step(with, lived.now));
        RC_ASSERT(plain.receipt->effects.size() == more.receipt->effects.size());
        for (std::size_t i = 0; i < plain.receipt->effects.size(); ++i)
            RC_ASSERT(plain.receipt->effects[i].points == more.receipt->effects[i].points);
    }));
}

TEST(Properties, I26_a_purchase_and_its_void_leave_everything_as_it_was) {
    EXPECT_TRUE(rc::check([] {
        Random random = seeded();
        Lived lived(random);
        const HolderId member = lived.members[0];
        auto resources = lived.shop.state.resources;
        const std::string before = standing(lived.shop.state.holders.at(member));
        lived.shop.obey(purchase_step(random_purchase(random, "last", member), lived.now));
        VoidPurchase undo{.id = "undo", .purchase = "last", .occurred_at = {}};
        const Decision undone =
            lived.shop.obey({{.body = undo, .key = "undo", .actor = "test"}, lived.now});
        RC_ASSERT(!undone.error);
        RC_ASSERT(standing(lived.shop.state.holders.at(member)) == before);
        for (const auto& [key, resource] : lived.shop.state.resources)
            RC_ASSERT(resource.left ==
                      (resources.contains(key) ? resources[key].left : resource.total));
    }));
}

TEST(Properties, I28_the_order_of_different_members_commands_changes_nobodys_result) {
    EXPECT_TRUE(rc::check([] {
        Random random = seeded();
        std::string document = random_programme(random);
        while (document.contains("budget")) document = random_programme(random);  // shared
        Shop mixed(document), apart(document);
        std::vector<HolderId> members{mixed.enrol(1), mixed.enrol(2)};
        apart.enrol(1);
        apart.enrol(2);
        auto first = random_stream(random, {members[0]}, steps / 2);
        auto second = random_stream(random, {members[1]}, steps / 2);
        for (Step& step : second) {  // ids of their own
            std::visit(
                [](auto& body) {
                    if constexpr (requires { body.id; }) body.id += "b";
                    if constexpr (requires { body.purchase; }) body.purchase += "b";
                },
                step.command.body);
            step.command.key += "b";
        }
        std::map<std::string, std::string> answers;
        std::vector<Step> by_time = first;
        by_time.insert(by_time.end(), second.begin(), second.end());
        std::ranges::stable_sort(by_time, {}, &Step::at);
        for (const Step& step : by_time) answers[step.command.key] = answer_of(mixed.obey(step));
        for (const auto& [member, stream] : {std::pair(members[1], second), {members[0], first}})
            for (const Step& step : stream) {
                // Only its own member's time passes: the other's commands are still to come.
                const Instant at = apart.settle(member, step.at);
                Decision done =
                    decide(apart.programme(), apart.state, step.command, apart.fresh(), at);
                RC_ASSERT(answer_of(done) == answers[step.command.key]);
                apply(apart.state, done);
            }
        const Instant end = by_time.back().at + 1;
        mixed.run_scheduler(end);
        apart.run_scheduler(end);
        RC_ASSERT(everything(mixed) == everything(apart));
    }));
}

/// A shop with two members in every club, the second by the first one's recommendation, in which
/// some weeks have passed, or none.
struct Friends {
    Shop shop;
    std::vector<HolderId> members{HolderId{1}, HolderId{2}};
    std::vector<Step> accepted;
    Instant now = opening + ms_per_hour;

    Friends(Random& random, int past) : shop(with_friends(random, random_programme(random))) {
        shop.enrol(1);
        const Enrol second{
            .holder = members[1], .enrolled_at = opening, .referrer = MemberRef(members[0])};
        obey({{.body = second, .key = "enrol-2", .actor = "test"}, opening});
        for (HolderId member : members)
            for (const Club& club : shop.programme().document().clubs)
                obey({{.body = JoinClub{.member = member, .club = club.code},
                       .key = fmt::format("join-{}-{}", member.value, club.code),
                       .actor = "test"},
                      opening});
        for (const Step& step : random_stream(random, members, past)) {
            obey(step);
            now = step.at;
        }
        now = now + 1;
        shop.run_scheduler(now);
    }
    Decision obey(const Step& step) {
        Decision done = shop.obey(step);
        if (!done.error) accepted.push_back(step);
        return done;
    }
    Resource goal(const Club& club) {
        const ResourceKey key{ResourceKind::ClubGoal, club.rule.value, 0};
        auto found = shop.state.resources.find(key);
        return found == shop.state.resources.end() ? Resource{club.goal, club.goal} : found->second;
    }
    std::int64_t parts(const Club& club) {
        std::int64_t sum = 0;
        for (HolderId member : members)
            sum += shop.state.holders.at(member)
                       .tallies[{TallyKind::ClubPart, club.rule.value, 0}]
                       .value;
        return sum;
    }
};

TEST(Properties, I8_clubs_and_referrals_are_not_moved_by_a_command_that_comes_again) {
    EXPECT_TRUE(rc::check([] {
        Random random = seeded();
        Friends friends(random, steps);
        const Instant end = friends.now + 5 * ms_per_day;
        friends.shop.run_scheduler(end);
        const std::string before = everything(friends.shop);
        const auto referral = friends.shop.state.holders.at(friends.members[1]).referral;
        for (const Step& step : friends.accepted)
            RC_ASSERT(friends.shop.obey({step.command, end}).outcome == Outcome::Replayed);
        RC_ASSERT(everything(friends.shop) == before);
        RC_ASSERT(friends.shop.state.holders.at(friends.members[1]).referral == referral);
    }));
}

TEST(Properties, I26_a_void_gives_back_what_a_club_a_challenge_and_two_friends_got) {
    EXPECT_TRUE(rc::check([] {
        Random random = seeded();
        // Without a past the purchase may be the first, and qualify the referral.
        Friends friends(random, pick(random, 0, 1) == 0 ? 0 : steps);
        const HolderId member = friends.members[1];
        auto look = [&] {
            std::string text = standing(friends.shop.state.holders.at(member)) +
                               standing(friends.shop.state.holders.at(friends.members[0]));
            for (const Club& club : friends.shop.programme().document().clubs)
                text += fmt::format("{} ", friends.goal(club).left);
            return text;
        };
        const std::string before = look();
        const Decision done =
            friends.obey(purchase_step(random_purchase(random, "last", member), friends.now));
        for (const ClubLine& line : done.receipt->clubs) RC_PRE(!line.reached);  // that one stays
        VoidPurchase undo{.id = "undo", .purchase = "last", .occurred_at = {}};
        RC_ASSERT(
            !friends.obey({{.body = undo, .key = "undo", .actor = "test"}, friends.now}).error);
        RC_ASSERT(look() == before);
    }));
}

TEST(Properties, a_goal_holds_what_its_members_added_until_one_purchase_reaches_it) {
    EXPECT_TRUE(rc::check([] {
        Random random = seeded();
        Friends friends(random, 0);
        std::map<RuleId, int> reached;
        for (const Step& step : random_stream(random, friends.members, 2 * steps)) {
            const Decision done = friends.obey(step);
            const bool sells = std::holds_alternative<RecordPurchase>(step.command.body);
            if (done.receipt && sells)
                for (const ClubLine& line : done.receipt->clubs)
                    reached[line.club] += line.reached ? 1 : 0;
            for (const Club& club : friends.shop.programme().document().clubs) {
                const Resource goal = friends.goal(club);
                RC_ASSERT(goal.left >= 0);
                if (goal.left > 0)
                    RC_ASSERT(friends.parts(club) == goal.total - goal.left);
                else
                    RC_ASSERT(reached[club.rule] == 1);
            }
        }
    }));
}

TEST(Properties, I31_a_return_in_parts_ends_as_the_same_return_at_once) {
    EXPECT_TRUE(rc::check([] {
        Random random = seeded();
        Lived once(random);
        Shop parts = once.shop;
        RecordPurchase purchase = random_purchase(random, "last", once.members[0]);
        once.shop.obey(purchase_step(purchase, once.now));
        parts.obey(purchase_step(purchase, once.now));
        RecordReturn whole{.id = "r", .purchase = "last", .lines = {}, .occurred_at = {}};
        for (const PurchaseLine& line : purchase.lines) {
            const std::int64_t back =
                1000 * pick(random, 0, static_cast<int>(line.quantity / 1000));
            if (back == 0) continue;
            whole.lines.push_back({line.line, back});
            for (std::int64_t done = 0; done < back; done += 500) {
                RecordReturn part{.id = fmt::format("r{}-{}", line.line, done),
                                  .purchase = "last",
                                  .lines = {{line.line, 500}},
                                  .occurred_at = {}};
                RC_ASSERT(!parts.obey({{.body = part, .key = part.id}, once.now}).error);
            }
        }
        RC_PRE(!whole.lines.empty());
        RC_ASSERT(!once.shop.obey({{.body = whole, .key = "r"}, once.now}).error);
        const Purchase& a = once.shop.state.purchases.at("last");
        const Purchase& b = parts.state.purchases.at("last");
        RC_ASSERT(a.returned_money == b.returned_money);
        for (std::size_t i = 0; i < a.awards.size(); ++i)
            RC_ASSERT(a.awards[i].reversed == b.awards[i].reversed);
        RC_ASSERT(everything(once.shop) == everything(parts));
    }));
}

TEST(Properties, a_holder_named_twice_to_the_scheduler_has_each_job_run_once) {
    EXPECT_TRUE(rc::check([] {
        Random random = seeded();
        Lived once(random);
        const Instant later = once.now + 40 * ms_per_day;
        Shop twice = once.shop;
        const HolderId member = once.members[0];
        once.shop.settle(member, later);
        if (auto due =
                run_due(twice.programme(), twice.state, {member, member}, twice.fresh(), later))
            apply(twice.state, *due);
        RC_ASSERT(everything(once.shop) == everything(twice));
    }));
}

}  // namespace
}  // namespace vuelve::simulation
