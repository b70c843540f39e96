#include "http/badges.h"

#include "app/badges.h"
#include "http/member_pages.h"

namespace vuelve::http {

Result<Response> list_badges(Api& api, const Request& request) {
    const HolderId id = TRY(member_in_path(request));
    const auto reading = TRY(app::read_badges(api.service, programme_of(api, request), id));
    return json_response(
        200, badges_json(reading.member, reading.badges, *reading.programme, language_of(request)));
}

}  // namespace vuelve::http
