#include "analytics/send_decision.h"

#include <algorithm>
#include <array>
#include <vector>

namespace vuelve::analytics {
namespace {

bool has(std::span<const MessageChannel> channels, MessageChannel channel) {
    return std::ranges::find(channels, channel) != channels.end();
}

SendDecision dropped(DropReason reason) { return {.dropped = reason}; }

std::optional<DropReason> over_cap(const SendQuestion& question, Instant at) {
    const Day day = question.zone.local_day(at);
    int in_day = 0, in_week = 0;
    for (Instant sent : question.sent_marketing) {
        const Day other = question.zone.local_day(sent);
        in_day += other == day;
        in_week += week_start(other) == week_start(day);
    }
    if (in_day >= question.cap.per_day) return DropReason::CapDay;
    if (in_week >= question.cap.per_week) return DropReason::CapWeek;
    return std::nullopt;
}

/// The next local `minute` after `at`; where the clock leaps over it, the moment after the leap;
/// where the clock shows it twice, the first.
Instant next_local_minute(const Zone& zone, Instant at, int minute) {
    const std::int64_t wanted = minute * ms_per_minute;
    std::int64_t ahead = wanted - zone.local_time(at);
    if (ahead <= 0) ahead += ms_per_day;
    const Instant as_if_even = at + ahead;
    const int leap_s = zone.offset(as_if_even) - zone.offset(at);
    const Instant corrected = as_if_even + -leap_s * ms_per_second;
    if (leap_s == 0 || zone.local_time(corrected) == wanted) return corrected;
    // The clock leaps over the minute: find the leap between the two.
    std::int64_t before = corrected.value, after = as_if_even.value;
    while (after - before > 1) {
        const std::int64_t middle = before + (after - before) / 2;
        (zone.offset(Instant{middle}) == zone.offset(as_if_even) ? after : before) = middle;
    }
    return Instant{after};
}

}  // namespace

bool QuietHours::contains(std::int64_t local_ms) const {
    const bool after_from = local_ms >= from * ms_per_minute;
    const bool before_to = local_ms < to * ms_per_minute;
    return from <= to ? after_from && before_to : after_from || before_to;
}

SendDecision decide_send(const SendQuestion& question) {
    const bool is_marketing = question.message_class == MessageClass::Marketing;
    if (is_marketing && question.is_suppressed) return dropped(DropReason::Suppressed);

    std::vector<MessageChannel> open;
    for (MessageChannel channel : question.channels)
        if (has(question.contactable, channel)) open.push_back(channel);
    if (open.empty()) return dropped(DropReason::NoChannel);

    if (is_marketing)
        std::erase_if(open, [&](auto channel) { return !has(question.consents, channel); });
    if (open.empty()) return dropped(DropReason::NoConsent);

    SendDecision decision{.channel = open.front(), .at = question.due_at};
    // A text message wakes people up, whatever it is about.
    const bool keeps_quiet = is_marketing || decision.channel == MessageChannel::Sms;
    if (keeps_quiet && question.quiet.contains(question.zone.local_time(decision.at)))
        decision.at = next_local_minute(question.zone, decision.at, question.quiet.to);

    if (is_marketing) {
        if (auto reason = over_cap(question, decision.at)) return dropped(*reason);
    }
    return decision;
}

}  // namespace vuelve::analytics
