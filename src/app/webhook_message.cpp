#include "app/webhook_message.h"

#include "app/event_reading.h"
#include "app/webhook_signature.h"
#include "base/clock.h"
#include "codec/public_id.h"

namespace vuelve::app {

notify::SenderOptions webhook_sender(const notify::PrivateTargets& listed) {
    return {.listed = listed, .user_agent = "Vuelve-Webhooks/1"};
}

notify::HttpPost webhook_post(const storage::Webhook& webhook,
                              Instant now,
                              const std::string& id,
                              std::string body) {
    // Receivers compare with the real time, whatever a test makes of ours.
    const std::int64_t seconds = SystemClock().now_ms() / ms_per_second;
    const std::string signatures = sign_webhook(webhook.secrets, now, id, seconds, body);
    return {.url = webhook.url,
            .headers = {"Content-Type: application/json; charset=utf-8", "webhook-id: " + id,
                        "webhook-timestamp: " + std::to_string(seconds),
                        "webhook-signature: " + signatures},
            .body = std::move(body)};
}

notify::HttpPost webhook_post(const OpenProgramme& programme,
                              const storage::Webhook& webhook,
                              Instant now,
                              const storage::EventRow& event) {
    return webhook_post(
        webhook, now,
        format_public(PublicKind::Event,
                      {event.sequence, storage::base_bucket(programme.placement())}),
        cloud_event(programme, event));
}

}  // namespace vuelve::app
