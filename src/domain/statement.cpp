#include "domain/statement.h"

#include <array>

namespace vuelve {

std::string_view name_of(StatementState state) {
    static constexpr std::array names{"", "issued", "disputed", "settled", "corrected"};
    return names[static_cast<std::size_t>(state)];
}

Result<StatementState> after(StatementState state, StatementEvent event) {
    const bool is_issued = state == StatementState::Issued;
    const bool is_disputed = state == StatementState::Disputed;
    if (event == StatementEvent::Dispute && is_issued) return StatementState::Disputed;
    if (event == StatementEvent::Settle && (is_issued || is_disputed))
        return StatementState::Settled;
    if (event == StatementEvent::Correct && is_disputed) return StatementState::Corrected;
    return refuse(ErrorCode::InvalidState,
                  "the statement is " + std::string(name_of(state)) + " already");
}

Minor payable_of(const Statement& statement) {
    Minor payable{};
    if (statement.is_bilateral) {
        for (const StatementFlow& flow : statement.flows) {
            if (flow.issuer == statement.brand_code) payable += flow.amount;
            if (flow.redeemer == statement.brand_code) payable -= flow.amount;
        }
    } else {
        payable = statement.issue_due + statement.fee - statement.redeem_claim -
                  statement.breakage_credit;
    }
    for (const StatementAdjustment& one : statement.adjustments) payable += one.amount;
    return payable;
}

bool ties(const Statement& statement,
          std::span<const BrandPosting> postings,
          const SymbolTable& symbols) {
    const auto units = brand_units(postings, statement.month);
    auto own = units.find(statement.brand);
    if (statement.units != (own == units.end() ? BrandUnits{} : own->second)) return false;
    if (!statement.is_bilateral) return true;
    std::map<std::pair<std::string, std::string>, Units> told, booked;
    for (const StatementFlow& flow : statement.flows)
        told[{flow.issuer, flow.redeemer}] = flow.points;
    for (const auto& [pair, points] : brand_flows(postings, statement.month))
        if (pair.first == statement.brand || pair.second == statement.brand)
            booked[{symbols.code(pair.first.value), symbols.code(pair.second.value)}] = points;
    return told == booked;
}

}  // namespace vuelve
