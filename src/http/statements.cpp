#include "http/statements.h"

#include <array>

#include "app/receipts.h"
#include "app/statements.h"
#include "codec/statement_json.h"
#include "codec/statement_page.h"
#include "http/paging.h"
#include "http/report_query.h"

namespace vuelve::http {
namespace {

enum class StatementFormat : std::uint8_t { Json, Csv, Html };

/// Errors: ValidationFailed.
Result<StatementFormat> statement_format(const Request& request, bool with_page) {
    auto asked = request.query.find("format");
    if (asked == request.query.end() || asked->second == "json") return StatementFormat::Json;
    if (asked->second == "csv") return StatementFormat::Csv;
    if (with_page && asked->second == "html") return StatementFormat::Html;
    return refuse_field("/format", "out-of-range", with_page ? "json, csv or html" : "json or csv");
}

Result<std::int64_t> statement_in_path(const Request& request) {
    std::int64_t id = 0;
    if (!read_whole(request.parameters.at("id"), id)) return refuse(ErrorCode::NotFound);
    return id;
}

Response csv_response(std::span<const Statement> statements) {
    Response response = text_response(200, statements_csv(statements), "text/csv; charset=utf-8");
    response.headers.add("Content-Disposition", "attachment; filename=\"statements.csv\"");
    return response;
}

/// Nothing but the page's own style.
const std::string& statement_policy() {
    static const std::string policy =
        "default-src 'none'; style-src 'sha256-" + app::style_hash(statement_style()) +
        "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    return policy;
}

Response page_of_statement(const app::CheckedStatement& one, const Programme& programme) {
    Response response = text_response(200, statement_page(one.statement, programme, one.ties),
                                      "text/html; charset=utf-8");
    response.headers.add("Content-Security-Policy", statement_policy());
    return response;
}

std::string statement_body(const app::CheckedStatement& one) {
    JsonWriter out;
    write_statement(out, one.statement, one.ties);
    return std::move(out).text();
}

/// A code of the address; nothing when it was not asked for. Errors: ValidationFailed.
Result<storage::StatementFilter> statement_filter(Api& api,
                                                  const Request& request,
                                                  const Programme& programme) {
    storage::StatementFilter filter;
    if (request.query.contains("currency"))
        filter.currency = TRY(currency_of_query(request, programme))->id;
    if (request.query.contains("month")) filter.month = TRY(month_of_query(api, request));
    if (auto brand = request.query.find("brand"); brand != request.query.end()) {
        filter.brand = BrandId{programme.symbols().find(SymbolKind::Brand, brand->second)};
        if (filter.brand.value == 0)
            return refuse_field("/brand", "unknown-reference", "no such brand");
    }
    if (auto state = request.query.find("state"); state != request.query.end()) {
        using enum StatementState;
        for (StatementState one : std::array{Issued, Disputed, Settled, Corrected})
            if (name_of(one) == state->second) filter.state = one;
        if (!filter.state)
            return refuse_field("/state", "out-of-range", "issued, disputed, settled or corrected");
    }
    return filter;
}

Result<Response> move_one_statement(Api& api,
                                    const Request& request,
                                    const app::StatementMove& step) {
    const auto id = TRY(statement_in_path(request));
    return json_response(
        200, statement_body(TRY(app::move_statement(api.service, programme_of(api, request),
                                                    caller_of(request), id, step))));
}

}  // namespace

Result<Response> make_statements(Api& api, const Request& request) {
    const app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    const Json body = TRY(body_of(request));
    const StatementsAsked asked = TRY(decode_statements_asked(body));
    const Currency* currency = snapshot->find_currency(asked.currency);
    if (!currency) return refuse_field("/currency", "unknown-reference", "no such currency");
    if (currency->kind == CurrencyKind::Status)
        return refuse_field("/currency", "out-of-range", "status credits are not settled");
    const auto made = TRY(app::make_statements(api.service, programme, caller_of(request),
                                               currency->id, asked.month));
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const app::CheckedStatement& one : made.statements)
        write_statement(out, one.statement, one.ties);
    return json_response(made.is_new ? 201 : 200, std::move(out.end_array().end_object()).text());
}

Result<Response> list_statements(Api& api, const Request& request) {
    const app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    const Page page = TRY(page_of(request));
    const std::int64_t after = TRY(number_cursor(page, 0));
    const StatementFormat format = TRY(statement_format(request, false));
    const storage::StatementFilter filter = TRY(statement_filter(api, request, *snapshot));
    auto found = app::list_statements(api.service, programme, filter, after, page.limit + 1);
    const bool more = found.size() > static_cast<std::size_t>(page.limit);
    if (more) found.pop_back();
    if (format == StatementFormat::Csv) {
        std::vector<Statement> statements;
        for (app::CheckedStatement& one : found) statements.push_back(std::move(one.statement));
        return csv_response(statements);
    }
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const app::CheckedStatement& one : found) write_statement(out, one.statement, one.ties);
    return page_response(request, out, page.limit,
                         more ? std::to_string(found.back().statement.id) : std::string());
}

Result<Response> show_statement(Api& api, const Request& request) {
    const app::OpenProgramme& programme = programme_of(api, request);
    const std::int64_t id = TRY(statement_in_path(request));
    const StatementFormat format = TRY(statement_format(request, true));
    const auto one = TRY(app::read_brand_statement(api.service, programme, id));
    if (format == StatementFormat::Csv) return csv_response(std::span(&one.statement, 1));
    if (format == StatementFormat::Html) return page_of_statement(one, *programme.snapshot());
    return json_response(200, statement_body(one));
}

Result<Response> dispute_statement(Api& api, const Request& request) {
    const Json body = TRY(body_of(request));
    return move_one_statement(api, request,
                              {StatementEvent::Dispute, TRY(decode_dispute(body)), {}});
}

Result<Response> settle_statement(Api& api, const Request& request) {
    TRY(no_body(request));
    return move_one_statement(api, request, {StatementEvent::Settle, {}, {}});
}

Result<Response> correct_statement(Api& api, const Request& request) {
    const Json body = TRY(body_of(request));
    StatementCorrection asked = TRY(decode_correction(body));
    return move_one_statement(api, request,
                              {StatementEvent::Correct, std::move(asked.reason), asked.amount});
}

}  // namespace vuelve::http
