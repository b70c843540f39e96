#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/programmes.h"
#include "notify/http_sender.h"
#include "storage/webhook_store.h"

/// One webhook's way through the feed. Source: contract.md 3, docs/adr/0033.
namespace vuelve::app {

/// From here on no more of the feed is read for a webhook: what it did not take fills rows, not
/// memory, and not without end.
inline constexpr int deliveries_pending_max = 10'000;

/// One try of one event.
struct Sending {
    storage::EventRow event;
    int number = 1;  // of the try; the first comes straight from the feed and has no row
    bool is_retry = false;
};

/// Events come from the feed in their order, one at a time, so that a receiver that takes them all
/// gets them in order. What it does not take becomes a row, is tried again beside the feed, and may
/// overtake or be overtaken. Between two writes the news is in memory only: after a crash it is
/// sent again. Used by the deliverer's thread alone.
class DeliveryLane {
 public:
    DeliveryLane(OpenProgramme& programme, storage::Webhook webhook);

    OpenProgramme& programme() const { return programme_; }
    const storage::Webhook& webhook() const { return webhook_; }
    /// Takes over what was changed; looks anew at what waits.
    void change(storage::Webhook webhook);

    /// Whether read() may find something. `rung` is the bell's number.
    bool wants_reading(std::uint64_t rung, Instant now) const;
    /// Reads ahead, a few events.
    void read(storage::Reader& reader, std::uint64_t rung, Instant now);
    /// What may go out now; under way until it is done.
    std::optional<Sending> take(Instant now);
    void done(const Sending& sending, const notify::HttpOutcome& outcome, Instant now);

    bool is_idle() const { return busy_.empty(); }
    std::size_t news() const { return news_.size(); }
    /// The feed was looked at further than is written.
    bool has_moved() const { return place() > webhook_.place; }

    enum class Fate : std::uint8_t { Goes, Disabled, Gone };
    /// Writes the news and the place. Disabled: it told the feed so.
    Fate write(storage::Transaction& tx, Fresh& ids, Instant now);
    /// What write() wrote is committed.
    void written();

 private:
    struct News {
        std::int64_t sequence = 0;
        bool is_retry = false;
        bool is_delivered = false;
        std::optional<Instant> next_at;  // nothing = dead, when it was not delivered
        storage::DeliveryTry done;
    };
    /// All before is delivered, or has a row, or is not wanted.
    std::int64_t place() const;
    void read_feed(storage::Reader& reader, std::uint64_t rung);
    void read_retries(storage::Reader& reader, Instant now);
    /// Why nothing more is sent to it; "" = go on.
    std::string_view reason_to_stop(const storage::WebhookStore::Noted& noted, Instant now) const;

    OpenProgramme& programme_;
    storage::Webhook webhook_;
    storage::WebhookStore store_;

    std::deque<storage::EventRow> fresh_;  // read ahead
    std::int64_t read_to_;                 // of the feed
    std::int64_t done_to_;                 // of the feed, at first try
    bool fresh_under_way_ = false;
    bool has_more_ = true;           // the feed, when it was last read
    std::uint64_t heard_ = 0;        // the bell's number then
    std::optional<bool> is_full_{};  // with rows; nothing = not looked

    std::deque<Sending> retries_;
    int retries_under_way_ = 0;
    bool knows_due_ = false;
    std::optional<Instant> next_due_{};

    std::set<std::int64_t> busy_;  // under way, or done and not written
    Instant hold_until_{};         // as the receiver asked
    std::vector<News> news_;
};

}  // namespace vuelve::app
