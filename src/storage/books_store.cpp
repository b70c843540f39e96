#include "storage/books_store.h"

#include <algorithm>
#include <unordered_map>

#include "domain/money.h"
#include "generated/sql.h"
#include "storage/accounting_read.h"
#include "storage/config_store.h"
#include "storage/fold.h"

namespace vuelve::storage {
namespace {

constexpr std::int64_t million = 1'000'000;

/// Rates have six places at the most.
std::int64_t millionths(const Ratio& rate) {
    return round(rate * Ratio(million), Rounding::HalfUp).value_or(0);
}
Ratio from_millionths(std::int64_t rate) { return Ratio(rate, million); }

RollForward read_units(const Rows& rows, int from) {
    RollForward units;
    Units RollForward::* const fields[] = {
        &RollForward::opening,    &RollForward::issued,    &RollForward::reversed,
        &RollForward::redeemed,   &RollForward::refunded,  &RollForward::expired,
        &RollForward::reinstated, &RollForward::adjusted,  &RollForward::converted,
        &RollForward::fees,       &RollForward::forfeited, &RollForward::written_off,
        &RollForward::closing};
    for (auto field : fields) units.*field = rows.get<Units>(from++);
    return units;
}

void freeze_pools(Transaction& tx, const BooksOf& books, const FrozenMonth& month) {
    Batch rows(13);
    for (const analytics::PoolRow& row : month.pools)
        rows.add(base_bucket(books.placement), books.placement.tenant_id, books.programme_id,
                 month.month, row.pool.kind, row.pool.currency, row.pool.year,
                 row.in_month.deferred, row.in_month.issued, row.in_month.redeemed,
                 row.in_month.expired, row.in_month.outstanding, millionths(row.breakage_rate));
    tx.exec_batch(sql::insert_closed_pool, rows);
}

void freeze_lines(Transaction& tx, const BooksOf& books, const FrozenMonth& month) {
    Batch rows(12);
    int seq = 0;
    for (const analytics::JournalLine& line : month.lines)
        rows.add(base_bucket(books.placement), books.placement.tenant_id, books.programme_id,
                 month.month, seq++, line.reason, line.report, line.brand, line.currency,
                 line.debit, line.credit, line.amount);
    tx.exec_batch(sql::insert_closed_line, rows);
}

void freeze_units(Transaction& tx, const BooksOf& books, const FrozenMonth& month) {
    Batch rows(18);
    for (const auto& [currency, units] : month.units)
        rows.add(base_bucket(books.placement), books.placement.tenant_id, books.programme_id,
                 month.month, currency, units.opening, units.issued, units.reversed, units.redeemed,
                 units.refunded, units.expired, units.reinstated, units.adjusted, units.converted,
                 units.fees, units.forfeited, units.written_off, units.closing);
    tx.exec_batch(sql::insert_closed_units, rows);
}

void verify_month(Reader& reader,
                  const BooksOf& books,
                  const ClosedMonthRow& closed,
                  Verified& found) {
    const std::string where = "closed month " + format_month(closed.month);
    if (!closed.is_frozen)
        return found.add("closed", where, "its figures are not kept: close it once more");
    const EntriesOfMonth now = entries_of_month(reader, books, closed.month);
    if (now.count != closed.entries || now.checksum != closed.checksum)
        found.add("closed", where,
                  "its entries are not those it was closed with: " + std::to_string(now.count) +
                      " now, " + std::to_string(closed.entries) + " then");
    Rows rows = reader.query(sql::closed_units_of_month,
                             {base_bucket(books.placement), books.placement.tenant_id,
                              books.programme_id, closed.month});
    while (rows.next()) {
        const auto currency = rows.get<CurrencyId>(0);
        const auto moved =
            read_monthly_units(reader, books.placement, books.programme_id, currency, closed.month);
        if (roll_forward(moved, closed.month) != read_units(rows, 1))
            found.add("closed", where,
                      "the roll-forward of currency " + std::to_string(currency.value) +
                          " is not the one it was closed with");
    }
}

}  // namespace

std::vector<ClosedMonthRow> closed_months(Reader& reader, const BooksOf& books) {
    std::vector<ClosedMonthRow> months;
    Rows rows =
        reader.query(sql::all_closed_months,
                     {base_bucket(books.placement), books.placement.tenant_id, books.programme_id});
    while (rows.next()) {
        auto& month = months.emplace_back(ClosedMonthRow{.month = rows.get<int>(0),
                                                         .until = rows.get<Instant>(1),
                                                         .closed_at = rows.get<Instant>(2),
                                                         .is_frozen = !rows.is_null(3)});
        if (!month.is_frozen) continue;
        month.entries = rows.integer(3);
        month.checksum = rows.hash<32>(4);
    }
    return months;
}

std::optional<Instant> load_closed_until(Reader& reader, const BooksOf& books) {
    Rows rows = reader.query(sql::closed_until, {base_bucket(books.placement),
                                                 books.placement.tenant_id, books.programme_id});
    return rows.next() ? rows.maybe<Instant>(0) : std::nullopt;
}

EntriesOfMonth entries_of_month(Reader& reader, const BooksOf& books, int month) {
    EntriesOfMonth entries;
    Fold fold;
    Rows rows = reader.query(
        sql::text_of_entries_in_month,
        {base_bucket(books.placement), books.placement.tenant_id, books.programme_id, month});
    while (rows.next()) {
        ++entries.count;
        fold.add(rows.text(0));
    }
    entries.checksum = fold.end();
    return entries;
}

std::optional<int> first_month(Reader& reader, const BooksOf& books) {
    Rows rows =
        reader.query(sql::first_month_of_entries,
                     {base_bucket(books.placement), books.placement.tenant_id, books.programme_id});
    return rows.next() ? rows.maybe<int>(0) : std::nullopt;
}

void freeze_month(Transaction& tx, const BooksOf& books, const FrozenMonth& month, Instant at) {
    tx.exec(sql::insert_closed_books,
            {base_bucket(books.placement), books.placement.tenant_id, books.programme_id,
             month.month, month.entries.count, month.entries.checksum, at});
    freeze_units(tx, books, month);
    freeze_pools(tx, books, month);
    freeze_lines(tx, books, month);
}

std::optional<RollForward> frozen_units(Reader& reader,
                                        const BooksOf& books,
                                        int month,
                                        CurrencyId currency) {
    Rows rows = reader.query(
        sql::closed_units_of_month,
        {base_bucket(books.placement), books.placement.tenant_id, books.programme_id, month});
    while (rows.next())
        if (rows.get<CurrencyId>(0) == currency) return read_units(rows, 1);
    return std::nullopt;
}

analytics::FrozenPools frozen_pools(Reader& reader, const BooksOf& books) {
    analytics::FrozenPools pools;
    Rows rows =
        reader.query(sql::all_closed_pools,
                     {base_bucket(books.placement), books.placement.tenant_id, books.programme_id});
    while (rows.next())
        pools[{rows.get<int>(0),
               {rows.get<PoolKind>(1), rows.get<CurrencyId>(2), rows.get<int>(3)}}] = {
            .change = {.deferred = Minor{rows.integer(4)},
                       .issued = rows.get<Units>(5),
                       .redeemed = rows.get<Units>(6),
                       .expired = rows.get<Units>(7),
                       .outstanding = rows.get<Units>(8)},
            .breakage_rate = from_millionths(rows.integer(9))};
    return pools;
}

std::vector<analytics::JournalLine> frozen_lines(Reader& reader, const BooksOf& books, int month) {
    std::vector<analytics::JournalLine> lines;
    Rows rows = reader.query(
        sql::closed_lines_of_month,
        {base_bucket(books.placement), books.placement.tenant_id, books.programme_id, month});
    while (rows.next())
        lines.push_back({.reason = rows.get<MoneyReason>(0),
                         .report = std::string(rows.text(1)),
                         .brand = rows.get<BrandId>(2),
                         .currency = rows.get<CurrencyId>(3),
                         .debit = std::string(rows.text(4)),
                         .credit = std::string(rows.text(5)),
                         .amount = Minor{rows.integer(6)}});
    return lines;
}

std::vector<LateFact> late_facts(Reader& reader,
                                 const BooksOf& books,
                                 CurrencyId currency,
                                 int month) {
    std::vector<LateFact> facts;
    Rows rows =
        reader.query(sql::late_facts, {base_bucket(books.placement), books.placement.tenant_id,
                                       books.programme_id, currency, month});
    while (rows.next())
        facts.push_back(
            {rows.get<int>(0), rows.get<TxnKind>(1), rows.integer(2), rows.get<Units>(3)});
    return facts;
}

std::string_view name_of(EstimateMethod method) {
    return method == EstimateMethod::Measured ? "measured" : "given";
}

int add_breakage_version(Transaction& tx,
                         const Vault& vault,
                         const BooksOf& books,
                         const BreakageVersion& version) {
    const auto& [placement, programme] = books;
    Rows newest = tx.query(
        sql::newest_breakage_version,
        {base_bucket(placement), placement.tenant_id, programme, version.currency, version.year});
    const int number = newest.next() ? newest.maybe<int>(0).value_or(0) + 1 : 1;
    tx.exec(sql::insert_breakage_version,
            {base_bucket(placement), placement.tenant_id, programme, version.currency, version.year,
             number, millionths(version.rate), version.method, version.from_month, version.author,
             vault.seal_secret("breakage", version.currency.value, version.reason), version.at});
    return number;
}

std::vector<BreakageVersion> breakage_versions(Reader& reader,
                                               const Vault& vault,
                                               const BooksOf& books) {
    std::vector<BreakageVersion> versions;
    Rows rows =
        reader.query(sql::all_breakage_versions,
                     {base_bucket(books.placement), books.placement.tenant_id, books.programme_id});
    while (rows.next()) {
        const auto currency = rows.get<CurrencyId>(0);
        versions.push_back({.currency = currency,
                            .year = rows.get<int>(1),
                            .version = rows.get<int>(2),
                            .rate = from_millionths(rows.integer(3)),
                            .method = rows.get<EstimateMethod>(4),
                            .from_month = rows.get<int>(5),
                            .author = std::string(rows.text(6)),
                            .reason = vault.open_secret("breakage", currency.value, rows.bytes(7)),
                            .at = rows.get<Instant>(8)});
    }
    return versions;
}

std::vector<analytics::CohortChange> cohort_units(Reader& reader,
                                                  const BooksOf& books,
                                                  CurrencyId currency,
                                                  int until_month) {
    const auto& [placement, programme] = books;
    std::unordered_map<LotId, int> earned_in;
    Rows lots =
        reader.query(sql::days_of_earning, {base_bucket(placement), placement.tenant_id, currency});
    while (lots.next()) earned_in[lots.get<LotId>(0)] = month_number(lots.get<Day>(1));
    std::map<std::pair<int, int>, analytics::CohortChange> cohorts;
    Rows rows = reader.query(sql::postings_of_lots, {base_bucket(placement), placement.tenant_id,
                                                     programme, currency, until_month});
    while (rows.next()) {
        auto earned = earned_in.find(rows.get<LotId>(0));
        if (earned == earned_in.end()) continue;
        const int month = rows.get<int>(1);
        analytics::CohortChange& units = cohorts[{earned->second, month}];
        units.cohort = earned->second;
        units.month = month;
        // What leaves the issued account is issued, what it takes back is reversed.
        if (rows.get<EntryType>(2) == EntryType::Expire)
            units.expired += rows.get<Units>(3);
        else
            units.issued -= rows.get<Units>(3);
    }
    std::vector<analytics::CohortChange> ordered;
    for (const auto& [place, units] : cohorts) ordered.push_back(units);
    return ordered;
}

void verify_closed_months(Reader& reader, Verified& found) {
    const auto tenants = load_tenants(reader);
    for (const ProgrammeRow& programme : load_programmes(reader)) {
        auto tenant = std::ranges::find(tenants, programme.key.tenant_id, &Tenant::tenant_id);
        if (tenant == tenants.end()) continue;
        const BooksOf books{tenant->placement(), programme.key.programme_id};
        for (const ClosedMonthRow& closed : closed_months(reader, books))
            verify_month(reader, books, closed, found);
    }
}

}  // namespace vuelve::storage
