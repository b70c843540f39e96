#include "http/referrals.h"

#include "app/referrals.h"
#include "codec/account_request.h"
#include "http/member_pages.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

/// One more was asked for than fits, to see whether there is one.
std::string next_of(std::vector<ReferralItem>& items, int limit) {
    if (items.size() <= static_cast<std::size_t>(limit)) return {};
    items.pop_back();
    return std::to_string(items.back().referee.value);
}

}  // namespace

Result<Response> list_member_referrals(Api& api, const Request& request) {
    const HolderId id = TRY(member_in_path(request));
    const Page page = TRY(page_of(request));
    const HolderId after{TRY(number_cursor(page, 0))};
    app::OpenProgramme& programme = programme_of(api, request);
    auto reading = TRY(app::read_referrals(api.service, programme, id, after, page.limit + 1));
    const std::string next = next_of(reading.brought, page.limit);
    const auto snapshot = programme.snapshot();
    JsonWriter out;
    out.begin_object()
        .member("member", format_public(PublicKind::Member, reading.member))
        .key("referral_code");
    if (reading.code.empty())
        out.null();
    else
        out.value(reading.code);
    out.key("referred_by");
    if (reading.referred_by)
        write_referral_item(out, *reading.referred_by, *snapshot);
    else
        out.null();
    out.key("items").begin_array();
    for (const ReferralItem& item : reading.brought) write_referral_item(out, item, *snapshot);
    return page_response(request, out, page.limit, next);
}

Result<Response> list_referrals(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const HolderId after{TRY(number_cursor(page, 0))};
    auto asked = request.query.find("review");
    if (asked != request.query.end() && asked->second != "true")
        return refuse_field("/review", "out-of-range", "only those in review are listed");
    const app::OpenProgramme& programme = programme_of(api, request);
    auto items = app::read_referrals_in_review(api.service, programme, after, page.limit + 1);
    const std::string next = next_of(items, page.limit);
    const auto snapshot = programme.snapshot();
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const ReferralItem& item : items) write_referral_item(out, item, *snapshot);
    return page_response(request, out, page.limit, next);
}

Result<app::Ask> ask_referral_decision(Api& api, const Request& request) {
    const std::string& member = request.parameters.at("member");
    if (!parse_public_holder(PublicKind::Member, member)) return refuse(ErrorCode::UnknownMember);
    const Json json = TRY(body_of(request));
    return ask_command(api, request, decode_referral_decision(json, member));
}

}  // namespace vuelve::http
