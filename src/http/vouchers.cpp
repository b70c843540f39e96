#include "http/vouchers.h"

#include <algorithm>

#include "app/entitlements.h"
#include "app/reading.h"
#include "codec/answer_json_parts.h"
#include "codec/entitlement_request.h"
#include "codec/sentences_teller.h"
#include "domain/discount.h"
#include "http/member_pages.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

/// What a code stands for: an issued voucher, or a public coupon, which is its own code.
struct Presented {
    Voucher voucher;
    HolderId holder{};  // 0 = anybody
    const Coupon* coupon = nullptr;
    bool is_owner_active = true;
};

const Coupon* coupon_of(const Programme& programme, const Voucher& voucher) {
    const std::string& code = programme.symbols().code(voucher.coupon.value);
    if (voucher.coupon.value != 0) return programme.find_coupon(code);
    const Reward* reward = programme.find_reward(programme.symbols().code(voucher.reward.value));
    return reward ? programme.find_coupon(reward->voucher_coupon) : nullptr;
}

Presented public_one(const Programme& programme, const Coupon& coupon, Instant now) {
    Voucher voucher{.id = {},
                    .code = coupon.code,
                    .coupon = coupon.id,
                    .uses_left = coupon.uses,
                    .valid_until = voucher_without_end};
    if (coupon.valid_to) voucher.valid_until = programme.zone().day_start(*coupon.valid_to + 1);
    if (voucher.valid_until <= now) voucher.state = VoucherState::Expired;
    return {.voucher = std::move(voucher), .holder = {}, .coupon = &coupon};
}

Result<Presented> find_presented(Api& api,
                                 app::OpenProgramme& programme,
                                 const Programme& snapshot,
                                 const ValidateRequest& asked) {
    const Coupon* coupon = snapshot.find_coupon(asked.code);
    if (coupon && coupon->is_public) return public_one(snapshot, *coupon, api.service.now());
    auto row = TRY(app::read_voucher(api.service, programme, asked.code));
    if (!asked.member.empty()) {
        const auto reference = parse_member_reference(asked.member, programme.region());
        const auto member =
            reference ? app::find_member(api.service, programme, *reference) : std::nullopt;
        if (member != row.holder) return refuse(ErrorCode::NotFound);
    }
    const Coupon* behind = coupon_of(snapshot, row.voucher);
    const auto owner = TRY(app::read_member(api.service, programme, row.holder));
    return Presented{.voucher = std::move(row.voucher),
                     .holder = row.holder,
                     .coupon = behind,
                     .is_owner_active = owner.member.head.state == MemberState::Active};
}

/// Why it cannot be used now, whatever the ticket; nothing when it can.
std::optional<ErrorCode> refusal_of(const Presented& presented) {
    if (!presented.is_owner_active) return ErrorCode::MemberNotActive;
    switch (presented.voucher.state) {
        case VoucherState::Used: return ErrorCode::VoucherUsed;
        case VoucherState::Cancelled: return ErrorCode::VoucherCancelled;
        case VoucherState::Expired: return ErrorCode::VoucherExpired;
        default: return std::nullopt;
    }
}

void write_priced(JsonWriter& out, const PricedTicket& priced, const Programme& programme) {
    write_discounts(out.key("discounts"), priced.discounts, programme);
    out.member("total", priced.total);
}

RecordPurchase ticket_of(std::vector<PurchaseLine> lines, std::vector<std::string> coupons) {
    RecordPurchase ticket;
    ticket.lines = std::move(lines);
    ticket.coupons = std::move(coupons);
    ticket.quote = true;
    return ticket;
}

std::string told(const Presented& found,
                 const std::optional<PricedTicket>& priced,
                 const std::optional<ErrorCode>& refusal,
                 const Programme& programme) {
    const Voucher& voucher = found.voucher;
    const bool is_public = found.holder.value == 0;
    std::optional<Instant> end;
    if (voucher.valid_until != voucher_without_end) end = voucher.valid_until;
    std::optional<Day> last_day;
    if (end) last_day = programme.zone().local_day(*end + -1);
    JsonWriter out;
    out.begin_object().key("voucher");
    if (is_public)
        out.null();
    else
        out.value(format_placed(PublicKind::Voucher, voucher.id.value, found.holder));
    out.member("state", name_of(voucher.state));
    write_code(out, "coupon", found.coupon ? found.coupon->id.value : 0, programme);
    write_code(out, "reward", voucher.reward.value, programme);
    out.member("uses_left", voucher.uses_left).key("valid_from");
    if (is_public)
        out.null();
    else
        out.value(voucher.valid_from);
    out.member("valid_to", last_day).member("expires_at", end).key("refusal");
    if (refusal)
        out.value(literal(*refusal));
    else
        out.null();
    if (priced) write_priced(out, *priced, programme);
    return std::move(out.end_object()).text();
}

}  // namespace

