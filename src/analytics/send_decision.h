#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "domain/calendar.h"
#include "domain/message_type.h"

/// Whether, how and when a message goes out: the same answer for the same facts. Source: domain.md
/// 12.
namespace vuelve::analytics {

/// Minutes since local midnight, [from, to); over midnight where `from` is the later one; never
/// quiet where both are the same.
struct QuietHours {
    int from = 21 * 60, to = 9 * 60;
    bool contains(std::int64_t local_ms) const;
};

/// Marketing messages to one member.
struct SendCap {
    int per_day = 1, per_week = 3;  // local day, ISO week
};

struct SendQuestion {
    MessageClass message_class{};
    std::span<const MessageChannel> channels;     // of the type, in order
    std::span<const MessageChannel> contactable;  // where the member can be reached
    std::span<const MessageChannel> consents;     // where the member takes marketing
    bool is_suppressed = false;
    Instant due_at{};
    const Zone& zone;  // the member's
    QuietHours quiet{};
    SendCap cap{};
    std::span<const Instant> sent_marketing;  // to this member, sent or due; any order
};

struct SendDecision {
    std::optional<DropReason> dropped;
    MessageChannel channel{};  // meaningless when dropped
    Instant at{};
};
SendDecision decide_send(const SendQuestion& question);

}  // namespace vuelve::analytics
