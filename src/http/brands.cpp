#include "http/brands.h"

#include <algorithm>
#include <limits>

#include "app/brand_view.h"
#include "codec/answer_json_parts.h"
#include "http/member_pages.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

/// The brand of the path. A key that is bound to stores sees the brands of these stores only.
/// Errors: NotFound, Forbidden.
Result<const Brand*> brand_in_path(const Request& request, const Programme& programme) {
    const std::string code = TRY(code_in_path(request, "code"));
    const auto& document = programme.document();
    const auto brand = std::ranges::find(document.brands, code, &Brand::code);
    if (brand == document.brands.end()) return refuse(ErrorCode::NotFound, "no such brand");
    const auto& stores = request.caller.stores;
    const bool own = stores.empty() || std::ranges::any_of(stores, [&](const std::string& name) {
                         const Store* store = programme.find_store(name);
                         return store && store->brand == code;
                     });
    if (!own) return refuse(ErrorCode::Forbidden);
    return &*brand;
}

void write_visit(JsonWriter& out,
                 const storage::BrandView::Visit& visit,
                 HolderId member,
                 const Programme& programme) {
    const storage::TxnSummary& told = visit.summary;
    out.begin_object()
        .member("txn", format_placed(PublicKind::Txn, visit.txn.value, member))
        .member("kind", name_of(told.kind))
        .member("at", told.at)
        .member("occurred_at", told.occurred_at);
    write_code(out, "store", told.store.value, programme);
    out.key("purchase");
    if (told.purchase.empty())
        out.null();
    else
        out.value(told.purchase);
    out.member("amount", told.amount).key("entries").begin_array();
    for (const Entry& entry : visit.entries) {
        const Movement& moved = entry.movement;
        out.begin_object().member("type", name_of(entry.type));
        write_code(out, "currency", entry.currency.value, programme);
        out.member("points", moved.pending + moved.available + moved.reserved + moved.debt);
        out.end_object();
    }
    out.end_array().end_object();
}

}  // namespace

Result<Response> list_brand_members(Api& api, const Request& request) {
    app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    const Brand& brand = *TRY(brand_in_path(request, *snapshot));
    const Page page = TRY(page_of(request));
    const HolderId after{TRY(number_cursor(page, 0))};
    auto members = app::read_brand_members(api.service, programme, brand.id, after, page.limit + 1);
    const bool more = members.size() > static_cast<std::size_t>(page.limit);
    if (more) members.pop_back();
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    for (const app::BrandMember& member : members)
        out.begin_object()
            .member("member", format_public(PublicKind::Member, member.id))
            .member("name", short_name(member.name))
            .member("state", name_of(member.state))
            .member("enrolled_at", member.enrolled_at)
            .end_object();
    return page_response(request, out, page.limit,
                         more ? std::to_string(members.back().id.value) : std::string());
}

Result<Response> show_brand_member(Api& api, const Request& request) {
    app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    const Brand& brand = *TRY(brand_in_path(request, *snapshot));
    const HolderId id = TRY(member_in_path(request));
    const Page page = TRY(page_of(request));
    const TxnId before{TRY(number_cursor(page, std::numeric_limits<std::int64_t>::max()))};
    auto reading =
        TRY(app::read_brand_member(api.service, programme, brand.id, id, before, page.limit + 1));
    const bool more = reading.visits.size() > static_cast<std::size_t>(page.limit);
    if (more) reading.visits.pop_back();
    const app::MemberReading& known = reading.member;
    JsonWriter out;
    out.begin_object()
        .member("brand", brand.code)
        .member("member", format_public(PublicKind::Member, known.member.id))
        .member("name", short_name(known.profile.name))
        .member("state", name_of(known.member.head.state))
        .key("balances");
    write_balances(out, known.balances, *known.programme);
    out.key("items").begin_array();
    for (const auto& visit : reading.visits)
        write_visit(out, visit, known.member.id, *known.programme);
    return page_response(request, out, page.limit,
                         more ? std::to_string(reading.visits.back().txn.value) : std::string());
}

}  // namespace vuelve::http
