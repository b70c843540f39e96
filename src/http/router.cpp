#include "http/router.h"

#include <algorithm>
#include <array>
#include <set>

namespace vuelve::http {
namespace {

constexpr std::array<std::string_view, 29> scopes{"me",
                                                  "catalog.read",
                                                  "members.read",
                                                  "members.write",
                                                  "members.unmask",
                                                  "points.earn",
                                                  "points.burn",
                                                  "refunds.write",
                                                  "purchases.backdate",
                                                  "points.adjust",
                                                  "members.merge",
                                                  "coupons.validate",
                                                  "coupons.redeem",
                                                  "programme.read",
                                                  "programme.write",
                                                  "programme.publish",
                                                  "stock.write",
                                                  "reports.read",
                                                  "ledger.read",
                                                  "audit.read",
                                                  "exports.read",
                                                  "imports.write",
                                                  "events.read",
                                                  "webhooks.manage",
                                                  "keys.manage",
                                                  "staff.manage",
                                                  "settings.write",
                                                  "privacy.manage",
                                                  "approvals.decide"};

struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
    std::unique_ptr<Node> parameter;
    std::string parameter_name;
    std::unique_ptr<Node> rest;  // "{name...}"
    std::string rest_name;
    std::map<Method, const Route*> routes;
};

std::unexpected<Error> wrong(const Route& route, std::string_view what) {
    return refuse(ErrorCode::InternalError,
                  std::string(name(route.method)) + ' ' + route.pattern + ": " + std::string(what));
}

bool is_parameter(std::string_view segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

bool has_handler(const Route& route) {
    return std::visit([](const auto& handler) { return static_cast<bool>(handler); },
                      route.handler);
}

Result<Node*> descend(Node& node, const Route& route, std::string segment) {
    if (!is_parameter(segment)) {
        auto& child = node.literals[segment];
        if (!child) child = std::make_unique<Node>();
        return child.get();
    }
    std::string label = segment.substr(1, segment.size() - 2);
    const bool is_rest = label.ends_with("...");
    if (is_rest) label.resize(label.size() - 3);
    auto& child = is_rest ? node.rest : node.parameter;
    auto& known = is_rest ? node.rest_name : node.parameter_name;
    if (child && known != label)
        return wrong(route, "another route names this place {" + known + "}");
    if (!child) child = std::make_unique<Node>();
    known = label;
    return child.get();
}

/// Longest literal path first, then parameters; the tree is a few segments deep, so walking back
/// costs nothing.
const Node* search(const Node& node, std::span<const std::string> left, Parameters& parameters) {
    if (left.empty()) return node.routes.empty() ? nullptr : &node;
    if (const auto literal = node.literals.find(left.front()); literal != node.literals.end())
        if (const Node* found = search(*literal->second, left.subspan(1), parameters)) return found;
    if (node.parameter && !left.front().empty())
        if (const Node* found = search(*node.parameter, left.subspan(1), parameters)) {
            parameters[node.parameter_name] = left.front();
            return found;
        }
    if (!node.rest) return nullptr;
    std::string rest;
    for (const std::string& segment : left) rest += (rest.empty() ? "" : "/") + segment;
    parameters[node.rest_name] = rest;
    return node.rest.get();
}

}  // namespace

bool is_scope(std::string_view scope) { return std::ranges::find(scopes, scope) != scopes.end(); }

struct Router::Tree {
    std::vector<Route> routes;
    Node root;
};

Router::Router(std::unique_ptr<Tree> tree) : tree_(std::move(tree)) {}
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;
Router::~Router() = default;

Result<Router> Router::create(std::vector<Route> routes) {
    auto tree = std::make_unique<Tree>();
    tree->routes = std::move(routes);
    std::set<std::string, std::less<>> operations;
    for (const Route& route : tree->routes) {
        if (route.scope.empty()) return wrong(route, "declares no scope (security.md case 26)");
        if (route.scope != open_scope && route.scope != signed_in_scope && !is_scope(route.scope))
            return wrong(route, "scope '" + route.scope + "' is not in contract.md 4");
        if (!has_handler(route)) return wrong(route, "has no handler");
        if (route.body_bytes > body_bytes_max) return wrong(route, "takes bodies above the limit");
        if (route.operation.empty() || !operations.insert(route.operation).second)
            return wrong(route, "needs an operation of its own");
        const auto target = parse_target(route.pattern);
        if (!target) return wrong(route, target.error().message);

        Node* node = &tree->root;
        for (const std::string& segment : target->segments)
            node = TRY(descend(*node, route, segment));
        if (!node->routes.emplace(route.method, &route).second) return wrong(route, "stands twice");
    }
    return Router(std::move(tree));
}

Router::Found Router::find(Method method, const Target& target) const {
    Found found;
    const Node* node = search(tree_->root, target.segments, found.parameters);
    if (!node) return found;
    auto entry = node->routes.find(method);
    if (entry == node->routes.end() && method == Method::Head)
        entry = node->routes.find(Method::Get);
    if (entry != node->routes.end()) {
        found.route = entry->second;
        return found;
    }
    for (const auto& [allowed, route] : node->routes) {
        if (!found.allowed.empty()) found.allowed += ", ";
        found.allowed += name(allowed);
        if (allowed == Method::Get) found.allowed += ", HEAD";
    }
    return found;
}

std::span<const Route> Router::routes() const { return tree_->routes; }

}  // namespace vuelve::http
