#include "domain/event.h"

#include <algorithm>
#include <set>

#include "domain/changed_holder.h"
#include "domain/event_parts.h"

namespace vuelve {

EventValue::EventValue(std::int64_t number) : value(number) {}
EventValue::EventValue(bool truth) : value(truth) {}
EventValue::EventValue(std::string text) : value(std::move(text)) {}
EventValue::EventValue(std::string_view text) : value(std::string(text)) {}
EventValue::EventValue(const char* text) : value(std::string(text)) {}
EventValue::EventValue(Instant at) : value(at) {}
EventValue::EventValue(Day day) : value(day) {}
EventValue::EventValue(EventRef ref) : value(ref) {}
EventValue::EventValue(EventFields fields) : value(std::move(fields)) {}
EventValue::EventValue(List list) : value(std::move(list)) {}

const Holder* EventBook::earlier(HolderId id) const {
    const auto found = before.holders.find(id);
    return found == before.holders.end() ? nullptr : &found->second;
}

const Holder* EventBook::later(HolderId id) const {
    const Holder* changed = changed_holder(decision, id);
    return changed ? changed : earlier(id);
}

EventRef EventBook::holder(HolderId id) const {
    const Holder* known = later(id);
    const bool is_household = known && known->kind == HolderKind::Household;
    return {is_household ? EventRef::Kind::Household : EventRef::Kind::Member, id.value, id};
}

Event& EventBook::add(EventType type, HolderId subject) {
    Event& event =
        events.emplace_back(Event{.type = type, .subject = subject, .txn = txn.id, .at = txn.at});
    if (holder(subject).kind == EventRef::Kind::Household)
        event.subject_kind = HolderKind::Household;
    // The number of a job's row lies with none of its holders: it is told in the subject's bucket.
    const HolderId place = txn.holder.value != 0 ? txn.holder : subject;
    event.data.push_back({"txn", ref(EventRef::Kind::Txn, txn.id.value, place)});
    if (txn.store.value != 0) {
        event.data.push_back({"occurred_at", txn.occurred_at});
        event.data.push_back({"store", code(txn.store.value)});
    }
    // Who did it, where the account is one that members share.
    if (event.subject_kind == HolderKind::Household && txn.holder.value != 0)
        event.data.push_back({"member", holder(txn.holder)});
    return event;
}

std::vector<Event> events_of(const Programme& programme,
                             const State& before,
                             const Decision& decision,
                             const EventCause& cause) {
    if (!decision.transaction || !decision.receipt) return {};
    EventBook book(programme, before, decision, cause);
    tell_sales(book);
    tell_points(book);
    tell_promises(book);
    tell_progress(book);
    tell_people(book);
    tell_shared(book);
    std::ranges::stable_sort(book.events, {}, &Event::type);
    return std::move(book.events);
}

std::vector<Event> events_of(const Programme& programme,
                             const State& state,
                             std::span<const Notice> notices) {
    std::vector<Event> events;
    for (const Notice& notice : notices) {
        if (notice.type != MessageType::PointsExpiring) continue;
        const Holder* member = resolve(state, notice.member);
        if (!member) continue;
        // Source of such a notice: currency and last day (notice_time.cpp).
        const Currency& currency =
            programme.currency(CurrencyId{static_cast<std::int32_t>(notice.source >> 32)});
        const HolderId account = account_holder(*member, currency);
        const auto shared = state.holders.find(account);
        const bool is_shared = account != member->id && shared != state.holders.end();
        // All who share an account are told; the feed tells it once, with the first of them.
        if (is_shared && shared->second.members.front().member != member->id) continue;
        Event& event = events.emplace_back(
            Event{.type = EventType::PointsExpiring, .subject = account, .at = notice.due_at});
        if (is_shared) event.subject_kind = HolderKind::Household;
        event.data.push_back({"currency", currency.code});
        for (const NoticeVariable& said : notice.variables) {
            if (const auto* units = std::get_if<NoticeAmounts>(&said.value))
                event.data.push_back({"points", units->front().second});
            if (const auto* number = std::get_if<std::int64_t>(&said.value))
                event.data.push_back({said.name == "value" ? "value" : "days_left", *number});
            if (const auto* text = std::get_if<std::string>(&said.value))
                event.data.push_back({"last_day", *text});
        }
    }
    return events;
}

}  // namespace vuelve
