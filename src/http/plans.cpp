#include "http/plans.h"

#include "app/plans.h"
#include "codec/plan_request.h"
#include "http/member_pages.h"

namespace vuelve::http {
namespace {

using PlanChange = ChangeSubscription::Change;

Result<app::Ask> ask_plan_change(Api& api, const Request& request, PlanChange change) {
    TRY(member_in_path(request));
    const std::string plan = TRY(code_in_path(request, "plan"));
    TRY(no_body(request));
    return ask_command(api, request,
                       subscription_request(change, request.parameters.at("id"), plan));
}

}  // namespace

Result<app::Ask> ask_subscription(Api& api, const Request& request) {
    TRY(member_in_path(request));
    const Json json = TRY(body_of(request));
    return ask_command(api, request, decode_subscribe(json, request.parameters.at("id")));
}

Result<app::Ask> ask_payment(Api& api, const Request& request) {
    return ask_plan_change(api, request, PlanChange::Paid);
}

Result<app::Ask> ask_failed_payment(Api& api, const Request& request) {
    return ask_plan_change(api, request, PlanChange::PaymentFailed);
}

Result<app::Ask> ask_subscription_cancelled(Api& api, const Request& request) {
    return ask_plan_change(api, request, PlanChange::Cancel);
}

Result<Response> list_subscriptions(Api& api, const Request& request) {
    const HolderId id = TRY(member_in_path(request));
    const auto reading = TRY(app::read_plans(api.service, programme_of(api, request), id));
    return json_response(200, subscriptions_json(reading.member, reading.plans, *reading.programme,
                                                 language_of(request)));
}

Result<app::Ask> ask_action(Api& api, const Request& request) {
    TRY(member_in_path(request));
    const Json json = TRY(body_of(request));
    const CommandRequest decoded = TRY(decode_action(json, request.parameters.at("id")));
    const auto& occurred_at = std::get<RecordAction>(decoded.body).occurred_at;
    const bool late = occurred_at && api.service.now() - *occurred_at > backdate_free_ms;
    if (late && !has_scope(request, "purchases.backdate"))
        return refuse(ErrorCode::InsufficientScope);
    return ask_command(api, request, decoded);
}

}  // namespace vuelve::http
