#include <algorithm>
#include <atomic>

#include "codec/json_writer.h"
#include "codec/programme_json.h"
#include "codec/public_id.h"
#include "codec/request_format.h"
#include "http/problem.h"
#include "http/routes.h"

/// Doors for tests and demos: a tenant made of a golden case's config and members, and the clock.
namespace vuelve::http {
namespace {

/// A member of a case (tests/golden/README.md).
struct CaseMember {
    std::string id, household;
    Enrol enrol;
    std::vector<std::string> identities;
};

struct CaseTenant {
    const Json* config = nullptr;
    std::vector<CaseMember> members;
};

void decode_subscription(const Cursor& at, Enrol::Subscription& out) {
    ObjectReader object(at);
    object.required("plan", out.plan, code());
    object.required("from", out.from, instant);
    object.required("to", out.to, instant);
}

void decode_case_member(const Cursor& at, CaseMember& out) {
    ObjectReader object(at);
    object.required("id", out.id, code());
    object.required("enrolled_at", out.enrol.enrolled_at, instant);
    object.optional("birth_date", out.enrol.birth_date, day);
    object.optional("segments", out.enrol.segments, list(code()));
    object.optional("attributes", out.enrol.attributes, attributes);
    object.optional("identities", out.identities, list(text(1, 320)));
    object.optional("household", out.household, code());
    object.optional("level", out.enrol.level, code());
    object.optional("valid_until", out.enrol.level_valid_until, instant);
    object.optional("subscriptions", out.enrol.subscriptions, list(decode_subscription));
    if (!out.household.empty())
        object.fault("household", "out-of-range", "households cannot be made here yet");
}

Result<CaseTenant> decode_tenant(const Json& json) {
    return decode_body<CaseTenant>(json, [](const Cursor& at, CaseTenant& out) {
        ObjectReader object(at);
        object.required("config", out.config,
                        [](const Cursor& config, const Json*& value) { value = &config.json; });
        object.required("members", out.members, list(decode_case_member));
    });
}

Result<std::string> document_of(const Json& config) {
    auto document = decode_programme(config, DocumentKind::Golden);
    if (document) return encode_programme(*document);
    Error error{ErrorCode::ValidationFailed, "the config has faults", {}, document.error()};
    for (Fault& fault : error.faults) fault.pointer.insert(0, "/config");
    return std::unexpected(std::move(error));
}

/// Enrolled as of then, under the case's own name for the member.
Result<app::Ask> ask_member(const app::OpenProgramme& programme,
                            const app::Caller& caller,
                            const CaseMember& member) {
    EnrolmentRequest request;
    request.birth_date = member.enrol.birth_date;
    request.attributes = member.enrol.attributes;
    std::vector<std::string> references = member.identities;
    references.insert(references.begin(), "external:" + member.id);
    for (const std::string& reference : references) {
        auto identity = parse_identity(reference, programme.region());
        if (!identity) return refuse_field("/members", "wrong-format", reference);
        request.identities.push_back(std::move(*identity));
    }
    app::Ask ask =
        app::ask_enrol(programme, caller, std::move(request), member.enrol.enrolled_at, member.id);
    auto& enrol = std::get<Enrol>(ask.command.body);
    enrol.segments = member.enrol.segments;
    enrol.level = member.enrol.level;
    enrol.level_valid_until = member.enrol.level_valid_until;
    enrol.subscriptions = member.enrol.subscriptions;
    ask.at = member.enrol.enrolled_at;
    return ask;
}

Result<Response> make_tenant(Api& api, const Request& request, int number) {
    const Json json = TRY(body_of(request));
    CaseTenant tenant = TRY(decode_tenant(json));
    const std::string name = "test-" + std::to_string(number);
    const std::string document = TRY(document_of(*tenant.config));
    const app::ProgrammeKey key =
        TRY(api.service.programmes().create(name, name, document, "test", api.service.now()));
    const app::Caller caller{.programme = key, .owner = "test", .actor = "test"};

    // Jobs that fall due at one instant go by member id, and ids are given in this order.
    std::ranges::stable_sort(tenant.members, {}, &CaseMember::id);
    std::vector<app::Ask> asks;
    for (const CaseMember& member : tenant.members)
        asks.push_back(TRY(ask_member(*api.service.programmes().find(key), caller, member)));
    const auto answers = api.service.engine().ask_all(std::move(asks));

    JsonWriter out;
    const std::string secret = TRY(api.service.create_key(key, "test", name, {"all"}, {}));
    out.begin_object().member("key", secret).key("members").begin_object();
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (answers[i].error) return std::unexpected(*answers[i].error);
        out.member(tenant.members[i].id,
                   format_public(PublicKind::Member, answers[i].receipt->member));
    }
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

Route open_route(std::string pattern, std::string operation, Handler handler) {
    return {.method = Method::Post,
            .pattern = std::move(pattern),
            .scope = std::string(open_scope),
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
            open_route("/_test/tenant", "testTenant", [&api, tenants](const Request& request) {
                return or_problem(make_tenant(api, request, ++*tenants), request);
            })};
}

}  // namespace vuelve::http
