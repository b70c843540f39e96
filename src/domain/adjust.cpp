#include "domain/adjust.h"

#include <algorithm>

#include "domain/credit.h"
#include "domain/purchase.h"
#include "domain/tier.h"
#include "domain/voucher.h"

namespace vuelve {
namespace {

Result<LotTerms> terms_of_adjustment(const Book& book,
                                     HolderId holder,
                                     const Currency& currency,
                                     const Adjust& command) {
    const Instant earned_at = command.earned_at.value_or(book.at());
    if (command.earned_at && *command.earned_at > book.at()) return refuse(ErrorCode::FutureDated);
    // Its own last day stands for the policy's, which may be over.
    const ExpiryPolicy policy = command.last_day ? ExpiryPolicy{} : currency.expiry;
    LotTerms terms = TRY(terms_for(book, holder, currency, 0, policy, earned_at));
    if (command.last_day && currency.kind != CurrencyKind::Status)
        terms.expires_at = end_of(book.programme().zone(), *command.last_day);
    if (command.last_day && terms.expires_at && *terms.expires_at <= book.at())
        return refuse(ErrorCode::ExpiryInPast);
    return terms;
}

/// The lot of an adjustment as it was given; a lot that anything was taken from, that is held, that
/// ended or lies elsewhere stays as it is. Errors: InvalidState.
Result<bool> take_back(
    Book& book, HolderId holder, const Currency& currency, Units units, LotId id) {
    Lot* lot = book.lot(holder, id);
    const bool is_whole = lot != nullptr && lot->currency == currency.id &&
                          lot->original == units && lot->remaining == units &&
                          lot->reserved.n == 0 &&
                          units <= book.wallet(holder, currency.id).available;
    if (!is_whole) return refuse(ErrorCode::InvalidState);
    lot->remaining = Units{0};
    lot->reversed += units;
    book.post(holder, EntryType::Adjust, currency.id, {.available = -units}, Contra::Adjusted, {},
              {}, id);
    return true;
}

/// Whose points an adjustment gives. Errors: ValidationFailed.
Result<BrandId> brand_of(const Programme& programme, const std::string& code) {
    if (code.empty()) return programme.default_brand();
    const auto& brands = programme.document().brands;
    const auto found = std::ranges::find(brands, code, &Brand::code);
    if (found == brands.end())
        return refuse_field("/brand", "unknown-reference", "no brand has the code " + code);
    return found->id;
}

/// Takes units away; what the balance does not cover becomes debt where that is allowed.
Result<bool> take(
    Book& book, HolderId holder, const Currency& currency, Units units, bool allow_debt) {
    Units available = book.wallet(holder, currency.id).available;
    if (units > available && !allow_debt)
        return std::unexpected(Error{ErrorCode::InsufficientPoints, {}, (units - available).n, {}});
    Units from_lots = std::min(units, available);
    if ((units - from_lots - book.wallet(holder, currency.id).debt).n > amount_max)
        return refuse(ErrorCode::Overflow);
    if (currency.kind != CurrencyKind::Status) consume(book, holder, currency.id, from_lots);
    book.post(holder, EntryType::Adjust, currency.id,
              {.available = -from_lots, .debt = from_lots - units}, Contra::Adjusted, {});
    return true;
}

}  // namespace

Result<Receipt> adjust(Book& book, const Adjust& command, Transaction& txn) {
    const Programme& programme = book.programme();
    const Currency* currency = programme.find_currency(command.currency);
    if (!currency)
        return refuse_field("/currency", "unknown-reference",
                            "no currency has the code " + command.currency);
    if (command.points.n == 0)
        return refuse_field("/points", "out-of-range", "an adjustment is not zero");
    const Holder& member = *TRY(open_member(book, command.member));
    HolderId id = member.id, holder = account_holder(member, *currency);
    if (command.points.n > 0) {
        if (command.points.n + book.wallet(holder, currency->id).available.n > amount_max)
            return refuse(ErrorCode::Overflow);
        LotTerms terms = TRY(terms_of_adjustment(book, holder, *currency, command));
        BrandId brand = TRY(brand_of(programme, command.brand));
        give(book, {.holder = holder,
                    .currency = currency->id,
                    .units = command.points,
                    .type = EntryType::Adjust,
                    .contra = Contra::Adjusted,
                    .brand = brand,
                    .funding = Funding::Marketing,
                    .earned_at = command.earned_at.value_or(book.at()),
                    .terms = terms});
    } else if (command.of_lot) {
        TRY(take_back(book, holder, *currency, -command.points, *command.of_lot));
    } else {
        TRY(take(book, holder, *currency, -command.points, command.allow_debt));
    }
    Receipt receipt{.command = "adjust", .txn = book.txn(), .member = id, .at = book.at()};
    Day today = programme.zone().local_day(book.at());
    const auto& tiers = programme.document().tiers;
    if (tiers && tiers->metric == Tiers::Metric::Status && tiers->currency_id == currency->id) {
        add_metric(book, id, today, command.points.n);
        upgrade(book, id, today);
    }
    if (currency->kind == CurrencyKind::Stamps) TRY(complete_stamp_cards(book, id, receipt));
    receipt.balances = balances_of(book, *book.peek(id));
    receipt.tier = preview(programme, *book.peek(id), book.at());
    txn.kind = TxnKind::Adjustment;
    txn.holder = id;
    return receipt;
}

}  // namespace vuelve
