#include "app/fraud_watch.h"

#include <gmock/gmock.h>

#include "app/cases.h"
#include "app/facts.h"
#include "app/reading.h"
#include "app/testing.h"
#include "domain/referral.h"

namespace vuelve::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// The demo shop, and people who want more than their share.
struct FraudWatch : Shop {
    Answer enrol_with(EnrolmentRequest request) {
        request.identities.push_back({IdentityKind::Card, fresh("CARD")});
        Answer done = service->engine().ask(
            ask_enrol(*programme, caller, request, service->now(), fresh("k")));
        if (!done.error) members.push_back(format_public(PublicKind::Member, done.receipt->member));
        return done;
    }
    std::string code_of(const std::string& member) {
        return read_member(*service, *programme, id_of(member))->profile.referral_code;
    }
    static HolderId id_of(const std::string& member) {
        return *parse_public_holder(PublicKind::Member, member);
    }
    Answer buy(const std::string& member) {
        PurchaseRequest sale{.member = member};
        sale.purchase.id = fresh("p");
        sale.purchase.lines.push_back({.line = 1,
                                       .sku = "S",
                                       .category = "",
                                       .brand = "",
                                       .unit_price = Minor{2000},
                                       .attributes = {}});
        return service->engine().ask(ask_purchase(*programme, caller, std::move(sale)));
    }
    std::optional<Referral> referral_of(const std::string& member) {
        Holder holder;
        holder.id = id_of(member);
        programme->ledger().load_ledger(*service->database().snapshot(), holder);
        return holder.referral;
    }
    void erase(const std::string& member, Instant tombstones_until) {
        auto tx = service->database().begin();
        programme->members().erase(*tx, id_of(member), tombstones_until);
        tx->commit();
    }
    std::vector<FraudCase> open_cases() {
        return Cases(*service).list(*programme, CaseState::Open, INT64_MAX, 100);
    }
    std::vector<CaseKind> kinds() {
        std::vector<CaseKind> found;
        for (const FraudCase& one : open_cases()) found.push_back(one.kind);
        return found;
    }
    static std::vector<std::string> rules_of(const Answer& sale) {
        std::vector<std::string> rules;
        for (const AwardLine& award : sale.receipt->effects)
            rules.push_back(sale.programme->symbols().code(award.rule.value));
        return rules;
    }
    /// Five, each brought by the one before, the last with the first one's telephone.
    void make_ring() {
        ASSERT_FALSE(enrol_with({.name = "A", .device = "device-of-the-first"}).error);
        for (int i = 1; i <= 4; ++i)
            ASSERT_FALSE(enrol_with({.name = "B", .referral_code = code_of(members.back())}).error);
        const Answer last = enrol_with({.name = "A otra vez",
                                        .referral_code = code_of(members.back()),
                                        .device = "device-of-the-first"});
        ASSERT_FALSE(last.error);
        EXPECT_EQ(last.receipt->referral, ReferralState::Open);
        EXPECT_TRUE(last.receipt->referral_in_review);
    }
    std::int64_t waiting_points(const std::string& member) {
        const auto& policy = *programme->snapshot()->document().referral;
        std::int64_t sum = 0;
        for (const Lot& lot : read_whole(member).lots)
            if (lot.rule == policy.referrer_rule || lot.rule == policy.referee_rule)
                sum += lot.original.n;
        return sum;
    }
    Holder read_whole(const std::string& member) {
        Holder holder;
        holder.id = id_of(member);
        programme->ledger().load_ledger(*service->database().snapshot(), holder);
        return holder;
    }
};

TEST_F(FraudWatch, case_16_a_ring_of_five_gets_no_reward) {
    make_ring();
    ASSERT_EQ(members.size(), 6u);
    for (std::size_t i = 1; i < members.size(); ++i) {
        const Answer sale = buy(members[i]);
        ASSERT_FALSE(sale.error);
        EXPECT_EQ(sale.receipt->referral, ReferralState::Open) << i;
    }
    std::int64_t rewards = 0;
    for (const std::string& member : members) {
        rewards += waiting_points(member);
        const auto referral = referral_of(member);
        if (referral) EXPECT_TRUE(referral->in_review);
    }
    EXPECT_EQ(rewards, 0);
    const auto open = open_cases();
    ASSERT_EQ(open.size(), 1u);
    EXPECT_EQ(open[0].kind, CaseKind::ReferralRing);
    EXPECT_EQ(open[0].member, id_of(members.back()));

    // It was one: nothing is ever paid, though the hold is over.
    const auto decided = Cases(*service).decide(
        *programme, {.programme = programme->key(), .owner = "gerente", .actor = "gerente"},
        open[0].id, {.is_confirmed = true, .note = "son la misma persona"});
    ASSERT_TRUE(decided) << decided.error().message;
    for (std::size_t i = 1; i < members.size(); ++i)
        EXPECT_EQ(referral_of(members[i])->state, ReferralState::Rejected);
    EXPECT_EQ(faults(verified()), "");
}

