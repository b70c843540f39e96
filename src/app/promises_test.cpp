#include <gmock/gmock.h>

#include "app/testing.h"

namespace vuelve::app {
namespace {

/// Everything a holder can be promised, asked for at random and often refused.
struct Promises : Shop {
    std::vector<ReservationId> held;
    std::vector<RedemptionId> taken;
    std::vector<std::string> households;
    std::map<std::string, int> done;  // by command

    Ask ask_for(CommandBody body, const std::string& member = "", const std::string& other = "") {
        Ask ask{.programme = programme->key(),
                .command = {.body = std::move(body), .key = "test/" + fresh("c"), .actor = "test"}};
        ask.member = member;
        ask.other = other;
        return ask;
    }
    Answer tell(Ask ask) { return service->engine().ask(std::move(ask)); }
    void give(const std::string& member, std::int64_t points) {
        Adjust gift{.currency = "PTS", .points = Units{points}, .reason = "test"};
        EXPECT_FALSE(tell(ask_for(gift, member)).error);
    }
    Ask change(const std::string& member,
               ChangeIdentity::Change what,
               std::vector<Identity> identities) {
        Ask ask = ask_for(ChangeIdentity{.change = what, .kind = "card"}, member);
        auto profile = std::make_shared<Profile>();
        profile->identities = std::move(identities);
        ask.profile = std::move(profile);
        return ask;
    }
    HolderId id_of(const std::string& member) {
        return *parse_public_holder(PublicKind::Member, member);
    }
    /// Mostly the member's own.
    std::string some_code(const std::string& member) {
        auto all = programme->entitlements().vouchers_of(
            *service->database().snapshot(), id_of(pick(0, 3) == 0 ? someone() : member));
        return all.empty() ? "NONE" : all[static_cast<std::size_t>(pick(0, 99)) % all.size()].code;
    }
    template <class Id>
    Id one_of(const std::vector<Id>& ids) {
        if (ids.empty()) return {};
        const auto latest = std::min<std::size_t>(ids.size(), 4);  // older ones are closed
        return ids[ids.size() - 1 - static_cast<std::size_t>(pick(0, 3)) % latest];
    }

