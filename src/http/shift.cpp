#include "http/shift.h"

#include "app/roles.h"
#include "app/shift.h"
#include "codec/json_writer.h"

namespace vuelve::http {
namespace {

constexpr std::int64_t shift_back_ms = 2 * ms_per_day;

Result<Instant> since_asked(const Request& request, Instant now) {
    const auto asked = request.query.find("since");
    const auto since = asked == request.query.end() ? std::nullopt : parse_instant(asked->second);
    if (!since) return refuse_field("/since", "wrong-format", "expects 2026-03-10T13:00:00Z");
    if (*since < now + -shift_back_ms || *since > now)
        return refuse_field("/since", "out-of-range", "two days back at most");
    return *since;
}

void write_units(JsonWriter& out,
                 std::string_view name,
                 const std::map<CurrencyId, Units>& units,
                 const Programme& programme) {
    out.key(name).begin_object();
    for (const auto& [currency, n] : units) out.member(programme.currency(currency).code, n);
    out.end_object();
}

/// Into the open object.
void write_sums(JsonWriter& out, const app::CounterSums& sums, const Programme& programme) {
    out.member("sales", sums.sales)
        .member("amount", sums.amount)
        .member("members", sums.members)
        .member("returns", sums.returns)
        .member("voids", sums.voids);
    write_units(out, "given", sums.given, programme);
    write_units(out, "taken", sums.taken, programme);
}

}  // namespace

Result<Response> show_shift(Api& api, const Request& request) {
    const Instant since = TRY(since_asked(request, api.service.now()));
    const app::OpenProgramme& programme = programme_of(api, request);
    const bool is_cashier = request.caller.role == app::cashier_role;
    const auto reading = app::read_shift(api.service, programme, since, request.caller.stores,
                                         is_cashier ? caller_of(request).actor : "");
    const auto snapshot = programme.snapshot();
    JsonWriter out;
    out.begin_object().member("since", since).key("items").begin_array();
    for (const app::ShiftLine& line : reading.lines) {
        out.begin_object().member("actor", line.actor).key("name");
        if (line.name.empty())
            out.null();
        else
            out.value(line.name);
        write_sums(out, line.sums, *snapshot);
        out.end_object();
    }
    out.end_array().key("total").begin_object();
    write_sums(out, reading.total, *snapshot);
    return json_response(200, std::move(out.end_object().end_object()).text());
}

}  // namespace vuelve::http