TEST_F(FraudWatch, a_ring_that_is_none_is_paid_when_it_is_dismissed) {
    make_ring();
    for (std::size_t i = 1; i < members.size(); ++i) ASSERT_FALSE(buy(members[i]).error);
    const auto open = open_cases();
    ASSERT_EQ(open.size(), 1u);
    const auto decided = Cases(*service).decide(
        *programme, {.programme = programme->key(), .owner = "gerente", .actor = "gerente"},
        open[0].id, {.is_confirmed = false, .note = "una familia"});
    ASSERT_TRUE(decided) << decided.error().message;
    for (std::size_t i = 1; i < members.size(); ++i)
        EXPECT_EQ(referral_of(members[i])->state, ReferralState::Qualified) << i;
    EXPECT_GT(waiting_points(members[0]), 0);
    EXPECT_EQ(faults(verified()), "");
    service.reset();
    EXPECT_EQ(rebuilt().difference.value_or(""), "");
}

TEST_F(FraudWatch, case_17_who_was_erased_and_comes_back_is_not_welcomed_again) {
    const Identity phone{IdentityKind::Phone, "+593991234567"};
    ASSERT_FALSE(enrol_with({.name = "Ana", .identities = {phone}}).error);
    EXPECT_THAT(rules_of(buy(members[0])), testing::Contains("bienvenida"));
    erase(members[0], service->now() + 30 * ms_per_day);

    ASSERT_FALSE(enrol_with({.name = "Ana", .identities = {phone}}).error);
    EXPECT_THAT(kinds(), ElementsAre(CaseKind::WelcomeAgain));
    EXPECT_THAT(rules_of(buy(members[1])), testing::Not(testing::Contains("bienvenida")));
    EXPECT_EQ(faults(verified()), "");
    service.reset();
    EXPECT_EQ(rebuilt().difference.value_or(""), "") << "what is known of them is in the record";
    open(false);

    // Somebody else is, and so is whoever has the number when the tombstone is gone.
    ASSERT_FALSE(enrol_with({.name = "Luz"}).error);
    EXPECT_THAT(rules_of(buy(members[2])), testing::Contains("bienvenida"));
    erase(members[1], service->now() + 30 * ms_per_day);
    clock.move_to(clock.now_ms() + 31 * ms_per_day);
    ASSERT_FALSE(enrol_with({.name = "Eva", .identities = {phone}}).error);
    EXPECT_THAT(rules_of(buy(members[3])), testing::Contains("bienvenida"));
}

TEST_F(FraudWatch, case_17_a_number_that_was_freed_or_is_added_later_welcomes_nobody_twice) {
    const Identity phone{IdentityKind::Phone, "+593991234567"};
    ASSERT_FALSE(enrol_with({.name = "Ana", .identities = {phone}}).error);
    Ask closes{.programme = programme->key(),
               .command = {.body = Close{}, .key = fresh("c"), .actor = "test"},
               .member = members[0]};
    ASSERT_FALSE(service->engine().ask(std::move(closes)).error);

    ASSERT_FALSE(enrol_with({.name = "Ana"}).error);  // by a new card alone
    auto profile = std::make_shared<Profile>();
    profile->identities = {phone};
    Ask adds{
        .programme = programme->key(),
        .command = {.body = ChangeIdentity{.kind = "phone"}, .key = fresh("c"), .actor = "test"},
        .member = members[1]};
    adds.profile = std::move(profile);
    ASSERT_FALSE(service->engine().ask(std::move(adds)).error);
    EXPECT_THAT(rules_of(buy(members[1])), testing::Not(testing::Contains("bienvenida")));
}

TEST_F(FraudWatch, counts_what_comes_in_many_pages_and_over_a_restart) {
    enrol(1);
    caller.actor = "staff:7";
    for (int round = 0; round < 11; ++round) {
        if (round == 5) {
            open(false);
            caller.actor = "staff:7";
        }
        ASSERT_FALSE(buy(members[0]).error);
        EXPECT_THAT(kinds(), IsEmpty()) << round;
        if (round == 9) break;
    }
    ASSERT_FALSE(buy(members[0]).error);
    EXPECT_THAT(kinds(), ElementsAre(CaseKind::CardVelocity)) << "ten a day are a card's";
}

TEST_F(FraudWatch, does_not_take_an_import_for_a_cashier) {
    enrol(1);
    caller.actor = "import";
    for (int round = 0; round < 15; ++round) ASSERT_FALSE(buy(members[0]).error);
    EXPECT_THAT(kinds(), IsEmpty());
}

TEST_F(FraudWatch, counts_what_was_imported_once_a_counter_sells_to_the_card) {
    enrol(1);
    caller.actor = "import";
    for (int round = 0; round < 10; ++round) ASSERT_FALSE(buy(members[0]).error);
    EXPECT_THAT(kinds(), IsEmpty());
    caller.actor = "staff:7";
    ASSERT_FALSE(buy(members[0]).error);
    EXPECT_THAT(kinds(), ElementsAre(CaseKind::CardVelocity));
}

TEST_F(FraudWatch, counts_a_card_anew_each_day) {
    enrol(1);
    caller.actor = "staff:7";
    for (int day = 0; day < 2; ++day) {
        for (int round = 0; round < 8; ++round) ASSERT_FALSE(buy(members[0]).error);
        EXPECT_THAT(kinds(), IsEmpty()) << day;
        clock.move_to(clock.now_ms() + ms_per_day);
    }
}

}  // namespace
}  // namespace vuelve::app
