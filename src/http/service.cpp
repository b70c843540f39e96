#include "http/service.h"

#include <algorithm>

#include "http/problem.h"

namespace vuelve::http {
namespace {

constexpr int status_unauthenticated = 401, status_forbidden = 403;

std::vector<std::string> operations(const Router& router) {
    std::vector<std::string> names;
    for (const Route& route : router.routes()) names.push_back(route.operation);
    return names;
}

/// Open routes are asked by probes and browsers that add what they like.
std::vector<const OperationQuery*> queries_of(const Router& router,
                                              std::span<const OperationQuery> known) {
    std::vector<const OperationQuery*> found;
    for (const Route& route : router.routes()) {
        const auto row = std::ranges::find(known, route.operation, &OperationQuery::operation);
        found.push_back(row == known.end() || route.scope == open_scope ? nullptr : &*row);
    }
    return found;
}

/// A name as a step of a JSON Pointer (RFC 6901).
std::string pointer_to(std::string_view name) {
    std::string pointer = "/";
    for (const char c : name)
        if (c == '~' || c == '/')
            pointer += c == '~' ? "~0" : "~1";
        else
            pointer += c;
    return pointer;
}

bool takes_body(Method method) {
    return method == Method::Post || method == Method::Put || method == Method::Patch;
}

bool announces_body(const Request& head) {
    return head.headers.find("Transfer-Encoding") ||
           head.headers.find("Content-Length").value_or("0") != "0";
}

bool takes_media(const Route& route, const Request& head) {
    const std::string_view type = head.headers.find("Content-Type").value_or("");
    std::string_view essence = type.substr(0, type.find(';'));
    while (essence.ends_with(' ')) essence.remove_suffix(1);
    for (std::string_view rest = route.media; !rest.empty();) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        if (equals_ignoring_case(essence, rest.substr(0, end))) return true;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
}

}  // namespace

/// Tells of answers that say who may not.
struct Service::Refusals {
    Refused tell;
    std::vector<std::string> operations;  // by place in the route table

    void note(std::size_t operation, const Request& request, const Response& response) const {
        const int status = response.status;
        if (!tell || (status != status_unauthenticated && status != status_forbidden)) return;
        tell(request, operations[operation], response.problem);
    }
};

/// One request on its way through: counted while it lives, finished once with its answer.
struct Service::Visit {
    std::shared_ptr<Metrics> metrics;
    std::shared_ptr<const Refusals> refusals;
    std::function<std::chrono::steady_clock::time_point()> now;
    std::chrono::steady_clock::time_point began;
    std::size_t operation = 0;
    Rate rate;
    std::optional<Allowance> allowance;
    Transport transport = Transport::Plain;
    Request outline;     // id and path for the common headers, who asks for the audit log
    std::string origin;  // of the web page that may read the answer

    Visit() = default;
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;
    ~Visit() { metrics->ended(); }

    /// Of who asks only what names them.
    void keep_who(const Request& head) {
        outline.peer = head.peer;
        outline.caller.credential = head.caller.credential;
        outline.caller.owner = head.caller.owner;
        outline.caller.kind = head.caller.kind;
        outline.caller.tenant = head.caller.tenant;
        outline.caller.programme = head.caller.programme;
    }

