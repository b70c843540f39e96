#include "domain/member.h"

#include "domain/purchase.h"
#include "domain/tier.h"

namespace vuelve {
namespace {

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
    return answer(book, command, id, txn);
}

}  // namespace

Result<Receipt> enrol(Book& book, const Enrol& command, Transaction& txn) {
    if (book.peek(command.holder)) return refuse(ErrorCode::IdentityTaken);
    Holder holder{.id = command.holder,
                  .enrolled_at = command.enrolled_at,
                  .birth_date = command.birth_date,
                  .segments = command.segments,
                  .attributes = command.attributes,
                  .household = command.household};
    for (const Enrol::Subscription& paid : command.subscriptions)
        holder.subscriptions.push_back({paid.plan, paid.from, paid.to});
    if (command.household.value != 0 && !book.peek(command.household))
        book.add_holder(Holder{.id = command.household,
                               .kind = HolderKind::Household,
                               .enrolled_at = command.enrolled_at});
    book.add_holder(std::move(holder));
    if (!command.level.empty() && book.programme().document().tiers) {
        LevelId level{book.programme().symbols().find(SymbolKind::Level, command.level)};
        grant_level(book, command.holder, level, command.level_valid_until);
    }
    Receipt receipt = answer(book, "enrol", command.holder, txn);
    txn.kind = TxnKind::Enrolment;
    txn.occurred_at = command.enrolled_at;
    return receipt;
}

Result<Receipt> suspend(Book& book, const Suspend& command, Transaction& txn) {
    return change_state(book, command.member, MemberState::Active, MemberState::Suspended,
                        "suspend", txn);
}

Result<Receipt> reactivate(Book& book, const Reactivate& command, Transaction& txn) {
    return change_state(book, command.member, MemberState::Suspended, MemberState::Active,
                        "reactivate", txn);
}

}  // namespace vuelve
