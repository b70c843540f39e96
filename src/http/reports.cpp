#include "http/reports.h"

#include "app/books.h"
#include "codec/answer_json_parts.h"
#include "codec/json_writer.h"
#include "http/report_query.h"
#include "http/settlement.h"

namespace vuelve::http {

Result<Response> show_roll_forward(Api& api, const Request& request) {
    const app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    const int month = TRY(month_of_query(api, request));
    const Currency* currency = TRY(currency_of_query(request, *snapshot));
    if (auto by = request.query.find("by"); by != request.query.end()) {
        if (by->second != "brand")
            return refuse_field("/by", "out-of-range", "a roll-forward is told apart by brand");
        return tell_roll_forward_by_brand(api, programme, *snapshot, *currency, month);
    }
    const RollForward rows = app::read_roll_forward(api.service, programme, currency->id, month);
    JsonWriter out;
    out.begin_object()
        .member("currency", currency->code)
        .member("month", request.query.at("month"))
        .key("rows")
        .begin_object();
    for (const auto& [name, units] : rows_of(rows)) out.member(name, units);
    out.end_object().key("late").begin_array();
    for (const auto& late : app::read_late_facts(api.service, programme, currency->id, month))
        out.begin_object()
            .member("late_for", format_month(late.late_for))
            .member("kind", name_of(late.kind))
            .member("transactions", late.transactions)
            .member("units", late.units)
            .end_object();
    return json_response(200, std::move(out.end_array().end_object()).text());
}

Result<Response> list_money_journal(Api& api, const Request& request) {
    const app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    const int month = TRY(month_of_query(api, request));
    const auto lines = TRY(app::read_money_journal(api.service, programme, month));
    JsonWriter out;
    out.begin_object().member("month", request.query.at("month")).key("items").begin_array();
    for (const MoneyLine& line : lines) {
        out.begin_object().member("reason", name_of(line.reason));
        write_code(out, "currency", line.currency.value, *snapshot);
        out.member("debit", line.debit())
            .member("credit", line.credit())
            .member("amount", line.amount)
            .end_object();
    }
    return json_response(200, std::move(out.end_array().end_object()).text());
}

Result<Response> show_deferral(Api& api, const Request& request) {
    const app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    if (const auto& stores = request.caller.stores; !stores.empty())
        TRY(app::read_purchase(api.service, programme, request.parameters.at("id"), stores));
    const Deferral deferral =
        TRY(app::read_deferral(api.service, programme, request.parameters.at("id")));
    JsonWriter out;
    out.begin_object()
        .member("purchase", request.parameters.at("id"))
        .member("transaction_price", deferral.transaction_price)
        .key("deferred")
        .begin_object();
    for (const Deferral::Part& part : deferral.parts)
        out.member(snapshot->currency(part.currency).code, part.deferred);
    out.end_object().member("goods_revenue", deferral.goods_revenue()).end_object();
    return json_response(200, std::move(out).text());
}

}  // namespace vuelve::http
