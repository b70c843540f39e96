#include <gmock/gmock.h>

#include "app/reading.h"
#include "app/referrals.h"
#include "app/testing.h"
#include "domain/referral.h"

namespace vuelve::app {
namespace {

/// Members who bring members, over the demo shop's programme: 500 and 300 points, 15.00 within 30
/// days, held for 14.
struct Referrals : Shop {
    std::string code_of(const std::string& member) {
        auto reading =
            read_member(*service, *programme, *parse_public_holder(PublicKind::Member, member));
        return reading ? reading->profile.referral_code : "";
    }
    Answer enrol_by(const std::string& code, EnrolmentRequest request = {.name = "Luis"}) {
        request.identities.push_back({IdentityKind::Card, fresh("CARD")});
        request.referral_code = code;
        Answer done = service->engine().ask(
            ask_enrol(*programme, caller, request, service->now(), fresh("k")));
        if (!done.error) members.push_back(format_public(PublicKind::Member, done.receipt->member));
        return done;
    }
    Answer buy(const std::string& member, std::int64_t amount, const std::string& token = "") {
        PurchaseRequest sale{.member = member};
        if (!token.empty()) sale.payment_tokens = {token};
        sale.purchase.id = fresh("p");
        sale.purchase.lines.push_back({.line = 1,
                                       .sku = "S",
                                       .category = "",
                                       .brand = "",
                                       .unit_price = Minor{amount},
                                       .attributes = {}});
        return service->engine().ask(ask_purchase(*programme, caller, std::move(sale)));
    }
    std::optional<Referral> stored(const std::string& member) {
        Holder holder;
        holder.id = *parse_public_holder(PublicKind::Member, member);
        programme->ledger().load_ledger(*service->database().snapshot(), holder);
        return holder.referral;
    }
    void expect_sound() {
        EXPECT_EQ(faults(verified()), "");
        service.reset();
        EXPECT_EQ(rebuilt().difference.value_or(""), "");
        open(false);
    }
};

TEST_F(Referrals, wait_out_the_hold_and_are_rewarded_at_its_end_by_the_walker) {
    enrol(1);
    const std::string code = code_of(members[0]);
    ASSERT_EQ(code.size(), 14u);
    std::string typed = code;  // as people type it
    for (char& c : typed) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    ASSERT_FALSE(enrol_by(typed.insert(4, "-")).error);
    EXPECT_EQ(stored(members[1])->state, ReferralState::Open);

    const Answer sale = buy(members[1], 2000);
    ASSERT_FALSE(sale.error);
    EXPECT_EQ(sale.receipt->referral, ReferralState::Qualified);
    const auto waiting = stored(members[1]);
    EXPECT_EQ(waiting->state, ReferralState::Qualified);
    ASSERT_TRUE(waiting->due_at);
    expect_sound();

    clock.move_to(waiting->due_at->value);
    service->engine().settle_all();
    EXPECT_EQ(stored(members[1])->state, ReferralState::Rewarded);
    EXPECT_FALSE(stored(members[1])->due_at);
    expect_sound();
}

TEST_F(Referrals, need_a_code_that_somebody_has) {
    enrol(1);
    const Answer refused = enrol_by("0000000000000A");
    ASSERT_TRUE(refused.error);
    EXPECT_EQ(refused.error->faults.at(0).pointer, "/referral_code");
    EXPECT_EQ(members.size(), 1u);
}

TEST_F(Referrals, follow_from_the_transactions_whatever_becomes_of_the_people) {
    enrol(6);
    std::map<ReferralState, int> seen;
    for (int day = 0; day < 60; ++day) {
        for (int i = pick(0, 2); i > 0; --i) {
            const Answer done = enrol_by(code_of(someone()));
            if (done.receipt && done.receipt->referral) ++seen[*done.receipt->referral];
        }
        std::vector<Ask> asks;
        for (int i = pick(3, 8); i > 0; --i) {
            PurchaseRequest sale = basket(someone());
            const std::string id = sale.purchase.id;
            asks.push_back(ask_purchase(*programme, caller, std::move(sale)));
            if (pick(0, 7) == 0)
                asks.push_back(
                    ask_void(*programme, caller, {.id = "", .purchase = id}, fresh("k")));
            if (pick(0, 5) == 0)
                asks.push_back(ask_return(
                    *programme, caller, {.id = fresh("r"), .purchase = id, .lines = {{1, 1000}}}));
        }
        auto about = [&](CommandBody body, const std::string& other = "") {
            Ask ask{.programme = programme->key(),
                    .command = {.body = std::move(body), .key = fresh("c"), .actor = "test"},
                    .member = someone()};
            ask.other = other;
            asks.push_back(std::move(ask));
        };
        if (pick(0, 9) == 0) about(Merge{}, someone());
        if (pick(0, 9) == 0) about(Close{});
        if (pick(0, 5) == 0) about(JoinHousehold{});
        for (const Answer& answer : service->engine().ask_all(std::move(asks)))
            if (answer.receipt && answer.receipt->referral) ++seen[*answer.receipt->referral];
        clock.move_to(clock.now_ms() + ms_per_day);
        service->engine().settle_all();
    }
    for (auto state : {ReferralState::Open, ReferralState::Qualified, ReferralState::Rejected,
                       ReferralState::Reversed})
        EXPECT_GT(seen[state], 0) << name_of(state);
    expect_sound();
}

TEST_F(Referrals, know_a_shared_card_and_address_by_nothing_that_can_be_read) {
    enrol(1);
    const std::string token = "tok-4f9a-shared", street = "Avenida Amazonas 34-12";
    ASSERT_FALSE(buy(members[0], 100, token).error);
    const std::string code = code_of(members[0]);
    enrol_by(code, {.name = "Luis", .address = {street, "Quito"}});
    EXPECT_EQ(stored(members[1])->state, ReferralState::Open);
    EXPECT_EQ(buy(members[1], 2000, token).receipt->referral_refused, ErrorCode::SelfReferral);

    const std::string other = code_of(members[1]);
    enrol_by(other, {.name = "Eva", .address = {"AV. AMAZONAS #34-12", "quito"}});
    EXPECT_EQ(stored(members[2])->state, ReferralState::Rejected);
    auto person = programme->members().load(*service->database().snapshot(),
                                            *parse_public_holder(PublicKind::Member, members[1]));
    EXPECT_EQ(person->profile.address, street + "\nQuito") << "sealed, for who may read it";
    const auto seen = *read_referrals(*service, *programme, stored(members[2])->referrer, {}, 10);
    ASSERT_EQ(seen.brought.size(), 1u);
    EXPECT_EQ(seen.brought[0].referral.state, ReferralState::Rejected);
    EXPECT_EQ(seen.code, other);
    EXPECT_EQ(seen.referred_by->referral.state, ReferralState::Rejected);
    expect_sound();
    service.reset();
    const std::string stored_bytes = storage::stolen_bytes(folder / "data", database);
    for (const std::string& clear : {token, street})
        EXPECT_FALSE(stored_bytes.contains(clear)) << clear;
}

TEST_F(Referrals, forget_what_told_a_person_apart_with_the_person) {
    enrol(1);
    const HolderId id = *parse_public_holder(PublicKind::Member, members[0]);
    ASSERT_FALSE(buy(members[0], 100, "tok-of-ana").error);
    auto has_it = [&] {
        return programme->members().has_trait(*service->database().snapshot(), id,
                                              TraitKind::PaymentToken, "tok-of-ana");
    };
    EXPECT_TRUE(has_it());
    auto tx = service->database().begin();
    programme->members().erase(*tx, id, Instant{clock.now_ms()});
    tx->commit();
    EXPECT_FALSE(has_it());
}

}  // namespace
}  // namespace vuelve::app
