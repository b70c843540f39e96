#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "cli/scenario/http_client.h"
#include "cli/scenario/requests.h"
#include "cli/scenario/shop_metrics.h"
#include "cli/scenario/world.h"

namespace vuelve::cli {

/// A server of this process; its end stops it.
struct RunningServer {
    std::string address;            // "http://127.0.0.1:40123"
    std::shared_ptr<void> running;  // what it is, src/http knows
};
/// Starts an empty server whose clock stands at the instant. Throws when it cannot start. main.cpp
/// makes one of src/http, which this folder does not see.
using StartServer = std::function<RunningServer(Instant)>;

/// The whole program over its own socket: the product's routes, and those of tests for what they
/// leave out (spent lots, the far side of entries, voucher states).
class HttpWorld final : public World, private Names {
 public:
    explicit HttpWorld(StartServer start) : start_(std::move(start)) {}

    std::optional<std::string> cannot_run(const GoldenCase& golden) const override;
    std::optional<std::string> load(const GoldenCase& golden) override;
    Json step(const GoldenStep& step) override;
    Json read(View view) override;

 private:
    /// A member or household: its public id, and what the ledger of tests says of it.
    struct Account {
        std::string id;
        bool is_household = false;
        Json::Array lots{}, history{};
    };

    std::string reservation(const std::string& alias) const override;
    std::string redemption(const std::string& alias) const override;
    std::string household(const std::string& alias) const override;
    std::string voucher(const std::string& alias) const override;
    bool made_household(const std::string& step) const override { return founders_.contains(step); }

    // Doing (http_world.cpp)
    void move_clock(Instant at);
    Json command(const GoldenStep& step);
    Json body_of(const Json& arguments, const std::set<std::string_view>& without = {}) const;
    Json enrol(const GoldenStep& step);
    Json publish(const GoldenStep& step);
    Json request(const GoldenStep& step);
    GoldenStep with_household(const GoldenStep& step);
    void notice(const GoldenStep& step, const Json& body);
    Json answer(const HttpClient::Told& told) const;
    std::string voucher_alias(const std::string& id) const;
    HttpClient::Told post(const std::string& path, const Json& body, const std::string& key = "");
    HttpClient::Told get(const std::string& path);
    std::string path_of(const std::string& alias) const;

    // Reading (http_reads.cpp)
    std::optional<Json> answer_read(const GoldenStep& step);
    Json max_points(const GoldenStep& step);
    Json preview(const GoldenStep& step);
    Json price(const GoldenStep& step);
    Json notices(const GoldenStep& step);
    Json books(const GoldenStep& step);
    Json messages(const GoldenStep& step);
    // Measures (http_metrics.cpp)
    Json shop_metric(const GoldenStep& step);
    Json retention(const ShopQuestion& asked);
    Json rfm(const ShopQuestion& asked);
    Json opened_side(const ShopQuestion& asked, std::string_view side, const Json& told);
    Json store_day(const GoldenStep& step);
    std::string alias_of(const std::string& id) const;
    Json community(const GoldenStep& step);
    Json board(const GoldenStep& step);
    void read_ledgers();
    bool agrees_with_statement(const std::string& alias, const Json::Array& entries);
    Json lots_of(const std::string& alias);
    Json balances_of(const std::string& alias);
    Json journal();
    Json tiers();
    Json vouchers() const;
    Json redemptions();

    StartServer start_;
    RunningServer server_;
    std::unique_ptr<HttpClient> client_;
    std::string key_;
    Instant clock_{};
    std::map<std::string, Account> accounts_;                        // by alias
    std::map<std::string, std::string> reservations_, redemptions_;  // public ids by step
    std::set<std::string> founders_;                                 // steps that made a household
    std::set<std::string> closed_;                                   // members
    std::int64_t seen_ = 0, newest_ = 0;  // ids of entries: before this step, and now
    std::vector<std::pair<std::int64_t, Json>> vouchers_;  // by number, as the route shows them
};

}  // namespace vuelve::cli
