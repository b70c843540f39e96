#pragma once

#include <string_view>
#include <vector>

#include "analytics/send_decision.h"
#include "domain/notice.h"

/// From a notice to a message that waits, or is dropped and says why: what a member can be reached
/// by and allows, and what was decided for them before. Pure. Source: domain.md 12.
namespace vuelve::analytics {

/// How a member can be written to.
struct Contact {
    std::vector<MessageChannel> reachable;
    std::vector<MessageChannel> consents;  // to marketing
    bool is_suppressed = false;            // wants no marketing by any channel
    /// What the member turned off, of any class (docs/adr/0060).
    struct Unwanted {
        MessageType type{};
        MessageChannel channel{};
        friend auto operator<=>(const Unwanted&, const Unwanted&) = default;
    };
    std::vector<Unwanted> unwanted;
    /// Marketing that waits or went out, of the last weeks.
    struct Told {
        MessageType type{};
        MessageChannel channel{};
        Instant at{};
        TxnId cause{};
    };
    std::vector<Told> marketing;

    /// A live phone or e-mail. Push and in_app need a device of the member, and none is known yet.
    void add_identity(bool is_phone);
    bool wants(MessageType type, MessageChannel channel) const;
    /// A consent given or taken back: the last word counts.
    void allow(std::string_view purpose, std::string_view channel, bool given);
};

/// Marketing told before this is remembered by nobody: caps look at a week, ratings at 30 days.
inline constexpr std::int64_t told_remembered_ms = 31 * ms_per_day;
/// What is decided later than this after it was due comes too late to be told.
inline constexpr std::int64_t late_ms = 3 * ms_per_day;

struct Message {
    Notice notice;
    MessageState state{};
    std::optional<DropReason> reason{};       // Suppressed
    std::optional<MessageChannel> channel{};  // Waiting
    Instant at{};                             // when it goes out, or would have
    Day day{};                                // of `at`, where the member lives
};

/// Planned notices stay planned; every other one is decided, and what waits counts against the caps
/// from then on.
Message make_message(const Programme& programme,
                     const Holder& member,
                     Contact& contact,
                     Notice notice);
/// A planned one that is due, at `now`: looked at again and decided.
Message decide_planned(
    const Programme& programme, const Holder& member, Contact& contact, Notice notice, Instant now);

/// True for what waits for no better time because it may not go out any more: marketing on a
/// channel that `contact` does not allow now, and whatever the member turned off there.
bool is_forbidden(const Contact& contact, MessageType type, MessageChannel channel);
/// What waits and stops doing so no longer counts.
void forget_told(Contact& contact, TxnId cause);
void forget_forbidden(Contact& contact);

}  // namespace vuelve::analytics
