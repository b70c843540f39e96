#include "http/activities.h"

#include "app/activities.h"
#include "codec/activities_json.h"
#include "http/member_pages.h"

namespace vuelve::http {
namespace {

std::string query_of(const Request& request, std::string_view name) {
    auto found = request.query.find(name);
    return found == request.query.end() ? "" : found->second;
}

}  // namespace

Result<Response> show_activities(Api& api, const Request& request) {
    const HolderId id = TRY(member_in_path(request));
    const auto reading = TRY(app::read_activities(api.service, programme_of(api, request), id,
                                                  query_of(request, "store")));
    return json_response(200, activities_json(reading.member, reading.activities,
                                              *reading.programme, language_of(request)));
}

}  // namespace vuelve::http
