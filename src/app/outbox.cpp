#include "app/outbox.h"

#include <algorithm>
#include <set>

#include "app/restrictions.h"

namespace vuelve::app {

using analytics::Contact;

void Outbox::bring(std::span<const HolderId> members, Instant now) {
    auto& known = programme_.cache().contacts;
    std::vector<HolderId> missing;
    for (const HolderId member : members)
        if (!known.contains(member)) missing.push_back(member);
    if (missing.empty()) return;
    std::ranges::sort(missing);
    missing.erase(std::ranges::unique(missing).begin(), missing.end());
    auto contacts =
        programme_.messages().contacts(tx_, missing, now + -analytics::told_remembered_ms);
    for (const auto& [member, consents] : programme_.members().consents_of(tx_, missing))
        for (const storage::Consent& consent : consents)
            contacts.at(member).allow(consent.purpose, consent.channel, consent.given);
    // Who objects, is a minor or has an open claim is not advertised to, whatever they allowed.
    for (const auto& [member, restrictions] :
         privacy_of(programme_).restrictions_of(tx_, missing, now))
        for (const auto& one : restrictions)
            contacts.at(member).is_suppressed |= one.purpose != RestrictedPurpose::Profiling;
    known.merge(contacts);
}

analytics::Contact& Outbox::contact(HolderId member, Instant now) {
    bring(std::span(&member, 1), now);
    return programme_.cache().contacts.at(member);
}

void Outbox::know(HolderId member, const Profile& profile) {
    Contact contact;
    for (const Identity& identity : profile.identities)
        if (identity.kind == IdentityKind::Phone || identity.kind == IdentityKind::Email)
            contact.add_identity(identity.kind == IdentityKind::Phone);
    for (const ConsentRequest& consent : profile.consents)
        contact.allow(consent.purpose, consent.channel, consent.given);
    programme_.cache().contacts.insert_or_assign(member, std::move(contact));
}

const Holder* Outbox::find(HolderId member) const {
    return resolve(programme_.cache().state, member);
}

void Outbox::tell(std::vector<Notice> notices, Instant now) {
    const auto snapshot = programme_.snapshot();
    std::vector<HolderId> members;
    for (const Notice& notice : notices)
        if (const Holder* member = find(notice.member);
            member && now - notice.due_at <= analytics::late_ms)
            members.push_back(member->id);
    bring(members, now);
    for (Notice& notice : notices) {
        const Holder* member = find(notice.member);
        // A scheduler that comes days late, or a history that is caught up with, tells nobody.
        if (!member || now - notice.due_at > analytics::late_ms) continue;
        notice.member = member->id;
        Contact& known = contact(member->id, now);
        if (known.marketing.size() > 32)
            std::erase_if(known.marketing, [&](const Contact::Told& told) {
                return told.at < now + -analytics::told_remembered_ms;
            });
        rows_.push_back(
            storage::row_of(analytics::make_message(*snapshot, *member, known, std::move(notice))));
    }
}

void Outbox::drop(const VoidedCause& voided) {
    // Who was merged since keeps what was told under the old number, in memory or not.
    voided_.push_back(voided);
    const Holder* member = find(voided.member);
    if (!member) return;
    if (auto known = programme_.cache().contacts.find(member->id);
        known != programme_.cache().contacts.end())
        analytics::forget_told(known->second, voided.purchase);
    if (member->id != voided.member) voided_.push_back({member->id, voided.purchase});
}

void Outbox::allow(HolderId member, const SetConsent& consent, Instant now) {
    Contact& known = contact(member, now);
    known.allow(consent.purpose, consent.channel, consent.given);
    if (consent.given || consent.purpose != "marketing") return;
    analytics::forget_forbidden(known);
    programme_.messages().drop_forbidden(tx_, member, DropReason::NoConsent, known);
}

void Outbox::leave(HolderId member) {
    programme_.messages().drop_marketing(tx_, member, DropReason::NotActive);
    forget(member);
}

void Outbox::collect_due(const Holder& member,
                         Instant after,
                         Instant until,
                         std::vector<Notice>& due) {
    for (const storage::MessageRow& row : programme_.messages().planned(tx_, member.id, until))
        due.push_back(storage::notice_of(row));
    const auto& holders = programme_.cache().state.holders;
    const auto household = holders.find(member.household);
    const Holder* shared = household == holders.end() ? nullptr : &household->second;
    auto timed = timed_notices(*programme_.snapshot(), member, shared, after, until);
    if (timed.empty()) return;
    const auto told = programme_.messages().keys(tx_, member.id);
    for (Notice& notice : timed)
        if (!std::ranges::binary_search(
                told, storage::MessageKey{notice.type, notice.source, notice.part}))
            due.push_back(std::move(notice));
}

std::vector<Event> Outbox::tell_due(std::span<const HolderId> members,
                                    Instant after,
                                    Instant until) {
    const auto snapshot = programme_.snapshot();
    std::vector<Notice> due;
    std::set<HolderId> seen;
    for (HolderId id : members)
        if (const Holder* member = find(id); member && seen.insert(member->id).second) {
            collect_due(*member, after, until, due);
        }
    sort_notices(due);
    auto events = events_of(*snapshot, programme_.cache().state, due);
    std::vector<HolderId> told;
    for (const Notice& notice : due) told.push_back(notice.member);
    bring(told, until);
    for (Notice& notice : due) {
        const Holder& member = programme_.cache().state.holders.at(notice.member);
        Contact& known = contact(member.id, until);
        rows_.push_back(storage::row_of(
            notice.looks_again
                ? analytics::decide_planned(*snapshot, member, known, std::move(notice), until)
                : analytics::make_message(*snapshot, member, known, std::move(notice))));
    }
    return events;
}

bool Outbox::append() {
    const bool wrote = !rows_.empty() || !voided_.empty();
    programme_.messages().put(tx_, rows_);
    for (const VoidedCause& voided : voided_)
        programme_.messages().drop_cause(tx_, voided.member, voided.purchase, DropReason::Voided);
    rows_.clear();
    voided_.clear();
    return wrote;
}

}  // namespace vuelve::app
