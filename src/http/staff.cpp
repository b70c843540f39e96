#include "http/staff.h"

#include "codec/request_format.h"
#include "codec/staff_request.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

void write_places(JsonWriter& out, std::string_view name, const std::vector<std::string>& items) {
    out.key(name).begin_array();
    for (const std::string& item : items) out.value(item);
    out.end_array();
}

/// `password` is shown where it was just made; "" = never again.
void write_staff(JsonWriter& out, const app::Staff& staff, const std::string& password) {
    out.begin_object()
        .member("id", std::to_string(staff.staff_id))
        .member("login", staff.login)
        .member("name", staff.name)
        .member("role", staff.role);
    write_places(out, "brands", staff.brands);
    write_places(out, "regions", staff.regions);
    write_places(out, "stores", staff.stores);
    write_places(out, "own_members", staff.own_members);
    out.member("state", staff.is_active() ? "active" : "disabled")
        .member("second_factor", staff.totp_confirmed)
        .member("has_pin", !staff.pin.empty())
        .member("must_change_password", staff.must_change)
        .member("created_at", staff.created_at);
    if (!password.empty()) out.member("password", password);
    out.end_object();
}

Response tell_staff(int status, const app::Staff& staff, const std::string& password = "") {
    JsonWriter out;
    write_staff(out, staff, password);
    Response response = json_response(status, std::move(out).text());
    response.headers.add("Cache-Control", "no-store");
    return response;
}

Result<std::int64_t> staff_in_path(const Request& request) {
    std::int64_t id = 0;
    if (!read_whole(request.parameters.at("id"), id)) return refuse(ErrorCode::NotFound);
    return id;
}

Response tell_waits(const Request& request, app::ApprovalId approval) {
    ProblemContext context = problem_context(request);
    context.extras.emplace_back("approval", "\"" + std::to_string(approval.value) + "\"");
    return problem_response(Error{ErrorCode::ApprovalRequired, {}}, context);
}

std::string key_of_staff(const app::Staff& staff) { return std::to_string(staff.staff_id); }

}  // namespace

app::StaffAuthority authority_of(const Request& request) {
    const Caller& caller = request.caller;
    const bool is_person = caller.kind == CallerKind::Staff;
    return {.caller = caller_of(request),
            .staff_id = is_person ? caller.subject : 0,
            .role = caller.role,
            .scopes = caller.scopes,
            .stores = caller.stores};
}

Result<Response> list_staff(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const std::int64_t after = TRY(number_cursor(page, 0));
    auto staff = TRY(app::list_staff(api.service, authority_of(request)));
    std::erase_if(staff, [&](const app::Staff& one) { return one.staff_id <= after; });
    const auto limit = static_cast<std::size_t>(page.limit);
    const bool more = staff.size() > limit;
    if (more) staff.resize(limit);
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const app::Staff& one : staff) write_staff(out, one, "");
    return page_response(request, out, page.limit,
                         more ? key_of_staff(staff.back()) : std::string());
}

Result<Response> show_staff(Api& api, const Request& request) {
    const std::int64_t id = TRY(staff_in_path(request));
    return tell_staff(200, TRY(app::find_staff(api.service, authority_of(request), id)));
}

Result<Response> create_staff(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    StaffBody body = TRY(decode_staff(json));
    const auto made = TRY(app::add_staff(api.service, authority_of(request),
                                         {.login = std::move(body.login),
                                          .name = std::move(body.name),
                                          .role = std::move(body.role),
                                          .brands = std::move(body.brands),
                                          .regions = std::move(body.regions),
                                          .stores = std::move(body.stores),
                                          .own_members = std::move(body.own_members)}));
    Response response = tell_staff(201, made.staff, made.password);
    response.headers.add("Location", "/v1/staff/" + key_of_staff(made.staff));
    return response;
}

Result<Response> update_staff(Api& api, const Request& request) {
    const std::int64_t id = TRY(staff_in_path(request));
    const Json json = TRY(body_of(request));
    StaffChangeBody body = TRY(decode_staff_change(json));
    const auto changed = TRY(app::change_staff(api.service, authority_of(request), id,
                                               {.name = std::move(body.name),
                                                .role = std::move(body.role),
                                                .brands = std::move(body.brands),
                                                .regions = std::move(body.regions),
                                                .stores = std::move(body.stores),
                                                .own_members = std::move(body.own_members)}));
    if (changed.waits) return tell_waits(request, *changed.waits);
    return tell_staff(200, changed.staff);
}

namespace {

Result<Response> set_state(Api& api, const Request& request, app::StaffState state) {
    const std::int64_t id = TRY(staff_in_path(request));
    TRY(no_body(request));
    return tell_staff(200,
                      TRY(app::set_staff_state(api.service, authority_of(request), id, state)));
}

}  // namespace

Result<Response> disable_staff(Api& api, const Request& request) {
    return set_state(api, request, app::StaffState::Disabled);
}

Result<Response> enable_staff(Api& api, const Request& request) {
    return set_state(api, request, app::StaffState::Active);
}

Result<Response> reset_staff_password(Api& api, const Request& request) {
    const std::int64_t id = TRY(staff_in_path(request));
    TRY(no_body(request));
    const auto given = TRY(app::reset_password(api.service, authority_of(request), id));
    return tell_staff(200, given.staff, given.password);
}

Result<Response> reset_staff_second_factor(Api& api, const Request& request) {
    const std::int64_t id = TRY(staff_in_path(request));
    TRY(no_body(request));
    return tell_staff(200, TRY(app::reset_second_factor(api.service, authority_of(request), id)));
}

}  // namespace vuelve::http
