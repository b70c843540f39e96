#include "domain/transfer.h"

#include <algorithm>

#include "domain/conditions.h"
#include "domain/credit.h"
#include "domain/expiry.h"
#include "domain/household.h"
#include "domain/purchase.h"
#include "domain/spending.h"

namespace vuelve {
namespace {

struct Sides {
    HolderId sender{}, receiver{};  // the members
    HolderId from{}, to{};          // whose accounts move
    const Currency* currency = nullptr;
};

TallyKey sent_in_month(const Programme& programme, const Currency& currency, Instant at) {
    return {TallyKind::Transferred, currency.id.value,
            period_key(Period::Month, programme.zone().local_day(at))};
}

/// The checks in the order of 5.9.
Result<Units> check_transfer(const Book& book, const Sides& sides, Units points) {
    if (sides.from == sides.to) return refuse(ErrorCode::SameMember);
    const auto& policy = sides.currency->transfer;
    if (sides.currency->kind == CurrencyKind::Status || !policy)
        return refuse(ErrorCode::NotTransferable);
    if (points < policy->min)
        return refuse_with(ErrorCode::BelowMinPoints, {figure_of(points, *sides.currency),
                                                       figure_of(policy->min, *sides.currency)});
    TallyKey month = sent_in_month(book.programme(), *sides.currency, book.at());
    if (policy->max_per_month &&
        Units{book.tally(sides.sender, month).value} + points > *policy->max_per_month)
        return refuse_with(ErrorCode::LimitReached,
                           {figure_of(*policy->max_per_month, *sides.currency)});
    TRY(may_give_away(book, *book.peek(sides.sender), *sides.currency));
    Ratio share = Ratio(points.n) * policy->fee_percent * Ratio(1, 100);
    auto fee = round(share, Rounding::Up);
    if (!fee) return refuse(ErrorCode::Overflow);
    TRY(check_available(book, sides.from, *sides.currency, points + Units{*fee}));
    return Units{*fee};
}

/// The sender's units become lots of the receiver that end, and were earned, when theirs do and
/// were.
void hand_over(Book& book, const Sides& sides, const std::vector<LotUse>& uses) {
    for (const LotUse& use : uses) {
        const Lot source = *book.lot(sides.from, use.lot);
        book.add_lot(sides.to, {.id = LotId{book.fresh().next_id()},
                                .currency = source.currency,
                                .original = use.units,
                                .remaining = use.units,
                                .earned_at = source.earned_at,
                                .available_at = source.available_at,
                                .expires_at = source.expires_at,
                                .due_at = source.expires_at,
                                .brand = source.brand,
                                .rule = source.rule,
                                .funding = source.funding,
                                .txn = book.txn()});
    }
}

void settle_ended(Book& book, HolderId holder, CurrencyId currency) {
    std::vector<LotId> ended;
    for (const Lot& lot : book.peek(holder)->lots)
        if (lot.currency == currency && lot.remaining.n > 0 && lot.expires_at &&
            *lot.expires_at <= book.at())
            ended.push_back(lot.id);
    for (LotId id : ended) expire_lot(book, holder, id, book.at());
}

void take_fee(Book& book, const Sides& sides, Units fee) {
    if (fee.n == 0) return;
    consume(book, sides.from, sides.currency->id, fee);
    book.post(sides.from, EntryType::TransferFee, sides.currency->id, {.available = -fee},
              Contra::Fees, {});
}

}  // namespace

Result<Receipt> transfer(Book& book, const Transfer& command, Transaction& txn) {
    const Currency* currency = book.programme().find_currency(command.currency);
    if (!currency)
        return refuse_field("/currency", "unknown-reference",
                            "no currency has the code " + command.currency);
    TRY(check_positive(command.points.n, "/points"));
    const Holder& sender = *TRY(active_member(book, command.member));
    const Holder& receiver = *TRY(active_member(book, command.to));
    Sides sides{sender.id, receiver.id, account_holder(sender, *currency),
                account_holder(receiver, *currency), currency};
    Units fee = TRY(check_transfer(book, sides, command.points));

    std::vector<LotUse> uses = consume(book, sides.from, currency->id, command.points);
    hand_over(book, sides, uses);
    book.post(sides.from, EntryType::Transfer, currency->id, {.available = -command.points},
              Contra::Transit, {});
    book.post(sides.to, EntryType::Transfer, currency->id, {.available = command.points},
              Contra::Transit, {});
    take_fee(book, sides, fee);
    settle_ended(book, sides.to, currency->id);
    book.count(sides.sender, sent_in_month(book.programme(), *currency, book.at()),
               {command.points.n, 1});

    Receipt receipt{.command = "transfer",
                    .txn = book.txn(),
                    .member = sides.sender,
                    .at = book.at(),
                    .currency = currency->id,
                    .points = command.points,
                    .fee = fee,
                    .other = sides.receiver};
    receipt.balances = balances_of(book, *book.peek(sides.sender));
    txn.kind = TxnKind::Transfer;
    txn.holder = sides.sender;
    return receipt;
}

Result<Receipt> convert(Book& book, const Convert& command, Transaction& txn) {
    const Programme& programme = book.programme();
    const Currency* from = TRY(spendable_currency(programme, command.from, "/from"));
    const Currency* to = TRY(spendable_currency(programme, command.to, "/to"));
    TRY(check_positive(command.points.n, "/points"));
    const Holder& member = *TRY(active_member(book, command.member));
    HolderId id = member.id, account = account_holder(member, *from),
             target = account_holder(member, *to);
    const auto& rates = programme.document().conversions;
    auto rate = std::ranges::find_if(rates, [&](const Conversion& one) {
        return one.from_id == from->id && one.to_id == to->id;
    });
    if (rate == rates.end()) return refuse(ErrorCode::NotTransferable, "no such conversion");
    TRY(may_spend(book, member, *from));
    if (command.points.n % rate->from_units.n != 0)
        return refuse_with(ErrorCode::NotMultipleOfStep,
                           {figure_of(command.points, *from), figure_of(rate->from_units, *from)});
    TRY(check_available(book, account, *from, command.points));
    auto converted =
        multiply_divide(command.points.n, rate->to_units.n, rate->from_units.n, Rounding::Down);
    if (!converted || *converted + book.wallet(target, to->id).available.n > amount_max)
        return refuse(ErrorCode::Overflow);
    LotTerms terms = TRY(terms_for(book, target, *to, 0, to->expiry, book.at()));

    consume(book, account, from->id, command.points);
    book.post(account, EntryType::Convert, from->id, {.available = -command.points},
              Contra::Converted, {});
    give(book, {.holder = target,
                .currency = to->id,
                .units = Units{*converted},
                .type = EntryType::Convert,
                .contra = Contra::Converted,
                .brand = programme.default_brand(),
                .earned_at = book.at(),
                .terms = terms});
    Receipt receipt{.command = "convert",
                    .txn = book.txn(),
                    .member = id,
                    .at = book.at(),
                    .currency = from->id,
                    .points = command.points,
                    .to_currency = to->id,
                    .converted = Units{*converted}};
    receipt.balances = balances_of(book, *book.peek(id));
    txn.kind = TxnKind::Conversion;
    txn.holder = id;
    return receipt;
}

}  // namespace vuelve
