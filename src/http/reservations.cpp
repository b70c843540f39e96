#include "http/reservations.h"

#include "app/entitlements.h"
#include "codec/answer_json_parts.h"
#include "codec/entitlement_request.h"
#include "http/purchases.h"

namespace vuelve::http {
namespace {

Result<ReservationId> reservation_in_path(const Request& request) {
    return ReservationId{TRY(placed_in_path(request, PublicKind::Reservation)).id};
}

}  // namespace

Result<app::Ask> ask_reservation(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    return ask_command(api, request, decode_reserve(json));
}

Response tell_reserved(Api& api, const Request& request, const app::Answer& answer) {
    Response response = tell_created(api, request, answer);
    const Receipt& receipt = *answer.receipt;
    response.headers.add(
        "Location", "/v1/reservations/" + format_placed(PublicKind::Reservation,
                                                        receipt.reservation.value, receipt.member));
    return response;
}

Result<app::Ask> ask_capture(Api& api, const Request& request) {
    const ReservationId reservation = TRY(reservation_in_path(request));
    const Json json = TRY(body_of(request));
    return ask_command(api, request, decode_capture(json, reservation));
}

Result<app::Ask> ask_cancellation(Api& api, const Request& request) {
    const ReservationId reservation = TRY(reservation_in_path(request));
    TRY(no_body(request));
    return ask_command(api, request, cancel_reservation_request(reservation));
}

Result<Response> show_reservation(Api& api, const Request& request) {
    const ReservationId id = TRY(reservation_in_path(request));
    app::OpenProgramme& programme = programme_of(api, request);
    const auto row = TRY(app::read_reservation(api.service, programme, id));
    const Reservation& reservation = row.reservation;
    const auto snapshot = programme.snapshot();
    JsonWriter out;
    out.begin_object()
        .member("reservation",
                format_placed(PublicKind::Reservation, reservation.id.value, row.holder))
        .member("state", name_of(reservation.state))
        .member("member", format_public(PublicKind::Member, reservation.member));
    write_code(out, "currency", reservation.currency.value, *snapshot);
    out.member("points", reservation.points)
        .member("captured", reservation.captured)
        .member("due_at", reservation.due_at)
        .end_object();
    return json_response(200, std::move(out).text());
}

}  // namespace vuelve::http
