#include "domain/settlement.h"

#include <algorithm>
#include <array>

namespace vuelve {
namespace {

bool is_internal(EntryType type) {
    static constexpr std::array internal{EntryType::Release,        EntryType::Reserve,
                                         EntryType::ReserveRelease, EntryType::DebtRepay,
                                         EntryType::Transfer,       EntryType::Merge};
    return std::ranges::find(internal, type) != internal.end();
}

RollForwardColumn column_of(std::span<const MonthlyUnits> moved, int month) {
    RollForwardColumn column{.rows = roll_forward(moved, month)};
    for (const MonthlyUnits& one : moved)
        if (one.month == month && is_internal(one.type)) column.moved += one.units;
    return column;
}

}  // namespace

std::vector<BrandPosting> brand_postings(const Programme& programme,
                                         std::span<const Entry> entries,
                                         CurrencyId currency) {
    std::vector<BrandPosting> postings;
    for (const Entry& entry : entries) {
        if (entry.currency != currency) continue;
        const BrandPosting place{.month = month_number(programme.zone().local_day(entry.posted_at)),
                                 .type = entry.type,
                                 .contra = entry.contra,
                                 .contra_brand = entry.contra_brand};
        for (const IssuerUnits& part : issuers_of(entry)) {
            BrandPosting posting = place;
            posting.issuer = part.issuer;
            posting.points = part.units;
            postings.push_back(posting);
        }
        BrandPosting rest = place;
        rest.debt = entry.movement.debt;
        rest.contra_units = entry.contra_units;
        postings.push_back(rest);
    }
    return postings;
}

std::map<BrandId, BrandUnits> brand_units(std::span<const BrandPosting> postings, int month) {
    std::map<BrandId, BrandUnits> brands;
    for (const BrandPosting& one : postings) {
        if (one.month != month) continue;
        if (one.contra == Contra::Issued) {
            BrandUnits& brand = brands[one.contra_brand];
            if (one.type == EntryType::EarnReversal)
                brand.reversed += one.contra_units;
            else
                brand.earned -= one.contra_units;
        } else if (one.contra == Contra::Redeemed) {
            BrandUnits& brand = brands[one.contra_brand];
            if (one.type == EntryType::RedeemRefund)
                brand.refunded -= one.contra_units;
            else
                (one.type == EntryType::Capture ? brand.captured : brand.redeemed) +=
                    one.contra_units;
        } else if (one.contra == Contra::Expired && one.issuer.value != 0) {
            brands[one.issuer].expired -= one.points;
        }
    }
    return brands;
}

BrandFlows brand_flows(std::span<const BrandPosting> postings, int month) {
    BrandFlows flows;
    for (const BrandPosting& one : postings) {
        if (one.month != month || one.contra != Contra::Redeemed) continue;
        flows[{one.issuer, one.contra_brand}] -= one.points;
        flows[{one.contra_brand, one.contra_brand}] -= one.debt;
    }
    std::erase_if(flows, [](const auto& flow) { return flow.second.n == 0; });
    return flows;
}

std::array<std::pair<std::string_view, Units>, 14> rows_of(const RollForwardColumn& column) {
    std::array<std::pair<std::string_view, Units>, 14> rows;
    const auto own = rows_of(column.rows);
    std::ranges::copy(own, rows.begin());
    rows[13] = rows[12];
    rows[12] = {"moved", column.moved};
    return rows;
}

RollForwardByBrand roll_forward_by_brand(std::span<const BrandPosting> postings, int month) {
    std::map<BrandId, std::vector<MonthlyUnits>> points;
    std::vector<MonthlyUnits> debt;
    for (const BrandPosting& one : postings) {
        if (one.issuer.value != 0) points[one.issuer].push_back({one.month, one.type, one.points});
        debt.push_back({one.month, one.type, one.debt});
    }
    RollForwardByBrand columns;
    for (const auto& [brand, moved] : points) {
        RollForwardColumn column = column_of(moved, month);
        if (column != RollForwardColumn{}) columns.brands.emplace(brand, column);
    }
    columns.debt = column_of(debt, month);
    return columns;
}

RollForwardColumn total_of(const RollForwardByBrand& columns) {
    static constexpr std::array rows{
        &RollForward::opening,    &RollForward::issued,    &RollForward::reversed,
        &RollForward::redeemed,   &RollForward::refunded,  &RollForward::expired,
        &RollForward::reinstated, &RollForward::adjusted,  &RollForward::converted,
        &RollForward::fees,       &RollForward::forfeited, &RollForward::written_off,
        &RollForward::closing};
    RollForwardColumn total = columns.debt;
    for (const auto& [brand, column] : columns.brands) {
        for (Units RollForward::* row : rows) total.rows.*row += column.rows.*row;
        total.moved += column.moved;
    }
    return total;
}

}  // namespace vuelve
