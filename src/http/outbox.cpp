#include "http/outbox.h"

#include "app/message_reading.h"
#include "codec/json_writer.h"
#include "http/member_pages.h"

namespace vuelve::http {

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
            .end_object();
    }
    return json_response(200, std::move(out.end_array().end_object()).text());
}

}  // namespace vuelve::http
