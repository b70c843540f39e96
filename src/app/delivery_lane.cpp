#include "app/delivery_lane.h"

#include <algorithm>

#include "app/retry_times.h"
#include "app/tell_event.h"
#include "app/webhooks.h"
#include "codec/json_writer.h"

namespace vuelve::app {
namespace {

constexpr std::size_t ahead_max = 64, ahead_min = 8;
constexpr int reads_max = 16;  // of the feed in one go, when nothing in it is wanted
constexpr int retries_at_once = 2;
constexpr std::size_t news_max = 256;
constexpr std::size_t error_length_max = 200;
constexpr int status_gone = 410, status_too_many = 429, status_unavailable = 503;

}  // namespace

DeliveryLane::DeliveryLane(OpenProgramme& programme, storage::Webhook webhook)
    : programme_(programme),
      webhook_(std::move(webhook)),
      store_(webhooks_of(programme)),
      read_to_(webhook_.place),
      done_to_(webhook_.place) {}

void DeliveryLane::change(storage::Webhook webhook) {
    const auto place = webhook_.place;
    // The same receiver still asks for patience, whatever else was changed, here or elsewhere.
    if (webhook.url != webhook_.url || webhook.state != webhook_.state) hold_until_ = {};
    webhook_ = std::move(webhook);
    webhook_.place = std::max(webhook_.place, place);
    is_full_.reset();
    has_more_ = true;
    knows_due_ = false;
}

bool DeliveryLane::wants_reading(std::uint64_t rung, Instant now) const {
    const bool reads_feed =
        fresh_.size() < ahead_min && (has_more_ || heard_ != rung) && !is_full_.value_or(false);
    const bool reads_retries =
        retries_.empty() && (!knows_due_ || (next_due_ && *next_due_ <= now));
    return webhook_.state == storage::WebhookState::Active && now >= hold_until_ &&
           (reads_feed || reads_retries);
}

void DeliveryLane::read(storage::Reader& reader, std::uint64_t rung, Instant now) {
    if (!is_full_)
        is_full_ = store_.count_pending(reader, webhook_.id, deliveries_pending_max) ==
                   deliveries_pending_max;
    if (!*is_full_ && fresh_.size() < ahead_min) read_feed(reader, rung);
    if (retries_.empty()) read_retries(reader, now);
}

void DeliveryLane::read_feed(storage::Reader& reader, std::uint64_t rung) {
    heard_ = rung;
    for (int reads = 0; reads < reads_max && fresh_.size() < ahead_min; ++reads) {
        auto rows = programme_.events().after(reader, read_to_, static_cast<int>(ahead_max));
        has_more_ = rows.size() == ahead_max;
        for (storage::EventRow& row : rows) {
            read_to_ = row.sequence;
            if (row.programme_id == programme_.key().programme_id &&
                wants_event(webhook_.types, row.type))
                fresh_.push_back(std::move(row));
        }
        if (!has_more_) return;
    }
}

void DeliveryLane::read_retries(storage::Reader& reader, Instant now) {
    if (!knows_due_) next_due_ = store_.next_due(reader, webhook_.id);
    knows_due_ = true;
    if (!next_due_ || *next_due_ > now) return;
    const int limit = static_cast<int>(ahead_min + busy_.size());
    for (const storage::DueDelivery& due : store_.due(reader, webhook_.id, now, limit)) {
        if (busy_.contains(due.sequence)) continue;
        auto rows = programme_.events().after(reader, due.sequence - 1, 1);
        if (!rows.empty())
            retries_.push_back(
                {.event = std::move(rows.front()), .number = due.tries + 1, .is_retry = true});
    }
}

std::optional<Sending> DeliveryLane::take(Instant now) {
    if (webhook_.state != storage::WebhookState::Active || now < hold_until_ ||
        news_.size() >= news_max)
        return std::nullopt;
    std::optional<Sending> taken;
    if (!fresh_under_way_ && !fresh_.empty()) {
        taken = Sending{.event = std::move(fresh_.front())};
        fresh_.pop_front();
        fresh_under_way_ = true;
    } else if (retries_under_way_ < retries_at_once && !retries_.empty()) {
        taken = std::move(retries_.front());
        retries_.pop_front();
        ++retries_under_way_;
    }
    if (taken) busy_.insert(taken->event.sequence);
    return taken;
}

void DeliveryLane::done(const Sending& sending, const notify::HttpOutcome& outcome, Instant now) {
    const std::int64_t sequence = sending.event.sequence;
    if (sending.is_retry) {
        --retries_under_way_;
    } else {
        fresh_under_way_ = false;
        done_to_ = sequence;
    }
    const bool asks_for_patience =
        outcome.status == status_too_many || outcome.status == status_unavailable;
    std::optional<Instant> next;
    if (!outcome.is_delivered()) {
        next = next_try(sending.number, now, webhook_.id, sequence, outcome.retry_after_s);
        if (asks_for_patience && outcome.retry_after_s && next) hold_until_ = *next;
    }
    news_.push_back({.sequence = sequence,
                     .is_retry = sending.is_retry,
                     .is_delivered = outcome.is_delivered(),
                     .next_at = next,
                     .done = {.sequence = sequence,
                              .at = now,
                              .number = sending.number,
                              .status = outcome.status,
                              .error = outcome.error.substr(0, error_length_max),
                              .duration_ms = outcome.duration_ms}});
}

std::int64_t DeliveryLane::place() const {
    return fresh_.empty() && !fresh_under_way_ ? read_to_ : done_to_;
}

std::string_view DeliveryLane::reason_to_stop(const storage::WebhookStore::Noted& noted,
                                              Instant now) const {
    if (std::ranges::any_of(news_, [](const News& one) { return one.done.status == status_gone; }))
        return "gone";
    const bool is_failing = noted.failing_since && !news_.empty() && !news_.back().is_delivered;
    return is_failing && now - *noted.failing_since >= failing_days_max * ms_per_day ? "failing"
                                                                                     : "";
}

DeliveryLane::Fate DeliveryLane::write(storage::Transaction& tx, Fresh& ids, Instant now) {
    storage::WebhookProgress progress{.place = place()};
    std::vector<storage::Delivery> failed;
    for (const News& one : news_) {
        if (one.is_delivered) {
            progress.has_delivered = true;
            continue;
        }
        progress.failed_at = one.done.at;
        failed.push_back(
            {.sequence = one.sequence,
             .state = one.next_at ? storage::DeliveryState::Pending : storage::DeliveryState::Dead,
             .tries = one.done.number,
             .next_at = one.next_at.value_or(one.done.at)});
    }
    const auto noted = store_.note(tx, webhook_.id, progress);
    if (!noted) return Fate::Gone;
    store_.put(tx, webhook_.id, failed);
    for (const News& one : news_) {
        store_.log(tx, webhook_.id, ids.next_id(), one.done);
        if (one.is_delivered && one.is_retry) store_.take_out(tx, webhook_.id, one.sequence);
    }
    const auto reason = reason_to_stop(*noted, now);
    if (reason.empty()) return Fate::Goes;
    store_.set_state(tx, webhook_.id, storage::WebhookState::Disabled, reason);
    store_.bury(tx, webhook_.id);
    JsonWriter data;
    data.begin_object().member("webhook", public_webhook(programme_, webhook_.id)).end_object();
    tell_event(programme_, tx, "webhook.disabled", {}, std::move(data).text(), now);
    return Fate::Disabled;
}

void DeliveryLane::written() {
    webhook_.place = std::max(webhook_.place, place());
    for (const News& one : news_) {
        busy_.erase(one.sequence);
        if (one.is_retry || !one.is_delivered) knows_due_ = false;
        if (!one.is_delivered || is_full_.value_or(false)) is_full_.reset();
    }
    news_.clear();
}

}  // namespace vuelve::app
