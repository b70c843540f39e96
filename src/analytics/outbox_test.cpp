#include "analytics/outbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vuelve::analytics {
namespace {

using testing::ElementsAre;

/// A member of a shop in Guayaquil who is reached by mail and phone and allows both.
struct OutboxDecision : testing::Test {
    SymbolTable symbols;
    std::shared_ptr<const Programme> programme = [&] {
        ProgrammeDocument doc;
        doc.code = "P";
        doc.time_zone = "America/Guayaquil";
        doc.money_currency = "USD";
        doc.brands = {{.code = "B", .name = {}}};
        doc.stores = {{.code = "S", .brand = "B", .name = {}, .time_zone = ""}};
        doc.currencies = {{.code = "PTS", .name = {}}};
        return Programme::compile(std::move(doc), symbols);
    }();
    Holder ana = [] {
        Holder holder;
        holder.id = HolderId{7};
        return holder;
    }();
    Contact contact = [] {
        Contact all;
        all.add_identity(true);
        all.add_identity(false);
        all.allow("marketing", "email", true);
        all.allow("marketing", "sms", true);
        return all;
    }();

    Notice notice(MessageType type, const char* at) {
        return {.member = ana.id, .type = type, .due_at = *parse_instant(at), .cause = TxnId{5}};
    }
    /// "email 2026-03-10T14:00:00Z", "CAP_DAY", "planned"
    std::string made(const Notice& notice) {
        return shown(make_message(*programme, ana, contact, notice));
    }
    static std::string shown(const Message& message) {
        if (message.reason) return std::string(name_of(*message.reason));
        if (message.state == MessageState::Planned) return "planned";
        return std::string(name_of(*message.channel)) + " " + format_instant(message.at);
    }
};

TEST_F(OutboxDecision, counts_what_waits_and_not_what_was_dropped) {
    EXPECT_EQ(made(notice(MessageType::Birthday, "2026-03-10T09:00:00-05:00")),
              "email 2026-03-10T14:00:00Z");
    EXPECT_EQ(made(notice(MessageType::WinBack, "2026-03-10T09:00:00-05:00")), "CAP_DAY");
    EXPECT_EQ(made(notice(MessageType::PurchaseThanks, "2026-03-10T22:00:00-05:00")),
              "email 2026-03-11T03:00:00Z")
        << "what concerns the account neither waits nor counts";
    forget_told(contact, TxnId{5});
    EXPECT_EQ(made(notice(MessageType::WinBack, "2026-03-10T09:00:00-05:00")),
              "email 2026-03-10T14:00:00Z");
}

TEST_F(OutboxDecision, follows_the_last_word_on_consents) {
    contact.allow("marketing", "all", false);
    EXPECT_EQ(made(notice(MessageType::Birthday, "2026-03-10T09:00:00-05:00")), "SUPPRESSED");
    EXPECT_TRUE(is_forbidden(contact, MessageType::Birthday, MessageChannel::Email));
    EXPECT_FALSE(is_forbidden(contact, MessageType::Welcome, MessageChannel::Email));
    contact.allow("marketing", "all", true);
    contact.allow("marketing", "email", false);
    contact.allow("profiling", "email", true);
    EXPECT_EQ(made(notice(MessageType::Birthday, "2026-03-10T09:00:00-05:00")), "NO_CONSENT");
    EXPECT_EQ(made(notice(MessageType::WinBack, "2026-03-10T09:00:00-05:00")),
              "sms 2026-03-10T14:00:00Z");
    contact.allow("marketing", "sms", false);
    forget_forbidden(contact);
    EXPECT_TRUE(contact.marketing.empty());
}

TEST_F(OutboxDecision, looks_at_a_planned_one_when_it_is_due) {
    Notice rate = notice(MessageType::RateInvitation, "2026-03-10T12:00:00-05:00");
    rate.looks_again = true;
    EXPECT_EQ(made(rate), "planned");
    EXPECT_EQ(shown(decide_planned(*programme, ana, contact, rate, rate.due_at + late_ms + 1)),
              "TOO_LATE");
    EXPECT_EQ(shown(decide_planned(*programme, ana, contact, rate, rate.due_at)),
              "email 2026-03-10T17:00:00Z");
    Notice again = notice(MessageType::RateInvitation, "2026-04-09T11:59:59-05:00");
    again.looks_again = true;
    EXPECT_EQ(shown(decide_planned(*programme, ana, contact, again, again.due_at)), "RECENT");
    Notice prize = notice(MessageType::RedeemInvitation, "2026-04-20T12:00:00-05:00");
    prize.looks_again = true;
    prize.voucher = VoucherId{9};
    EXPECT_EQ(shown(decide_planned(*programme, ana, contact, prize, prize.due_at)), "USED");
    ana.vouchers = {{.id = VoucherId{9},
                     .code = "",
                     .valid_until = *parse_instant("2026-05-01T00:00:00-05:00"),
                     .purchase = "",
                     .used_in = "",
                     .cost = {}}};
    const Message recalled = decide_planned(*programme, ana, contact, prize, prize.due_at);
    EXPECT_EQ(shown(recalled), "email 2026-04-20T17:00:00Z");
    EXPECT_EQ(recalled.notice.variables.back(), (NoticeVariable{"days_left", std::int64_t{10}}));
    ana.head.state = MemberState::Merged;
    EXPECT_EQ(shown(decide_planned(*programme, ana, contact, prize, prize.due_at)), "NOT_ACTIVE");
}

TEST_F(OutboxDecision, advertises_nothing_to_who_is_suspended) {
    ana.head.state = MemberState::Suspended;
    EXPECT_EQ(made(notice(MessageType::Birthday, "2026-03-10T09:00:00-05:00")), "SUPPRESSED");
    EXPECT_EQ(made(notice(MessageType::DebtCreated, "2026-03-10T09:00:00-05:00")),
              "email 2026-03-10T14:00:00Z");
}

}  // namespace
}  // namespace vuelve::analytics
