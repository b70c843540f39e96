#include "app/import_feed.h"

#include <utility>

namespace vuelve::app {

AskFeed::~AskFeed() {
    std::unique_lock lock(arrivals_->guard);
    arrivals_->wake.wait(lock, [&] { return arrivals_->batches.size() == in_flight_.size(); });
}

bool AskFeed::add(Ask ask, Settle settle) {
    if (!stopped_.empty()) return false;
    asks_.push_back(std::move(ask));
    settles_.push_back(std::move(settle));
    if (asks_.size() == pace_.batch_max) {
        collect(pace_.in_flight_max - 1);
        if (!stopped_.empty()) return false;
        send();
    }
    return true;
}

void AskFeed::send() {
    if (asks_.empty()) return;
    in_flight_.push_back(std::exchange(settles_, {}));
    engine_.submit_all(std::exchange(asks_, {}),
                       [arrivals = arrivals_](std::vector<Answer> answers) {
                           std::scoped_lock lock(arrivals->guard);
                           arrivals->batches.push_back(std::move(answers));
                           arrivals->wake.notify_one();
                       });
}

void AskFeed::finish() {
    if (stopped_.empty()) send();
    collect(0);
}

void AskFeed::collect(std::size_t most) {
    while (in_flight_.size() > most) {
        std::vector<Answer> answers;
        {
            std::unique_lock lock(arrivals_->guard);
            arrivals_->wake.wait(lock, [&] { return !arrivals_->batches.empty(); });
            answers = std::move(arrivals_->batches.front());
            arrivals_->batches.pop_front();
        }
        auto settles = std::move(in_flight_.front());
        in_flight_.pop_front();
        for (std::size_t i = 0; i < answers.size(); ++i) {
            const auto& error = answers[i].error;
            // 503: nobody knows whether it is in. A retry under the same keys finds out.
            if (error && http_status(error->code) == 503) {
                if (stopped_.empty()) stopped_ = std::string(literal(error->code));
                continue;
            }
            settles[i](answers[i]);
        }
    }
}

}  // namespace vuelve::app
