#include "codec/preferences_request.h"

#include <algorithm>
#include <iterator>

#include "codec/member_update.h"
#include "codec/request_format.h"

namespace vuelve {
namespace {

constexpr std::size_t message_choices_max = 100;

void decode_type_of_message(const Cursor& at, MessageType& out) {
    const auto* word = at.json.get_if<std::string>();
    const MessageKind* kind = word ? find_message_kind(*word) : nullptr;
    if (!kind) return at.fault("unknown-reference", "a message of GET /v1/me/preferences");
    if (!can_be_unwanted(kind->type)) return at.fault("out-of-range", "this one is always told");
    out = kind->type;
}

void decode_message_choice(const Cursor& at, PreferencesBody::Message& out) {
    ObjectReader object(at);
    const std::size_t before = at.faults.size();
    std::string channel;
    object.required("type", out.type, decode_type_of_message);
    object.required("channel", channel, text(1, 20));
    object.required("wanted", out.wanted, truth);
    if (at.faults.size() > before) return;
    const auto known = parse_message_channel(channel);
    const auto& channels = message_kind(out.type).channels;
    if (!known || std::ranges::find(channels, *known) == channels.end())
        return object.fault("channel", "out-of-range", "it never goes out that way");
    out.channel = *known;
}

}  // namespace

Result<PreferencesBody> decode_preferences(const Json& json, const std::string& member) {
    const auto* given = json.get_if<Json::Object>();
    if (!given) return refuse_field("", "wrong-type", "expects an object");
    Json::Object facts, choices;
    for (const JsonMember& one : *given) (one.name == "messages" ? choices : facts).push_back(one);
    const bool has_facts = !facts.empty();
    for (const JsonMember& one : facts)
        if (one.name != "language" && one.name != "alias" && one.name != "birth_date")
            return refuse_field("/" + one.name, "unknown-field", "no preference");
    auto body = decode_body<PreferencesBody>(
        Json(Json::Value(std::move(choices))), [](const Cursor& at, PreferencesBody& out) {
            ObjectReader object(at);
            object.optional("messages", out.messages,
                            list(decode_message_choice, message_choices_max));
        });
    if (!has_facts) return body;
    auto update = decode_member_update(Json(Json::Value(std::move(facts))), member);
    if (!update) {
        Error all = std::move(update).error();
        if (!body) std::ranges::move(body.error().faults, std::back_inserter(all.faults));
        return std::unexpected(std::move(all));
    }
    if (body) body->facts = *std::move(update);
    return body;
}

}  // namespace vuelve
