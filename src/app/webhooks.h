#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include "app/service.h"
#include "codec/webhook_request.h"
#include "notify/http_sender.h"
#include "storage/webhook_store.h"

/// Who is told of events: made, changed, tried out, looked into. The telling itself is
/// deliveries.h. Source: contract.md 3, security.md 3 cases 34 and 35, docs/adr/0033.
namespace vuelve::app {

inline constexpr int webhooks_max = 50;  // of one programme

/// "127.0.0.1:9000, [::1]:9001": what may be reached although it is not public.
/// Errors: InternalError, the message says what would be right.
Result<notify::PrivateTargets> read_private_targets(std::string_view text);

/// How a webhook stands.
struct WebhookView {
    storage::Webhook webhook;
    std::int64_t behind = 0;  // events of the feed that were not looked at yet
    int pending = 0;          // deliveries that wait, counted up to deliveries_pending_max
};

/// Any thread. The programme is always the caller's own; what was done is in the audit log.
class Webhooks {
 public:
    explicit Webhooks(Service& service) : service_(service) {}

    /// Before anything else is asked.
    void allow(notify::PrivateTargets listed) { listed_ = std::move(listed); }
    const notify::PrivateTargets& listed() const { return listed_; }
    /// Rung when a webhook or what waits for one was changed here.
    EventBell& changed() { return changed_; }

    struct Made {
        storage::Webhook webhook;
        bool is_new = false;
    };
    /// Told of what happens from now on. The same key again gives the same webhook.
    /// Errors: UnsafeUrl; ValidationFailed when there are webhooks_max; IdempotencyConflict.
    Result<Made> create(const OpenProgramme& programme,
                        const Caller& caller,
                        const WebhookDraft& draft,
                        const std::string& key);
    std::vector<storage::Webhook> list(const OpenProgramme& programme,
                                       std::int64_t after,
                                       int limit);
    /// Errors of these: NotFound.
    Result<storage::Webhook> find(const OpenProgramme& programme, std::int64_t id);
    WebhookView view(const OpenProgramme& programme, storage::Webhook webhook);
    /// Errors: also UnsafeUrl.
    Result<storage::Webhook> change(const OpenProgramme& programme,
                                    const Caller& caller,
                                    std::int64_t id,
                                    const WebhookDraft& draft);
    Result<void> remove(const OpenProgramme& programme, const Caller& caller, std::int64_t id);
    /// Paused: nothing is sent, nothing is lost. Active goes on from there, also after disabled.
    Result<storage::Webhook> set_state(const OpenProgramme& programme,
                                       const Caller& caller,
                                       std::int64_t id,
                                       storage::WebhookState state);
    /// A new secret; the old one signs too for so many hours. Once for each key.
    Result<Made> rotate(const OpenProgramme& programme,
                        const Caller& caller,
                        std::int64_t id,
                        std::int64_t valid_hours,
                        const std::string& key);
    /// Sends an event that is none of the feed, now, and waits for what the receiver says.
    /// Errors: also RateLimited when too many are tried out at once.
    Result<notify::HttpOutcome> test(const OpenProgramme& programme, std::int64_t id);

 private:
    Service& service_;
    notify::PrivateTargets listed_;
    EventBell changed_;
    std::atomic<int> tests_{0};
};

storage::WebhookStore webhooks_of(const OpenProgramme& programme);
/// "whk_..."
std::string public_webhook(const OpenProgramme& programme, std::int64_t id);

}  // namespace vuelve::app
