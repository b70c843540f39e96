#include "http/failed_lookups.h"

#include <algorithm>
#include <chrono>

#include "app/audit_queue.h"
#include "app/suspicion.h"
#include "codec/json_writer.h"
#include "http/problem.h"

namespace vuelve::http {
namespace {

using std::chrono::steady_clock;

constexpr std::int64_t breaker_wait_seconds = 60;

/// Members and tills go on while strangers wait: sessions, and keys that ring up sales.
bool is_trusted(const Caller& caller) {
    return caller.kind != CallerKind::Key ||
           std::ranges::find(caller.scopes, "points.earn") != caller.scopes.end();
}

}  // namespace

std::int64_t FailedLookups::wait_of(const Caller& caller, const std::string& client) {
    const Allowance allowance = limiter_.look(client, steady_clock::now());
    if (!allowance.allowed) return std::max<std::int64_t>(1, allowance.retry_seconds);
    const bool is_shut = !is_trusted(caller) && breaker_.is_open(caller.tenant, service_.now());
    return is_shut ? breaker_wait_seconds : 0;
}

void FailedLookups::note_failure(const Caller& caller, const std::string& client) {
    limiter_.take(client, steady_clock::now());
    if (!breaker_.failed(caller.tenant, service_.now())) return;
    JsonWriter details;
    details.begin_object()
        .member("what", what_)
        .member("failures", app::GuessBreaker::failures_max + 1)
        .member("per", "hour")
        .end_object();
    service_.audit_queue().suspect({caller.tenant, caller.programme},
                                   {.kind = app::CaseKind::CodeGuessing,
                                    .subject = what_,
                                    .details = std::move(details).text()});
}

LaterHandler FailedLookups::guard(LaterHandler handler) {
    return [this, handler = std::move(handler)](Request request, Reply reply) {
        std::string client = request.caller.credential + " " + request.peer;
        if (const std::int64_t seconds = wait_of(request.caller, client)) {
            Response response = problem_response(Error{ErrorCode::RateLimited, {}}, request);
            response.headers.set("Retry-After", std::to_string(seconds));
            return reply(std::move(response));
        }
        Caller caller = request.caller;
        handler(std::move(request), [this, client = std::move(client), caller = std::move(caller),
                                     reply = std::move(reply)](Response response) {
            constexpr int status_not_found = 404;
            if (response.status == status_not_found) note_failure(caller, client);
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
