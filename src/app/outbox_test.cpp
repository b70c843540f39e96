#include "app/outbox.h"

#include <gmock/gmock.h>

#include "app/message_reading.h"
#include "app/notice_walk.h"
#include "app/testing.h"

namespace vuelve::app {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

/// The demo shop; its clock starts on 2 March 2026.
struct Messages : Shop {
    HolderId join(const std::string& mail, std::optional<Instant> at = {}) {
        EnrolmentRequest request{.name = "Ana"};
        request.identities.push_back({IdentityKind::Email, mail});
        request.birth_date = parse_day("1990-03-04");
        request.consents.push_back({.purpose = "marketing",
                                    .channel = "email",
                                    .given = true,
                                    .text_version = "1",
                                    .source = "till"});
        Ask ask = ask_enrol(*programme, caller, request, at.value_or(service->now()), fresh("k"));
        ask.at = at;
        const Answer done = service->engine().ask(std::move(ask));
        EXPECT_FALSE(done.error);
        return done.receipt->member;
    }
    std::string buy(HolderId member, std::optional<Instant> at = {}) {
        PurchaseRequest sale = basket(format_public(PublicKind::Member, member));
        const std::string id = sale.purchase.id;
        sale.purchase.occurred_at = at;
        Ask ask = ask_purchase(*programme, caller, std::move(sale));
        ask.at = at;
        EXPECT_FALSE(service->engine().ask(std::move(ask)).error);
        return id;
    }
    void settle_at(const char* at) {
        clock.move_to(parse_instant(at)->value);
        service->engine().settle_all();
    }
    /// "birthday waiting", "rate_invitation CAP_DAY"; those of the types asked for.
    std::vector<std::string> told(HolderId member, const std::vector<MessageType>& types) {
        std::vector<std::string> lines;
        for (const auto& row : read_member_messages(*service, *programme, member)->messages)
            if (std::ranges::find(types, row.key.type) != types.end())
                lines.push_back(
                    std::string(message_kind(row.key.type).name) + " " +
                    std::string(row.reason ? name_of(*row.reason) : name_of(row.state)));
        return lines;
    }
    std::int64_t messages() {
        std::int64_t sum = 0;
        for (const auto& count : count_messages(*service, *programme)) sum += count.messages;
        return sum;
    }
};

TEST_F(Messages, are_told_once_whatever_happens_to_the_program) {
    const HolderId ana = join("ana@example.com");
    buy(ana);
    settle_at("2026-03-04T10:00:00-05:00");
    const std::vector types{MessageType::Birthday, MessageType::RateInvitation};
    const auto first = told(ana, types);
    EXPECT_THAT(first, ElementsAre("rate_invitation waiting", "birthday waiting"));
    const std::int64_t all = messages();

    tamper("update job_place set at = at - 86400000 where job = 'notices'");
    open(false);
    settle_at("2026-03-04T10:00:01-05:00");
    EXPECT_EQ(told(ana, types), first) << "an hour walked again tells nobody again";
    EXPECT_EQ(messages(), all);
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
}

TEST_F(Messages, of_points_that_end_concern_their_members_at_ten_and_at_no_other_hour) {
    const HolderId ana = join("ana@example.com");
    buy(ana);
    const auto lots = programme->ledger().lots(*service->database().fan_out(), ana, LotId{}, 1);
    const auto snapshot = programme->snapshot();
    const Day ends = snapshot->zone().local_day(*lots.at(0).expires_at) + -1;
    const Day told = ends + -snapshot->document().notifications.expiry_notices.at(0);
    const auto at = [&](std::int64_t hour) {
        return snapshot->zone().day_start(told) + hour * 3'600'000;
    };
    clock.move_to(at(8).value);
    service->engine().settle_all();
    const auto reader = service->database().fan_out();
    EXPECT_THAT(concerned(*programme, *reader, at(-14), at(9)), IsEmpty());
    EXPECT_THAT(concerned(*programme, *reader, at(9), at(10)), ElementsAre(ana));
    EXPECT_THAT(concerned(*programme, *reader, at(10), at(33)), IsEmpty());
}

TEST_F(Messages, of_a_purchase_that_is_voided_in_the_same_group_count_for_nothing) {
    const HolderId ana = join("ana@example.com");
    const std::string sale = buy(ana);
    settle_at("2026-03-02T13:00:00-05:00");
    clock.move_to(parse_instant("2026-03-03T18:00:00-05:00")->value);
    std::thread night;
    {
        HeldWriter held(service->engine());
        service->engine().submit(
            ask_void(*programme, caller, {.id = "", .purchase = sale}, fresh("k")),
            [](Answer answer) { EXPECT_EQ(answer.outcome, Outcome::Ok); });
        night = std::thread([&] { service->engine().settle_all(); });
        held.release_when_waiting(2);
    }
    night.join();
    const std::vector types{MessageType::RateInvitation};
    EXPECT_THAT(told(ana, types), ElementsAre("rate_invitation VOIDED"));

    settle_at("2026-03-06T10:00:00-05:00");  // the birthday is over
    buy(ana);
    settle_at("2026-03-08T10:00:00-05:00");
    EXPECT_THAT(told(ana, types), ElementsAre("rate_invitation VOIDED", "rate_invitation waiting"))
        << "no invitation before this one";
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
}

TEST_F(Messages, of_a_history_are_not_written) {
    const Instant then = *parse_instant("2026-01-05T12:00:00-05:00");
    const HolderId ana = join("ana@example.com", then);
    const std::string sale = buy(ana, then);
    EXPECT_EQ(messages(), 0);
    EXPECT_THAT(told(ana, {MessageType::Welcome, MessageType::PurchaseThanks}), IsEmpty());
    buy(ana);
    EXPECT_THAT(told(ana, {MessageType::PurchaseThanks}), ElementsAre("purchase_thanks waiting"));
}

TEST_F(Messages, stay_unwritten_when_the_group_fails_and_caps_forget_them) {
    const HolderId ana = join("ana@example.com");
    const std::int64_t before = messages();
    service->database().set_fault_hook([](storage::FaultPoint point, std::string_view sql) {
        if (point == storage::FaultPoint::Statement && sql.starts_with("insert into message"))
            throw storage::StorageError(storage::Trouble::Full, "no room");
    });
    PurchaseRequest sale = basket(format_public(PublicKind::Member, ana));
    EXPECT_TRUE(service->engine().ask(ask_purchase(*programme, caller, sale)).error);
    service->database().set_fault_hook({});
    EXPECT_EQ(messages(), before);
    EXPECT_FALSE(service->engine().ask(ask_purchase(*programme, caller, sale)).error);
    EXPECT_THAT(told(ana, {MessageType::PurchaseThanks}), ElementsAre("purchase_thanks waiting"));
}

TEST_F(Messages, above_the_caps_or_without_consent_are_found_by_the_audit) {
    const HolderId ana = join("ana@example.com");
    settle_at("2026-03-04T10:00:00-05:00");
    ASSERT_THAT(told(ana, {MessageType::Birthday}), ElementsAre("birthday waiting"));
    EXPECT_TRUE(verified().is_sound()) << faults(verified());
    tamper(
        "insert into message select bucket, tenant_id, holder_id, 11, 1, 1, programme_id, 0, 1,"
        " '', 2, due_ms, at_ms, on_day, '{}' from message where type = 10");
    EXPECT_EQ(verified().findings_count, 1) << faults(verified());
    tamper("delete from message where type = 11");
    tamper("update consent set given = 0");
    EXPECT_EQ(verified().findings_count, 1) << faults(verified());
    EXPECT_EQ(verified().findings.front().invariant, "I27");
}

TEST_F(Messages, go_to_whoever_is_reached_by_the_identities_of_now) {
    const HolderId ana = join("ana@example.com");
    Ask change = ask_command(*programme, caller,
                             {.body = ChangeIdentity{.member = {},
                                                     .change = ChangeIdentity::Change::Remove,
                                                     .kind = "email"},
                              .text = CommandText("remove_identity"),
                              .member = format_public(PublicKind::Member, ana),
                              .identities = {{IdentityKind::Email, "ana@example.com"}}},
                             fresh("k"));
    ASSERT_FALSE(service->engine().ask(std::move(change)).error);
    buy(ana);
    EXPECT_THAT(told(ana, {MessageType::PurchaseThanks}),
                ElementsAre("purchase_thanks NO_CHANNEL"));
}

TEST_F(Messages, are_walked_in_pages_and_only_for_whom_they_concern) {
    std::vector<Ask> asks;
    for (int i = 0; i < 1100; ++i) {
        EnrolmentRequest request{.name = "Ana"};
        request.identities.push_back({IdentityKind::Card, fresh("CARD")});
        request.birth_date = parse_day(i == 1099 ? "1990-03-04" : "1990-08-21");
        asks.push_back(ask_enrol(*programme, caller, request, service->now(), fresh("k")));
    }
    service->engine().ask_all(std::move(asks));
    settle_at("2026-03-04T10:00:00-05:00");
    std::int64_t birthdays = 0;
    for (const auto& count : count_messages(*service, *programme))
        if (count.type == MessageType::Birthday) birthdays += count.messages;
    EXPECT_EQ(birthdays, 1);
}

}  // namespace
}  // namespace vuelve::app
