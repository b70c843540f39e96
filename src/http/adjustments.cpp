#include "http/adjustments.h"

#include "http/problem.h"
#include "http/purchases.h"

namespace vuelve::http {
namespace {

Result<std::variant<app::Ask, app::ApprovalId>> admit(Api& api, const Request& request) {
    const std::string key = TRY(idempotency_key(request));
    const Json json = TRY(body_of(request));
    AdjustRequest decoded = TRY(decode_adjust(json));
    return api.approvals.admit(programme_of(api, request), caller_of(request), std::move(decoded),
                               key);
}

Response tell_waiting(const Request& request, app::ApprovalId approval) {
    ProblemContext context = problem_context(request);
    context.extras.emplace_back("approval", "\"" + std::to_string(approval.value) + "\"");
    return problem_response(Error{ErrorCode::ApprovalRequired, {}}, context);
}

}  // namespace

LaterHandler create_adjustment(Api& api) {
    return [&api](Request request, Reply reply) {
        auto admitted = admit(api, request);
        if (!admitted) return reply(problem_response(admitted.error(), request));
        if (const auto* approval = std::get_if<app::ApprovalId>(&*admitted))
            return reply(tell_waiting(request, *approval));
        submit(api, std::move(request), std::get<app::Ask>(std::move(*admitted)), tell_created,
               std::move(reply));
    };
}

}  // namespace vuelve::http
