#include "http/failed_lookups.h"

#include <chrono>

#include "http/problem.h"

namespace vuelve::http {
namespace {

using std::chrono::steady_clock;

}  // namespace

LaterHandler FailedLookups::guard(LaterHandler handler) {
    return [this, handler = std::move(handler)](Request request, Reply reply) {
        std::string client = request.caller.credential + " " + request.peer;
        const Allowance allowance = limiter_.look(client, steady_clock::now());
        if (!allowance.allowed) {
            Response response = problem_response(Error{ErrorCode::RateLimited, {}}, request);
            response.headers.set("Retry-After", std::to_string(allowance.retry_seconds));
            return reply(std::move(response));
        }
        handler(std::move(request),
                [this, client = std::move(client), reply = std::move(reply)](Response response) {
                    constexpr int status_not_found = 404;
                    if (response.status == status_not_found)
                        limiter_.take(client, steady_clock::now());
                    reply(std::move(response));
                });
    };
}

LaterHandler FailedLookups::guard(Handler handler) {
    return guard(
        LaterHandler([handler = std::move(handler)](const Request& request, const Reply& reply) {
            reply(handler(request));
        }));
}

}  // namespace vuelve::http
