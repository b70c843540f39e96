#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>

#include "app/delivery_lane.h"
#include "app/webhooks.h"

/// Tells receivers what happened: one thread for all webhooks of all programmes. Source:
/// contract.md 3, docs/adr/0033.
namespace vuelve::app {

class Deliveries {
 public:
    /// `say` takes lines for the log.
    Deliveries(
        Service& service,
        Webhooks& webhooks,
        std::function<void(const std::string&)> say = [](const std::string&) {});

    /// Sends what there is, again and again, until asked to stop; what has ended by then is
    /// written. Whatever goes wrong, it begins anew from the database: at worst something is sent
    /// twice.
    void run(const std::stop_token& stop);

 private:
    using Steady = std::chrono::steady_clock;

    void round();
    void rest();
    bool is_news() const;
    void reload();
    void read_ahead(Instant now);
    void send(Instant now);
    bool is_time_to_write() const;
    void write();
    void sweep(storage::Transaction& tx, Instant now);
    /// Forgets everything that is in memory.
    void forget();

    Service& service_;
    Webhooks& webhooks_;
    std::function<void(const std::string&)> say_;
    std::unique_ptr<notify::HttpSender> sender_;
    std::map<std::int64_t, DeliveryLane> lanes_;  // by webhook
    std::optional<std::uint64_t> heard_{};        // of Webhooks::changed()
    std::uint64_t news_ = 0;                      // of Service::news()
    Steady::time_point reloaded_at_{};
    struct UnderWay {
        std::int64_t webhook = 0;
        Sending sending;
    };
    std::map<std::uint64_t, UnderWay> under_way_;  // by ticket
    std::uint64_t last_ticket_ = 0;
    Steady::time_point written_at_{};
    Instant swept_at_{};
};

}  // namespace vuelve::app
