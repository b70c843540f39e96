#include "http/purchase_view.h"

#include "app/purchase_reading.h"
#include "app/reading.h"
#include "codec/answer_json.h"
#include "codec/answer_json_parts.h"
#include "codec/command_text.h"
#include "codec/json_writer.h"

namespace vuelve::http {
namespace {

std::string_view state_of(const Purchase& purchase) {
    if (purchase.voided) return "voided";
    if (!purchase.has_returns) return "recorded";
    const bool is_whole = std::ranges::all_of(
        purchase.lines, [](const RecordedLine& line) { return line.returned == line.quantity; });
    return is_whole ? "returned" : "partly_returned";
}

/// What rules gave for a line, less what returns took back.
void write_line_awards(JsonWriter& out, const app::PurchaseReading& read, std::size_t line) {
    out.key("awards").begin_array();
    for (const Award& award : read.purchase.awards) {
        if (line >= award.shares.size() || award.shares[line] == 0) continue;
        const std::int64_t reversed = line < award.reversed.size() ? award.reversed[line] : 0;
        out.begin_object();
        write_code(out, "rule", award.rule.value, *read.programme);
        write_code(out, "currency", award.currency.value, *read.programme);
        out.member("points", award.shares[line]).member("reversed", reversed).end_object();
    }
    out.end_array();
}

void write_lines(JsonWriter& out, const app::PurchaseReading& read) {
    out.key("lines").begin_array();
    for (std::size_t i = 0; i < read.purchase.lines.size(); ++i) {
        const RecordedLine& line = read.purchase.lines[i];
        out.begin_object()
            .member("line", line.line)
            .member("sku", line.sku)
            .member("category", line.category)
            .member("quantity", format_quantity(line.quantity))
            .member("returned", format_quantity(line.returned))
            .member("amount", line.net);
        write_line_awards(out, read, i);
        out.end_object();
    }
    out.end_array();
}

std::string purchase_json(Api& api, const Request& request, const app::PurchaseReading& read) {
    const Purchase& purchase = read.purchase;
    const Programme& programme = *read.programme;
    JsonWriter out;
    out.begin_object()
        .member("purchase", purchase.id)
        .member("txn", format_placed(PublicKind::Txn, purchase.txn.value, purchase.member))
        .member("state", state_of(purchase))
        .member("member", format_public(PublicKind::Member, purchase.member))
        .member("occurred_at", purchase.occurred_at)
        .member("day", purchase.day);
    write_code(out, "store", purchase.store.value, programme);
    out.member("amount", purchase.total).member("returned_money", purchase.returned_money);
    write_lines(out, read);
    AnswerOptions options{.language = language_of(request)};
    const auto facts = app::read_facts(api.service, programme_of(api, request), *read.receipt);
    options.member_name = facts.member_name;
    options.lines = facts.lines;
    options.vouchers = facts.vouchers;
    const auto explain = request.query.find("explain");
    options.explain = explain != request.query.end() && explain->second == "text";
    out.key("receipt").raw(answer_json(*read.receipt, programme, options));
    return std::move(out.end_object()).text();
}

}  // namespace

Result<Response> show_purchase(Api& api, const Request& request) {
    const std::string id = TRY(code_in_path(request, "id"));
    const auto read =
        TRY(app::read_purchase(api.service, programme_of(api, request), id, request.caller.stores));
    return json_response(200, purchase_json(api, request, read));
}

Result<Response> look_up_purchases(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    const PurchaseLookup wanted = TRY(decode_purchase_lookup(json));
    const app::OpenProgramme& programme = programme_of(api, request);
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    bool has_any = false;
    for (const std::string& id : TRY(app::find_purchases(api.service, programme, wanted))) {
        const auto read = app::read_purchase(api.service, programme, id, request.caller.stores);
        if (!read) continue;  // of another store
        out.raw(purchase_json(api, request, *read));
        has_any = true;
    }
    if (!has_any) return refuse(ErrorCode::NotFound, "no such purchase");
    return json_response(200, std::move(out.end_array().end_object()).text());
}

}  // namespace vuelve::http