void write_held_voucher(JsonWriter& out, const app::HeldVoucher& held, const Telling& telling) {
    const Programme& programme = telling.programme;
    const auto& [holder, voucher, used_at, used_store] = held.row;
    const Teller teller(programme, telling.language);
    const Reward* reward = programme.find_reward(programme.symbols().code(voucher.reward.value));
    write_voucher_fields(out.begin_object(), voucher, holder, programme);
    out.member("name", reward ? teller.text(reward->name, reward->code)
                              : teller.coupon_name(programme.symbols().code(voucher.coupon.value)))
        .key("redemption");
    if (held.redemption.value == 0)
        out.null();
    else
        out.value(format_placed(PublicKind::Redemption, held.redemption.value, holder));
    out.member("cancellable", held.is_cancellable).member("used_at", used_at);
    write_code(out, "store", used_store.value, programme);
    const std::string& code = programme.symbols().code(used_store.value);
    const Store* store = programme.find_store(code);
    out.key("store_name");
    if (used_store.value == 0)
        out.null();
    else
        out.value(store ? teller.text(store->name, code) : std::string_view(code));
    out.end_object();
}

Result<app::Ask> ask_use(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    const auto* said = json.get_if<Json::Object>();
    const auto& stores = request.caller.stores;
    if (!said || stores.size() != 1 || json.find("store"))
        return ask_command(api, request, decode_use_voucher(json));
    // Who works in one store needs not say which.
    Json::Object here = *said;
    here.push_back({"store", Json(Json::Value(stores.front()))});
    return ask_command(api, request, decode_use_voucher(Json(Json::Value(std::move(here)))));
}

Result<app::Ask> ask_lock(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    return ask_command(api, request, decode_lock_voucher(json));
}

Result<app::Ask> ask_unlock(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    return ask_command(api, request, decode_unlock_voucher(json));
}

Result<Response> validate_voucher(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    ValidateRequest asked = TRY(decode_validate(json));
    app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    const Presented found = TRY(find_presented(api, programme, *snapshot, asked));

    std::optional<ErrorCode> refusal = refusal_of(found);
    std::optional<PricedTicket> priced;
    if (!refusal && found.coupon && !asked.lines.empty()) {
        auto result =
            price_ticket(*snapshot, ticket_of(std::move(asked.lines), {found.coupon->code}));
        if (result)
            priced = std::move(*result);
        else
            refusal = result.error().code;
    }
    return json_response(200, told(found, priced, refusal, *snapshot));
}

Result<Response> price_with_coupons(Api& api, const Request& request) {
    const Json json = TRY(body_of(request));
    PriceRequest asked = TRY(decode_price(json));
    const auto snapshot = programme_of(api, request).snapshot();
    const Day today = snapshot->zone().local_day(api.service.now());
    for (const std::string& code : asked.coupons)
        if (const Coupon* coupon = snapshot->find_coupon(code);
            coupon && coupon->valid_to && *coupon->valid_to < today)
            return refuse(ErrorCode::VoucherExpired, code + " is over");
    const auto priced =
        TRY(price_ticket(*snapshot, ticket_of(std::move(asked.lines), std::move(asked.coupons))));
    JsonWriter out;
    write_priced(out.begin_object(), priced, *snapshot);
    return json_response(200, std::move(out.end_object()).text());
}

Result<Response> list_vouchers(Api& api, const Request& request) {
    const Page page = TRY(page_of(request));
    const VoucherId after{TRY(number_cursor(page, 0))};
    const HolderId member = TRY(member_in_path(request));
    app::OpenProgramme& programme = programme_of(api, request);
    auto rows = TRY(app::read_vouchers(api.service, programme, member));
    std::ranges::sort(rows, {}, [](const auto& row) { return row.voucher.id; });

    const auto snapshot = programme.snapshot();
    const bool shows_codes = has_scope(request, "points.burn") || has_scope(request, "me");
    const Telling telling{.programme = *snapshot, .language = language_of(request)};
    JsonWriter out;
    out.begin_object().key("items").begin_array();
    int written = 0;
    VoucherId last{};
    for (storage::VoucherRow& row : rows) {
        if (row.voucher.id <= after) continue;
        if (written++ == page.limit)
            return page_response(request, out, page.limit, std::to_string(last.value));
        last = row.voucher.id;
        if (!shows_codes) row.voucher.code.clear();
        write_held_voucher(out, app::read_held_voucher(api.service, programme, std::move(row)),
                           telling);
    }
    return page_response(request, out, page.limit, "");
}

}  // namespace vuelve::http
