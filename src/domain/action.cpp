#include "domain/action.h"

#include "domain/award.h"
#include "domain/purchase.h"
#include "domain/tier.h"
#include "domain/voucher.h"

namespace vuelve {

Result<Receipt> record_action(Book& book, const RecordAction& command, Transaction& txn) {
    const Programme& programme = book.programme();
    const Store* store =
        command.store.empty() ? &programme.default_store() : programme.find_store(command.store);
    if (!store)
        return refuse_field("/store", "unknown-reference",
                            "no store has the code " + command.store);
    const Holder& member = *TRY(active_member(book, command.member));
    const HolderId id = member.id;
    const Instant occurred_at = command.occurred_at.value_or(book.at());
    TRY(accept_time(programme, member, occurred_at, book.at()));

    const RecordPurchase nothing_bought;
    const Basket empty;
    const PurchaseFacts facts{
        .programme = &programme,
        .member = &member,
        .purchase = &nothing_bought,
        .basket = &empty,
        .store = store,
        .occurred_at = occurred_at,
        .level = level_code(programme, level_at(member.head.tier, occurred_at)),
        .rank = member.head.purchases + 1,
        .last_purchase = last_purchase_of(member),
        .action = command.type};
    const Evaluation evaluation = TRY(evaluate(facts, book));

    Receipt receipt{.command = "action", .txn = book.txn(), .member = id, .at = book.at()};
    receipt.trace = told(evaluation.trace);
    Purchase unrecorded;  // an action is neither returned nor voided
    TRY(post_awards(book, id, evaluation.earned, occurred_at, store->brand_id, unrecorded, receipt,
                    EarnedBy::Action));
    advance_counters(book, id, evaluation, unrecorded);
    grant_badges(book, id, evaluation.badges, unrecorded, receipt);
    const Day day = programme.zone().local_day(occurred_at);
    upgrade(book, id, day);
    TRY(complete_stamp_cards(book, id, receipt));
    receipt.balances = balances_of(book, *book.peek(id));
    receipt.tier = preview(programme, *book.peek(id), book.at());

    txn.kind = TxnKind::Member;
    txn.holder = id;
    txn.occurred_at = occurred_at;
    txn.on_day = day;
    txn.store = store->id;
    txn.brand = store->brand_id;
    return receipt;
}

}  // namespace vuelve
