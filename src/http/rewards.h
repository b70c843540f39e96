#pragma once

#include <optional>
#include <span>

#include "app/entitlements.h"
#include "codec/sentences.h"
#include "domain/activities.h"
#include "http/api.h"

/// The catalogue of prizes: what there is, what is left, and a supplier's codes for it.
namespace vuelve::http {

Result<Response> list_rewards(Api& api, const Request& request);
Result<Response> show_reward(Api& api, const Request& request);
/// The same for who has signed in, each with `for_me`; `?store=` as for activities.
Result<Response> list_own_rewards(Api& api, const Request& request);

/// What a prize is to one member.
struct OwnPrize {
    const SpendActivity* prize = nullptr;
    Units available{};  // of its currency
};
/// Nothing when the activities do not tell of it.
std::optional<OwnPrize> own_prize(std::span<const BalanceLine> balances,
                                  const Activities& activities,
                                  const Reward& reward);
/// One item of the catalogue, with `for_me` where `own` is given.
void write_reward(JsonWriter& out,
                  const Reward& reward,
                  const app::StockReading& stock,
                  const Telling& telling,
                  const OwnPrize* own = nullptr);

Result<app::Ask> ask_stock(Api& api, const Request& request);
Result<app::Ask> ask_reward_codes(Api& api, const Request& request);
Result<app::Ask> ask_coupon_codes(Api& api, const Request& request);

}  // namespace vuelve::http
