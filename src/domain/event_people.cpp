#include <algorithm>

#include "domain/event_parts.h"

namespace vuelve {
namespace {

void tell_enrolled(EventBook& book) {
    for (const Holder& holder : book.txn.effects.enrolled) {
        if (holder.kind != HolderKind::Member) continue;
        Event& event = book.add(EventType::MemberEnrolled, holder.id);
        if (holder.home_store.value != 0)
            event.data.push_back({"store", book.code(holder.home_store.value)});
    }
}

std::optional<EventType> state_event(MemberState state) {
    switch (state) {
        case MemberState::Active: return EventType::MemberReactivated;
        case MemberState::Suspended: return EventType::MemberSuspended;
        case MemberState::Closed: return EventType::MemberClosed;
        case MemberState::Merged: return EventType::MemberMerged;
        case MemberState::Anonymised: return EventType::MemberAnonymised;
    }
    return std::nullopt;
}

void tell_states(EventBook& book) {
    for (const auto& place : book.txn.effects.places) {
        const Holder* known = book.earlier(place.holder);
        if (!known || known->kind != HolderKind::Member || known->head.state == place.state)
            continue;
        const auto type = state_event(place.state);
        if (!type) continue;
        Event& event = book.add(*type, place.holder);
        if (place.state == MemberState::Merged)
            event.data.push_back({"survivor", book.holder(place.merged_into)});
    }
}

void tell_update(EventBook& book) {
    const auto* update = book.command<UpdateMember>();
    if (!update) return;
    EventValue::List fields;
    for (const std::string_view field : book.cause.fields) fields.emplace_back(field);
    if (update->home_store) fields.emplace_back("home_store");
    if (update->birth_date || update->forgets_birth_date) fields.emplace_back("birth_date");
    if (!update->attributes.empty()) fields.emplace_back("attributes");
    if (!update->add_segments.empty() || !update->remove_segments.empty())
        fields.emplace_back("segments");
    if (fields.empty()) return;
    book.add(EventType::MemberUpdated, book.txn.holder)
        .data.push_back({"fields", std::move(fields)});
}

void tell_identity(EventBook& book) {
    const auto* change = book.command<ChangeIdentity>();
    if (!change) return;
    using Change = ChangeIdentity::Change;
    auto tell = [&](EventType type) {
        book.add(type, book.txn.holder).data.push_back({"kind", change->kind});
    };
    const bool replaces = change->change == Change::Replace;
    // A lost card stays blocked; a number or an address is free again (app/people.cpp).
    const bool blocks = change->change == Change::Block || (replaces && change->kind == "card");
    if (change->change == Change::Add || replaces) tell(EventType::IdentityAdded);
    if (change->change == Change::Remove || (replaces && !blocks)) tell(EventType::IdentityRemoved);
    if (blocks) tell(EventType::IdentityBlocked);
}

void tell_consent(EventBook& book, const SetConsent& consent) {
    Event& event = book.add(EventType::ConsentChanged, book.txn.holder);
    event.data.push_back({"purpose", consent.purpose});
    if (!consent.channel.empty()) event.data.push_back({"channel", consent.channel});
    event.data.push_back({"given", consent.given});
}

/// Who came and who went; another part of somebody who stays is told to nobody.
void tell_households(EventBook& book) {
    for (const auto& row : book.txn.effects.memberships) {
        const Holder* known = book.earlier(row.household);
        const bool was_in = known && std::ranges::find(known->members, row.membership.member,
                                                       &Membership::member) != known->members.end();
        if (was_in != row.left) continue;
        Event& event = book.add(EventType::HouseholdChanged, row.household);
        event.data.push_back({"household", book.holder(row.household)});
        event.data.push_back({row.left ? "left" : "joined", book.holder(row.membership.member)});
    }
}

void tell_subscriptions(EventBook& book) {
    for (const auto& [holder, paid] : book.txn.effects.subscriptions) {
        const SubscriptionPeriod* before = nullptr;
        for (const Holder& one : book.decision.holders)
            if (const Holder* known = book.earlier(one.id))
                for (const SubscriptionPeriod& period : known->subscriptions)
                    if (period.id == paid.id) before = &period;
        if (before && before->state == paid.state && before->to == paid.to) continue;
        Event& event = book.add(EventType::SubscriptionChanged, holder);
        event.data.push_back({"plan", paid.plan});
        event.data.push_back({"state", name_of(paid.state)});
    }
}

void tell_answers(EventBook& book) {
    for (const auto& [holder, answer] : book.txn.effects.answers) {
        Event& event = book.add(EventType::SurveyAnswered, holder);
        if (!book.receipt.purchase.empty())
            event.data.push_back({"purchase", book.receipt.purchase});
        if (answer.rating) event.data.push_back({"rating", std::int64_t{*answer.rating}});
        if (answer.nps) event.data.push_back({"nps", std::int64_t{*answer.nps}});
    }
}

}  // namespace

void tell_people(EventBook& book) {
    tell_enrolled(book);
    tell_states(book);
    tell_update(book);
    tell_identity(book);
    if (const auto* consent = book.command<SetConsent>()) tell_consent(book, *consent);
    for (const SetConsent& consent : book.cause.consents) tell_consent(book, consent);
    tell_households(book);
    tell_subscriptions(book);
    tell_answers(book);
}

}  // namespace vuelve
