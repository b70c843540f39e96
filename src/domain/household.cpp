#include "domain/household.h"

#include <algorithm>

#include "domain/purchase.h"
#include "domain/tier.h"

namespace vuelve {
namespace {

const Membership* part_of(const Book& book, const Holder& member) {
    const Holder* household = book.peek(member.household);
    if (!household) return nullptr;
    auto part = std::ranges::find(household->members, member.id, &Membership::member);
    return part == household->members.end() ? nullptr : &*part;
}

bool holds_reservations(const Holder& holder) {
    return std::ranges::any_of(holder.reservations, [](const Reservation& held) {
        return held.state == ReservationState::Active;
    });
}

Receipt answer(const Book& book,
               std::string command,
               HolderId member,
               HolderId household,
               TxnKind kind,
               Transaction& txn) {
    txn.kind = kind;
    txn.holder = member;
    Receipt receipt{
        .command = std::move(command), .txn = book.txn(), .member = member, .at = book.at()};
    receipt.other = household;
    receipt.balances = balances_of(book, *book.peek(member));
    receipt.tier = preview(book.programme(), *book.peek(member), book.at());
    return receipt;
}

}  // namespace

void move_account(Book& book, HolderId from, HolderId to, CurrencyId currency, EntryType type) {
    Wallet moved = book.wallet(from, currency);
    Movement in{.pending = moved.pending,
                .available = moved.available,
                .reserved = moved.reserved,
                .debt = moved.debt};
    if (in.is_zero()) return;
    Movement out{.pending = -moved.pending,
                 .available = -moved.available,
                 .reserved = -moved.reserved,
                 .debt = -moved.debt};
    // Pending units and as much debt add up to nothing, which needs no account between the two.
    Contra between = in.sum().n == 0 ? Contra::None : Contra::Transit;
    book.post(from, type, currency, out, between, {});
    book.post(to, type, currency, in, between, {});
}

void take_lot_counters(Book& book, HolderId from, HolderId to) {
    for (const Currency& currency : book.programme().document().currencies) {
        for (TallyKind kind : {TallyKind::SharedLastDay, TallyKind::Reinstatable}) {
            TallyKey key{kind, currency.id.value, 0};
            Tally moved = book.tally(from, key), here = book.tally(to, key);
            if (moved == Tally{}) continue;
            Tally merged{std::max(moved.value, here.value), std::max(moved.count, here.count)};
            if (kind == TallyKind::Reinstatable) merged.value = moved.value + here.value;
            book.set(to, key, merged);
            book.set(from, key, {});
        }
    }
}

void enter_household(Book& book, HolderId member, HolderId household, EntryType type) {
    book.move_lots(member, household);
    for (const Currency& currency : book.programme().document().currencies)
        if (currency.kind != CurrencyKind::Status)
            move_account(book, member, household, currency.id, type);
    take_lot_counters(book, member, household);
    book.place(member).household = household;
    auto& been = book.head(member).households;
    if (std::ranges::find(been, household) == been.end()) been.push_back(household);
}

Result<bool> may_spend(const Book& book, const Holder& member, const Currency& currency) {
    if (account_holder(member, currency) == member.id) return true;
    const Membership* part = part_of(book, member);
    if (!part || !part->can_redeem)
        return refuse(ErrorCode::NotEligible, "the household lets this member collect, not spend");
    return true;
}

Result<bool> may_give_away(const Book& book, const Holder& member, const Currency& currency) {
    if (account_holder(member, currency) == member.id) return true;
    const Membership* part = part_of(book, member);
    if (!part || !part->owner)
        return refuse(ErrorCode::NotEligible, "only the household's owner gives its units away");
    return true;
}

void close_household(Book& book, HolderId household) {
    book.head(household).state = MemberState::Closed;
    book.place(household);
}

bool drop_from_household(Book& book, HolderId member) {
    HolderId household = book.peek(member)->household;
    if (household.value == 0) return true;
    book.end_membership(household, member);
    book.place(member).household = HolderId{};
    const std::vector<Membership>& left = book.peek(household)->members;
    if (left.empty()) return false;
    if (std::ranges::none_of(left, &Membership::owner)) {
        Membership heir = *std::ranges::min_element(left, {}, [](const Membership& part) {
            return std::pair(part.joined_at, part.member);
        });
        heir.owner = heir.can_redeem = true;
        book.set_membership(household, heir);
    }
    return true;
}

Result<Receipt> join_household(Book& book, const JoinHousehold& command, Transaction& txn) {
    const Holder& member = *TRY(active_member(book, command.member));
    HolderId id = member.id;
    if (member.household.value != 0 || holds_reservations(member))
        return refuse(ErrorCode::InvalidState);
    const Holder* household = book.peek(command.household);
    if (command.is_new)
        household = &book.add_holder(Holder{
            .id = command.household, .kind = HolderKind::Household, .enrolled_at = book.at()});
    if (!household || household->kind != HolderKind::Household ||
        household->head.state != MemberState::Active)
        return refuse(ErrorCode::NotFound, "no such household");
    HolderId household_id = household->id;
    bool owner = command.owner || household->members.empty();
    book.set_membership(household_id, {.member = id,
                                       .owner = owner,
                                       .can_redeem = command.can_redeem || owner,
                                       .joined_at = book.at()});
    enter_household(book, id, household_id, EntryType::Transfer);
    return answer(book, "join_household", id, household_id, TxnKind::Transfer, txn);
}

Result<Receipt> leave_household(Book& book, const LeaveHousehold& command, Transaction& txn) {
    const Holder& member = *TRY(active_member(book, command.member));
    HolderId id = member.id, household = member.household;
    if (household.value == 0) return refuse(ErrorCode::InvalidState);
    drop_from_household(book, id);
    return answer(book, "leave_household", id, household, TxnKind::Member, txn);
}

}  // namespace vuelve
