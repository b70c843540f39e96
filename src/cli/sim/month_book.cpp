#include "cli/sim/month_book.h"

#include <fmt/format.h>

#include <algorithm>

namespace vuelve::cli {
namespace {

std::string text_of(const MonthTold& told) {
    return fmt::format("currency {} in {}", told.currency.value, told.month);
}

/// What the rows of a month leave, domain.md 10.6.
std::int64_t left_by(const RollForward& rows) {
    return (rows.opening + rows.issued - rows.reversed - rows.redeemed + rows.refunded -
            rows.expired + rows.reinstated + rows.adjusted + rows.converted - rows.fees -
            rows.forfeited + rows.written_off)
        .n;
}

/// By the document: the table of symbols goes when the shop starts again.
std::string code_of(const ProgrammeDocument& document, BrandId id) {
    auto brand = std::ranges::find(document.brands, id, &Brand::id);
    return brand == document.brands.end() ? std::string() : brand->code;
}

}  // namespace

void MonthBook::take(const Evidence& evidence) {
    for (const auto& [id, reading] : evidence.readings)
        for (const PostedEntry& posted : reading.entries) book(posted.entry);
    for (const MonthTold& told : evidence.months) {
        check_clearing(told);
        check_bilateral(told);
        check_roll_forward(told);
    }
}

void MonthBook::book(const Entry& entry) {
    const int month = month_number(programme_.zone().local_day(entry.posted_at));
    const Movement& by = entry.movement;
    outside_[{entry.currency, month, entry.contra, entry.contra_brand}] += entry.contra_units.n;
    moved_[{entry.currency, month}] += (by.pending + by.available + by.reserved + by.debt).n;
}

MonthBook::BrandSums MonthBook::sums_of(const MonthTold& told, Contra contra) const {
    BrandSums sums;
    for (const auto& [place, units] : outside_) {
        const auto& [currency, month, account, brand] = place;
        if (currency == told.currency && month == told.month && account == contra && units != 0)
            sums[code_of(programme_.document(), brand)] += units;
    }
    return sums;
}

void MonthBook::check_clearing(const MonthTold& told) {
    BrandSums issued, redeemed;
    for (const analytics::ClearingRow& row : told.clearing) {
        if (row.issued_net.n != 0) issued[row.brand] -= row.issued_net.n;
        if (row.redeemed_net.n != 0) redeemed[row.brand] += row.redeemed_net.n;
    }
    auto numbers = [&] { return text_of(told) + ": clearing is not what the accounts moved"; };
    checks_.hold("I19", issued == sums_of(told, Contra::Issued), numbers);
    checks_.hold("I19", redeemed == sums_of(told, Contra::Redeemed), numbers);
}

void MonthBook::check_bilateral(const MonthTold& told) {
    BrandSums columns;
    for (const analytics::BilateralRow& row : told.bilateral) columns[row.redeemer] += row.points.n;
    std::erase_if(columns, [](const auto& column) { return column.second == 0; });
    checks_.hold("I19", columns == sums_of(told, Contra::Redeemed), [&] {
        return text_of(told) + ": the columns of the matrix are not what each brand redeemed";
    });
}

void MonthBook::check_roll_forward(const MonthTold& told) {
    std::int64_t closing = 0;
    for (const auto& [place, units] : moved_)
        if (place.first == told.currency && place.second <= told.month) closing += units;
    auto numbers = [&] {
        return fmt::format("{}: closing {} and rows that leave {}, the accounts have {}",
                           text_of(told), told.rows.closing.n, left_by(told.rows), closing);
    };
    checks_.hold("I18", told.rows.closing.n == closing && left_by(told.rows) == closing, numbers);
    const RollForwardColumn total = total_of(told.by_brand);
    checks_.hold("I18", total == RollForwardColumn{.rows = told.rows}, [&] {
        return text_of(told) + ": the columns by brand do not add up to the month";
    });
    auto column = [&](const RollForwardColumn& one) {
        checks_.hold("I18", left_by(one.rows) + one.moved.n == one.rows.closing.n,
                     [&] { return text_of(told) + ": a column does not add up"; });
    };
    for (const auto& [brand, one] : told.by_brand.brands) column(one);
    column(told.by_brand.debt);
}

}  // namespace vuelve::cli
