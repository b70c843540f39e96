#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "app/engine.h"

/// Feeds an engine from a file: large groups, and enough of them that neither side waits.
namespace vuelve::app {

/// How hard an engine is fed. A job beside a running shop takes small bites, so that a till never
/// waits long for the group in front of it.
struct FeedPace {
    std::size_t batch_max = 1000;
    std::size_t in_flight_max = 2;
};

/// Batches of asks in order, a few in flight. One thread uses it; answers come back on that thread.
class AskFeed {
 public:
    using Settle = std::function<void(const Answer&)>;

    explicit AskFeed(Engine& engine, FeedPace pace = {}) : engine_(engine), pace_(pace) {}
    /// Waits for what is in flight; its answers are dropped.
    ~AskFeed();
    AskFeed(const AskFeed&) = delete;
    AskFeed& operator=(const AskFeed&) = delete;

    /// Blocks while enough is in flight. `settle` is called from a later add() or finish(), in the
    /// order of the asks. False once an answer said that its outcome is unknown: no more is taken.
    bool add(Ask ask, Settle settle);
    /// Sends the rest and waits for every answer.
    void finish();
    /// Why it takes no more; "" = it does.
    const std::string& stopped() const { return stopped_; }

 private:
    /// What the writer's thread hands over. Shared with it, for it may still answer when we are
    /// gone.
    struct Arrivals {
        std::mutex guard;
        std::condition_variable wake;
        std::deque<std::vector<Answer>> batches;
    };
    void send();
    /// Settles batches that came back; waits until at most `most` are in flight.
    void collect(std::size_t most);

    Engine& engine_;
    FeedPace pace_;
    std::vector<Ask> asks_;
    std::vector<Settle> settles_;
    std::deque<std::vector<Settle>> in_flight_;
    std::shared_ptr<Arrivals> arrivals_ = std::make_shared<Arrivals>();
    std::string stopped_;
};

}  // namespace vuelve::app