    Ask anything() {
        const std::string member = someone(), other = someone();
        switch (pick(0, 19)) {
            case 0:
            case 1:
                return ask_for(Reserve{.currency = "PTS",
                                       .points = Units{100 * pick(1, 4)},
                                       .ttl_seconds = 3600 * pick(1, 30)},
                               member);
            case 2:
                return ask_for(
                    Capture{.reservation = one_of(held), .points = Units{100}, .store = ""});
            case 3: return ask_for(CancelReservation{one_of(held)});
            case 4: return ask_for(Redeem{.reward = "BOLSA", .store = ""}, member);
            case 5:
                return ask_for(Redeem{.reward = "CAFE", .store = "", .is_gift = true}, member,
                               other);
            case 6: return ask_for(Redeem{.reward = "CAFE", .store = ""}, member);
            case 7: return ask_for(RefundRedemption{one_of(taken), pick(0, 1) == 1});
            case 8: return ask_for(FulfilRedemption{one_of(taken)});
            case 9:
                return ask_for(Transfer{.currency = "PTS", .points = Units{100 * pick(1, 3)}},
                               member, other);
            case 10: {
                Ask ask = ask_for(JoinHousehold{}, member);
                if (pick(0, 2) > 0) ask.household = one_of(households);
                return ask;
            }
            case 11: return ask_for(LeaveHousehold{}, member);
            case 12:
                return pick(0, 2) == 0 ? ask_for(Merge{}, member, other)
                                       : ask_for(UseVoucher{.voucher = some_code(member)}, member);
            case 13: return ask_for(UseVoucher{.voucher = some_code(member)}, member);
            case 14: return ask_for(LockVoucher{.voucher = some_code(member)}, member);
            case 15: return pick(0, 7) == 0 ? ask_for(Close{}, member) : ask_for(Suspend{}, member);
            case 16: return ask_for(Reactivate{}, member);
            case 17: {
                RecordReturn back{.id = fresh("r"),
                                  .purchase = "p" + std::to_string(pick(1, last)),
                                  .lines = {{1, 1000}}};
                return ask_return(*programme, caller, back);
            }
            default: return purchase(member);
        }
    }
    void note(const Answer& answer) {
        if (!answer.receipt || answer.outcome != Outcome::Ok) return;
        const Receipt& receipt = *answer.receipt;
        ++done[receipt.command];
        if (receipt.command == "reserve") held.push_back(receipt.reservation);
        if (receipt.command == "redeem") taken.push_back(receipt.redemption);
        if (receipt.command == "join_household")
            households.push_back(format_public(PublicKind::Household, receipt.other));
    }
};

TEST_F(Promises,
       whatever_is_promised_and_wherever_it_moves_the_tables_follow_from_the_transactions) {
    enrol(24);
    for (const std::string& member : members) give(member, 3000);
    Ask codes = ask_for(AddCodes{.reward = "CAFE"});
    for (int i = 0; i < 6; ++i) codes.codes.push_back("CINE-" + std::to_string(i));
    ASSERT_FALSE(tell(codes).error);
    for (int round = 0; round < 150; ++round) {
        std::vector<Ask> asks;
        for (int i = pick(1, 12); i > 0; --i) asks.push_back(anything());
        for (const Answer& answer : service->engine().ask_all(std::move(asks))) note(answer);
        if (round % 9 == 8) open(false);  // what was in memory is read back
        clock.move_to(clock.now_ms() + pick(1, 20) * ms_per_hour);
        if (round % 5 == 4) service->engine().settle_all();
        if (round % 20 != 19) continue;
        const auto found = verified();
        ASSERT_TRUE(found.is_sound()) << faults(found);
    }
    for (const char* command :
         {"reserve", "capture", "cancel", "redeem", "refund", "fulfil", "transfer",
          "join_household", "leave_household", "merge", "use_voucher", "lock_voucher", "close"})
        EXPECT_GT(done[command], 0) << command << " never happened";
    clock.move_to(clock.now_ms() + 500 * ms_per_day);
    service->engine().settle_all();
    const auto found = verified();
    EXPECT_TRUE(found.is_sound()) << faults(found);
    const auto anew = rebuilt();
    EXPECT_TRUE(anew.is_equal()) << anew.difference.value_or("");
    EXPECT_EQ(storage::number(*service->database().snapshot(),
                              "select count(*) from reservation where state = 1"),
              0);
    EXPECT_EQ(storage::number(*service->database().snapshot(),
                              "select count(*) from parked where state = 1"),
              0);
}

TEST_F(Promises, the_auditor_names_promises_that_were_edited) {
    enrol(3);
    for (const std::string& member : members) give(member, 3000);
    ASSERT_FALSE(tell(ask_for(Reserve{.currency = "PTS", .points = Units{300}}, members[0])).error);
    ASSERT_FALSE(tell(ask_for(Redeem{.reward = "CAFE", .store = ""}, members[1])).error);
    Ask codes = ask_for(AddCodes{.reward = "CAFE"});
    codes.codes = {"CINE-A"};
    ASSERT_FALSE(tell(codes).error);
    ASSERT_FALSE(tell(ask_for(JoinHousehold{}, members[2])).error);
    ASSERT_TRUE(verified().is_sound()) << faults(verified());
    auto check = [&](const char* edit, const char* undo, const char* fault) {
        tamper(edit);
        EXPECT_THAT(faults(verified()), testing::HasSubstr(fault)) << edit;
        tamper(undo);
    };
    check("update reservation set state = 3", "update reservation set state = 1",
          "I17: reservation");
    check("update reservation set state = 3", "update reservation set state = 1", "I17: holder");
    check("update redemption set points = points + 1", "update redemption set points = points - 1",
          "I16: redemption");
    check("update voucher set state = 3", "update voucher set state = 1", "I16: voucher");
    check("update code set holder_id = holder_id + 16384",
          "update code set holder_id = holder_id - 16384", "rows: voucher");
    check("update resource set total = total + 1 where kind = 5",
          "update resource set total = total - 1 where kind = 5", "I16: pool");
    check("update household_member set household_id = household_id + 16384",
          "update household_member set household_id = household_id - 16384", "rows: member");
    check("update member set state = 2 where kind = 2",
          "update member set state = 1 where kind = 2", "rows: holder");
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
    tamper("update reservation set due_ms = due_ms + 1");
    EXPECT_THAT(rebuilt().difference.value_or(""), testing::HasSubstr("table reservation"));
}

TEST_F(Promises, a_duplicate_is_found_as_its_survivor_and_a_closed_member_not_at_all) {
    enrol(3);
    auto found = [&](const char* card) {
        return programme->members().find(*service->database().snapshot(),
                                         {IdentityKind::Card, card});
    };
    give("card:CARD3", 500);
    EXPECT_EQ(tell(ask_for(Merge{}, "card:CARD1", "card:CARD3")).error, std::nullopt);
    EXPECT_EQ(found("CARD3"), id_of(members[0]));
    Answer paid = tell(ask_for(Reserve{.currency = "PTS", .points = Units{400}}, "card:CARD3"));
    ASSERT_FALSE(paid.error);
    EXPECT_EQ(paid.receipt->member, id_of(members[0]));
    ASSERT_FALSE(tell(ask_for(Close{}, "card:CARD1")).error);
    EXPECT_FALSE(found("CARD3"));
    EXPECT_FALSE(found("CARD1"));
    EXPECT_EQ(tell(ask_for(Suspend{}, "card:CARD1")).error->code, ErrorCode::UnknownMember);
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
    EXPECT_TRUE(rebuilt().is_equal());
}

TEST_F(Promises, identities_are_added_blocked_replaced_and_removed_or_nothing_changes) {
    using Change = ChangeIdentity::Change;
    enrol(2);
    const Identity own{IdentityKind::Card, "CARD1"}, fresh_card{IdentityKind::Card, "NEW1"},
        of_luis{IdentityKind::Card, "CARD3"}, mail{IdentityKind::Email, "a@b.ec"};
    auto refused = [&](Change what, std::vector<Identity> identities) {
        Answer answer = tell(change(members[0], what, std::move(identities)));
        return answer.error ? std::optional(answer.error->code) : std::nullopt;
    };
    auto owner = [&](const Identity& identity) {
        return programme->members().owner(*service->database().snapshot(), identity);
    };
    EXPECT_EQ(refused(Change::Add, {of_luis}), ErrorCode::IdentityTaken);
    EXPECT_EQ(refused(Change::Block, {of_luis}), ErrorCode::NotFound);
    EXPECT_EQ(refused(Change::Remove, {fresh_card}), ErrorCode::NotFound);
    EXPECT_EQ(refused(Change::Replace, {own, of_luis}), ErrorCode::IdentityTaken);
    EXPECT_EQ(owner(own)->state, storage::IdentityState::Active) << "a refusal changes nothing";

    EXPECT_EQ(refused(Change::Replace, {own, fresh_card}), std::nullopt);
    EXPECT_EQ(owner(own)->state, storage::IdentityState::Blocked) << "a lost card stays lost";
    EXPECT_EQ(owner(fresh_card)->holder, id_of(members[0]));
    EXPECT_EQ(refused(Change::Add, {own}), ErrorCode::IdentityTaken);
    EXPECT_EQ(refused(Change::Add, {mail}), std::nullopt);
    EXPECT_EQ(refused(Change::Remove, {mail}), std::nullopt);
    EXPECT_EQ(owner(mail)->state, storage::IdentityState::Freed);
    EXPECT_EQ(refused(Change::Block, {fresh_card}), std::nullopt);
    EnrolmentRequest thief{.name = "Eva"};
    thief.identities = {fresh_card};
    EXPECT_EQ(tell(ask_enrol(*programme, caller, thief, service->now(), fresh("k"))).error->code,
              ErrorCode::IdentityTaken)
        << "blocked is not free";
}

TEST_F(Promises, whom_an_identity_names_may_change_between_two_commands_of_a_group) {
    enrol(2);
    const Identity card{IdentityKind::Card, "CARD1"};
    EnrolmentRequest heir{.name = "Eva"};
    heir.identities = {card};
    open(false);  // nobody is in memory
    std::vector<Ask> group;
    group.push_back(purchase("card:CARD1"));
    group.push_back(purchase("card:CARD3"));
    group.push_back(change(members[0], ChangeIdentity::Change::Remove, {card}));
    group.push_back(purchase("card:CARD1"));
    group.push_back(ask_enrol(*programme, caller, heir, service->now(), fresh("k")));
    group.push_back(purchase("card:CARD1"));
    group.push_back(group[1]);
    const auto answers = service->engine().ask_all(std::move(group));
    EXPECT_EQ(answers[0].receipt->member, id_of(members[0]));
    EXPECT_EQ(answers[1].receipt->member, id_of(members[1]));
    ASSERT_FALSE(answers[2].error);
    EXPECT_EQ(answers[3].error->code, ErrorCode::UnknownMember) << "nobody has the card now";
    ASSERT_FALSE(answers[4].error);
    EXPECT_EQ(answers[5].receipt->member, answers[4].receipt->member);
    EXPECT_EQ(answers[6].outcome, Outcome::Replayed) << "the same purchase once more";
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
    EXPECT_TRUE(rebuilt().is_equal());
}

TEST_F(Promises, a_suppliers_codes_are_given_out_in_order_and_never_taken_in_twice) {
    enrol(1);
    give(members[0], 4000);
    Ask codes = ask_for(AddCodes{.reward = "CAFE"});
    codes.codes = {"CINE-A", "CINE-B"};
    ASSERT_FALSE(tell(codes).error);
    Ask again = ask_for(AddCodes{.reward = "CAFE"});
    again.codes = {"CINE-C", "CINE-B", "CINE-C"};
    const Answer refused = tell(again);
    ASSERT_TRUE(refused.error);
    ASSERT_EQ(refused.error->faults.size(), 2U);
    EXPECT_EQ(refused.error->faults[0].pointer, "/codes/1");
    EXPECT_EQ(refused.error->faults[1].pointer, "/codes/2");
    ASSERT_FALSE(tell(ask_for(Redeem{.reward = "CAFE", .store = ""}, members[0])).error);
    ASSERT_FALSE(tell(ask_for(Redeem{.reward = "CAFE", .store = ""}, members[0])).error);
    auto given =
        programme->entitlements().vouchers_of(*service->database().snapshot(), id_of(members[0]));
    ASSERT_EQ(given.size(), 2U);
    EXPECT_EQ(given[0].code, "CINE-A");
    EXPECT_EQ(given[1].code, "CINE-B");
    EXPECT_FALSE(tell(ask_for(UseVoucher{.voucher = "CINE-B"}, members[0])).error);
    open(false);
    EXPECT_EQ(tell(ask_for(UseVoucher{.voucher = "CINE-B"}, members[0])).error->code,
              ErrorCode::VoucherUsed)
        << "a used one is loaded when it is presented";
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
}

TEST_F(Promises, a_return_whose_purchase_never_came_is_an_operators_when_its_time_is_over) {
    RecordReturn back{.id = "R1", .purchase = "NEVER", .lines = {{1, 1000}}};
    EXPECT_EQ(tell(ask_return(*programme, caller, back)).outcome, Outcome::Parked);
    clock.move_to(clock.now_ms() + 100 * ms_per_day);
    service->engine().settle_all();
    auto waiting = [&] {
        return programme->entitlements().parked(*service->database().snapshot(), "NEVER", "R1");
    };
    EXPECT_EQ(waiting()->state, ParkedState::Orphaned);
    EXPECT_FALSE(tell(ask_for(DecideParked{.id = "R1", .purchase = "NEVER"})).error);
    EXPECT_EQ(waiting()->state, ParkedState::Dismissed);
    EXPECT_EQ(tell(ask_for(DecideParked{.id = "R1", .purchase = "NEVER"})).error->code,
              ErrorCode::InvalidState);
    EXPECT_TRUE(rebuilt().is_equal());
}

}  // namespace
}  // namespace vuelve::app
