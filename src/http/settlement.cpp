#include "http/settlement.h"

#include "app/settlement.h"
#include "codec/answer_json_parts.h"
#include "codec/json_writer.h"
#include "http/report_query.h"

namespace vuelve::http {
namespace {

void write_column(JsonWriter& out, const RollForwardColumn& column) {
    out.begin_object();
    for (const auto& [name, units] : rows_of(column)) out.member(name, units);
    out.end_object();
}

void begin_month(JsonWriter& out, const Currency& currency, int month, const Programme& programme) {
    const ProgrammeDocument& document = programme.document();
    out.begin_object()
        .member("currency", currency.code)
        .member("month", format_month(month))
        .key("money")
        .begin_object()
        .member("currency", document.money_currency)
        .member("exponent", document.money_exponent)
        .end_object();
}

}  // namespace

Result<Response> show_clearing(Api& api, const Request& request) {
    const app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    const int month = TRY(month_of_query(api, request));
    const Currency& currency = *TRY(currency_of_query(request, *snapshot));
    const auto rows = TRY(app::read_clearing(api.service, programme, currency.id, month));
    const bool to_issuer = snapshot->document().breakage_to_issuer;
    JsonWriter out;
    begin_month(out, currency, month, *snapshot);
    out.key("items").begin_array();
    for (const analytics::ClearingRow& row : rows) {
        out.begin_object()
            .member("brand", row.brand)
            .member("issued_net", row.issued_net)
            .member("redeemed_net", row.redeemed_net)
            .member("issue_due", row.issue_due)
            .member("redeem_claim", row.redeem_claim)
            .member("fee", row.fee);
        if (to_issuer) out.member("breakage_credit", row.breakage_credit);
        out.member("net_payable", row.net_payable).end_object();
    }
    out.end_array().member("operator_margin", analytics::operator_margin(rows)).end_object();
    return json_response(200, std::move(out).text());
}

Result<Response> show_bilateral(Api& api, const Request& request) {
    const app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    const int month = TRY(month_of_query(api, request));
    const Currency& currency = *TRY(currency_of_query(request, *snapshot));
    const auto rows = TRY(app::read_bilateral(api.service, programme, currency.id, month));
    JsonWriter out;
    begin_month(out, currency, month, *snapshot);
    out.key("items").begin_array();
    for (const analytics::BilateralRow& row : rows)
        out.begin_object()
            .member("issuer", row.issuer)
            .member("redeemer", row.redeemer)
            .member("points", row.points)
            .member("amount", row.amount)
            .end_object();
    return json_response(200, std::move(out.end_array().end_object()).text());
}

Response tell_roll_forward_by_brand(Api& api,
                                    const app::OpenProgramme& programme,
                                    const Programme& snapshot,
                                    const Currency& currency,
                                    int month) {
    const RollForwardByBrand columns =
        app::read_roll_forward_by_brand(api.service, programme, currency.id, month);
    JsonWriter out;
    out.begin_object()
        .member("currency", currency.code)
        .member("month", format_month(month))
        .key("brands")
        .begin_array();
    for (const auto& [brand, column] : columns.brands) {
        out.begin_object();
        write_code(out, "brand", brand.value, snapshot);
        write_column(out.key("rows"), column);
        out.end_object();
    }
    out.end_array();
    write_column(out.key("debt"), columns.debt);
    write_column(out.key("total"), total_of(columns));
    return json_response(200, std::move(out.end_object()).text());
}

}  // namespace vuelve::http
