#include "cli/sim/journal_book.h"

#include <fmt/format.h>

namespace vuelve::cli {
namespace {

/// The sum that domain.md 10.6 promises, added up here once more.
Units added_up(const RollForward& month) {
    return month.opening + month.issued - month.reversed - month.redeemed + month.refunded -
           month.expired + month.reinstated + month.adjusted + month.converted - month.fees -
           month.forfeited + month.written_off;
}

}  // namespace

void JournalBook::audit(app::Service& service, const app::OpenProgramme& programme, int month) {
    const auto rows = app::read_pools(service, programme, month);
    checks_.hold("journal", rows.has_value(), [] { return "the pools overflow"; });
    for (; next_ <= month; next_ = analytics::month_after(next_)) {
        const int one = next_;
        roll_forward(service, programme, one);
        pools(*rows, one);
        const auto lines = app::read_journal(service, programme, one);
        checks_.hold("journal", lines.has_value(), [] { return "the journal overflows"; });
        journal(*lines, *rows, one);
    }
}

void JournalBook::roll_forward(app::Service& service,
                               const app::OpenProgramme& programme,
                               int month) {
    const auto snapshot = programme.snapshot();
    for (const Currency& currency : snapshot->document().currencies) {
        const RollForward told = app::read_roll_forward(service, programme, currency.id, month);
        checks_.hold("roll-forward", added_up(told) == told.closing, [&] {
            return fmt::format("{} {}: rows give {}, closing is {}", currency.code, month,
                               added_up(told).n, told.closing.n);
        });
        auto before = closing_.find(currency.id);
        const Units opening = before == closing_.end() ? Units{0} : before->second;
        checks_.hold("roll-forward", told.opening == opening, [&] {
            return fmt::format("{} {} opens with {}, the month before closed with {}",
                               currency.code, month, told.opening.n, opening.n);
        });
        closing_[currency.id] = told.closing;
    }
}

void JournalBook::pools(const std::vector<analytics::PoolRow>& rows, int month) {
    for (const analytics::PoolRow& row : rows) {
        if (row.month != month) continue;
        const bool holds =
            row.liability.n >= 0 && (row.to_date.outstanding.n != 0 || row.liability.n == 0);
        checks_.hold("I29", holds, [&] {
            return fmt::format("pool {} of currency {} owes {} for {} points in {}", row.pool.year,
                               row.pool.currency.value, row.liability.n, row.to_date.outstanding.n,
                               month);
        });
    }
}

void JournalBook::journal(const std::vector<analytics::JournalLine>& lines,
                          const std::vector<analytics::PoolRow>& rows,
                          int month) {
    for (const analytics::JournalLine& line : lines) {
        // Pools know what sales deferred, not what brands pay one another.
        if (line.reason == MoneyReason::PartnerSettlement) continue;
        accounts_[line.debit] += line.amount;
        accounts_[line.credit] -= line.amount;
    }
    Minor all{}, sold{}, given{};
    for (const auto& [account, balance] : accounts_) all += balance;
    for (const analytics::PoolRow& row : rows)
        if (row.month == month) (row.pool.kind == PoolKind::Sale ? sold : given) += row.liability;
    checks_.hold("journal", all.n == 0,
                 [&] { return fmt::format("{} is out by {}", month, all.n); });
    for (const auto& [account, owed] :
         {std::pair("contract_liability", sold), std::pair("loyalty_provision", given)})
        checks_.hold("journal", -accounts_[account] == owed, [&] {
            return fmt::format("{} stands at {} after {}, its pools owe {}", account,
                               -accounts_[account].n, month, owed.n);
        });
}

}  // namespace vuelve::cli
