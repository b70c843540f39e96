#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/settlement.h"

/// What a brand of a coalition owes for a month, as it was told: frozen, with what came of it
/// afterwards. Source: domain.md 9.2, 9.3; ADR 0017.
namespace vuelve {

enum class StatementState : std::uint8_t { Issued = 1, Disputed, Settled, Corrected };
std::string_view name_of(StatementState state);

enum class StatementEvent : std::uint8_t { Dispute, Settle, Correct };
/// Where the event leads. Errors: InvalidState.
Result<StatementState> after(StatementState state, StatementEvent event);

/// Points of one pair of brands; the issuer pays `amount` to the redeemer.
struct StatementFlow {
    std::string issuer, redeemer;
    Units points{};
    Minor amount{};
    friend bool operator==(const StatementFlow&, const StatementFlow&) = default;
};

/// What the correction of an earlier statement adds to this one.
struct StatementAdjustment {
    std::int64_t statement = 0;
    int month = 0;
    Minor amount{};
    friend bool operator==(const StatementAdjustment&, const StatementAdjustment&) = default;
};

/// One step of its life. `reason` of a dispute and a correction is a person's text.
struct StatementStep {
    StatementState state{};
    Instant at{};
    std::string actor, reason;
    Minor amount{};  // of a correction
};

/// All but `state`, `steps` and `correction` stays as it was when the statement was made.
struct Statement {
    std::int64_t id = 0;
    BrandId brand{};
    CurrencyId currency{};
    std::string brand_code, brand_name, currency_code;
    int month = 0;  // yyyymm
    Instant issued_at{};
    bool is_bilateral = false;
    bool breakage_to_issuer = false;
    std::string operator_name;  // the programme
    std::string money_currency;
    int money_exponent = 2, scale = 0;
    Ratio issue_price{}, redeem_price{}, fee_percent{};
    BrandUnits units;                                             // the ledger's totals
    Minor issue_due{}, redeem_claim{}, fee{}, breakage_credit{};  // pooled
    std::vector<StatementFlow> flows;                             // bilateral: the brand's own
    std::vector<StatementAdjustment> adjustments;
    Minor payable{};  // above 0: the brand pays

    StatementState state = StatementState::Issued;
    std::vector<StatementStep> steps;
    Minor correction{};             // goes on a later statement
    std::int64_t corrected_in = 0;  // 0 = no later one yet
};

/// Sum of the parts: pooled amounts or flows, and adjustments.
Minor payable_of(const Statement& statement);

/// True when the ledger still says what the statement was made from.
bool ties(const Statement& statement,
          std::span<const BrandPosting> postings,
          const SymbolTable& symbols);

}  // namespace vuelve