    Response finish(Response response) const {
        metrics->answered(operation, response.status, now() - began);
        if (allowance) add_rate_headers(response, rate, *allowance);
        allow_origin(response, origin);
        add_security_headers(response, outline, transport);
        return response;
    }
};

Service::Service(Router router, ServiceOptions options)
    : router_(std::move(router)),
      options_(std::move(options)),
      metrics_(std::make_shared<Metrics>(operations(router_), options_.version, options_.sample)),
      refusals_(std::make_shared<const Refusals>(options_.refused, operations(router_))),
      limiter_(options_.rate),
      queries_(queries_of(router_, options_.queries)) {}

Plan Service::plan(Request& head, std::string_view text) {
    const auto target = parse_target(text);
    if (!target) return answer_now(head, problem_response(target.error(), head));
    head.path = target->path;
    head.query = target->query;
    if (auto preflight = answer_preflight(head, router_, *target, options_.knows_origin))
        return answer_now(head, *std::move(preflight));
    auto found = router_.find(head.method, *target);
    if (!found.route) {
        const ErrorCode code =
            found.allowed.empty() ? ErrorCode::NotFound : ErrorCode::MethodNotAllowed;
        Response response = problem_response(Error{code, {}}, head);
        if (!found.allowed.empty()) response.headers.add("Allow", found.allowed);
        return answer_now(head, std::move(response));
    }
    head.parameters = std::move(found.parameters);

    const Route& route = *found.route;
    auto visit = std::make_shared<Visit>();  // owned by the reply, which handlers copy
    visit->metrics = metrics_;
    visit->refusals = refusals_;
    visit->now = options_.now;
    visit->began = options_.now();
    visit->operation = static_cast<std::size_t>(&route - router_.routes().data());
    visit->rate = options_.rate;
    visit->transport = options_.transport;
    visit->outline.id = head.id;
    visit->outline.path = head.path;
    metrics_->began();

    Plan plan;
    if (const auto admitted = admit(route, head, *visit); !admitted) {
        plan.answer = visit->finish(problem_response(admitted.error(), head));
        refusals_->note(visit->operation, head, *plan.answer);
        return plan;
    }
    visit->keep_who(head);
    plan.body_bytes = route.body_bytes;
    plan.runs_on = std::holds_alternative<Handler>(route.handler) ? RunsOn::Worker : route.runs_on;
    plan.handle = [&route, visit](Request request, Reply reply) {
        Reply finished = [visit, reply = std::move(reply)](Response response) {
            visit->refusals->note(visit->operation, visit->outline, response);
            reply(visit->finish(std::move(response)));
        };
        if (const auto* handler = std::get_if<Handler>(&route.handler))
            finished((*handler)(request));
        else
            std::get<LaterHandler>(route.handler)(std::move(request), std::move(finished));
    };
    return plan;
}

Result<void> Service::admit(const Route& route, Request& head, Visit& visit) {
    if (route.scope != open_scope) {
        head.caller = TRY(options_.authenticate(head));
        visit.origin = TRY(readable_by(head));
        visit.allowance = limiter_.take(head.caller.credential, options_.now());
        if (!visit.allowance->allowed) return vuelve::refuse(ErrorCode::RateLimited);
        const auto holds = [&](std::string_view scope) {
            if (scope == signed_in_scope)
                return head.caller.kind == CallerKind::Staff ||
                       head.caller.kind == CallerKind::Till;
            return std::ranges::find(head.caller.scopes, scope) != head.caller.scopes.end();
        };
        if (!holds(route.scope) && (route.other_scope.empty() || !holds(route.other_scope)))
            return vuelve::refuse(ErrorCode::InsufficientScope);
        if (options_.check_entry) TRY(options_.check_entry(route.operation, head.caller));
    }
    TRY(check_query(visit, head));
    if (takes_body(head.method) && announces_body(head) && !takes_media(route, head))
        return vuelve::refuse(ErrorCode::UnsupportedMediaType);
    return {};
}

Result<void> Service::check_query(const Visit& visit, const Request& head) const {
    const OperationQuery* known = queries_[visit.operation];
    if (!known) return {};
    Error error{ErrorCode::ValidationFailed, {}, {}, {}};
    for (const auto& [name, value] : head.query)
        if (std::ranges::find(known->names, name) == known->names.end())
            error.faults.push_back(
                {pointer_to(name), "unknown-field", "no parameter of this operation"});
    if (error.faults.empty()) return {};
    return std::unexpected(std::move(error));
}

Plan Service::answer_now(const Request& head, Response response) {
    metrics_->answered(metrics_->no_operation(), response.status, {});
    add_security_headers(response, head, options_.transport);
    Plan plan;
    plan.answer = std::move(response);
    return plan;
}

Response Service::refuse(const Request& head, const Error& error) {
    if (error.code == ErrorCode::InternalError && options_.report) options_.report(head, error);
    return *answer_now(head, problem_response(error, head)).answer;
}

}  // namespace vuelve::http
