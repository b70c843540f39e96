#pragma once

#include <span>
#include <string>
#include <string_view>

#include "codec/json.h"
#include "codec/json_writer.h"
#include "domain/statement.h"

/// Statements between brands as stored, as an answer and as a file. Source: domain.md 9; ADR 0017.
namespace vuelve {

/// What never changes once a statement is made, for its row; the brand's and currency's numbers,
/// the month and the instant are columns.
std::string encode_statement(const Statement& statement);
/// Errors: InternalError when the text is none.
Result<Statement> decode_statement(std::string_view body);

/// `ties`: whether the ledger still says the same.
void write_statement(JsonWriter& out, const Statement& statement, bool ties);

/// One line for each figure, of any number of statements: statement, month, brand, currency, state,
/// line, issuer, redeemer, points, amount, money. Points and amounts with their decimals; an amount
/// above 0 is what the brand pays. RFC 4180.
std::string statements_csv(std::span<const Statement> statements);

/// `{"reason": "..."}` of a dispute. Errors: ValidationFailed.
Result<std::string> decode_dispute(const Json& json);
struct StatementCorrection {
    Minor amount{};
    std::string reason;
};
/// `{"amount": -250, "reason": "..."}`. Errors: ValidationFailed.
Result<StatementCorrection> decode_correction(const Json& json);
struct StatementsAsked {
    std::string currency;
    int month = 0;  // yyyymm
};
/// `{"currency": "PTS", "month": "2026-03"}`. Errors: ValidationFailed.
Result<StatementsAsked> decode_statements_asked(const Json& json);

}  // namespace vuelve
