#include "http/preferences.h"

#include <algorithm>

#include "app/preferences.h"
#include "codec/inbox_words.h"
#include "codec/preferences_request.h"
#include "http/me.h"

namespace vuelve::http {
namespace {

/// The card itself is always there: nobody turns it off.
bool goes_by_channel(MessageChannel channel) { return channel != MessageChannel::InApp; }

void write_wanted(JsonWriter& out,
                  const app::PreferencesReading& reading,
                  std::string_view language) {
    out.key("messages").begin_array();
    for (const MessageKind& kind : message_kinds()) {
        out.begin_object()
            .member("type", kind.name)
            .member("title", inbox_words(kind.type).in(language).title)
            .member("class", kind.message_class == MessageClass::Marketing ? "M" : "S")
            .member("always", !can_be_unwanted(kind.type))
            .key("channels")
            .begin_array();
        for (const MessageChannel channel : kind.channels) {
            const app::Unwanted one{kind.type, channel};
            if (goes_by_channel(channel))
                out.begin_object()
                    .member("channel", name_of(channel))
                    .member("wanted",
                            std::ranges::find(reading.unwanted, one) == reading.unwanted.end())
                    .end_object();
        }
        out.end_array().end_object();
    }
    out.end_array();
}

}  // namespace

Result<Response> show_preferences(Api& api, const Request& request) {
    const HolderId member = TRY(own_member(request));
    const auto reading =
        TRY(app::read_preferences(api.service, programme_of(api, request), member));
    const auto told = [](const std::string& text) {
        return text.empty() ? std::optional<std::string>{} : std::optional(text);
    };
    JsonWriter out;
    out.begin_object()
        .member("language", told(reading.account.profile.language))
        .member("alias", told(reading.account.profile.alias))
        .member("birth_date", reading.account.member.birth_date);
    write_wanted(out, reading, language_of(request));
    Response response = json_response(200, std::move(out.end_object()).text());
    response.headers.add("Cache-Control", "no-store");
    return response;
}

Result<Response> put_preferences(Api& api, const Request& request) {
    const HolderId member = TRY(own_member(request));
    const Json json = TRY(body_of(request));
    PreferencesBody body = TRY(decode_preferences(json, format_public(PublicKind::Member, member)));
    const app::Caller by = caller_of(request);
    app::OpenProgramme& programme = programme_of(api, request);
    if (body.facts) {
        // The same once more is no replay: another may have been put between.
        const std::string key = "preferences/" + std::to_string(api.service.ids().next_id());
        const auto answer =
            api.service.engine().ask(app::ask_command(programme, by, *std::move(body.facts), key));
        if (answer.error) return std::unexpected(*answer.error);
    }
    std::vector<app::WantedMessage> changes;
    for (const auto& [type, channel, wanted] : body.messages)
        changes.push_back({{type, channel}, wanted});
    const auto account = TRY(app::read_member(api.service, programme, member));
    TRY(app::set_wanted_messages(api.service, by, account.member.id, changes));
    return show_preferences(api, request);
}

}  // namespace vuelve::http
