#include "analytics/send_decision.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace vuelve::analytics {
namespace {

using enum MessageChannel;

/// A member of one place who takes everything everywhere, until told otherwise.
struct Asked {
    std::string due_at;
    std::string zone = "America/Mexico_City";
    MessageClass message_class = MessageClass::Marketing;
    std::vector<MessageChannel> contactable{Push, Email, Sms};
    std::vector<MessageChannel> consents{Push, Email, Sms};
    QuietHours quiet{};
    SendCap cap{};
    std::vector<std::string> sent{};
};

/// "email 2025-03-10T18:00:00Z" or "CAP_DAY".
std::string decided(const Asked& asked) {
    const std::vector channels{Email, Sms};
    std::vector<Instant> sent;
    for (const std::string& at : asked.sent) sent.push_back(*parse_instant(at));
    const auto zone = Zone::find(asked.zone);
    const auto decision = decide_send({.message_class = asked.message_class,
                                       .channels = channels,
                                       .contactable = asked.contactable,
                                       .consents = asked.consents,
                                       .due_at = *parse_instant(asked.due_at),
                                       .zone = *zone,
                                       .quiet = asked.quiet,
                                       .cap = asked.cap,
                                       .sent_marketing = sent});
    if (decision.dropped) return std::string(name_of(*decision.dropped));
    return std::string(name_of(decision.channel)) + " " + format_instant(decision.at);
}

constexpr QuietHours small_hours{.from = 60, .to = 150};  // 01:00 to 02:30

TEST(SendDecision, quiet_hours_wrap_over_midnight_and_end_before_their_end) {
    EXPECT_EQ(decided({"2025-03-10T20:59:59-06:00"}), "email 2025-03-11T02:59:59Z");
    EXPECT_EQ(decided({"2025-03-10T21:00:00-06:00"}), "email 2025-03-11T15:00:00Z");
    EXPECT_EQ(decided({"2025-03-11T00:00:00-06:00"}), "email 2025-03-11T15:00:00Z");
    EXPECT_EQ(decided({"2025-03-11T08:59:59-06:00"}), "email 2025-03-11T15:00:00Z");
    EXPECT_EQ(decided({"2025-03-11T09:00:00-06:00"}), "email 2025-03-11T15:00:00Z");
    EXPECT_EQ(decided({"2025-12-31T23:30:00-06:00"}), "email 2026-01-01T15:00:00Z");
}

TEST(SendDecision, quiet_hours_may_lie_within_a_day_or_not_exist) {
    EXPECT_EQ(decided({.due_at = "2025-03-10T02:00:00-06:00", .quiet = small_hours}),
              "email 2025-03-10T08:30:00Z");
    EXPECT_EQ(decided({.due_at = "2025-03-10T02:30:00-06:00", .quiet = small_hours}),
              "email 2025-03-10T08:30:00Z");
    EXPECT_EQ(decided({.due_at = "2025-03-10T03:00:00-06:00", .quiet = {.from = 60, .to = 60}}),
              "email 2025-03-10T09:00:00Z");
}

TEST(SendDecision, the_morning_comes_an_hour_earlier_or_later_when_the_clock_changes) {
    EXPECT_EQ(decided({"2025-03-08T22:00:00-05:00", "America/New_York"}),
              "email 2025-03-09T13:00:00Z");  // 09:00 at -04:00
    EXPECT_EQ(decided({"2025-11-01T22:00:00-04:00", "America/New_York"}),
              "email 2025-11-02T14:00:00Z");  // 09:00 at -05:00
}

TEST(SendDecision, an_end_that_the_clock_leaps_over_is_the_moment_after_the_leap) {
    EXPECT_EQ(decided({.due_at = "2025-03-09T01:30:00-05:00",
                       .zone = "America/New_York",
                       .quiet = small_hours}),
              "email 2025-03-09T07:00:00Z");  // 02:30 does not exist: 03:00
}

TEST(SendDecision, an_end_that_the_clock_shows_twice_is_the_next_one) {
    const QuietHours quiet{.from = 23 * 60, .to = 90};  // to 01:30
    EXPECT_EQ(
        decided(
            {.due_at = "2025-11-02T00:30:00-04:00", .zone = "America/New_York", .quiet = quiet}),
        "email 2025-11-02T05:30:00Z");
    EXPECT_EQ(
        decided(
            {.due_at = "2025-11-02T01:10:00-05:00", .zone = "America/New_York", .quiet = quiet}),
        "email 2025-11-02T06:30:00Z");
}

TEST(SendDecision, service_speaks_at_night_but_not_by_text_message) {
    EXPECT_EQ(decided({.due_at = "2025-03-10T23:00:00-06:00",
                       .message_class = MessageClass::Service,
                       .consents = {}}),
              "email 2025-03-11T05:00:00Z");
    EXPECT_EQ(decided({.due_at = "2025-03-10T23:00:00-06:00",
                       .message_class = MessageClass::Service,
                       .contactable = {Sms, Push},
                       .consents = {}}),
              "sms 2025-03-11T15:00:00Z");
}

TEST(SendDecision, the_first_channel_of_the_type_that_is_open_is_taken) {
    EXPECT_EQ(decided({.due_at = "2025-03-10T12:00:00-06:00", .consents = {Sms}}),
              "sms 2025-03-10T18:00:00Z");
    EXPECT_EQ(decided({.due_at = "2025-03-10T12:00:00-06:00", .contactable = {Push}}),
              "NO_CHANNEL");
    EXPECT_EQ(decided({.due_at = "2025-03-10T12:00:00-06:00", .consents = {Push}}), "NO_CONSENT");
}

TEST(SendDecision, caps_count_on_the_day_of_sending) {
    const std::string evening = "2025-03-10T22:00:00-06:00";  // goes out on the 11th at 09:00
    EXPECT_EQ(decided({.due_at = evening, .sent = {"2025-03-10T12:00:00-06:00"}}),
              "email 2025-03-11T15:00:00Z");
    EXPECT_EQ(decided({.due_at = evening, .sent = {"2025-03-11T15:00:00Z"}}), "CAP_DAY");
    EXPECT_EQ(decided({.due_at = evening, .sent = {"2025-03-12T05:59:59Z"}}), "CAP_DAY");
    EXPECT_EQ(decided({.due_at = evening, .sent = {"2025-03-12T06:00:00Z"}}),
              "email 2025-03-11T15:00:00Z");
}

TEST(SendDecision, weeks_begin_on_monday_and_the_day_is_asked_first) {
    const std::vector<std::string> three{"2025-03-10T12:00:00-06:00", "2025-03-12T12:00:00-06:00",
                                         "2025-03-16T12:00:00-06:00"};
    EXPECT_EQ(decided({.due_at = "2025-03-14T12:00:00-06:00", .sent = three}), "CAP_WEEK");
    EXPECT_EQ(decided({.due_at = "2025-03-16T18:00:00-06:00", .sent = three}), "CAP_DAY");
    EXPECT_EQ(decided({.due_at = "2025-03-17T12:00:00-06:00", .sent = three}),
              "email 2025-03-17T18:00:00Z");
    EXPECT_EQ(decided({.due_at = "2025-03-17T12:00:00-06:00", .cap = {.per_day = 0}}), "CAP_DAY");
}

TEST(Messages, stand_in_the_order_of_their_table) {
    int place = 0;
    for (const MessageKind& kind : message_kinds()) {
        EXPECT_EQ(static_cast<int>(kind.type), ++place) << kind.name;
        EXPECT_EQ(&message_kind(kind.type), &kind);
        EXPECT_FALSE(kind.channels.empty());
        EXPECT_FALSE(kind.variables.empty());
    }
    EXPECT_EQ(place, 19);
    EXPECT_EQ(message_kind(MessageType::TierNear).message_class, MessageClass::Marketing);
    EXPECT_EQ(message_kind(MessageType::PointsExpiring).channels.front(), Email);
}

TEST(Messages, channels_have_names_both_ways) {
    for (auto channel : {Push, Email, Sms, Whatsapp, InApp})
        EXPECT_EQ(parse_message_channel(name_of(channel)), channel);
    EXPECT_EQ(parse_message_channel("pigeon"), std::nullopt);
    EXPECT_EQ(parse_message_channel(""), std::nullopt);
}

}  // namespace
}  // namespace vuelve::analytics
