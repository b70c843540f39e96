#include "http/approvals.h"

#include "app/role_requests.h"
#include "app/settings.h"
#include "codec/answer_json.h"
#include "codec/operator_request.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

void write_adjustment(JsonWriter& out, const app::AskedApproval& asked) {
    const AdjustRequest& request = asked.request;
    out.member("member", format_public(PublicKind::Member, asked.member))
        .member("currency", request.adjust.currency)
        .member("points", request.adjust.points)
        .member("reason", request.adjust.reason)
        .member("allow_debt", request.adjust.allow_debt);
}

void write_asked(JsonWriter& out, const app::AskedApproval& asked) {
    const bool is_role = asked.staff_id != 0;
    out.begin_object()
        .member("approval", std::to_string(asked.approval.value))
        .member("state", storage::name_of(asked.state))
        .member("action", is_role ? app::role_action : "adjust")
        .member("asker", asked.asker);
    if (is_role)
        out.member("staff", std::to_string(asked.staff_id)).member("role", asked.role);
    else
        write_adjustment(out, asked);
    out.member("asked_at", asked.asked_at).member("due_at", asked.due_at).end_object();
}

Result<app::ApprovalId> approval_in_path(const Request& request) {
    app::ApprovalId id;
    if (!read_whole(request.parameters.at("id"), id.value)) return refuse(ErrorCode::NotFound);
    return id;
}

}  // namespace

Result<Response> list_approvals(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const app::ApprovalId after{TRY(number_cursor(page, 0))};
    const auto limit = static_cast<std::size_t>(page.limit);
    auto waiting = api.approvals.waiting(programme_of(api, request), after, limit + 1);
    const bool more = waiting.size() > limit;
    if (more) waiting.pop_back();
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const auto& asked : waiting) write_asked(out, asked);
    return page_response(request, out, page.limit,
                         more ? std::to_string(waiting.back().approval.value) : std::string());
}

Result<Response> decide_approval(Api& api, const Request& request) {
    const app::ApprovalId id = TRY(approval_in_path(request));
    const Json json = TRY(body_of(request));
    const bool approve = TRY(decode_approval(json));
    const auto answer =
        TRY(api.approvals.decide(programme_of(api, request), caller_of(request), id, approve));
    JsonWriter out;
    out.begin_object()
        .member("approval", std::to_string(id.value))
        .member("state", storage::name_of(approve ? storage::ApprovalState::Approved
                                                  : storage::ApprovalState::Refused))
        .key("result");
    if (answer)
        out.raw(
            answer_json(*answer->receipt, *answer->programme, {.language = language_of(request)}));
    else
        out.null();
    return json_response(200, std::move(out.end_object()).text());
}

Result<Response> show_settings(Api& api, const Request& request) {
    const app::Caller caller = caller_of(request);
    return json_response(200, settings_json(app::read_settings(api.service, caller.programme)));
}

Result<Response> change_settings(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    const Settings settings = TRY(decode_settings(json));
    TRY(app::write_settings(api.service, caller_of(request), settings));
    return show_settings(api, request);
}

}  // namespace vuelve::http
