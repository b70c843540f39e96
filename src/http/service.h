#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "generated/operation_queries.h"
#include "http/cross_origin.h"
#include "http/metrics.h"
#include "http/rate_limit.h"
#include "http/router.h"
#include "http/security_headers.h"
#include "http/server.h"

namespace vuelve::http {

/// Who a request's credential belongs to. Called on an I/O thread before the body is read: must not
/// block. Errors: Unauthenticated, TokenExpired, Forbidden (address).
using Authenticate = std::function<Result<Caller>(const Request&)>;

using CheckEntry = std::function<Result<void>(std::string_view operation, const Caller&)>;

/// What goes wrong on our side, for the log: the request (its id, never its body or query) and the
/// cause.
using Report = std::function<void(const Request&, const Error&)>;

/// Who was refused what for who they are (401, 403), for the audit log: the request as far as it
/// was read, the operation, the code. Also called on an I/O thread: must not block.
using Refused =
    std::function<void(const Request&, const std::string& operation, std::string_view code)>;

struct ServiceOptions {
    Authenticate authenticate;
    Report report;
    Refused refused{};
    /// What a route asks of who comes in beside its scope: entry.h. Must not block.
    CheckEntry check_entry{};
    KnowsOrigin knows_origin{};
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
    Rate rate{};
    Transport transport = Transport::Plain;
    std::string version = "dev";
    /// What /metrics tells beside requests.
    Sample sample{};
    /// What the contract lets be asked; an operation that is not in it may be asked anything.
    std::span<const OperationQuery> queries{};
};

/// What stands between the server and the handlers, in this order: target, route, credential,
/// scope, rate, query, kind of body; and on the way back: common headers, metrics.
class Service final : public Application {
 public:
    Service(Router router, ServiceOptions options);

    Plan plan(Request& head, std::string_view target) override;
    Response refuse(const Request& head, const Error& error) override;

    const Router& router() const { return router_; }
    std::shared_ptr<const Metrics> metrics() const { return metrics_; }

 private:
    struct Visit;
    struct Refusals;

    /// The route's checks before its body is read.
    Result<void> admit(const Route& route, Request& head, Visit& visit);
    /// ValidationFailed with every name of the query that the contract does not know: a filter
    /// misspelt would else be no filter.
    Result<void> check_query(const Visit& visit, const Request& head) const;
    Plan answer_now(const Request& head, Response response);

    const Router router_;
    const ServiceOptions options_;
    // Shared with replies that may be kept longer than the service.
    const std::shared_ptr<Metrics> metrics_;
    const std::shared_ptr<const Refusals> refusals_;
    RateLimiter limiter_;
    std::vector<const OperationQuery*> queries_;  // by place in the route table; null = anything
};

}  // namespace vuelve::http
