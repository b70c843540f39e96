#include "domain/survey.h"

#include "domain/purchase.h"
#include "domain/spending.h"
#include "domain/tier.h"

namespace vuelve {
namespace {

/// The purchase that this member may rate now, marked as rated. A purchase of somebody else is as
/// unknown as one that never was.
Result<const Purchase*> rate_purchase(Book& book,
                                      HolderId member,
                                      const std::string& id,
                                      Day today) {
    auto found = book.state().purchases.find(id);
    const Purchase* purchase = found == book.state().purchases.end() ? nullptr : &found->second;
    const Holder* owner = purchase ? resolve(book.state(), purchase->member) : nullptr;
    if (!owner || owner->id != member || purchase->voided)
        return refuse(ErrorCode::NotFound, "the member has no such purchase");
    const TallyKey rated{TallyKind::Rated, 0, purchase->txn.value};
    if (book.tally(member, rated).count > 0)
        return refuse(ErrorCode::LimitReached, "the purchase was rated already");
    if (today - purchase->day > rated_within_days)
        return refuse(ErrorCode::NotInWindow, "a purchase is rated within 30 days");
    book.set(member, rated, {0, 1});
    return purchase;
}

}  // namespace

Result<Receipt> answer_survey(Book& book, const AnswerSurvey& command, Transaction& txn) {
    const Programme& programme = book.programme();
    const HolderId member = TRY(active_member(book, command.member))->id;
    SurveyAnswer answer{.id = AnswerId{book.txn().value},
                        .rating = command.rating,
                        .nps = command.nps,
                        .day = programme.zone().local_day(book.at())};
    if (!command.store.empty()) answer.store = TRY(store_of(programme, command.store))->id;
    if (command.rating) {
        const Purchase& rated = *TRY(rate_purchase(book, member, command.purchase, answer.day));
        answer.purchase = rated.txn;
        answer.store = rated.store;
    }
    book.add_answer(member, answer);
    txn.kind = TxnKind::Member;
    txn.holder = member;
    Receipt receipt{.command = "answer", .txn = book.txn(), .member = member, .at = book.at()};
    receipt.purchase = command.purchase;
    receipt.balances = balances_of(book, *book.peek(member));
    receipt.tier = preview(programme, *book.peek(member), book.at());
    return receipt;
}

}  // namespace vuelve
