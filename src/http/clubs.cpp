#include "http/clubs.h"

#include <algorithm>

#include "app/clubs.h"
#include "codec/account_request.h"
#include "codec/club_json.h"
#include "http/member_pages.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

void write_one(Api& api, const Request& request, const Club& club, JsonWriter& out) {
    const app::ClubReading read = app::read_club(api.service, programme_of(api, request), club);
    write_club(out, club, read.line, read.members, language_of(request));
}

}  // namespace

Result<Response> list_clubs(Api& api, const Request& request) {
    const auto snapshot = programme_of(api, request).snapshot();
    return page_in_order(
        request, snapshot->document().clubs, &Club::code,
        [&](JsonWriter& out, const Club& club) { write_one(api, request, club, out); });
}

Result<Response> show_club(Api& api, const Request& request) {
    const auto snapshot = programme_of(api, request).snapshot();
    const Club* club = snapshot->find_club(request.parameters.at("code"));
    if (!club) return refuse(ErrorCode::NotFound, "no such club");
    JsonWriter out;
    write_one(api, request, *club, out);
    return json_response(200, std::move(out).text());
}

Result<app::Ask> ask_join_club(Api& api, const Request& request) {
    TRY(member_in_path(request));
    const Json json = TRY(body_of(request));
    return ask_command(api, request, decode_join_club(json, request.parameters.at("id")));
}

}  // namespace vuelve::http
