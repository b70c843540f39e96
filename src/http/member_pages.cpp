#include "http/member_pages.h"

#include <algorithm>
#include <limits>
#include <tuple>

#include "app/reading.h"
#include "codec/answer_json_parts.h"
#include "codec/card_json.h"
#include "codec/level_json.h"
#include "codec/public_id.h"
#include "http/paging.h"
#include "http/problem.h"

namespace vuelve::http {
namespace {

/// Place of a lot in the order of spending; stays right when lots before it are gone.
using LotPlace = std::tuple<std::int64_t, std::int64_t, std::int64_t>;

LotPlace place_of(const Lot& lot) {
    const std::int64_t never = std::numeric_limits<std::int64_t>::max();
    return {lot.expires_at ? lot.expires_at->value : never, lot.earned_at.value, lot.id.value};
}

std::string format_place(const LotPlace& place) {
    const auto& [expires, earned, id] = place;
    return std::to_string(expires) + "." + std::to_string(earned) + "." + std::to_string(id);
}

std::optional<LotPlace> parse_place(std::string_view text) {
    const std::size_t first = text.find('.'), last = text.rfind('.');
    if (first == std::string_view::npos || first == last) return std::nullopt;
    LotPlace place;
    auto& [expires, earned, id] = place;
    const bool whole = read_whole(text.substr(0, first), expires) &&
                       read_whole(text.substr(first + 1, last - first - 1), earned) &&
                       read_whole(text.substr(last + 1), id);
    return whole ? std::optional(place) : std::nullopt;
}

void write_lot(JsonWriter& out, const Lot& lot, const Programme& programme) {
    out.begin_object()
        .member("currency", programme.symbols().code(lot.currency.value))
        .member("original", lot.original)
        .member("remaining", lot.remaining)
        .member("reserved", lot.reserved)
        .member("state", name_of(state_of(lot)));
    write_code(out, "rule", lot.rule.value, programme);
    out.member("earned_at", lot.earned_at)
        .member("available_at", lot.available_at)
        .member("expires_at", lot.expires_at)
        .key("last_day");
    if (lot.expires_at)
        out.value(programme.zone().local_day(*lot.expires_at + -1));
    else
        out.null();
    out.end_object();
}

Result<Response> lots_page(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    std::optional<LotPlace> after;
    if (!page.cursor.empty()) after = parse_place(page.cursor);
    if (!page.cursor.empty() && !after) return wrong_cursor();
    const HolderId id = TRY(member_in_path(request));
    const auto reading = TRY(app::read_member(api.service, programme_of(api, request), id));

    JsonWriter out;
    out.begin_object().key("items").begin_array();
    int written = 0;
    std::optional<LotPlace> last;
    for (const Lot& lot : reading.lots) {
        if (after && place_of(lot) <= *after) continue;
        if (written == page.limit)
            return page_response(request, out, page.limit, format_place(*last));
        write_lot(out, lot, *reading.programme);
        last = place_of(lot);
        ++written;
    }
    return page_response(request, out, page.limit, "");
}

Result<Response> balances(Api& api, const Request& request) {
    const HolderId id = TRY(member_in_path(request));
    const auto reading = TRY(app::read_member(api.service, programme_of(api, request), id));
    JsonWriter out;
    out.begin_object()
        .member("member", format_public(PublicKind::Member, reading.member.id))
        .key("balances");
    write_balances(out, reading.balances, *reading.programme);
    write_values(out, held_units(reading.balances, reading.lots, *reading.programme),
                 {.programme = *reading.programme, .language = language_of(request)});
    return json_response(200, std::move(out.end_object()).text());
}

Result<Response> tier(Api& api, const Request& request) {
    const HolderId id = TRY(member_in_path(request));
    const auto reading = TRY(app::read_member(api.service, programme_of(api, request), id));
    JsonWriter out;
    out.begin_object()
        .member("member", format_public(PublicKind::Member, reading.member.id))
        .key("tier");
    write_tier(out, reading.tier, *reading.programme, language_of(request));
    write_level_told(out.key("level"), reading.tier,
                     {.programme = *reading.programme, .language = language_of(request)});
    return json_response(200, std::move(out.end_object()).text());
}

}  // namespace

Handler get_tier(Api& api) { return reading(api, tier); }
Handler get_balances(Api& api) { return reading(api, balances); }
Handler list_lots(Api& api) { return reading(api, lots_page); }

Result<HolderId> member_in_path(const Request& request) {
    const auto id = parse_public_holder(PublicKind::Member, request.parameters.at("id"));
    if (!id) return refuse(ErrorCode::UnknownMember);
    return *id;
}

}  // namespace vuelve::http
