#include "app/kept_books.h"

#include <algorithm>
#include <iterator>

#include "storage/accounting_read.h"
#include "storage/clearing_read.h"

namespace vuelve::app {
namespace {

/// The newest version that counts at the month's close, else what the document says.
analytics::BreakageRates rates_in_force(const Programme& programme,
                                        std::vector<storage::BreakageVersion> versions) {
    return [&programme, versions = std::move(versions)](const PoolKey& pool, int month) {
        Ratio rate = programme.currency(pool.currency).breakage_rate;
        for (const storage::BreakageVersion& version : versions)
            if (version.currency == pool.currency && version.year == pool.year &&
                version.from_month <= month)
                rate = version.rate;
        return rate;
    };
}

/// What brands owe and are owed for the month's points, in currencies that are worth money.
Result<std::vector<analytics::PartnerBalance>> partners_in(storage::Reader& reader,
                                                           const OpenProgramme& programme,
                                                           const Programme& snapshot,
                                                           int month) {
    std::vector<analytics::PartnerBalance> partners;
    const auto [placement, programme_id] = books_of(programme);
    for (const Currency& currency : snapshot.document().currencies) {
        if (!has_money_value(currency)) continue;
        const auto postings = storage::read_brand_postings(reader, placement, programme_id,
                                                           currency.id, month, month);
        const auto rows = TRY(analytics::clear_month(snapshot, currency, postings, month));
        std::ranges::copy(analytics::partner_balances(snapshot, currency.id, rows),
                          std::back_inserter(partners));
    }
    return partners;
}

}  // namespace

storage::BooksOf books_of(const OpenProgramme& programme) {
    return {programme.placement(), programme.key().programme_id};
}

std::vector<analytics::PoolRow> KeptBooks::pools_of(int month) const {
    std::vector<analytics::PoolRow> rows;
    std::ranges::copy_if(pools, std::back_inserter(rows),
                         [&](const analytics::PoolRow& row) { return row.month == month; });
    return rows;
}

Result<std::vector<analytics::JournalLine>> KeptBooks::journal(storage::Reader& reader,
                                                               const OpenProgramme& programme,
                                                               const Programme& snapshot,
                                                               int month) const {
    static const MonthOfBooks nothing;
    auto books = months.find(month);
    return analytics::journal_of(snapshot, month, books == months.end() ? nothing : books->second,
                                 pools_of(month),
                                 TRY(partners_in(reader, programme, snapshot, month)));
}

Result<KeptBooks> keep_books(storage::Reader& reader,
                             const OpenProgramme& programme,
                             const Programme& snapshot,
                             int until_month) {
    const storage::BooksOf books = books_of(programme);
    const BookKeeper keeper = TRY(storage::keep_books(reader, programme.vault(), books.placement,
                                                      books.programme_id, snapshot));
    KeptBooks kept{.months = keeper.months()};
    kept.pools = TRY(analytics::pool_rows(
        snapshot, kept.months,
        rates_in_force(snapshot, storage::breakage_versions(reader, programme.vault(), books)),
        storage::frozen_pools(reader, books), until_month));
    return kept;
}

}  // namespace vuelve::app
