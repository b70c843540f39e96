#include "domain/merge.h"

#include <algorithm>
#include <limits>

#include "domain/challenge.h"
#include "domain/household.h"
#include "domain/purchase.h"
#include "domain/referral.h"
#include "domain/subscription.h"
#include "domain/tier.h"
#include "domain/voucher.h"

namespace vuelve {
namespace {

/// Counters add up, except where they say when or whether.
Tally united(TallyKind kind, const Tally& a, const Tally& b) {
    switch (kind) {
        case TallyKind::Visit: return {std::max(a.value, b.value), a.count + b.count};
        case TallyKind::ChallengeOptIn:
        case TallyKind::ClubJoined:
            if (a.count == 0 || b.count == 0) return a.count == 0 ? b : a;
            return {std::min(a.value, b.value), 1};
        case TallyKind::Badge:  // the first one stands
            if (a.count == 0 || b.count == 0) return a.count == 0 ? b : a;
            return {std::min(a.value, b.value), 1};
        case TallyKind::SharedLastDay:
        case TallyKind::BirthdayGift:
            return {std::max(a.value, b.value), std::max(a.count, b.count)};
        default: return {a.value + b.value, a.count + b.count};
    }
}

void unite_tallies(Book& book, HolderId from, HolderId to, HolderId account) {
    const Tallies moved = book.peek(from)->tallies;
    for (const auto& [key, tally] : moved) {
        bool of_lots = key.kind == TallyKind::SharedLastDay || key.kind == TallyKind::Reinstatable;
        HolderId target = of_lots ? account : to;
        book.set(target, key, united(key.kind, tally, book.tally(target, key)));
        book.set(from, key, {});
    }
}

/// The higher level with its validity and what it may fall back to; of two equal ones the later
/// end.
void unite_levels(Book& book, HolderId from, HolderId to) {
    const Programme& programme = book.programme();
    if (!programme.document().tiers) return;
    const TierStanding other = book.peek(from)->head.tier;
    const TierStanding own = book.peek(to)->head.tier;
    auto rank = [&](const TierStanding& tier) {
        constexpr Instant never{std::numeric_limits<std::int64_t>::max()};
        return std::pair(programme.level_place(tier.level), tier.valid_until.value_or(never));
    };
    book.head(from).tier.valid_until.reset();
    if (rank(other) <= rank(own)) return;
    TierStanding& tier = book.head(to).tier;
    std::vector<TierStanding::Held> history = own.history;
    if (other.level != own.level) history.push_back({book.at(), other.level});
    tier = other;
    tier.history = std::move(history);
}

/// The survivor takes the duplicate's place in its household; with a household of its own it leaves
/// that place empty, and what a household without members held comes along.
void unite_households(Book& book, HolderId from, HolderId to) {
    HolderId left = book.peek(from)->household;
    if (left.value == 0) return;
    const auto& members = book.peek(left)->members;
    auto part = std::ranges::find(members, from, &Membership::member);
    Membership place = part == members.end() ? Membership{} : *part;
    HolderId own = book.peek(to)->household;
    if (own.value == 0) {
        book.end_membership(left, from);
        book.place(from).household = HolderId{};
        place.member = to;
        book.set_membership(left, place);
        enter_household(book, to, left, EntryType::Merge);
        book.move_reservations(to, left);
    } else if (!drop_from_household(book, from)) {
        book.move_lots(left, own);
        book.move_reservations(left, own);
        take_lot_counters(book, left, own);
        book.head(left).households.push_back(own);  // where its lots are looked for from now on
        for (const Currency& currency : book.programme().document().currencies)
            move_account(book, left, own, currency.id, EntryType::Merge);
        close_household(book, left);
    }
}

void unite_accounts(Book& book, HolderId from, HolderId to) {
    HolderId household = book.peek(to)->household;
    HolderId account = household.value != 0 ? household : to;
    book.move_lots(from, account);
    book.move_reservations(from, account);
    book.move_vouchers(from, to);
    book.move_redemptions(from, to);
    unite_tallies(book, from, to, account);
    for (const Currency& currency : book.programme().document().currencies) {
        HolderId target = currency.kind == CurrencyKind::Status ? to : account;
        move_account(book, from, target, currency.id, EntryType::Merge);
    }
}

}  // namespace

Result<Receipt> merge(Book& book, const Merge& command, Transaction& txn) {
    HolderId survivor = TRY(open_member(book, command.member))->id;
    HolderId duplicate = TRY(open_member(book, command.duplicate))->id;
    if (survivor == duplicate) return refuse(ErrorCode::SameMember);
    unite_households(book, duplicate, survivor);
    unite_accounts(book, duplicate, survivor);
    unite_levels(book, duplicate, survivor);
    recount_challenges(book, survivor);
    lapse_referral(book, duplicate);

    Head& gone = book.head(duplicate);
    gone.state = MemberState::Merged;
    Head& kept = book.head(survivor);
    kept.purchases += gone.purchases;
    kept.was_known = kept.was_known || gone.was_known;
    for (HolderId been : gone.households)
        if (std::ranges::find(kept.households, been) == kept.households.end())
            kept.households.push_back(been);
    book.place(duplicate).merged_into = survivor;
    unite_subscriptions(book, duplicate, survivor);

    upgrade(book, survivor, book.programme().zone().local_day(book.at()));
    Receipt receipt{.command = "merge", .txn = book.txn(), .member = survivor, .at = book.at()};
    receipt.other = duplicate;
    TRY(complete_stamp_cards(book, survivor, receipt));
    receipt.balances = balances_of(book, *book.peek(survivor));
    receipt.tier = preview(book.programme(), *book.peek(survivor), book.at());
    txn.kind = TxnKind::Member;
    txn.holder = survivor;
    return receipt;
}

}  // namespace vuelve
