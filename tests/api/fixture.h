#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "base/ensure.h"
#include "codec/json.h"
#include "http/loopback_client.h"
#include "http/program.h"
#include "storage/testing.h"

/// The whole server on a free loopback port, a database in memory, a clock moved by hand.
namespace vuelve::api {

/// A field of an answer by path: "balances/PTS/available", "items/0/code". Null when absent.
inline const Json& at(const Json& json, std::string_view path) {
    static const Json nothing;
    if (path.empty()) return json;
    const std::string_view step = path.substr(0, path.find('/'));
    const std::string_view rest =
        step.size() == path.size() ? std::string_view{} : path.substr(step.size() + 1);
    if (const auto* items = json.get_if<Json::Array>()) {
        const auto index = static_cast<std::size_t>(std::stoul(std::string(step)));
        return index < items->size() ? at((*items)[index], rest) : nothing;
    }
    const Json* found = json.find(step);
    return found ? at(*found, rest) : nothing;
}

/// An answer with its body read.
struct Told {
    int status = 0;
    http::Headers headers;
    Json body;
    std::string text;

    std::string string(std::string_view path) const {
        const auto* found = at(body, path).get_if<std::string>();
        return found ? *found : "";
    }
    /// Fails the test when it is no whole number.
    std::int64_t number(std::string_view path) const {
        const auto* found = at(body, path).get_if<std::int64_t>();
        EXPECT_NE(found, nullptr) << path << " in " << text;
        return found ? *found : INT64_MIN;
    }
    std::size_t size(std::string_view path) const {
        const auto* found = at(body, path).get_if<Json::Array>();
        return found ? found->size() : 0;
    }
    std::string header(std::string_view name) const {
        return std::string(headers.find(name).value_or(""));
    }
};

/// What stands between Host and body: "Idempotency-Key: a".
using Lines = std::vector<std::string>;

class ApiTest : public testing::Test {
 protected:
    ApiTest() {
        auto started = http::Program::start(
            {.database = storage::passing_database(),
             .port = 0,
             .manual_clock = *parse_instant("2026-03-10T18:00:00-05:00"),
             .password_cost = storage::password_cost_floor,
             // A quick machine must not meet the courtesy limit; service_test.cpp does.
             .rate = {.per_second = 1'000'000, .burst = 1'000'000}});
        ensure(started.has_value(), "a server in memory starts");
        program_ = std::move(*started);
        make_tenant();
    }

    /// As `key` of the tenant; "" = without credential.
    Told send(std::string_view method,
              const std::string& target,
              const std::string& body,
              const std::string& key,
              const Lines& lines = {}) {
        std::string request = std::string(method) + " " + target + " HTTP/1.1\r\nHost: test\r\n";
        if (!key.empty()) request += "Authorization: Bearer " + key + "\r\n";
        for (const std::string& line : lines) request += line + "\r\n";
        if (method == "POST" || method == "PUT" || method == "PATCH")
            request +=
                "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
                "\r\n";
        http::LoopbackClient client(program_->port());
        const http::Answer answer = client.ask(request + "\r\n" + body);
        auto json = parse_json(answer.body, {.size_max = std::size_t{1} << 24});
        return {answer.status, answer.headers, json ? std::move(*json) : Json{}, answer.body};
    }
    Told post(const std::string& target, const std::string& body, const Lines& lines = {}) {
        return send("POST", target, body, key_, lines);
    }
    Told get(const std::string& target, const Lines& lines = {}) {
        return send("GET", target, "", key_, lines);
    }

    /// A ticket of one line over `amount` cents, paid in cash.
    std::string ticket(const std::string& id,
                       std::int64_t amount = 1000,
                       const std::string& more = "") const {
        return R"({"id": ")" + id + R"(", "member": ")" + member_ +
               R"(", "lines": [{"quantity": 1, "unit_price": )" + std::to_string(amount) + "}]" +
               more + "}";
    }
    std::int64_t available() {
        return get("/v1/members/" + member_ + "/balances").number("balances/PTS/available");
    }
    /// A key of the same programme with these scopes only.
    std::string key_with(const std::vector<std::string>& scopes) {
        return program_->service()
            .keys()
            .create({{1, 1}, "test", "test"}, {.name = "other", .scopes = scopes})
            ->text;
    }

    std::unique_ptr<http::Program> program_;
    std::string key_, member_;

 private:
    /// Ten points a dollar, worth 20 cents a hundred; a level from 300 points of status.
    void make_tenant() {
        const Told made = send("POST", "/_test/tenant", R"({"config": {
            "programme": {"code": "LAUREL", "time_zone": "America/Guayaquil",
                          "money": {"currency": "USD", "exponent": 2}},
            "brands": [{"code": "LAUREL"}],
            "stores": [{"code": "CENTRO", "brand": "LAUREL"}, {"code": "NORTE", "brand": "LAUREL"}],
            "currencies": [
              {"code": "PTS", "kind": "points", "name": {"es": "puntos", "en": "points", "pt": "pontos"},
               "expiry": {"type": "fixed_term", "months": 12},
               "money_value": {"points": 100, "amount": 20},
               "redeem": {"min_points": 100, "step": 100, "max_share": "50"}},
              {"code": "STATUS", "kind": "status"}],
            "rules": [
              {"id": "base", "version": 1, "name": {"es": "10 puntos por dólar"},
               "effects": [{"type": "earn_base", "currency": "PTS", "points": "10", "per": 100}]},
              {"id": "treinta", "conditions": [{"type": "min_amount", "value": 3000}],
               "effects": [{"type": "bonus", "currency": "PTS", "points": 50}]}],
            "tiers": {"metric": "status", "currency": "STATUS", "window": "calendar_year",
              "factor_currency": "PTS", "levels": [{"code": "VECINO", "threshold": 0},
                {"code": "PLATA", "threshold": 300, "factor": "1.25"}]}},
          "members": [{"id": "M1", "enrolled_at": "2026-01-12T10:30:00-05:00"}]})",
                               "");
        ensure(made.status == 201, "the tenant of the tests is right");
        key_ = made.string("key");
        member_ = made.string("members/M1");
    }
};

}  // namespace vuelve::api
