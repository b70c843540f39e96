#include <algorithm>

#include "app/loader.h"
#include "domain/birthday.h"
#include "domain/challenge.h"
#include "domain/club.h"

/// What there is only so much of: stock, budgets, goals of clubs, suppliers' codes.
namespace vuelve::app {

void Loader::load_resource(const ResourceKey& key) {
    if (state_.resources.contains(key) || !programme_.cache().looked_up.insert(key).second) return;
    if (auto known = programme_.ledger().find_resource(tx_, key)) state_.resources[key] = *known;
}

void Loader::load_gifts(Instant at) {
    load_clubs();
    const auto programme = programme_.snapshot();
    for (const Club& club : programme->document().clubs) {
        if (club.reward != EffectType::Coupon) continue;
        const auto owed = std::ranges::count_if(touched_, [&](HolderId id) {
            return is_owed_reward(state_, club, state_.holders.at(id));
        });
        if (const Coupon* coupon = programme->find_coupon(club.reward_code); coupon && owed > 0)
            load_pool({ResourceKind::CouponCodes, coupon->id.value, 0}, static_cast<int>(owed));
    }
    const auto& gift = programme->document().birthday;
    const Coupon* coupon = gift && gift->reward == EffectType::Coupon
                               ? programme->find_coupon(gift->reward_code)
                               : nullptr;
    if (!coupon) return;
    int count = 0;
    const int year = date_of(programme->zone().local_day(at)).year;
    for (HolderId id : touched_)
        if (auto due = next_gift_due(*programme, state_.holders.at(id)); due && *due <= at)
            count += year - date_of(programme->zone().local_day(*due)).year + 2;
    // Beside those that clubs owe: which of the two takes its code first does not matter.
    if (count > 0)
        load_pool({ResourceKind::CouponCodes, coupon->id.value, 0},
                  count + static_cast<int>(touched_.size()));
}

void Loader::load_clubs() {
    for (const Club& club : programme_.snapshot()->document().clubs) load_resource(goal_of(club));
}

void Loader::load_pool(const ResourceKey& key, int more) {
    load_resource(key);
    auto found = state_.resources.find(key);
    if (found == state_.resources.end() || found->second.left == 0) return;
    // A purchase may grant a coupon by several of its rules.
    int most = 16 + more;
    for (const Rule& rule : programme_.snapshot()->rules())
        most += static_cast<int>(rule.effects.size());
    for (const Challenge& challenge : programme_.snapshot()->document().challenges)
        if (challenge.reward == EffectType::Coupon) most += completions_at_once_max;
    most += static_cast<int>(programme_.snapshot()->document().clubs.size());
    std::int64_t place = found->second.total - found->second.left;
    const std::int64_t wanted = std::min(found->second.total, place + most) - 1;
    if (state_.pool_codes.contains({key, place}) && state_.pool_codes.contains({key, wanted}))
        return;
    for (std::string& code :
         programme_.entitlements().pool_codes(tx_, key, place, std::max(most * 2, 256)))
        state_.pool_codes[{key, place++}] = std::move(code);
}

void Loader::load_budgets() {
    for (const Rule& rule : programme_.snapshot()->rules())
        if (rule.budget) load_resource({ResourceKind::RuleBudget, rule.number.value, 0});
}

void Loader::load_stock(const Reward& reward, const std::string& store) {
    const auto programme = programme_.snapshot();
    const Store* place = store.empty() ? &programme->default_store() : programme->find_store(store);
    load_resource({ResourceKind::RewardStock, reward.id.value, 0});
    if (place) load_resource({ResourceKind::RewardStoreStock, reward.id.value, place->id.value});
}

void Loader::load_offers(const std::string& store) {
    const auto programme = programme_.snapshot();
    for (const Reward& reward : programme->document().rewards) {
        load_stock(reward, store);
        load_resource({ResourceKind::RewardCodes, reward.id.value, 0});
    }
}

}  // namespace vuelve::app
