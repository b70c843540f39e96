#include "domain/prolong.h"

#include <algorithm>

#include "domain/credit.h"
#include "domain/purchase.h"
#include "domain/spending.h"

namespace vuelve {
namespace {

Receipt answer(
    const Book& book, std::string command, HolderId member, CurrencyId currency, Transaction& txn) {
    txn.kind = TxnKind::Adjustment;
    txn.holder = member;
    Receipt receipt{.command = std::move(command),
                    .txn = book.txn(),
                    .member = member,
                    .at = book.at(),
                    .currency = currency};
    receipt.balances = balances_of(book, *book.peek(member));
    return receipt;
}

bool is_live(const Lot& lot) { return lot.remaining.n + lot.reserved.n > 0; }

}  // namespace

Result<Receipt> extend(Book& book, const Extend& command, Transaction& txn) {
    const Zone& zone = book.programme().zone();
    const Currency* currency =
        TRY(spendable_currency(book.programme(), command.currency, "/currency"));
    const Holder& member = *TRY(open_member(book, command.member));
    HolderId id = member.id, account = account_holder(member, *currency);
    constexpr int furthest_days = 36'600;  // a century, as far as any expiry policy reaches
    Day today = zone.local_day(book.at());
    if (command.last_day < today)
        return refuse_field("/last_day", "out-of-range", "the last day is over already");
    if (command.last_day > today + furthest_days)
        return refuse_field("/last_day", "out-of-range", "the last day is over a century away");
    std::vector<LotId> chosen;
    for (const Lot& lot : book.peek(account)->lots) {
        if (lot.currency != currency->id || !is_live(lot) || !lot.expires_at) continue;
        Day last = last_day_before(zone, *lot.expires_at);
        if (last <= command.expiring_until && last < command.last_day) chosen.push_back(lot.id);
    }
    Instant end = end_of(zone, command.last_day);
    for (LotId chosen_id : chosen) {
        Lot& lot = *book.lot(account, chosen_id);
        bool pending = is_pending(lot);
        lot.expires_at = end;
        lot.due_at = pending ? std::min(lot.available_at, end) : end;
    }
    if (!chosen.empty()) share_last_day(book, account, *currency, command.last_day);
    Receipt receipt = answer(book, "extend", id, currency->id, txn);
    receipt.extended_lots = static_cast<std::int64_t>(chosen.size());
    return receipt;
}

Result<Receipt> reinstate(Book& book, const Reinstate& command, Transaction& txn) {
    const Programme& programme = book.programme();
    const Currency* currency = TRY(spendable_currency(programme, command.currency, "/currency"));
    TRY(check_positive(command.points.n, "/points"));
    if (command.days < 0) return refuse_field("/days", "out-of-range", "must not be below 0");
    const Holder& member = *TRY(open_member(book, command.member));
    HolderId id = member.id, account = account_holder(member, *currency);
    TallyKey key{TallyKind::Reinstatable, currency->id.value, 0};
    if (command.points.n > book.tally(account, key).value)
        return refuse(ErrorCode::NothingToReinstate);
    book.count(account, key, {-command.points.n, 0});
    Day last = programme.zone().local_day(book.at()) + command.days;
    give(book,
         {.holder = account,
          .currency = currency->id,
          .units = command.points,
          .type = EntryType::Reinstate,
          .contra = Contra::Expired,
          .brand = programme.default_brand(),
          .funding = Funding::Marketing,  // goodwill: they had been given up (10.4)
          .earned_at = book.at(),
          .terms = {.available_at = book.at(), .expires_at = end_of(programme.zone(), last)}});
    Receipt receipt = answer(book, "reinstate", id, currency->id, txn);
    receipt.points = command.points;
    return receipt;
}

std::vector<ExpiryNotice> notices(const Programme& programme,
                                  const Holder& holder,
                                  Day date,
                                  std::span<const int> offsets) {
    std::vector<ExpiryNotice> due;
    for (int offset : offsets) {
        Day last = date + offset;
        Instant end = end_of(programme.zone(), last);
        for (const Currency& currency : programme.document().currencies) {
            Units sum{};
            for (const Lot& lot : holder.lots)
                if (lot.currency == currency.id && lot.expires_at == end) sum += lot.remaining;
            if (sum.n > 0) due.push_back({holder.id, currency.id, sum, last, offset});
        }
    }
    return due;
}

}  // namespace vuelve
