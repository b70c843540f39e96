#include "domain/event_parts.h"

namespace vuelve {
namespace {

using Kind = EventRef::Kind;

EventValue::List earned_list(const EventBook& book) {
    EventValue::List list;
    for (const AwardLine& award : book.receipt.effects)
        list.emplace_back(EventFields{{"rule", book.code(award.rule.value)},
                                      {"currency", book.code(award.currency.value)},
                                      {"points", award.points}});
    return list;
}

EventValue::List spent_list(const EventBook& book) {
    EventValue::List list;
    for (const SpentLine& spent : book.receipt.spent)
        list.emplace_back(EventFields{{"currency", book.code(spent.currency.value)},
                                      {"points", spent.points},
                                      {"amount", spent.amount}});
    return list;
}

/// A return or void that was done, by itself or as one that waited for its purchase.
void tell_taken_back(EventBook& book, const Receipt& done) {
    const bool is_void = done.command == "void";
    Event& event = book.add(is_void ? EventType::PurchaseVoided : EventType::PurchaseReturned,
                            book.txn.holder);
    event.data.push_back({"purchase", done.purchase});
    event.data.push_back({"return", done.id});
    if (done.refund)
        event.data.push_back({"refund", EventFields{{"money", done.refund->money},
                                                    {"points", done.refund->points},
                                                    {"points_money", done.refund->points_money}}});
    EventValue::List reversed, unrecoverable;
    for (const ReversedLine& line : done.reversed)
        reversed.emplace_back(EventFields{{"rule", book.code(line.rule.value)},
                                          {"currency", book.code(line.currency.value)},
                                          {"points", line.points}});
    for (const VoucherId voucher : done.unrecoverable)
        unrecoverable.emplace_back(book.ref(Kind::Voucher, voucher.value, done.member));
    event.data.push_back({"reversed", std::move(reversed)});
    event.data.push_back({"already_expired", done.already_expired});
    event.data.push_back({"unrecoverable", std::move(unrecoverable)});
}

void tell_parked(EventBook& book, EventType type, const Parked& parked) {
    Event& event = book.add(type, book.txn.holder);
    event.data.push_back({"return", parked.id});
    event.data.push_back({"purchase", parked.purchase});
    for (const Receipt& applied : book.receipt.applied)
        if (applied.id == parked.id && applied.error)
            event.data.push_back({"error", literal(*applied.error)});
}

}  // namespace

void tell_sales(EventBook& book) {
    const Receipt& receipt = book.receipt;
    if (receipt.command == "purchase") {
        const auto* sale = book.command<RecordPurchase>();
        Event& event = book.add(EventType::PurchaseRecorded, book.txn.holder);
        event.data.push_back({"purchase", receipt.id});
        event.data.push_back({"amount", receipt.total});
        event.data.push_back({"earned", earned_list(book)});
        event.data.push_back({"spent", spent_list(book)});
        event.data.push_back({"offline", sale && sale->offline});
    }
    const bool takes_back = receipt.command == "return" || receipt.command == "void";
    if (takes_back && receipt.outcome == Outcome::Ok) tell_taken_back(book, receipt);
    for (const Receipt& applied : receipt.applied)
        if (applied.outcome == Outcome::Ok) tell_taken_back(book, applied);
    for (const Parked& parked : book.txn.effects.parked) {
        switch (parked.state) {
            case ParkedState::Parked: tell_parked(book, EventType::ReturnParked, parked); break;
            case ParkedState::Orphaned: tell_parked(book, EventType::ReturnOrphaned, parked); break;
            // By its purchase, or given up by a person: then without an error.
            case ParkedState::Rejected:
            case ParkedState::Dismissed:
                tell_parked(book, EventType::ReturnRejected, parked);
                break;
            case ParkedState::Applied: break;  // told as the return it was
        }
    }
}

}  // namespace vuelve
