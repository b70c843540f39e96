#include "http/outbox.h"

#include <array>
#include <ranges>

#include "app/message_reading.h"
#include "codec/json_writer.h"
#include "codec/message_json.h"
#include "http/member_pages.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

/// First the member, or the instant among those of one member; then type, source, part.
using MessagePlace = std::array<std::int64_t, 4>;

std::optional<MessagePlace> parse_message_place(std::string_view text) {
    MessagePlace numbers{};
    std::size_t count = 0;
    for (const auto part : std::views::split(text, '.')) {
        if (count == numbers.size() ||
            !read_whole(std::string_view(part.begin(), part.end()), numbers[count++]))
            return std::nullopt;
    }
    return count == numbers.size() ? std::optional(numbers) : std::nullopt;
}

MessagePlace place_in(std::int64_t first, const storage::MessageKey& key) {
    return {first, static_cast<std::int64_t>(key.type), key.source, key.part};
}

std::string format_message_place(const MessagePlace& place) {
    std::string text;
    for (const std::int64_t number : place)
        text += (text.empty() ? "" : ".") + std::to_string(number);
    return text;
}

void write_message(JsonWriter& out, const storage::MessageRow& row) {
    const MessageKind& kind = message_kind(row.key.type);
    out.begin_object()
        .member("member", format_public(PublicKind::Member, row.member))
        .member("type", kind.name)
        .member("class", kind.message_class == MessageClass::Marketing ? "M" : "S")
        .member("state", name_of(row.state))
        .key("channel");
    if (row.channel)
        out.value(name_of(*row.channel));
    else
        out.null();
    out.member("due_at", row.due_at).member("at", row.at).key("variables").raw(row.variables);
    if (row.reason)
        out.member("reason", name_of(*row.reason)).member("text", reason_sentence(*row.reason));
    out.end_object();
}

Result<MessageState> message_state_asked(const Request& request) {
    const auto sent = request.query.find("state");
    const auto state = sent == request.query.end() ? std::optional(MessageState::Waiting)
                                                   : parse_message_state(sent->second);
    if (!state)
        return refuse_field("/state", "wrong-format",
                            "one of waiting, sent, suppressed, failed, planned");
    return *state;
}

}  // namespace

Result<Response> list_consents(Api& api, const Request& request) {
    const HolderId id = TRY(member_in_path(request));
    const auto reading = TRY(app::read_consents(api.service, programme_of(api, request), id));
    JsonWriter out;
    out.begin_object()
        .member("member", format_public(PublicKind::Member, reading.member))
        .key("items")
        .begin_array();
    for (const storage::Consent& consent : reading.consents) {
        out.begin_object().member("purpose", consent.purpose).key("channel");
        if (consent.channel.empty())
            out.null();
        else
            out.value(consent.channel);
        out.member("given", consent.given)
            .member("text_version", consent.text_version)
            .member("source", consent.source)
            .member("at", consent.at)
            .member("actor", consent.actor);
        out.key("language");
        if (consent.language.empty())
            out.null();
        else
            out.value(consent.language);
        out.key("text_hash");
        if (consent.text_hash)
            out.value(storage::crypto::to_hex(*consent.text_hash));
        else
            out.null();
        out.end_object();
    }
    return json_response(200, std::move(out.end_array().end_object()).text());
}

Result<Response> list_member_messages(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const auto after = page.cursor.empty() ? std::optional(MessagePlace{INT64_MIN})
                                           : parse_message_place(page.cursor);
    if (!after) return wrong_cursor();
    const HolderId id = TRY(member_in_path(request));
    const auto reading =
        TRY(app::read_member_messages(api.service, programme_of(api, request), id));
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    int written = 0;
    MessagePlace last{};
    for (const storage::MessageRow& row : reading.messages) {
        const MessagePlace place = place_in(row.at.value, row.key);
        if (place <= *after) continue;
        if (written++ == page.limit)
            return page_response(request, out, page.limit, format_message_place(last));
        last = place;
        write_message(out, row);
    }
    return page_response(request, out, page.limit, "");
}

Result<Response> list_messages(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const MessageState state = TRY(message_state_asked(request));
    const auto after =
        page.cursor.empty() ? std::optional(MessagePlace{}) : parse_message_place(page.cursor);
    if (!after) return wrong_cursor();
    const auto [member, type, source, part] = *after;
    const app::MessagePlace place{
        HolderId{member},
        {static_cast<MessageType>(type), source, static_cast<std::int32_t>(part)}};
    auto rows =
        app::read_messages(api.service, programme_of(api, request), state, place, page.limit + 1);
    const bool more = static_cast<int>(rows.size()) > page.limit;
    if (more) rows.pop_back();
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const storage::MessageRow& row : rows) write_message(out, row);
    std::string next;
    if (more) next = format_message_place(place_in(rows.back().member.value, rows.back().key));
    return page_response(request, out, page.limit, next);
}

}  // namespace vuelve::http
