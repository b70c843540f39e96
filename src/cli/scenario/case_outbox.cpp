#include "cli/scenario/case_outbox.h"

#include <algorithm>

#include "cli/scenario/make_json.h"
#include "codec/message_json.h"
#include "codec/public_id.h"
#include "codec/request_format.h"

namespace vuelve::cli {
namespace {

using analytics::Contact;
using analytics::Message;

bool is_open_message(const Message& message) {
    return message.state == MessageState::Waiting || message.state == MessageState::Planned;
}

void drop_message(Message& message, DropReason reason) {
    message.state = MessageState::Suppressed;
    message.reason = reason;
}

bool is_advertising(MessageType type) {
    return message_kind(type).message_class == MessageClass::Marketing;
}

}  // namespace

Result<std::string> decode_messages(const GoldenStep& step) {
    return decode_body<std::string>(step.arguments, [](const Cursor& at, std::string& out) {
        ObjectReader object(at);
        object.required("member", out, code());
    });
}

Json messages_json(const std::vector<CaseMessage>& messages, const VoucherAlias& alias) {
    Json::Array waiting, dropped;
    for (const CaseMessage& message : messages) {
        ObjectMaker row;
        row.add("type", message.type);
        if (!message.reason.empty()) {
            dropped.push_back(std::move(row.add("reason", message.reason)).done());
            continue;
        }
        if (message.state != name_of(MessageState::Waiting)) continue;
        Json::Object variables;
        const auto said = parse_json(message.variables);
        if (said && said->get_if<Json::Object>()) variables = *said->get_if<Json::Object>();
        for (JsonMember& one : variables)
            if (one.name == "voucher") one.value = to_json(alias(*one.value.get_if<std::string>()));
        row.add("channel", message.channel).add("at", message.at);
        row.add("variables", Json(std::move(variables)));
        waiting.push_back(std::move(row).done());
    }
    ObjectMaker out;
    out.add("status", "ok").add("messages", Json(std::move(waiting)));
    return std::move(out.add("dropped", Json(std::move(dropped)))).done();
}

Json messages_json(const std::vector<CaseMessage>& messages, const Aliases& aliases) {
    return messages_json(messages, [&](const std::string& voucher) {
        const auto placed = parse_public(PublicKind::Voucher, voucher);
        return placed ? aliases.of(VoucherId{placed->id}) : std::string{};
    });
}

void CaseOutbox::enrol(HolderId member, const GoldenMember& person) {
    Contact contact;
    for (const std::string& identity : person.identities)
        if (identity.starts_with("phone:") || identity.starts_with("email:"))
            contact.add_identity(identity.starts_with("phone:"));
    contacts_.insert_or_assign(member, std::move(contact));
}

void CaseOutbox::keep(Message message) {
    const Notice& notice = message.notice;
    const Key key{notice.member, notice.type, notice.source, notice.part};
    auto [place, is_new] = messages_.try_emplace(key, message);
    if (!is_new && place->second.state == MessageState::Planned) place->second = std::move(message);
}

void CaseOutbox::allow(HolderId member, const SetConsent& consent) {
    Contact& contact = contacts_[member];
    contact.allow(consent.purpose, consent.channel, consent.given);
    if (consent.given || consent.purpose != "marketing") return;
    analytics::forget_forbidden(contact);
    for (auto& [key, message] : messages_)
        if (std::get<HolderId>(key) == member && message.state == MessageState::Waiting &&
            analytics::is_forbidden(contact, message.notice.type, *message.channel))
            drop_message(message, DropReason::NoConsent);
}

void CaseOutbox::follow(const Programme& programme,
                        const State& state,
                        std::vector<Notice> due,
                        const Decision& decision,
                        Instant at) {
    if (!decision.transaction) return;
    for (Notice& notice : due) {
        const Holder* member = resolve(state, notice.member);
        if (!member || at - notice.due_at > analytics::late_ms) continue;
        notice.member = member->id;
        keep(analytics::make_message(programme, *member, contacts_[member->id], std::move(notice)));
    }
    if (const auto voided = voided_by(decision)) {
        analytics::forget_told(contacts_[voided->member], voided->purchase);
        for (auto& [key, message] : messages_)
            if (message.notice.cause == voided->purchase && is_open_message(message))
                drop_message(message, DropReason::Voided);
    }
    for (HolderId gone : left_by(decision))
        for (auto& [key, message] : messages_)
            if (std::get<HolderId>(key) == gone && is_open_message(message) &&
                is_advertising(message.notice.type))
                drop_message(message, DropReason::NotActive);
    for (const auto& place : decision.transaction->effects.places)
        if (place.merged_into.value != 0)
            for (MessageChannel channel : contacts_[place.holder].reachable)
                if (channel != MessageChannel::Whatsapp)
                    contacts_[place.merged_into].add_identity(channel == MessageChannel::Sms);
}

CaseOutbox::Hours CaseOutbox::hours(const Programme& programme, Instant now) const {
    const Instant earliest = now + -analytics::late_ms;
    Hours hours{.after = std::max(told_until_.value_or(earliest), earliest), .hours = {}};
    for (Instant hour = next_notice_hour(programme, hours.after); hour <= now;
         hour = next_notice_hour(programme, hour))
        hours.hours.push_back(hour);
    return hours;
}

void CaseOutbox::tell_due(const Programme& programme,
                          const State& state,
                          Instant after,
                          Instant until) {
    std::vector<Notice> due;
    for (const auto& [key, message] : messages_)
        if (message.state == MessageState::Planned && message.notice.due_at <= until)
            due.push_back(message.notice);
    for (const auto& [id, holder] : state.holders) {
        const auto household = state.holders.find(holder.household);
        const Holder* shared = household == state.holders.end() ? nullptr : &household->second;
        for (Notice& notice : timed_notices(programme, holder, shared, after, until))
            if (!messages_.contains({notice.member, notice.type, notice.source, notice.part}))
                due.push_back(std::move(notice));
    }
    sort_notices(due);
    for (Notice& notice : due) {
        const Holder& member = state.holders.at(notice.member);
        Contact& contact = contacts_[member.id];
        keep(notice.looks_again
                 ? analytics::decide_planned(programme, member, contact, std::move(notice), until)
                 : analytics::make_message(programme, member, contact, std::move(notice)));
    }
    if (after < until) told_until_ = until;
}

std::vector<CaseMessage> CaseOutbox::of(HolderId member) const {
    std::vector<const Message*> own;
    for (const auto& [key, message] : messages_)
        if (std::get<HolderId>(key) == member) own.push_back(&message);
    std::ranges::stable_sort(own, {}, [](const Message* message) {
        const Notice& notice = message->notice;
        return std::tuple(message->at, notice.type, notice.source, notice.part);
    });
    std::vector<CaseMessage> shown;
    for (const Message* message : own)
        shown.push_back({.type = std::string(message_kind(message->notice.type).name),
                         .state = std::string(name_of(message->state)),
                         .channel = std::string(message->channel ? name_of(*message->channel) : ""),
                         .reason = std::string(message->reason ? name_of(*message->reason) : ""),
                         .at = message->at,
                         .variables = encode_variables(message->notice)});
    return shown;
}

}  // namespace vuelve::cli
