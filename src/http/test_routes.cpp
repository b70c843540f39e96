#include <atomic>

#include "app/entitlements.h"
#include "app/ledger_reading.h"
#include "app/test_tenant.h"
#include "codec/answer_json.h"
#include "codec/answer_json_parts.h"
#include "codec/json_writer.h"
#include "codec/public_id.h"
#include "codec/request_format.h"
#include "domain/voucher.h"
#include "http/problem.h"
#include "http/routes.h"

/// Doors for tests and demos: a tenant made of a golden case's config and members, the clock, and
/// the ledger uncut.
namespace vuelve::http {
namespace {

constexpr std::size_t members_max = 10'000;

struct CaseTenant {
    const Json* config = nullptr;
    std::vector<app::CaseMember> members;
    std::optional<Settings> settings;  // none = those of golden cases
};

Result<CaseTenant> decode_tenant(const Json& json) {
    return decode_body<CaseTenant>(json, [](const Cursor& at, CaseTenant& out) {
        ObjectReader object(at);
        object.required("config", out.config,
                        [](const Cursor& config, const Json*& value) { value = &config.json; });
        object.required("members", out.members, list(app::decode_case_member, members_max));
        object.optional("settings", out.settings, [](const Cursor& given, Settings& value) {
            if (auto settings = decode_settings(given.json))
                value = *std::move(settings);
            else
                given.fault("wrong-format", "settings as PUT /v1/settings takes them");
        });
    });
}

Result<Response> make_tenant(Api& api, const Request& request, int number) {
    const Json json = TRY(body_of(request));
    CaseTenant tenant = TRY(decode_tenant(json));
    const std::string name = "test-" + std::to_string(number);
    const app::TestTenant made =
        TRY(app::create_test_tenant(api.service, name, *tenant.config, std::move(tenant.members),
                                    tenant.settings.value_or(app::golden_settings())));
    JsonWriter out;
    const app::NewKey key = TRY(api.service.keys().create(
        {made.programme, "test", "test"}, {.name = name, .owner = "test", .scopes = {"all"}}));
    out.begin_object().member("key", key.text).key("members").begin_object();
    for (const auto& [alias, holder] : made.members)
        out.member(alias, format_public(PublicKind::Member, holder));
    out.end_object().key("households").begin_object();
    for (const auto& [alias, holder] : made.households)
        out.member(alias, format_public(PublicKind::Household, holder));
    return json_response(201, std::move(out.end_object().end_object()).text());
}

Result<Response> move_clock(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    const auto at = TRY(decode_body<Instant>(json, [](const Cursor& place, Instant& out) {
        ObjectReader object(place);
        object.required("at", out, instant);
    }));
    if (at < api.service.now())
        return refuse_field("/at", "out-of-range", "the clock never goes back");
    api.clock->move_to(at.value);
    api.service.engine().settle_all();
    JsonWriter out;
    out.begin_object().member("now", api.service.now()).end_object();
    return json_response(200, std::move(out).text());
}

void write_vouchers(JsonWriter& out, const Holder& holder) {
    out.begin_array();
    for (const Voucher& voucher : holder.vouchers)
        out.begin_object()
            .member("number", std::to_string(voucher.id.value))
            .member("id", format_placed(PublicKind::Voucher, voucher.id.value, holder.id))
            .member("code", voucher.code)
            .member("state", name_of(voucher.state))
            .end_object();
    out.end_array();
}

void write_promises(JsonWriter& out, const Holder& holder) {
    out.key("reservations").begin_array();
    for (const Reservation& reservation : holder.reservations)
        out.begin_object()
            .member("reservation",
                    format_placed(PublicKind::Reservation, reservation.id.value, holder.id))
            .member("state", name_of(reservation.state))
            .member("points", reservation.points)
            .member("captured", reservation.captured)
            .end_object();
    out.end_array().key("redemptions").begin_array();
    for (const Redemption& redemption : holder.redemptions)
        out.begin_object()
            .member("redemption",
                    format_placed(PublicKind::Redemption, redemption.id.value, holder.id))
            .member("state", name_of(redemption.state))
            .member("points", redemption.points)
            .end_object();
    out.end_array();
}

/// What the product's own routes leave out and worked cases compare: spent lots, the accounts on
/// the other side of each entry, every voucher and promise.
Result<Response> show_ledger(Api& api, const Request& request, PublicKind kind) {
    const auto id = parse_public_holder(kind, request.parameters.at("id"));
    if (!id) return refuse(ErrorCode::NotFound);
    const app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    auto holder = app::read_whole_holder(api.service, programme, *id);
    if (!holder) return refuse(ErrorCode::UnknownMember);
    std::erase_if(holder->lots, [&](const Lot& lot) {
        return snapshot->currency(lot.currency).kind == CurrencyKind::Status;
    });
    std::vector<HistoryItem> items;
    for (const Entry& entry : app::read_entries(api.service, programme, *id, EntryId{}))
        items.push_back({entry, ""});
    JsonWriter out;
    out.begin_object().key("lots").raw(lots_json(holder->lots, *snapshot));
    out.key("history").raw(history_json(items, holder->kind, *snapshot, ""));
    out.key("vouchers");
    write_vouchers(out, *holder);
    write_promises(out, *holder);
    return json_response(200, std::move(out.end_object()).text());
}

/// What is left of each reward that has an end.
Result<Response> show_stock(Api& api, const Request& request) {
    const app::OpenProgramme& programme = programme_of(api, request);
    JsonWriter out;
    out.begin_object().key("stock").begin_object();
    for (const Reward& reward : programme.snapshot()->document().rewards)
        if (const auto left = app::read_stock(api.service, programme, reward).left)
            out.member(reward.code, *left);
    return json_response(200, std::move(out.end_object().end_object()).text());
}

Route open_route(std::string pattern, std::string operation, Handler handler) {
    return {.method = Method::Post,
            .pattern = std::move(pattern),
            .scope = std::string(open_scope),
            .operation = std::move(operation),
            .handler = std::move(handler)};
}

Route reading_route(std::string pattern, std::string operation, Handler handler) {
    return {.method = Method::Get,
            .pattern = std::move(pattern),
            .scope = "ledger.read",
            .operation = std::move(operation),
            .handler = std::move(handler)};
}

Response or_problem(Result<Response> response, const Request& request) {
    return response ? std::move(*response) : problem_response(response.error(), request);
}

}  // namespace

std::vector<Route> test_routes(Api& api) {
    auto tenants = std::make_shared<std::atomic<int>>(0);
    return {open_route("/_test/clock", "testClock",
                       [&api](const Request& request) {
                           return or_problem(move_clock(api, request), request);
                       }),
            reading_route("/_test/members/{id}/ledger", "testLedger",
                          [&api](const Request& request) {
                              return or_problem(show_ledger(api, request, PublicKind::Member),
                                                request);
                          }),
            reading_route("/_test/households/{id}/ledger", "testHouseholdLedger",
                          [&api](const Request& request) {
                              return or_problem(show_ledger(api, request, PublicKind::Household),
                                                request);
                          }),
            reading_route("/_test/stock", "testStock",
                          [&api](const Request& request) {
                              return or_problem(show_stock(api, request), request);
                          }),
            open_route("/_test/tenant", "testTenant", [&api, tenants](const Request& request) {
                return or_problem(make_tenant(api, request, ++*tenants), request);
            })};
}

}  // namespace vuelve::http
