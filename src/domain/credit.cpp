#include "domain/credit.h"

#include <algorithm>

namespace vuelve {
namespace {

TallyKey shared_last_day(CurrencyId currency) {
    return {TallyKind::SharedLastDay, currency.value, 0};
}

}  // namespace

LotId give(Book& book, const Credit& credit) {
    const Currency& currency = book.programme().currency(credit.currency);
    Movement movement{.available = credit.units};
    LotId id{};
    if (currency.kind != CurrencyKind::Status) {
        id = LotId{book.fresh().next_id()};
        book.add_lot(credit.holder, Lot{.id = id,
                                        .currency = credit.currency,
                                        .original = credit.units,
                                        .remaining = credit.units,
                                        .earned_at = credit.earned_at,
                                        .available_at = credit.terms.available_at,
                                        .expires_at = credit.terms.expires_at,
                                        .due_at = due_of(credit.terms),
                                        .brand = credit.brand,
                                        .rule = credit.rule,
                                        .funding = credit.funding,
                                        .txn = book.txn()});
        if (credit.terms.pending) movement = Movement{.pending = credit.units};
    }
    book.post(credit.holder, credit.type, credit.currency, movement, credit.contra, credit.brand,
              credit.rule, id);
    if (credit.terms.expires_at && *credit.terms.expires_at <= book.at())
        expire_lot(book, credit.holder, id, book.at());
    return id;
}

Result<LotTerms> terms_for(const Book& book,
                           HolderId holder,
                           const Currency& currency,
                           int pending_days,
                           const ExpiryPolicy& policy,
                           Instant occurred_at) {
    const Zone& zone = book.programme().zone();
    LotTerms terms = TRY(terms_of(zone, currency, pending_days, policy, occurred_at, book.at()));
    if (policy.type != ExpiryPolicy::Type::Inactivity || !terms.expires_at) return terms;
    Tally shared = book.tally(holder, shared_last_day(currency.id));
    Day own = last_day_before(zone, *terms.expires_at);
    if (shared.count > 0 && shared.value > own.value)
        terms.expires_at = end_of(zone, Day{static_cast<std::int32_t>(shared.value)});
    return terms;
}

void share_last_day(Book& book, HolderId holder, const Currency& currency, Day last_day) {
    if (currency.expiry.type != ExpiryPolicy::Type::Inactivity) return;
    Tally shared = book.tally(holder, shared_last_day(currency.id));
    if (shared.count > 0 && shared.value >= last_day.value) return;
    book.set(holder, shared_last_day(currency.id), {last_day.value, 1});
}

void note_activity(Book& book, HolderId holder, const Currency& currency, Day day) {
    if (currency.expiry.type != ExpiryPolicy::Type::Inactivity) return;
    Day last = add_months(day, currency.expiry.months);
    Tally shared = book.tally(holder, shared_last_day(currency.id));
    if (shared.count > 0 && shared.value >= last.value) return;
    share_last_day(book, holder, currency, last);
    Instant end = end_of(book.programme().zone(), last);
    std::vector<LotId> live;
    for (const Lot& lot : book.peek(holder)->lots)
        if (lot.currency == currency.id && lot.remaining.n + lot.reserved.n > 0 && lot.expires_at &&
            *lot.expires_at < end)
            live.push_back(lot.id);
    for (LotId id : live) {
        Lot& lot = *book.lot(holder, id);
        bool pending = is_pending(lot);
        lot.expires_at = end;
        lot.due_at = pending ? std::min(lot.available_at, end) : end;
    }
}

void expire_lot(Book& book, HolderId holder, LotId id, Instant posted_at) {
    Lot& lot = *book.lot(holder, id);
    Units gone = lot.remaining;
    if (gone.n == 0) return;
    bool pending = is_pending(lot);
    CurrencyId currency = lot.currency;
    lot.remaining = Units{0};
    lot.expired += gone;
    book.count(holder, {TallyKind::Reinstatable, currency.value, 0}, {gone.n, 0});
    Movement movement = pending ? Movement{.pending = -gone} : Movement{.available = -gone};
    book.post(holder, EntryType::Expire, currency, movement, Contra::Expired, {}, {}, id,
              posted_at);
}

}  // namespace vuelve
