#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "codec/json.h"
#include "generated/openapi.h"
#include "http/docs.h"
#include "http/entry.h"
#include "http/health.h"
#include "http/routes.h"
#include "storage/testing.h"

namespace vuelve::api {
namespace {

/// "POST /v1/purchases createPurchase points.earn", one line for each operation.
using Table = std::set<std::string>;

std::string scope_in(const Json& operation) {
    const Json* security = operation.find("security");
    const auto* choices = security ? security->get_if<Json::Array>() : nullptr;
    if (!choices) return "none declared";
    if (choices->empty()) return std::string(http::open_scope);
    const Json* scopes = choices->front().find("key");
    return *scopes->get_if<Json::Array>()->front().get_if<std::string>();
}

std::string upper(std::string word) {
    for (char& c : word) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return word;
}

Table documented() {
    const auto document = parse_json(openapi_json);
    Table table;
    for (const auto& [path, item] : *document->find("paths")->get_if<Json::Object>())
        for (const auto& [method, operation] : *item.get_if<Json::Object>())
            if (const Json* id = operation.find("operationId"))
                table.insert(upper(method) + " " + path + " " + *id->get_if<std::string>() + " " +
                             scope_in(operation));
    return table;
}

Table routed() {
    const auto service = *app::Service::open({.database = storage::passing_database()});
    http::Api api{.service = *service};
    auto routes = http::product_routes(api);
    const auto add = [&](std::vector<http::Route> more) {
        std::ranges::move(more, std::back_inserter(routes));
    };
    add(http::health_routes([] { return Result<void>{}; }, [] { return nullptr; }));
    add(http::docs_routes(openapi_json, {}));
    Table table;
    for (const http::Route& route : routes)
        if (!route.pattern.contains("..."))  // files behind a page, not operations
            table.insert(std::string(name(route.method)) + " " + route.pattern + " " +
                         route.operation + " " + route.scope);
    return table;
}

TEST(OpenApi, says_what_the_router_does_and_nothing_else) {
    const Table said = documented();
    EXPECT_GE(said.size(), 19u);
    EXPECT_THAT(routed(), testing::ContainerEq(said));
}

TEST(OpenApi, knows_every_operation_that_has_rules_at_its_entry) {
    std::set<std::string> operations;
    const auto service = *app::Service::open({.database = storage::passing_database()});
    http::Api api{.service = *service};
    for (const http::Route& route : http::product_routes(api)) operations.insert(route.operation);
    for (const std::string_view name : http::entry_operations())
        EXPECT_TRUE(operations.contains(std::string(name))) << name;
}

}  // namespace
}  // namespace vuelve::api
