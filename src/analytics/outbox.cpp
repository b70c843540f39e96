#include "analytics/outbox.h"

#include <algorithm>

#include "domain/birthday.h"

namespace vuelve::analytics {
namespace {

constexpr std::int64_t rated_again_ms = 30 * ms_per_day;

SendCap cap_of(const Programme& programme) {
    const auto& policy = programme.document().notifications;
    return {policy.cap_per_day, policy.cap_per_week};
}

QuietHours quiet_of(const Programme& programme) {
    const auto& policy = programme.document().notifications;
    return {policy.quiet_from, policy.quiet_to};
}

bool was_invited_to_rate(const Contact& contact, Instant due) {
    return std::ranges::any_of(contact.marketing, [&](const Contact::Told& told) {
        return told.type == MessageType::RateInvitation && due - told.at < rated_again_ms;
    });
}

Message dropped_message(const Programme& programme,
                        const Holder& member,
                        Notice notice,
                        DropReason reason) {
    const Instant at = notice.due_at;
    return {.notice = std::move(notice),
            .state = MessageState::Suppressed,
            .reason = reason,
            .at = at,
            .day = home_zone(programme, member).local_day(at)};
}

Message decide_message(const Programme& programme,
                       const Holder& member,
                       Contact& contact,
                       Notice notice) {
    if (notice.type == MessageType::RateInvitation && was_invited_to_rate(contact, notice.due_at))
        return dropped_message(programme, member, std::move(notice), DropReason::Recent);
    const MessageKind& kind = message_kind(notice.type);
    std::vector<MessageChannel> contactable = contact.reachable;
    std::erase_if(contactable,
                  [&](MessageChannel channel) { return !contact.wants(notice.type, channel); });
    std::vector<Instant> sent;
    for (const Contact::Told& told : contact.marketing) sent.push_back(told.at);
    const SendDecision decision = decide_send(
        {.message_class = kind.message_class,
         .channels = kind.channels,
         .contactable = contactable,
         .consents = contact.consents,
         // Who is suspended hears what concerns their account, and no advertising.
         .is_suppressed = contact.is_suppressed || member.head.state != MemberState::Active,
         .due_at = notice.due_at,
         .zone = home_zone(programme, member),
         .quiet = quiet_of(programme),
         .cap = cap_of(programme),
         .sent_marketing = sent});
    if (decision.dropped)
        return dropped_message(programme, member, std::move(notice), *decision.dropped);
    if (kind.message_class == MessageClass::Marketing)
        contact.marketing.push_back({notice.type, decision.channel, decision.at, notice.cause});
    return {.notice = std::move(notice),
            .state = MessageState::Waiting,
            .channel = decision.channel,
            .at = decision.at,
            .day = home_zone(programme, member).local_day(decision.at)};
}

}  // namespace

void Contact::add_identity(bool is_phone) {
    const auto add = [&](MessageChannel channel) {
        if (std::ranges::find(reachable, channel) == reachable.end()) reachable.push_back(channel);
    };
    if (!is_phone) return add(MessageChannel::Email);
    add(MessageChannel::Sms);
    add(MessageChannel::Whatsapp);
}

bool Contact::wants(MessageType type, MessageChannel channel) const {
    return !can_be_unwanted(type) ||
           std::ranges::find(unwanted, Unwanted{type, channel}) == unwanted.end();
}

void Contact::allow(std::string_view purpose, std::string_view channel, bool given) {
    if (purpose != "marketing") return;
    if (channel == "all") {
        is_suppressed = !given;
        return;
    }
    const auto named = parse_message_channel(channel);
    if (!named) return;
    std::erase(consents, *named);
    if (given) consents.push_back(*named);
}

Message make_message(const Programme& programme,
                     const Holder& member,
                     Contact& contact,
                     Notice notice) {
    if (!notice.looks_again) return decide_message(programme, member, contact, std::move(notice));
    const Instant at = notice.due_at;
    return {.notice = std::move(notice),
            .state = MessageState::Planned,
            .at = at,
            .day = home_zone(programme, member).local_day(at)};
}

Message decide_planned(const Programme& programme,
                       const Holder& member,
                       Contact& contact,
                       Notice notice,
                       Instant now) {
    if (now - notice.due_at > late_ms)
        return dropped_message(programme, member, std::move(notice), DropReason::TooLate);
    if (auto reason = look_again(programme, member, notice))
        return dropped_message(programme, member, std::move(notice), *reason);
    return decide_message(programme, member, contact, std::move(notice));
}

bool is_forbidden(const Contact& contact, MessageType type, MessageChannel channel) {
    if (!contact.wants(type, channel)) return true;
    if (message_kind(type).message_class != MessageClass::Marketing) return false;
    return contact.is_suppressed ||
           std::ranges::find(contact.consents, channel) == contact.consents.end();
}

void forget_told(Contact& contact, TxnId cause) {
    std::erase_if(contact.marketing,
                  [&](const Contact::Told& told) { return told.cause == cause; });
}

void forget_forbidden(Contact& contact) {
    std::erase_if(contact.marketing, [&](const Contact::Told& told) {
        return is_forbidden(contact, told.type, told.channel);
    });
}

}  // namespace vuelve::analytics
