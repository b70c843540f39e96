#include "http/redemptions.h"

#include <algorithm>
#include <array>

#include "app/entitlements.h"
#include "codec/answer_json_parts.h"
#include "codec/entitlement_request.h"
#include "http/paging.h"
#include "http/purchases.h"

namespace vuelve::http {
namespace {

Result<RedemptionId> redemption_in_path(const Request& request) {
    return RedemptionId{TRY(placed_in_path(request, PublicKind::Redemption)).id};
}

void write_redemption(JsonWriter& out,
                      const app::RedemptionReading& reading,
                      const Programme& programme) {
    const Redemption& redemption = reading.redemption;
    out.begin_object()
        .member("redemption",
                format_placed(PublicKind::Redemption, redemption.id.value, reading.holder))
        .member("state", name_of(redemption.state))
        .member("member", format_public(PublicKind::Member, reading.holder))
        .key("recipient");
    if (redemption.recipient.value == 0)
        out.null();
    else
        out.value(format_public(PublicKind::Member, redemption.recipient));
    write_code(out, "reward", redemption.reward.value, programme);
    write_code(out, "currency", redemption.currency.value, programme);
    out.member("points", redemption.points).member("money", redemption.money);
    write_code(out, "store", redemption.store.value, programme);
    out.key("voucher");
    if (reading.voucher)
        write_voucher(out, reading.voucher->voucher, reading.voucher->holder, programme);
    else
        out.null();
    out.member("at", redemption.at).member("due_at", redemption.due_at).end_object();
}

/// What credentials that are bound to something may have to do with. Errors: NotFound, Forbidden.
Result<void> check_redemption(Api& api,
                              const Request& request,
                              RedemptionId id,
                              const app::TakesBack& who) {
    if (who.stores.empty() && who.own_shift.empty() && who.own_orders.empty()) return {};
    app::OpenProgramme& programme = programme_of(api, request);
    const auto reading = TRY(app::read_redemption(api.service, programme, id));
    return app::check_redemption_of(api.service, programme, who, reading);
}

bool is_of_own_stores(const Request& request,
                      const app::RedemptionReading& reading,
                      const Programme& programme) {
    const auto& stores = request.caller.stores;
    return stores.empty() ||
           std::ranges::find(stores, programme.symbols().code(reading.redemption.store.value)) !=
               stores.end();
}

Result<RedemptionState> redemption_state_asked(const Request& request) {
    using enum RedemptionState;
    const auto sent = request.query.find("state");
    if (sent == request.query.end()) return Confirmed;
    for (const RedemptionState state : {Confirmed, Fulfilled, Refunded, Lapsed})
        if (name_of(state) == sent->second) return state;
    return refuse_field("/state", "wrong-format", "confirmed, fulfilled, refunded or lapsed");
}

}  // namespace

Result<app::Ask> ask_redemption(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    return ask_command(api, request, decode_redeem(json));
}

Response tell_redeemed(Api& api, const Request& request, const app::Answer& answer) {
    Response response = tell_created(api, request, answer);
    const Receipt& receipt = *answer.receipt;
    response.headers.add(
        "Location", "/v1/redemptions/" + format_placed(PublicKind::Redemption,
                                                       receipt.redemption.value, receipt.member));
    return response;
}

Result<app::Ask> ask_redemption_refund(Api& api, const Request& request) {
    const RedemptionId redemption = TRY(redemption_in_path(request));
    const Json json = TRY(body_of(request));
    TRY(check_redemption(api, request, redemption, takes_back(request)));
    return ask_command(api, request, decode_refund_redemption(json, redemption));
}

Result<app::Ask> ask_fulfilment(Api& api, const Request& request) {
    const RedemptionId redemption = TRY(redemption_in_path(request));
    TRY(no_body(request));
    TRY(check_redemption(api, request, redemption, {.stores = request.caller.stores}));
    return ask_command(api, request, fulfil_redemption_request(redemption));
}

Result<Response> show_redemption(Api& api, const Request& request) {
    const RedemptionId id = TRY(redemption_in_path(request));
    app::OpenProgramme& programme = programme_of(api, request);
    const auto reading = TRY(app::read_redemption(api.service, programme, id));
    if (!is_of_own_stores(request, reading, *programme.snapshot()))
        return refuse(ErrorCode::NotFound);
    JsonWriter out;
    write_redemption(out, reading, *programme.snapshot());
    return json_response(200, std::move(out).text());
}

Result<Response> list_redemptions(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const RedemptionState state = TRY(redemption_state_asked(request));
    const RedemptionId after{TRY(number_cursor(page, 0))};
    app::OpenProgramme& programme = programme_of(api, request);
    const bool is_queue = !request.query.contains("state");
    auto readings =
        app::read_redemptions(api.service, programme, state, after, page.limit + 1, is_queue);
    const bool more = readings.size() > static_cast<std::size_t>(page.limit);
    if (more) readings.pop_back();

    const auto snapshot = programme.snapshot();
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const auto& reading : readings)
        if (is_of_own_stores(request, reading, *snapshot))
            write_redemption(out, reading, *snapshot);
    return page_response(
        request, out, page.limit,
        more ? std::to_string(readings.back().redemption.id.value) : std::string());
}

}  // namespace vuelve::http
