#include "http/receipt_pages.h"

#include <chrono>

#include "app/receipts.h"
#include "codec/escpos.h"
#include "codec/explanation_json.h"
#include "codec/receipt_page.h"
#include "codec/request_format.h"
#include "codec/sentences.h"

namespace vuelve::http {
namespace {

/// Nothing but the page's own style: no script, no picture, no form, no frame.
const std::string& page_policy() {
    static const std::string policy =
        "default-src 'none'; style-src 'sha256-" + app::style_hash(receipt_style()) +
        "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    return policy;
}

/// The reader's own where we speak it, else the programme's.
std::string_view page_language(const Request& request, std::string_view programme) {
    const std::string accepted(request.headers.find("Accept-Language").value_or(""));
    return tag(choose_language(accepted + ", " + std::string(programme) + ";q=0.001"));
}

Response html_page(int status, std::string page, std::string_view language) {
    Response response = text_response(status, std::move(page), "text/html; charset=utf-8");
    response.headers.add("Content-Language", std::string(language));
    response.headers.add("Content-Security-Policy", page_policy());
    response.headers.add("Cache-Control", "no-store");
    response.headers.add("Vary", "Accept-Language");
    response.headers.add("X-Robots-Tag", "noindex");
    return response;
}

Response show_page(Api& api, const Request& request) {
    const auto found = app::open_receipt(api.service, request.parameters.at("token"));
    if (!found) {
        const std::string_view language = page_language(request, "es");
        return html_page(404, receipt_not_found_page(language), language);
    }
    const app::ReceiptReading& reading = found->reading;
    const Programme& programme = *reading.programme;
    const std::string_view language = page_language(request, programme.document().language);
    return html_page(200,
                     receipt_page({.receipt = *reading.receipt,
                                   .purchase = reading.purchase,
                                   .programme = programme,
                                   .language = language,
                                   .member_name = reading.member_name,
                                   .line_names = reading.line_names,
                                   .last_day = found->last_day,
                                   .today = programme.zone().local_day(api.service.now())}),
                     language);
}

/// For how many days: `{"days": 30}`, or nothing.
Result<int> days_of_link(const Request& request) {
    if (request.body.empty()) return app::link_days;
    const Json json = TRY(body_of(request));
    return decode_body<int>(json, [](const Cursor& at, int& days) {
        ObjectReader object(at);
        std::int64_t asked = app::link_days;
        object.optional("days", asked, whole(1, app::link_days_max));
        days = static_cast<int>(asked);
    });
}

/// Errors: NotFound for whoever is bound to other stores.
Result<void> check_own_store(Api& api, const Request& request, const std::string& purchase) {
    const auto& stores = request.caller.stores;
    if (stores.empty()) return {};
    TRY(app::read_purchase(api.service, programme_of(api, request), purchase, stores));
    return {};
}

/// How many letters a line of the printer has: 58 mm, or 80 mm in two sizes.
Result<int> columns_asked(const Request& request) {
    const auto asked = request.query.find("columns");
    if (asked == request.query.end()) return ticket_columns.back();
    for (const int columns : ticket_columns)
        if (asked->second == std::to_string(columns)) return columns;
    return refuse_field("/columns", "out-of-range", "32, 42 or 48");
}

/// Where the address in front of the path comes from: who asks is on it.
std::string origin_of(const Request& request) {
    const std::string host(request.headers.find("Host").value_or(""));
    const bool is_here =
        host.starts_with("127.") || host.starts_with("localhost") || host.starts_with("[::1]");
    return (is_here ? "http://" : "https://") + host;
}

}  // namespace

Result<Response> show_ticket(Api& api, const Request& request) {
    const std::string id = TRY(code_in_path(request, "id"));
    const int columns = TRY(columns_asked(request));
    TRY(check_own_store(api, request, id));
    app::OpenProgramme& programme = programme_of(api, request);
    const auto reading = TRY(app::read_receipt(api.service, programme, id));
    const auto link = TRY(app::link_to_receipt(api.service, programme, id, api.service.now()));
    const std::string url = origin_of(request) + receipt_path(link.token);
    const auto lines =
        wrap_ticket(ticket_lines(*reading.receipt, {.programme = *reading.programme,
                                                    .language = language_of(request),
                                                    .lines = reading.purchase.lines,
                                                    .member_name = reading.member_name,
                                                    .occurred_at = reading.purchase.occurred_at}),
                    columns);
    JsonWriter out;
    out.begin_object().member("columns", columns).key("lines").begin_array();
    for (const std::string& line : lines) out.value(line);
    out.end_array()
        .member("link", receipt_path(link.token))
        .member("url", url)
        .member("escpos", app::base64_of(escpos_ticket(lines, url)))
        .end_object();
    return json_response(200, std::move(out).text());
}

Result<Response> show_explanation(Api& api, const Request& request) {
    const std::string id = TRY(code_in_path(request, "id"));
    TRY(check_own_store(api, request, id));
    const auto reading = TRY(app::read_receipt(api.service, programme_of(api, request), id));
    return json_response(200,
                         explanation_json(*reading.receipt, reading.purchase, *reading.programme));
}

Result<Response> make_receipt_link(Api& api, const Request& request) {
    const std::string id = TRY(code_in_path(request, "id"));
    const int days = TRY(days_of_link(request));
    TRY(check_own_store(api, request, id));
    const app::ReceiptLink link = TRY(
        app::link_to_receipt(api.service, programme_of(api, request), id, api.service.now(), days));
    JsonWriter out;
    out.begin_object()
        .member("url", receipt_path(link.token))
        .member("expires_at", link.expires_at)
        .end_object();
    return json_response(201, std::move(out).text());
}

LaterHandler receipt_page_route(Api& api) {
    return [&api](const Request& request, const Reply& reply) {
        const Allowance allowance =
            api.receipt_views.take(request.peer, std::chrono::steady_clock::now());
        if (allowance.allowed) return reply(show_page(api, request));
        const std::string_view language = page_language(request, "es");
        Response wait = html_page(429, receipt_wait_page(language), language);
        wait.headers.add("Retry-After", std::to_string(allowance.retry_seconds));
        reply(std::move(wait));
    };
}

std::string receipt_path(std::string_view token) { return "/r/" + std::string(token); }

}  // namespace vuelve::http
