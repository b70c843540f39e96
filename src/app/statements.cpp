#include "app/statements.h"

#include <algorithm>
#include <map>

#include "app/settlement.h"
#include "storage/clearing_read.h"

namespace vuelve::app {
namespace {

storage::StatementStore statements_of(const OpenProgramme& programme) {
    return {programme.vault(), programme.placement(), programme.key().programme_id};
}

std::vector<BrandPosting> postings_in(storage::Reader& reader,
                                      const OpenProgramme& programme,
                                      CurrencyId currency,
                                      int month) {
    return storage::read_brand_postings(reader, programme.placement(), programme.key().programme_id,
                                        currency, month, month);
}

/// Each against its month of the ledger, which is read once.
std::vector<CheckedStatement> checked_statements(storage::Reader& reader,
                                                 const OpenProgramme& programme,
                                                 std::vector<Statement> statements) {
    const auto snapshot = programme.snapshot();
    std::map<std::pair<CurrencyId, int>, std::vector<BrandPosting>> months;
    std::vector<CheckedStatement> result;
    for (Statement& statement : statements) {
        auto [month, is_new] = months.try_emplace({statement.currency, statement.month});
        if (is_new)
            month->second = postings_in(reader, programme, statement.currency, statement.month);
        const bool same = ties(statement, month->second, snapshot->symbols());
        result.push_back({std::move(statement), same});
    }
    return result;
}

/// The month of one currency as all its brands' statements tell it.
struct MonthFigures {
    std::vector<BrandPosting> postings;
    std::vector<Brand> brands;
    std::map<BrandId, BrandUnits> units;
    std::vector<analytics::ClearingRow> clearing;  // as `brands`
    std::vector<analytics::BilateralRow> flows;
};

Result<MonthFigures> figures_of(const Programme& programme,
                                const Currency& currency,
                                std::vector<BrandPosting> postings,
                                int month) {
    MonthFigures figures{.postings = std::move(postings)};
    figures.brands = analytics::brands_of(programme, figures.postings);
    figures.units = brand_units(figures.postings, month);
    figures.clearing = TRY(analytics::clear_month(programme, currency, figures.postings, month));
    if (programme.document().bilateral_settlement)
        figures.flows =
            TRY(analytics::bilateral_month(programme, currency, figures.postings, month));
    return figures;
}

std::string named_in(const Text& text, const std::string& language, const std::string& code) {
    if (auto own = text.find(language); own != text.end()) return own->second;
    auto spanish = text.find("es");
    return spanish == text.end() ? code : spanish->second;
}

Statement statement_of(const Programme& programme,
                       const Currency& currency,
                       const MonthFigures& figures,
                       std::size_t place,
                       int month) {
    const ProgrammeDocument& document = programme.document();
    const Brand& brand = figures.brands[place];
    const analytics::ClearingRow& row = figures.clearing[place];
    Statement statement{.brand = brand.id,
                        .currency = currency.id,
                        .brand_code = brand.code,
                        .brand_name = named_in(brand.name, document.language, brand.code),
                        .currency_code = currency.code,
                        .month = month,
                        .is_bilateral = document.bilateral_settlement,
                        .breakage_to_issuer = document.breakage_to_issuer,
                        .operator_name = named_in(document.name, document.language, document.code),
                        .money_currency = document.money_currency,
                        .money_exponent = document.money_exponent,
                        .scale = currency.scale,
                        .issue_price = brand.issue_price,
                        .redeem_price = brand.redeem_price,
                        .fee_percent = brand.fee_percent};
    if (auto own = figures.units.find(brand.id); own != figures.units.end())
        statement.units = own->second;
    if (!statement.is_bilateral) {
        statement.issue_due = row.issue_due;
        statement.fee = row.fee;
        statement.redeem_claim = row.redeem_claim;
        statement.breakage_credit = row.breakage_credit;
    }
    for (const analytics::BilateralRow& flow : figures.flows)
        if (flow.issuer == brand.code || flow.redeemer == brand.code)
            statement.flows.push_back({flow.issuer, flow.redeemer, flow.points, flow.amount});
    return statement;
}

}  // namespace

Result<MadeStatements> make_statements(Service& service,
                                       const OpenProgramme& programme,
                                       const Caller& caller,
                                       CurrencyId currency,
                                       int month) {
    const auto snapshot = programme.snapshot();
    const Instant now = service.now();
    const Instant end =
        snapshot->zone().day_start(add_months(day_of(month / 100, month % 100, 1), 1));
    if (now < end) return refuse(ErrorCode::InvalidState, "the month is not over");
    const storage::StatementStore store = statements_of(programme);
    auto tx = service.database().begin();
    if (store.has_due_before(*tx, currency, end))
        return refuse(ErrorCode::InvalidState,
                      "points that fell due in the month have not been posted yet");
    MonthFigures figures = TRY(figures_of(*snapshot, snapshot->currency(currency),
                                          postings_in(*tx, programme, currency, month), month));
    std::vector<Statement> known = store.of_month(*tx, currency, month);
    const auto corrected = store.open_corrections(*tx, currency, month);
    MadeStatements made;
    for (std::size_t place = 0; place < figures.brands.size(); ++place) {
        Statement statement =
            statement_of(*snapshot, snapshot->currency(currency), figures, place, month);
        if (std::ranges::find(known, statement.brand, &Statement::brand) != known.end()) continue;
        statement.id = service.ids().next_id();
        statement.issued_at = now;
        for (const Statement& earlier : corrected)
            if (earlier.brand == statement.brand)
                statement.adjustments.push_back({earlier.id, earlier.month, earlier.correction});
        statement.payable = payable_of(statement);
        statement.steps = {
            {.state = StatementState::Issued, .at = now, .actor = caller.owner, .reason = {}}};
        store.add(*tx, statement);
        made.is_new = true;
    }
    made.statements = checked_statements(*tx, programme, store.of_month(*tx, currency, month));
    tx->commit();
    return made;
}

std::vector<CheckedStatement> list_statements(Service& service,
                                              const OpenProgramme& programme,
                                              const storage::StatementFilter& filter,
                                              std::int64_t after,
                                              std::int64_t limit) {
    auto reader = service.database().snapshot();
    return checked_statements(*reader, programme,
                              statements_of(programme).list(*reader, filter, after, limit));
}

Result<CheckedStatement> read_brand_statement(Service& service,
                                              const OpenProgramme& programme,
                                              std::int64_t id) {
    auto reader = service.database().snapshot();
    auto found = statements_of(programme).find(*reader, id);
    if (!found) return refuse(ErrorCode::NotFound, "no such statement");
    return std::move(checked_statements(*reader, programme, {std::move(*found)}).front());
}

Result<CheckedStatement> move_statement(Service& service,
                                        const OpenProgramme& programme,
                                        const Caller& caller,
                                        std::int64_t id,
                                        const StatementMove& move) {
    const storage::StatementStore store = statements_of(programme);
    auto tx = service.database().begin();
    auto found = store.find(*tx, id);
    if (!found) return refuse(ErrorCode::NotFound, "no such statement");
    found->state = TRY(after(found->state, move.event));
    if (move.event == StatementEvent::Correct) found->correction = move.amount;
    found->steps.push_back({.state = found->state,
                            .at = service.now(),
                            .actor = caller.owner,
                            .reason = move.reason,
                            .amount = found->correction});
    store.move(*tx, *found);
    CheckedStatement result =
        std::move(checked_statements(*tx, programme, {std::move(*found)}).front());
    tx->commit();
    return result;
}

}  // namespace vuelve::app
