#include "http/member_changes.h"

#include "codec/account_request.h"
#include "codec/member_update.h"
#include "http/member_pages.h"

namespace vuelve::http {
namespace {

Result<std::string> member_text_in_path(const Request& request) {
    TRY(member_in_path(request));
    return request.parameters.at("id");
}

Result<app::Ask> ask_identity(Api& api, const Request& request, ChangeIdentity::Change change) {
    const std::string member = TRY(member_text_in_path(request));
    const Json json = TRY(body_of(request));
    const std::string region = programme_of(api, request).region();
    return ask_command(api, request, decode_identity_change(json, change, member, region));
}

}  // namespace

Result<app::Ask> ask_member_update(Api& api, const Request& request) {
    const std::string member = TRY(member_text_in_path(request));
    const Json json = TRY(body_of(request));
    return ask_command(api, request, decode_member_update(json, member));
}

Result<app::Ask> ask_merge(Api& api, const Request& request) {
    const std::string member = TRY(member_text_in_path(request));
    const Json json = TRY(body_of(request));
    return ask_command(api, request, decode_merge(json, member));
}

Result<app::Ask> ask_close(Api& api, const Request& request) {
    const std::string member = TRY(member_text_in_path(request));
    TRY(no_body(request));
    return ask_command(api, request, close_request(member));
}

Result<app::Ask> ask_opt_in(Api& api, const Request& request) {
    const std::string member = TRY(member_text_in_path(request));
    const Json json = TRY(body_of(request));
    return ask_command(api, request, decode_opt_in(json, member));
}

Result<app::Ask> ask_consent(Api& api, const Request& request) {
    const std::string member = TRY(member_text_in_path(request));
    const Json json = TRY(body_of(request));
    return ask_command(api, request, decode_consent_change(json, member));
}

Result<app::Ask> ask_level(Api& api, const Request& request) {
    const std::string member = TRY(member_text_in_path(request));
    const Json json = TRY(body_of(request));
    return ask_command(api, request, decode_level(json, member));
}

Result<app::Ask> ask_identity_added(Api& api, const Request& request) {
    return ask_identity(api, request, ChangeIdentity::Change::Add);
}

Result<app::Ask> ask_identity_removed(Api& api, const Request& request) {
    return ask_identity(api, request, ChangeIdentity::Change::Remove);
}

Result<app::Ask> ask_identity_blocked(Api& api, const Request& request) {
    return ask_identity(api, request, ChangeIdentity::Change::Block);
}

Result<app::Ask> ask_identity_replaced(Api& api, const Request& request) {
    return ask_identity(api, request, ChangeIdentity::Change::Replace);
}

}  // namespace vuelve::http
