#include "codec/webhook_request.h"

#include <algorithm>

#include "codec/request_format.h"
#include "domain/event_type.h"

namespace vuelve {
namespace {

constexpr std::string_view whole_group = "*";
constexpr std::int64_t rotation_hours = 24, rotation_hours_max = 7 * 24;
constexpr std::size_t replay_events_max = 200;

/// "points.*" -> "points."; "" for another word.
std::string_view group_of(std::string_view word) {
    return word.ends_with(".*") ? word.substr(0, word.size() - whole_group.size())
                                : std::string_view();
}

void event_types(const Cursor& at, std::vector<std::string>& out) {
    list(
        [&](const Cursor& item, std::string& word) {
            text(1, 60)(item, word);
            if (word.empty()) return;
            const std::string_view group = group_of(word);
            const bool is_known =
                group.empty() ? find_event_kind(word) != nullptr
                              : std::ranges::any_of(event_kinds(), [&](const EventKind& kind) {
                                    return kind.name.starts_with(group);
                                });
            if (!is_known)
                item.fault("unknown-reference",
                           "an event such as points.earned, or a group: points.*");
        },
        100)(at, out);
    auto sorted = out;
    std::ranges::sort(sorted);
    if (std::ranges::adjacent_find(sorted) != sorted.end())
        at.fault("duplicate", "each event once");
}

void read_draft(ObjectReader& object, WebhookDraft& out) {
    object.optional("name", out.name, text(0, 100));
    object.optional("types", out.types, event_types);
}

/// Length and characters are part of what makes a URL safe.
void url_text(const Cursor& at, std::string& out) {
    if (const auto* written = at.json.get_if<std::string>())
        out = *written;
    else
        at.fault("wrong-type", "expects text");
}

}  // namespace

Result<WebhookDraft> decode_webhook(const Json& json) {
    return decode_body<WebhookDraft>(json, [](const Cursor& at, WebhookDraft& out) {
        ObjectReader object(at);
        object.required("url", out.url, url_text);
        read_draft(object, out);
    });
}

Result<WebhookDraft> decode_webhook_change(const Json& json, WebhookDraft present) {
    return decode_body<WebhookDraft>(json, [&](const Cursor& at, WebhookDraft& out) {
        out = std::move(present);
        ObjectReader object(at);
        object.optional("url", out.url, url_text);
        read_draft(object, out);
    });
}

bool wants_event(const std::vector<std::string>& types, std::string_view name) {
    return types.empty() || std::ranges::any_of(types, [&](const std::string& word) {
               const std::string_view group = group_of(word);
               return group.empty() ? word == name : name.starts_with(group);
           });
}

Result<std::int64_t> decode_rotation(const Json& json) {
    return decode_body<std::int64_t>(json, [](const Cursor& at, std::int64_t& hours) {
        hours = rotation_hours;
        ObjectReader object(at);
        object.optional("valid_hours", hours, whole(0, rotation_hours_max));
    });
}

Result<ReplayRequest> decode_replay(const Json& json) {
    return decode_body<ReplayRequest>(json, [](const Cursor& at, ReplayRequest& out) {
        ObjectReader object(at);
        object.optional("dead", out.dead, truth);
        object.optional("events", out.events, list(text(1, 40), replay_events_max));
        object.optional("from", out.from, instant);
        object.optional("to", out.to, instant);
        if (!at.faults.empty()) return;
        const bool is_period = out.from || out.to;
        if (out.dead + !out.events.empty() + is_period != 1)
            at.fault("required", "one of: dead, events, from and to");
        else if (is_period && !(out.from && out.to && *out.from < *out.to))
            object.fault("to", "out-of-range", "a period has a beginning and a later end");
    });
}

}  // namespace vuelve
