#include "http/measures.h"

#include <algorithm>

#include "app/measures.h"
#include "codec/public_id.h"
#include "codec/request_format.h"
#include "http/paging.h"
#include "http/period_query.h"

namespace vuelve::http {
namespace {

using analytics::Figure;
using analytics::FigureRow;
using analytics::FigureSide;
using analytics::RowKind;

std::string text_of_query(const Request& request, std::string_view name) {
    const auto found = request.query.find(name);
    return found == request.query.end() ? "" : found->second;
}

Result<app::MeasuresAsked> asked_of(Api& api, const Request& request) {
    app::MeasuresAsked asked{.span = TRY(span_of_query(api, request)),
                             .currency = text_of_query(request, "currency")};
    const std::string by = text_of_query(request, "by");
    if (by.empty()) return asked;
    const auto breakdown = analytics::parse_breakdown(by);
    if (!breakdown)
        return refuse_field("/by", "wrong-format", "store channel brand tier segment month");
    asked.by = *breakdown;
    return asked;
}

/// Whoever is bound to stores sees figures by store, and of those their own. Errors: Forbidden.
Result<void> check_breakdown(const Request& request, const app::MeasuresAsked& asked) {
    if (request.caller.stores.empty() || asked.by == analytics::Breakdown::Store) return {};
    return refuse(ErrorCode::Forbidden, "by store alone");
}

bool is_own_store(const Request& request, const std::string& store) {
    const auto& stores = request.caller.stores;
    return stores.empty() || std::ranges::find(stores, store) != stores.end();
}

void write_side(JsonWriter& out, std::string_view name, const FigureSide& side) {
    out.key(name)
        .begin_object()
        .member("amount", side.amount)
        .member("unit", analytics::name_of(side.amount_unit));
    if (side.amount_unit != side.unit)  // points told as money: what the rows add up to
        out.member("sum", side.sum).member("sum_unit", analytics::name_of(side.unit));
    out.member("rows", analytics::name_of(side.kind))
        .member("count", std::ssize(side.rows))
        .end_object();
}

void write_measure(JsonWriter& out, const Figure& figure) {
    out.begin_object().member("metric", figure.name).member("value", figure.value);
    write_side(out, "numerator", figure.part);
    write_side(out, "denominator", figure.whole);
    out.end_object();
}

void write_row(JsonWriter& out, const FigureRow& row, RowKind kind, const Programme& programme) {
    out.begin_object().member("kind", analytics::name_of(kind));
    out.member("id", app::public_row_id(row, kind, programme)).key("member");
    if (row.member.value == 0)
        out.null();
    else
        out.value(format_public(PublicKind::Member, row.member));
    out.member("day", row.day).member("value", row.value).end_object();
}

Result<Response> rows_page(const Request& request,
                           const Page& page,
                           const Figure& figure,
                           const FigureSide& side,
                           const Programme& programme) {
    const std::int64_t after = TRY(number_cursor(page, 0));
    JsonWriter out;
    out.begin_object().member("metric", figure.name).member("value", figure.value);
    out.member("sum", side.sum).member("unit", analytics::name_of(side.unit));
    out.member("count", std::ssize(side.rows)).key("items").begin_array();
    auto row = std::ranges::upper_bound(side.rows, after, {}, &FigureRow::id);
    for (int room = page.limit; row != side.rows.end(); ++row) {
        if (room-- == 0)
            return page_response(request, out, page.limit, std::to_string(std::prev(row)->id));
        write_row(out, *row, side.kind, programme);
    }
    return page_response(request, out, page.limit, "");
}

struct StoreTotal {
    std::int64_t tickets = 0;
    Minor amount{};
};

Result<StoreTotal> decode_store_total(const Json& json) {
    return decode_body<StoreTotal>(json, [](const Cursor& at, StoreTotal& out) {
        constexpr std::int64_t tickets_max = 1'000'000'000;
        ObjectReader object(at);
        object.required("tickets", out.tickets, whole(0, tickets_max));
        object.required("amount", out.amount, whole(0, amount_max));
    });
}

}  // namespace

Result<Response> show_measures(Api& api, const Request& request) {
    const app::MeasuresAsked asked = TRY(asked_of(api, request));
    TRY(check_breakdown(request, asked));
    const auto read = TRY(app::read_measures(api.service, programme_of(api, request), asked));
    JsonWriter out;
    out.begin_object().member("from", asked.span.first).member("to", asked.span.last);
    out.key("currency");
    if (read.currency.empty())
        out.null();
    else
        out.value(read.currency);
    out.key("by");
    if (asked.by == analytics::Breakdown::None)
        out.null();
    else
        out.value(analytics::name_of(asked.by));
    out.key("groups").begin_array();
    for (const analytics::MeasureGroup& group : read.groups) {
        if (!is_own_store(request, group.label)) continue;
        out.begin_object().member("of", group.label).member("from", group.span.first);
        out.member("to", group.span.last).member("days_without_total", group.days_without_total);
        out.key("metrics").begin_array();
        for (const Figure& figure : group.figures) write_measure(out, figure);
        out.end_array().end_object();
    }
    return json_response(200, std::move(out.end_array().end_object()).text());
}

Result<Response> list_measure_rows(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const app::MeasuresAsked asked = TRY(asked_of(api, request));
    TRY(check_breakdown(request, asked));
    if (!is_own_store(request, text_of_query(request, "of"))) return refuse(ErrorCode::NotFound);
    const std::string side = text_of_query(request, "side");
    if (!side.empty() && side != "numerator" && side != "denominator")
        return refuse_field("/side", "wrong-format", "numerator or denominator");
    app::OpenProgramme& programme = programme_of(api, request);
    const Figure figure =
        TRY(app::read_figure(api.service, programme, asked, request.parameters.at("name"),
                             text_of_query(request, "of")));
    return rows_page(request, page, figure, side == "denominator" ? figure.whole : figure.part,
                     *programme.snapshot());
}

Result<Response> put_store_day(Api& api, const Request& request) {
    app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    const Store* store = snapshot->find_store(request.parameters.at("code"));
    const auto day = parse_day(request.parameters.at("date"));
    if (!store || !day) return refuse(ErrorCode::NotFound);
    TRY(check_store(api, request, store->code));
    const Json json = TRY(body_of(request));
    const StoreTotal total = TRY(decode_store_total(json));
    const analytics::StoreDayFact fact{.store = store->id,
                                       .brand = store->brand_id,
                                       .day = *day,
                                       .tickets = total.tickets,
                                       .amount = total.amount};
    TRY(app::put_store_days(api.service, programme, {&fact, 1}));
    JsonWriter out;
    out.begin_object().member("store", store->code).member("date", *day);
    out.member("tickets", total.tickets).member("amount", total.amount);
    return json_response(200, std::move(out.end_object()).text());
}

}  // namespace vuelve::http
