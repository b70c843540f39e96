#include "http/home.h"

#include <algorithm>

#include "app/home.h"
#include "app/inbox.h"
#include "codec/activities_json.h"
#include "codec/answer_json_parts.h"
#include "codec/card_json.h"
#include "codec/inbox_text.h"
#include "codec/level_json.h"
#include "codec/request_format.h"
#include "codec/sentences_reach.h"
#include "http/etag.h"
#include "http/me.h"
#include "http/paging.h"
#include "http/rewards.h"
#include "http/vouchers.h"

namespace vuelve::http {
namespace {

/// As many prizes of a kind stand on the first page.
constexpr int prizes_shown = 3;
constexpr int visits_shown = 10;

void write_maybe_text(JsonWriter& out, std::string_view name, std::string_view text) {
    out.key(name);
    text.empty() ? out.null() : out.value(text);
}

void write_rateable_visit(JsonWriter& out, const app::Visit& visit, const Telling& telling) {
    const std::string& code = telling.programme.symbols().code(visit.store.value);
    const Store* store = telling.programme.find_store(code);
    out.begin_object()
        .member("purchase", visit.purchase)
        .member("store", code)
        .member("store_name", store ? text_in(store->name, telling.language, code) : code)
        .member("occurred_at", visit.occurred_at)
        .member("amount", visit.amount)
        .member("until", visit.until)
        .end_object();
}

struct PrizePlace {
    const Reward* reward = nullptr;
    OwnPrize own;
};

/// Those in reach by price, the dearest first; those almost there, the nearest first.
std::vector<PrizePlace> prizes_in(const app::HomeReading& home, PrizeReach reach) {
    std::vector<PrizePlace> places;
    for (const Reward& reward : home.account.programme->document().rewards)
        if (const auto own = own_prize(home.account.balances, *home.activities, reward);
            own && reach_of(*own->prize) == reach)
            places.push_back({&reward, *own});
    std::ranges::stable_sort(places, {}, [&](const PrizePlace& place) {
        return reach == PrizeReach::Affordable ? -place.own.prize->cost.n
                                               : place.own.prize->missing.n;
    });
    return places;
}

void write_prizes(JsonWriter& out,
                  Api& api,
                  const app::OpenProgramme& programme,
                  std::span<const PrizePlace> places,
                  const Telling& telling) {
    out.begin_array();
    for (const PrizePlace& place : places.first(std::min<std::size_t>(places.size(), prizes_shown)))
        write_reward(out, *place.reward, app::read_stock(api.service, programme, *place.reward),
                     telling, &place.own);
    out.end_array();
}

void write_rewards(JsonWriter& out,
                   Api& api,
                   const app::OpenProgramme& programme,
                   const app::HomeReading& home,
                   const Telling& telling) {
    const auto affordable = prizes_in(home, PrizeReach::Affordable);
    out.begin_object().key("affordable");
    write_prizes(out, api, programme, affordable, telling);
    out.key("almost");
    write_prizes(out, api, programme, prizes_in(home, PrizeReach::Almost), telling);
    out.member("affordable_count", std::ssize(affordable)).end_object();
}

/// The one that is furthest along among those that go on.
const ReachActivity* running_challenge(const Activities& activities) {
    const ReachActivity* best = nullptr;
    for (const ReachActivity& one : activities.reach) {
        const bool runs = one.kind == ReachKind::Challenge && !one.actions.empty() &&
                          one.actions.front() == NextAction::Purchase;
        if (runs && (!best || one.earned * best->goal > best->earned * one.goal)) best = &one;
    }
    return best;
}

void write_goals(JsonWriter& out, const Activities& activities, const Telling& telling) {
    out.key("stamp_cards").begin_array();
    for (const ReachActivity& one : activities.reach)
        if (one.kind == ReachKind::StampCard) write_reach(out, one, telling);
    out.end_array().key("level_goal");
    const auto level = std::ranges::find(activities.reach, ReachKind::Level, &ReachActivity::kind);
    if (level == activities.reach.end())
        out.null();
    else
        write_reach(out, *level, telling);
    out.key("challenge");
    if (const ReachActivity* running = running_challenge(activities))
        write_reach(out, *running, telling);
    else
        out.null();
}

void write_usable_vouchers(JsonWriter& out,
                           Api& api,
                           const app::OpenProgramme& programme,
                           const std::vector<storage::VoucherRow>& rows,
                           const Telling& telling) {
    out.begin_object().member("open", std::ssize(rows)).key("next");
    if (rows.empty())
        out.null();
    else
        write_held_voucher(out, app::read_held_voucher(api.service, programme, rows.front()),
                           telling);
    out.end_object();
}

void write_announced_erasure(JsonWriter& out,
                             const std::optional<Instant>& erased_from,
                             const Telling& telling) {
    if (!erased_from) {
        out.null();
        return;
    }
    const Day last_day = telling.programme.zone().local_day(*erased_from + -1);
    out.begin_object()
        .member("erase_at", *erased_from)
        .member("call_off_until", last_day)
        .member("text", announced_erasure_text(last_day, telling))
        .end_object();
}

std::string home_json(Api& api,
                      const app::OpenProgramme& programme,
                      const app::HomeReading& home,
                      std::string_view language) {
    const Holder& member = home.account.member;
    const Telling telling{.programme = *home.account.programme, .language = language};
    JsonWriter out;
    out.begin_object()
        .member("member", format_public(PublicKind::Member, member.id))
        .member("state", name_of(member.head.state));
    write_maybe_text(out, "name", home.account.profile.name);
    write_maybe_text(out, "home_store", app::home_store_of(home.account));
    out.key("household");
    if (member.household.value == 0)
        out.null();
    else
        out.value(format_public(PublicKind::Household, member.household));
    out.key("balances").begin_array();
    for (const HeldUnits& held :
         held_units(home.account.balances, home.account.lots, telling.programme))
        write_held(out, held, telling);
    out.end_array().key("tier");
    write_tier(out, home.account.tier, telling.programme, language);
    write_level_told(out.key("level"), home.account.tier, telling);
    const Activities nothing;
    write_goals(out, home.activities ? *home.activities : nothing, telling);
    out.key("rewards");
    if (home.activities)
        write_rewards(out, api, programme, home, telling);
    else
        out.null();
    write_usable_vouchers(out.key("vouchers"), api, programme, home.vouchers, telling);
    out.key("survey");
    if (home.visit)
        write_rateable_visit(out, *home.visit, telling);
    else
        out.null();
    write_announced_erasure(out.key("erasure"), home.erased_from, telling);
    return std::move(out.member("unread", home.unread).end_object()).text();
}

void write_inbox_item(JsonWriter& out,
                      const app::Inbox& inbox,
                      const storage::MessageRow& row,
                      const Telling& telling) {
    const MessageKind& kind = message_kind(row.key.type);
    const InboxText told = inbox_text(row.key.type, row.variables, telling);
    out.begin_object()
        .member("type", kind.name)
        .member("class", kind.message_class == MessageClass::Marketing ? "M" : "S")
        .member("at", row.at)
        .member("title", told.title)
        .member("text", told.text)
        .member("leads_to", told.leads_to)
        .key("variables")
        .raw(row.variables);
    out.member("read", inbox.is_read(row)).end_object();
}

}  // namespace

Result<Response> show_home(Api& api, const Request& request) {
    app::OpenProgramme& programme = programme_of(api, request);
    const app::HomeReading home =
        TRY(app::read_home(api.service, programme, TRY(own_member(request))));
    return tagged_response(request, home_json(api, programme, home, language_of(request)));
}

Result<Response> list_own_surveys(Api& api, const Request& request) {
    app::OpenProgramme& programme = programme_of(api, request);
    const auto account = TRY(app::read_member(api.service, programme, TRY(own_member(request))));
    const Telling telling{.programme = *account.programme, .language = language_of(request)};
    JsonWriter out;
    out.begin_object().key("visits").begin_array();
    for (const app::Visit& visit :
         app::visits_to_rate(api.service, programme, account.member.id, visits_shown))
        write_rateable_visit(out, visit, telling);
    out.end_array()
        .member("nps", app::may_ask_nps(api.service, programme, account.member))
        .end_object();
    return json_response(200, std::move(out).text());
}

Result<Response> list_inbox(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const std::int64_t skip = TRY(number_cursor(page, 0));
    const HolderId member = TRY(own_member(request));
    const app::OpenProgramme& programme = programme_of(api, request);
    const app::Inbox inbox = app::read_inbox(api.service, programme, member);
    const auto snapshot = programme.snapshot();
    const Telling telling{.programme = *snapshot, .language = language_of(request)};
    JsonWriter out;
    out.begin_object().member("unread", inbox.unread()).key("items").begin_array();
    // What came since the page before stands in front of it: a place counts from the oldest.
    const std::int64_t all = std::ssize(inbox.messages);
    const std::int64_t first = page.cursor.empty() ? 0 : std::max<std::int64_t>(0, all - skip);
    const std::int64_t end = std::min(all, first + page.limit);
    for (std::int64_t i = first; i < end; ++i)
        write_inbox_item(out, inbox, inbox.messages[static_cast<std::size_t>(i)], telling);
    return page_response(request, out, page.limit, end < all ? std::to_string(all - end) : "");
}

Result<Response> read_own_inbox(Api& api, const Request& request) {
    const HolderId member = TRY(own_member(request));
    const Json json = TRY(body_of(request));
    const Instant until = TRY(decode_body<Instant>(json, [](const Cursor& at, Instant& out) {
        ObjectReader object(at);
        object.required("until", out, instant);
    }));
    app::mark_inbox_read(api.service, programme_of(api, request), member, until);
    return Response{.status = 204, .headers = {}, .body = {}};
}

}  // namespace vuelve::http
