#include "app/deliveries.h"

#include <algorithm>
#include <ranges>
#include <set>
#include <thread>

#include "app/webhook_message.h"

namespace vuelve::app {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds idle_for{50};       // the bell is looked at after this
constexpr milliseconds write_after{200};   // news of a busy receiver is gathered
constexpr milliseconds move_after{2'000};  // a place that moves past what nobody wants
constexpr std::size_t write_at = 128;
constexpr std::size_t under_way_max = 256;
constexpr std::chrono::seconds news_after{5};  // what another program changed about webhooks
constexpr std::chrono::seconds after_trouble{1};
constexpr std::int64_t tries_kept_days = 30;
constexpr int swept_at_once = 2'000;

}  // namespace

Deliveries::Deliveries(Service& service,
                       Webhooks& webhooks,
                       std::function<void(const std::string&)> say)
    : service_(service), webhooks_(webhooks), say_(std::move(say)) {
    forget();
}

void Deliveries::forget() {
    under_way_.clear();
    lanes_.clear();
    heard_.reset();
    sender_ = std::make_unique<notify::HttpSender>(webhook_sender(webhooks_.listed()));
}

void Deliveries::run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        try {
            if (service_.leads())
                round();
            else
                rest();
        } catch (const std::exception& error) {
            say_(std::string("webhooks begin anew in a moment: ") + error.what());
            forget();
            for (auto until = Steady::now() + after_trouble;
                 !stop.stop_requested() && Steady::now() < until;)
                std::this_thread::sleep_for(idle_for);
        }
    }
    try {
        write();
    } catch (const std::exception& error) {
        say_(std::string("what webhooks took last is sent again: ") + error.what());
    }
}

/// Another program leads: its lanes are its own.
void Deliveries::rest() {
    if (!lanes_.empty()) forget();
    std::this_thread::sleep_for(idle_for);
}

bool Deliveries::is_news() const {
    if (heard_ != webhooks_.changed().rung()) return true;
    return news_ != service_.news() && Steady::now() - reloaded_at_ >= news_after;
}

void Deliveries::round() {
    if (is_news()) reload();
    const Instant now = service_.now();
    read_ahead(now);
    send(now);
    for (const notify::HttpOutcome& outcome : sender_->wait(idle_for)) {
        const auto found = under_way_.extract(outcome.ticket);
        const auto lane = lanes_.find(found.mapped().webhook);
        if (lane != lanes_.end())
            lane->second.done(found.mapped().sending, outcome, service_.now());
    }
    if (is_time_to_write()) write();
}

void Deliveries::reload() {
    write();
    heard_ = webhooks_.changed().rung();
    news_ = service_.news();
    reloaded_at_ = Steady::now();
    std::set<std::int64_t> known;
    for (OpenProgramme* programme : service_.programmes().all())
        for (storage::Webhook& webhook : webhooks_.list(*programme, 0, webhooks_max)) {
            const std::int64_t id = webhook.id;
            const bool is_active = webhook.state == storage::WebhookState::Active;
            const auto lane = lanes_.find(id);
            if (lane != lanes_.end())
                lane->second.change(std::move(webhook));
            else if (is_active)
                lanes_.try_emplace(id, *programme, std::move(webhook));
            known.insert(id);
        }
    std::erase_if(lanes_, [&](const auto& entry) {
        const auto& [id, lane] = entry;
        const bool is_resting =
            lane.webhook().state != storage::WebhookState::Active && lane.is_idle();
        return !known.contains(id) || is_resting;
    });
}

void Deliveries::read_ahead(Instant now) {
    std::unique_ptr<storage::Reader> reader;
    for (auto& lane : lanes_ | std::views::values) {
        // Before the feed is read, so that what comes meanwhile rings again.
        const std::uint64_t rung = service_.programmes().bell().rung();
        if (!lane.wants_reading(rung, now)) continue;
        if (!reader) reader = service_.database().snapshot();
        lane.read(*reader, rung, now);
    }
}

void Deliveries::send(Instant now) {
    for (auto& [id, lane] : lanes_)
        while (sender_->under_way() < under_way_max) {
            auto sending = lane.take(now);
            if (!sending) break;
            const std::uint64_t ticket = ++last_ticket_;
            sender_->post(ticket,
                          webhook_post(lane.programme(), lane.webhook(), now, sending->event));
            under_way_.emplace(ticket, UnderWay{id, std::move(*sending)});
        }
}

bool Deliveries::is_time_to_write() const {
    std::size_t news = 0;
    bool has_moved = false;
    for (const auto& lane : lanes_ | std::views::values) {
        news += lane.news();
        has_moved = has_moved || lane.has_moved();
    }
    const auto waited = Steady::now() - written_at_;
    if (news > 0) return news >= write_at || waited >= write_after || under_way_.empty();
    return has_moved && waited >= move_after;
}

void Deliveries::write() {
    std::vector<std::int64_t> touched;
    for (const auto& [id, lane] : lanes_)
        if (lane.news() > 0 || lane.has_moved()) touched.push_back(id);
    written_at_ = Steady::now();
    if (touched.empty()) return;
    const Instant now = service_.now();
    std::vector<std::int64_t> ended;
    bool has_told = false;
    auto tx = service_.database().begin();
    for (const std::int64_t id : touched) {
        const auto fate = lanes_.at(id).write(*tx, service_.ids(), now);
        if (fate != DeliveryLane::Fate::Goes) ended.push_back(id);
        has_told = has_told || fate == DeliveryLane::Fate::Disabled;
    }
    sweep(*tx, now);
    tx->commit();
    for (const std::int64_t id : touched) lanes_.at(id).written();
    for (const std::int64_t id : ended) lanes_.erase(id);
    if (has_told) service_.programmes().bell().ring();
}

void Deliveries::sweep(storage::Transaction& tx, Instant now) {
    if (now - swept_at_ < ms_per_hour) return;
    swept_at_ = now;
    for (OpenProgramme* programme : service_.programmes().all())
        webhooks_of(*programme).sweep_tries(tx, now + -tries_kept_days * ms_per_day, swept_at_once);
}

}  // namespace vuelve::app
