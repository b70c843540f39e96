#include "http/webhooks.h"

#include <limits>

#include "app/event_reading.h"
#include "app/webhook_log.h"
#include "codec/json_writer.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

using storage::DeliveryState;
using storage::Webhook;
using storage::WebhookState;

Result<std::int64_t> webhook_in_path(const Request& request) {
    return TRY(placed_in_path(request, PublicKind::Webhook)).id;
}

void write_word_or_null(JsonWriter& out, std::string_view name, std::string_view text) {
    out.key(name);
    if (text.empty())
        out.null();
    else
        out.value(text);
}

enum class Secret : std::uint8_t { Hidden, Shown };

void write_webhook(JsonWriter& out, Api& api, const Request& request, Webhook webhook, Secret how) {
    const app::OpenProgramme& programme = programme_of(api, request);
    const auto view = api.webhooks.view(programme, std::move(webhook));
    const Webhook& shown = view.webhook;
    out.begin_object()
        .member("webhook", app::public_webhook(programme, shown.id))
        .member("name", shown.name)
        .member("url", shown.url)
        .key("types")
        .begin_array();
    for (const std::string& type : shown.types) out.value(type);
    out.end_array().member("state", name_of(shown.state));
    write_word_or_null(out, "reason", shown.reason);
    out.member("created_at", shown.created_at)
        .member("failing_since", shown.failing_since)
        .member("behind", view.behind)
        .member("pending", view.pending)
        .key("old_secret_until");
    const auto& secrets = shown.secrets;
    if (!secrets.old.empty() && api.service.now() < secrets.old_until)
        out.value(secrets.old_until);
    else
        out.null();
    if (how == Secret::Shown) out.member("secret", secrets.current);
    out.end_object();
}

Response webhook_response(
    Api& api, const Request& request, int status, Webhook webhook, Secret how = Secret::Hidden) {
    JsonWriter out;
    write_webhook(out, api, request, std::move(webhook), how);
    Response response = json_response(status, std::move(out).text());
    // Also where no secret is shown: the address of a receiver is nobody else's business.
    response.headers.set("Cache-Control", "no-store");
    return response;
}

Response made_webhook_response(Api& api,
                               const Request& request,
                               int status,
                               app::Webhooks::Made made) {
    Response response =
        webhook_response(api, request, status, std::move(made.webhook), Secret::Shown);
    if (!made.is_new) response.headers.add("Idempotent-Replayed", "true");
    return response;
}

void write_delivery(JsonWriter& out,
                    const app::OpenProgramme& programme,
                    const app::LoggedDelivery& logged) {
    const storage::Delivery& delivery = logged.delivery;
    out.begin_object()
        .member("event", app::event_place(programme, delivery.sequence))
        .member("type", delivery.type)
        .member("state", name_of(delivery.state))
        .member("tries", delivery.tries)
        .key("next_at");
    if (delivery.state == DeliveryState::Pending)
        out.value(delivery.next_at);
    else
        out.null();
    out.key("log").begin_array();
    for (const storage::DeliveryTry& done : logged.tries) {
        out.begin_object().member("at", done.at).member("try", done.number).key("status");
        if (done.status != 0)
            out.value(done.status);
        else
            out.null();
        write_word_or_null(out, "error", done.error);
        out.member("duration_ms", done.duration_ms).end_object();
    }
    out.end_array().end_object();
}

Result<std::optional<DeliveryState>> delivery_state_of(const Request& request) {
    const auto asked = request.query.find("state");
    if (asked == request.query.end()) return std::nullopt;
    for (const auto state : {DeliveryState::Pending, DeliveryState::Dead, DeliveryState::Delivered})
        if (asked->second == name_of(state)) return state;
    return refuse_field("/state", "out-of-range", "pending, dead or delivered");
}

Result<Response> move_webhook(Api& api, const Request& request, WebhookState state) {
    const std::int64_t id = TRY(webhook_in_path(request));
    TRY(no_body(request));
    return webhook_response(
        api, request, 200,
        TRY(api.webhooks.set_state(programme_of(api, request), caller_of(request), id, state)));
}

}  // namespace

Result<Response> create_webhook(Api& api, const Request& request) {
    const std::string key = TRY(idempotency_key(request));
    const Json json = TRY(body_of(request));
    const WebhookDraft draft = TRY(decode_webhook(json));
    return made_webhook_response(
        api, request, 201,
        TRY(api.webhooks.create(programme_of(api, request), caller_of(request), draft, key)));
}

