#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "codec/json.h"
#include "domain/calendar.h"

/// Bodies about webhooks. Source: contract.md 3, docs/adr/0033.
namespace vuelve {

struct WebhookDraft {
    std::string name;
    std::string url;
    std::vector<std::string> types;  // "points.earned", "points.*"; empty = all
    friend bool operator==(const WebhookDraft&, const WebhookDraft&) = default;
};
/// `{name?, url, types?}`; whether the URL is safe is not judged here.
Result<WebhookDraft> decode_webhook(const Json& json);
/// `{name?, url?, types?}` over what there is.
Result<WebhookDraft> decode_webhook_change(const Json& json, WebhookDraft present);

/// Whether a webhook that asked for `types` is told of events of this name.
bool wants_event(const std::vector<std::string>& types, std::string_view name);

/// `{valid_hours?}`: for how long the old secret signs too, in hours; 24 unless told, at most 7
/// days.
Result<std::int64_t> decode_rotation(const Json& json);

/// One of: what lies dead; events by id; those tried in [from, to).
struct ReplayRequest {
    bool dead = false;
    std::vector<std::string> events;
    std::optional<Instant> from, to;
};
/// `{dead: true}`, `{events: [...]}` or `{from, to}`
Result<ReplayRequest> decode_replay(const Json& json);

}  // namespace vuelve
