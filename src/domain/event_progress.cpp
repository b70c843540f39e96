#include <algorithm>
#include <set>

#include "domain/activities.h"
#include "domain/event_parts.h"

namespace vuelve {
namespace {

std::string_view level_reason(const EventBook& book, bool up) {
    const std::string_view command = book.receipt.command;
    if (command == "set_level" || command == "enrol") return "manual";
    if (command == "merge") return "merge";
    if (up) return "upgrade";
    return book.txn.kind == TxnKind::Job ? "review" : "return";
}

void tell_levels(EventBook& book) {
    const auto& tiers = book.programme.document().tiers;
    if (!tiers) return;
    for (const auto& [holder, head] : book.txn.effects.heads) {
        const bool is_left = head.state == MemberState::Merged || has_left(head.state);
        if (is_left) continue;
        const Holder* known = book.earlier(holder);
        const std::size_t had =
            book.programme.level_place(known ? known->head.tier.level : LevelId{});
        const std::size_t has = book.programme.level_place(head.tier.level);
        if (had == has) continue;
        const bool up = has > had;
        Event& event = book.add(EventType::TierChanged, holder);
        if (book.txn.kind == TxnKind::Job && !head.tier.history.empty())
            event.at = head.tier.history.back().from;
        event.data.push_back({"from", tiers->levels[had].code});
        event.data.push_back({"to", tiers->levels[has].code});
        event.data.push_back({"direction", up ? "up" : "down"});
        if (head.tier.valid_until) event.data.push_back({"valid_until", *head.tier.valid_until});
        event.data.push_back({"reason", level_reason(book, up)});
    }
}

void tell_card(
    EventBook& book, EventType type, HolderId subject, HolderId account, const StampCard& card) {
    const Units earned = on_card(card, wallet_of(*book.later(account), card.currency_id).available);
    Event& event = book.add(type, subject);
    event.data.push_back({"card", card.code});
    event.data.push_back({"earned", earned});
    event.data.push_back({"missing", card.goal - earned});
}

/// Accounts that were credited stamps of this card.
std::set<HolderId> stamped(const EventBook& book, const StampCard& card) {
    std::set<HolderId> accounts;
    for (const Entry& entry : book.txn.effects.entries) {
        const bool credits = entry.type == EntryType::Earn || entry.type == EntryType::Release ||
                             entry.type == EntryType::Adjust || entry.type == EntryType::Reinstate;
        if (credits && entry.currency == card.currency_id && entry.movement.available.n > 0)
            accounts.insert(entry.holder);
    }
    return accounts;
}

bool is_fresh(const EventBook& book, HolderId holder, const Voucher& voucher) {
    const Holder* before = book.earlier(holder);
    return !before ||
           std::ranges::find(before->vouchers, voucher.id, &Voucher::id) == before->vouchers.end();
}

void tell_cards(EventBook& book) {
    for (const StampCard& card : book.programme.document().stamp_cards) {
        std::set<HolderId> filled;
        for (const auto& [holder, voucher] : book.txn.effects.vouchers) {
            const bool of_card =
                voucher.cost_currency == card.currency_id && voucher.reward == card.reward_id;
            if (!of_card || book.is_merge() || !is_fresh(book, holder, voucher)) continue;
            const HolderId account =
                account_holder(*book.later(holder), book.programme.currency(card.currency_id));
            filled.insert(account);
            tell_card(book, EventType::StampCardCompleted, holder, account, card);
        }
        for (const HolderId account : stamped(book, card)) {
            if (filled.contains(account)) continue;
            const Holder* known = book.earlier(account);
            const Units had = known ? wallet_of(*known, card.currency_id).available : Units{};
            const Units has = wallet_of(*book.later(account), card.currency_id).available;
            // A card that hands out nothing by itself is full when its goal is reached.
            const bool fills = !card.auto_issue && had < card.goal && has >= card.goal;
            tell_card(book, fills ? EventType::StampCardCompleted : EventType::StampCardProgressed,
                      account, account, card);
        }
    }
}

Tally tally_before(const EventBook& book, HolderId holder, const TallyKey& key) {
    const Holder* known = book.earlier(holder);
    if (!known) return {};
    const auto found = known->tallies.find(key);
    return found == known->tallies.end() ? Tally{} : found->second;
}

/// Counters of a member who was merged add up in another's: nothing was reached anew.
void tell_goals(EventBook& book) {
    if (book.is_merge()) return;
    for (const auto& [holder, key, tally] : book.txn.effects.tallies) {
        const bool is_challenge = key.kind == TallyKind::Challenge;
        if (!is_challenge && key.kind != TallyKind::Badge) continue;
        if (tally.count <= tally_before(book, holder, key).count) continue;
        Event& event = book.add(
            is_challenge ? EventType::ChallengeCompleted : EventType::BadgeGranted, holder);
        event.data.push_back({is_challenge ? "challenge" : "badge", book.code(key.ref)});
        if (is_challenge) event.data.push_back({"completions", tally.count});
    }
}

void tell_referral(EventBook& book, EventType type, HolderId referee, const Referral& referral) {
    Event& event = book.add(type, referee);
    event.data.push_back({"referrer", book.holder(referral.referrer)});
    event.data.push_back({"referee", book.holder(referee)});
    if (type == EventType::ReferralRejected && book.receipt.referral_refused)
        event.data.push_back({"reason", literal(*book.receipt.referral_refused)});
}

void tell_referrals(EventBook& book) {
    for (const auto& [referee, referral] : book.txn.effects.referrals) {
        const Holder* known = book.earlier(referee);
        const auto before = known ? known->referral : std::nullopt;
        if (!before) tell_referral(book, EventType::ReferralOpened, referee, referral);
        if (before && before->state == referral.state) continue;
        switch (referral.state) {
            case ReferralState::Open: break;
            case ReferralState::Qualified:
                tell_referral(book, EventType::ReferralQualified, referee, referral);
                break;
            case ReferralState::Rewarded:
                // Without a time to wait both happen at once.
                if (!before || before->state != ReferralState::Qualified)
                    tell_referral(book, EventType::ReferralQualified, referee, referral);
                tell_referral(book, EventType::ReferralRewarded, referee, referral);
                break;
            case ReferralState::Rejected:
                tell_referral(book, EventType::ReferralRejected, referee, referral);
                break;
            case ReferralState::Reversed:
                tell_referral(book, EventType::ReferralReversed, referee, referral);
                break;
        }
    }
}

}  // namespace

void tell_progress(EventBook& book) {
    tell_levels(book);
    tell_cards(book);
    tell_goals(book);
    tell_referrals(book);
}

}  // namespace vuelve
