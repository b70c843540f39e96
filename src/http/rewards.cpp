#include "http/rewards.h"

#include <algorithm>

#include "app/home.h"
#include "codec/answer_json_parts.h"
#include "codec/card_json.h"
#include "codec/operator_request.h"
#include "codec/programme_words.h"
#include "codec/sentences.h"
#include "http/me.h"
#include "http/paging.h"

namespace vuelve::http {
namespace {

void write_cost(JsonWriter& out, const Reward& reward) {
    out.key("cost")
        .begin_object()
        .member("currency", reward.currency)
        .member("points", reward.points)
        .member("money", reward.money)
        .end_object();
}

void write_stock(JsonWriter& out, const app::StockReading& stock) {
    out.member("left", stock.left).key("left_in_store").begin_object();
    for (const auto& [store, left] : stock.left_in_store) out.member(store, left);
    out.end_object();
}

/// Errors: UnknownReward.
Result<const Reward*> reward_in_path(const Programme& programme, const Request& request) {
    const Reward* reward = programme.find_reward(request.parameters.at("code"));
    if (!reward) return refuse(ErrorCode::UnknownReward);
    return reward;
}

}  // namespace

void write_reward(JsonWriter& out,
                  const Reward& reward,
                  const app::StockReading& stock,
                  const Telling& telling,
                  const OwnPrize* own) {
    out.begin_object()
        .member("reward", reward.code)
        .member("name", text_in(reward.name, telling.language, reward.code))
        .key("image");
    if (reward.image.empty())
        out.null();
    else
        out.value(reward.image);
    out.member("type", word_of(words::reward_type, reward.type))
        .member("fulfilment", word_of(words::fulfilment, reward.fulfilment));
    write_cost(out, reward);
    write_stock(out, stock);
    out.key("limit");
    if (reward.limit)
        out.begin_object()
            .member("count", reward.limit->value)
            .member("period", word_of(words::limit_period, reward.limit->period))
            .end_object();
    else
        out.null();
    out.key("window")
        .begin_object()
        .member("from", reward.window_from)
        .member("to", reward.window_to)
        .end_object()
        .member("restricted", !reward.eligibility.empty())
        .member("refundable", reward.refundable && reward.type != Reward::Type::Donation);
    if (own) write_for_me(out.key("for_me"), *own->prize, own->available, telling);
    out.end_object();
}

std::optional<OwnPrize> own_prize(std::span<const BalanceLine> balances,
                                  const Activities& activities,
                                  const Reward& reward) {
    const auto prize = std::ranges::find_if(activities.spend, [&](const SpendActivity& one) {
        return one.kind == SpendKind::Reward && one.code == reward.code;
    });
    if (prize == activities.spend.end()) return std::nullopt;
    const auto line = std::ranges::find(balances, prize->currency, &BalanceLine::currency);
    return OwnPrize{&*prize, line == balances.end() ? Units{} : line->available};
}

Result<Response> list_rewards(Api& api, const Request& request) {
    const app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    return page_in_order(request, snapshot->document().rewards, &Reward::code,
                         [&](JsonWriter& out, const Reward& reward) {
                             write_reward(
                                 out, reward, app::read_stock(api.service, programme, reward),
                                 {.programme = *snapshot, .language = language_of(request)});
                         });
}

Result<Response> list_own_rewards(Api& api, const Request& request) {
    app::OpenProgramme& programme = programme_of(api, request);
    const auto account = TRY(app::read_member(api.service, programme, TRY(own_member(request))));
    // Nobody suspended takes a prize; the catalogue is for everybody to read.
    if (account.member.head.state != MemberState::Active) return list_rewards(api, request);
    const auto asked = request.query.find("store");
    const Activities activities = TRY(app::activities_of_reading(
        api.service, programme, account,
        asked == request.query.end() ? app::home_store_of(account) : asked->second));
    const Telling telling{.programme = *account.programme, .language = language_of(request)};
    return page_in_order(request, account.programme->document().rewards, &Reward::code,
                         [&](JsonWriter& out, const Reward& reward) {
                             const auto own = own_prize(account.balances, activities, reward);
                             write_reward(out, reward,
                                          app::read_stock(api.service, programme, reward), telling,
                                          own ? &*own : nullptr);
                         });
}

Result<Response> show_reward(Api& api, const Request& request) {
    const app::OpenProgramme& programme = programme_of(api, request);
    const auto snapshot = programme.snapshot();
    const Reward& reward = *TRY(reward_in_path(*snapshot, request));
    JsonWriter out;
    write_reward(out, reward, app::read_stock(api.service, programme, reward),
                 {.programme = *snapshot, .language = language_of(request)});
    return json_response(200, std::move(out).text());
}

Result<app::Ask> ask_stock(Api& api, const Request& request) {
    const auto snapshot = programme_of(api, request).snapshot();
    const Reward& reward = *TRY(reward_in_path(*snapshot, request));
    const Json json = TRY(body_of(request));
    return ask_command(api, request, decode_stock(json, reward.code));
}

Result<app::Ask> ask_reward_codes(Api& api, const Request& request) {
    const auto snapshot = programme_of(api, request).snapshot();
    const Reward& reward = *TRY(reward_in_path(*snapshot, request));
    const Json json = TRY(body_of(request, body_bytes_max));
    return ask_command(api, request, decode_pool_codes(json, reward.code, ""));
}

Result<app::Ask> ask_coupon_codes(Api& api, const Request& request) {
    const std::string code = TRY(code_in_path(request, "code"));
    if (!programme_of(api, request).snapshot()->find_coupon(code))
        return refuse(ErrorCode::NotFound);
    const Json json = TRY(body_of(request, body_bytes_max));
    return ask_command(api, request, decode_pool_codes(json, "", code));
}

}  // namespace vuelve::http
