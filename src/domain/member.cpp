#include "domain/member.h"

#include <algorithm>

#include "domain/household.h"
#include "domain/purchase.h"
#include "domain/referral.h"
#include "domain/reservation.h"
#include "domain/subscription.h"
#include "domain/tier.h"

namespace vuelve {
namespace {

constexpr std::size_t attributes_max = 50;

Receipt answer(const Book& book, std::string command, HolderId member, Transaction& txn) {
    txn.kind = TxnKind::Member;
    txn.holder = member;
    Receipt receipt{
        .command = std::move(command), .txn = book.txn(), .member = member, .at = book.at()};
    receipt.balances = balances_of(book, *book.peek(member));
    receipt.tier = preview(book.programme(), *book.peek(member), book.at());
    return receipt;
}

Result<Receipt> change_state(Book& book,
                             const MemberRef& ref,
                             MemberState from,
                             MemberState to,
                             const char* command,
                             Transaction& txn) {
    const Holder& member = *TRY(open_member(book, ref));
    HolderId id = member.id;
    if (member.head.state != from) return refuse(ErrorCode::InvalidState);
    book.head(id).state = to;
    book.place(id);
    return answer(book, command, id, txn);
}

/// Released first: of a household's holds those the member asked for, under whatever id; all of
/// them when nobody is left to pay with them.
void cancel_reservations(Book& book, HolderId account, HolderId member, bool all) {
    std::vector<ReservationId> open;
    for (const Reservation& held : book.peek(account)->reservations) {
        const Holder* asker = resolve(book.state(), held.member);
        bool own = all || (asker && asker->id == member);
        if (held.state == ReservationState::Active && own) open.push_back(held.id);
    }
    for (ReservationId id : open)
        release_reservation(book, account, id, ReservationState::Cancelled, book.at());
}

void forfeit(Book& book, HolderId account, const Currency& currency) {
    Wallet wallet = book.wallet(account, currency.id);
    std::vector<LotId> live;
    for (const Lot& lot : book.peek(account)->lots)
        if (lot.currency == currency.id && lot.remaining.n > 0) live.push_back(lot.id);
    for (LotId id : live) {
        Lot& lot = *book.lot(account, id);
        lot.expired += lot.remaining;
        lot.remaining = Units{0};
        lot.due_at.reset();
    }
    if (wallet.pending.n + wallet.available.n > 0)
        book.post(account, EntryType::Forfeit, currency.id,
                  {.pending = -wallet.pending, .available = -wallet.available}, Contra::Expired,
                  {});
    if (wallet.debt.n < 0)
        book.post(account, EntryType::WriteOff, currency.id,
                  {.debt = -wallet.debt, .written_off = wallet.debt}, Contra::None, {});
}

/// Static segments are those of the document that are not dynamic, and those whose members do not
/// recommend others: the employees.
bool is_static(const Programme& programme, const std::string& code) {
    const auto& referral = programme.document().referral;
    if (referral &&
        std::ranges::find(referral->excluded_segments, code) != referral->excluded_segments.end())
        return true;
    return std::ranges::any_of(programme.document().segments, [&](const Segment& segment) {
        return segment.code == code && !segment.dynamic;
    });
}

Result<void> check_update(const Book& book, const Holder& member, const UpdateMember& command) {
    const Programme& programme = book.programme();
    std::vector<Fault> faults;
    if (command.home_store && !command.home_store->empty() &&
        !programme.find_store(*command.home_store))
        faults.push_back({"/home_store", "unknown-reference", "no store has this code"});
    if (command.birth_date && *command.birth_date > programme.zone().local_day(book.at()))
        faults.push_back({"/birth_date", "out-of-range", "the day of birth lies in the future"});
    std::size_t attributes = member.attributes.size();
    for (const auto& [name, value] : command.attributes)
        attributes += value && !member.attributes.contains(name) ? 1U : 0U;
    if (attributes > attributes_max)
        faults.push_back(
            {"/attributes", "too-many", "a member has at most " + std::to_string(attributes_max)});
    for (std::size_t i = 0; i < command.add_segments.size(); ++i)
        if (!is_static(programme, command.add_segments[i]))
            faults.push_back({"/segments/add/" + std::to_string(i), "unknown-reference",
                              "no static segment has the code " + command.add_segments[i]});
    if (faults.empty()) return {};
    return std::unexpected(
        Error{ErrorCode::ValidationFailed, "the body has faults", {}, std::move(faults)});
}

}  // namespace

void empty_account(Book& book, HolderId account) {
    for (const Currency& currency : book.programme().document().currencies)
        if (currency.kind != CurrencyKind::Status) forfeit(book, account, currency);
}

Result<Receipt> enrol(Book& book, const Enrol& command, Transaction& txn) {
    if (book.peek(command.holder)) return refuse(ErrorCode::IdentityTaken);
    Holder holder{.id = command.holder,
                  .enrolled_at = command.enrolled_at,
                  .birth_date = command.birth_date,
                  .segments = command.segments,
                  .attributes = command.attributes,
                  .household = command.household};
    if (const Store* home = book.programme().find_store(command.home_store))
        holder.home_store = home->id;
    if (command.household.value != 0 && !book.peek(command.household))
        book.add_holder(Holder{.id = command.household,
                               .kind = HolderKind::Household,
                               .enrolled_at = command.enrolled_at});
    book.add_holder(std::move(holder));
    for (const Enrol::Subscription& given : command.subscriptions)
        give_subscription(book, command.holder, given);
    if (command.household.value != 0) {
        bool first = book.peek(command.household)->members.empty();
        book.set_membership(command.household, {.member = command.holder,
                                                .owner = first,
                                                .can_redeem = true,
                                                .joined_at = command.enrolled_at});
        book.head(command.holder).households = {command.household};
    }
    if (command.has_known_identity) book.head(command.holder).was_known = true;
    if (!command.level.empty() && book.programme().document().tiers) {
        LevelId level{book.programme().symbols().find(SymbolKind::Level, command.level)};
        grant_level(book, command.holder, level, command.level_valid_until);
    }
    Receipt receipt = answer(book, "enrol", command.holder, txn);
    TRY(open_referral(book, command, receipt));
    txn.kind = TxnKind::Enrolment;
    txn.occurred_at = command.enrolled_at;
    return receipt;
}

/// The row itself lies with the door, beside what else is known of the person.
Result<Receipt> set_consent(Book& book, const SetConsent& command, Transaction& txn) {
    const Holder& member = *TRY(open_member(book, command.member));
    return answer(book, "set_consent", member.id, txn);
}

Result<Receipt> suspend(Book& book, const Suspend& command, Transaction& txn) {
    return change_state(book, command.member, MemberState::Active, MemberState::Suspended,
                        "suspend", txn);
}

Result<Receipt> reactivate(Book& book, const Reactivate& command, Transaction& txn) {
    return change_state(book, command.member, MemberState::Suspended, MemberState::Active,
                        "reactivate", txn);
}

namespace {

void leave_for_good(Book& book, HolderId id, MemberState state) {
    const HolderId household = book.peek(id)->household;
    cancel_reservations(book, id, id, true);
    if (household.value != 0) {
        bool last = book.peek(household)->members.size() == 1;
        cancel_reservations(book, household, id, last);
        if (!drop_from_household(book, id)) {
            empty_account(book, household);
            close_household(book, household);
        }
    }
    empty_account(book, id);
    lapse_referral(book, id);
    end_subscriptions(book, id);
    book.head(id).state = state;
    book.place(id);
}

}  // namespace

Result<Receipt> close(Book& book, const Close& command, Transaction& txn) {
    const HolderId id = TRY(open_member(book, command.member))->id;
    leave_for_good(book, id, MemberState::Closed);
    return answer(book, "close", id, txn);
}

Result<Receipt> erase(Book& book, const Erase& command, Transaction& txn) {
    const Holder* member = command.member ? resolve(book.state(), *command.member) : nullptr;
    if (!member || member->kind != HolderKind::Member) return refuse(ErrorCode::UnknownMember);
    const HolderId id = member->id;
    if (member->head.state == MemberState::Anonymised) return refuse(ErrorCode::InvalidState);
    if (member->head.state == MemberState::Closed) {
        book.head(id).state = MemberState::Anonymised;
        book.place(id);
    } else {
        leave_for_good(book, id, MemberState::Anonymised);
    }
    // What rules looked at of the person leaves memory too.
    Holder& left = book.touch(id);
    left.birth_date.reset();
    left.birth_date_changed_at.reset();
    left.attributes.clear();
    left.segments.clear();
    left.kept_segments.clear();
    return answer(book, "erase", id, txn);
}

Result<Receipt> set_level(Book& book, const SetLevel& command, Transaction& txn) {
    const Programme& programme = book.programme();
    HolderId id = TRY(open_member(book, command.member))->id;
    const auto& tiers = programme.document().tiers;
    const Level* level = nullptr;
    if (tiers)
        for (const Level& one : tiers->levels)
            if (one.code == command.level) level = &one;
    if (!level)
        return refuse_field("/level", "unknown-reference",
                            "no level has the code " + command.level);
    if (command.valid_until && *command.valid_until <= book.at())
        return refuse_field("/valid_until", "out-of-range", "it is over already");
    bool base = level == &tiers->levels.front();
    set_by_hand(book, id, level->id, base ? std::nullopt : command.valid_until);
    return answer(book, "set_level", id, txn);
}

Result<Receipt> update_member(Book& book, const UpdateMember& command, Transaction& txn) {
    HolderId id = TRY(open_member(book, command.member))->id;
    TRY(check_update(book, *book.peek(id), command));
    Holder& member = book.touch(id);
    if (command.home_store) {
        const Store* store = book.programme().find_store(*command.home_store);
        member.home_store = store ? store->id : StoreId{};
    }
    const std::optional<Day> born =
        command.forgets_birth_date ? std::nullopt
                                   : command.birth_date.or_else([&] { return member.birth_date; });
    // Telling it for the first time is a change too: a birthday does not arrive by being told.
    if (born != member.birth_date) member.birth_date_changed_at = book.at();
    member.birth_date = born;
    for (const auto& [name, value] : command.attributes)
        if (value)
            member.attributes[name] = *value;
        else
            member.attributes.erase(name);
    for (const std::string& code : command.remove_segments) std::erase(member.segments, code);
    for (const std::string& code : command.add_segments)
        if (std::ranges::find(member.segments, code) == member.segments.end())
            member.segments.push_back(code);
    return answer(book, "update_member", id, txn);
}

Result<Receipt> change_identity(Book& book, const ChangeIdentity& command, Transaction& txn) {
    HolderId id = TRY(open_member(book, command.member))->id;
    using enum ChangeIdentity::Change;
    const char* name = command.change == Add      ? "add_identity"
                       : command.change == Remove ? "remove_identity"
                       : command.change == Block  ? "block_identity"
                                                  : "replace_identity";
    if (command.is_known) book.head(id).was_known = true;
    return answer(book, name, id, txn);
}

}  // namespace vuelve