Result<Response> list_webhooks(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const std::int64_t after = TRY(number_cursor(page, 0));
    auto webhooks = api.webhooks.list(programme_of(api, request), after, page.limit + 1);
    const bool more = std::ssize(webhooks) > page.limit;
    if (more) webhooks.pop_back();
    const std::string next = more ? std::to_string(webhooks.back().id) : std::string();
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (Webhook& webhook : webhooks)
        write_webhook(out, api, request, std::move(webhook), Secret::Hidden);
    return page_response(request, out, page.limit, next);
}

Result<Response> show_webhook(Api& api, const Request& request) {
    const std::int64_t id = TRY(webhook_in_path(request));
    return webhook_response(api, request, 200,
                            TRY(api.webhooks.find(programme_of(api, request), id)));
}

Result<Response> change_webhook(Api& api, const Request& request) {
    const std::int64_t id = TRY(webhook_in_path(request));
    const app::OpenProgramme& programme = programme_of(api, request);
    const Webhook present = TRY(api.webhooks.find(programme, id));
    const Json json = TRY(body_of(request));
    const WebhookDraft draft = TRY(decode_webhook_change(
        json, {.name = present.name, .url = present.url, .types = present.types}));
    return webhook_response(api, request, 200,
                            TRY(api.webhooks.change(programme, caller_of(request), id, draft)));
}

Result<Response> delete_webhook(Api& api, const Request& request) {
    const std::int64_t id = TRY(webhook_in_path(request));
    TRY(api.webhooks.remove(programme_of(api, request), caller_of(request), id));
    return Response{.status = 204};
}

Result<Response> rotate_webhook_secret(Api& api, const Request& request) {
    const std::int64_t id = TRY(webhook_in_path(request));
    const std::string key = TRY(idempotency_key(request));
    const Json json = request.body.empty() ? Json(Json::Object{}) : TRY(body_of(request));
    const std::int64_t hours = TRY(decode_rotation(json));
    return made_webhook_response(
        api, request, 200,
        TRY(api.webhooks.rotate(programme_of(api, request), caller_of(request), id, hours, key)));
}

Result<Response> pause_webhook(Api& api, const Request& request) {
    return move_webhook(api, request, WebhookState::Paused);
}

Result<Response> resume_webhook(Api& api, const Request& request) {
    return move_webhook(api, request, WebhookState::Active);
}

Result<Response> test_webhook(Api& api, const Request& request) {
    const std::int64_t id = TRY(webhook_in_path(request));
    TRY(no_body(request));
    const auto outcome = TRY(api.webhooks.test(programme_of(api, request), id));
    JsonWriter out;
    out.begin_object().member("delivered", outcome.is_delivered()).key("status");
    if (outcome.status != 0)
        out.value(outcome.status);
    else
        out.null();
    write_word_or_null(out, "error", outcome.error);
    out.member("duration_ms", outcome.duration_ms).end_object();
    return json_response(200, std::move(out).text());
}

Result<Response> list_deliveries(Api& api, const Request& request) {
    const std::int64_t id = TRY(webhook_in_path(request));
    const Page page = TRY(page_of(request));
    const std::int64_t before = TRY(number_cursor(page, std::numeric_limits<std::int64_t>::max()));
    const auto state = TRY(delivery_state_of(request));
    const app::OpenProgramme& programme = programme_of(api, request);
    auto log = TRY(app::read_deliveries(api.service, programme, id, before, state, page.limit + 1));
    const bool more = std::ssize(log) > page.limit;
    if (more) log.pop_back();
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const app::LoggedDelivery& logged : log) write_delivery(out, programme, logged);
    return page_response(request, out, page.limit,
                         more ? std::to_string(log.back().delivery.sequence) : std::string());
}

Result<Response> replay_deliveries(Api& api, const Request& request) {
    const std::int64_t id = TRY(webhook_in_path(request));
    const Json json = TRY(body_of(request));
    const ReplayRequest asked = TRY(decode_replay(json));
    const std::int64_t count =
        TRY(app::replay(api.service, api.webhooks, programme_of(api, request), id, asked));
    JsonWriter out;
    out.begin_object().member("replayed", count).end_object();
    return json_response(200, std::move(out).text());
}

}  // namespace vuelve::http
