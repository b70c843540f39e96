#include <algorithm>
#include <iterator>
#include <set>

#include "domain/action_check.h"
#include "domain/programme.h"
#include "domain/segment.h"

namespace vuelve {
namespace {

/// Collects the faults of one document; each function looks at one section.
class Check {
 public:
    explicit Check(const ProgrammeDocument& document) : doc_(document) {}

    std::vector<Fault> all() {
        head();
        brands_and_stores();
        currencies();
        for (std::size_t i = 0; i < doc_.rules.size(); ++i) rule(doc_.rules[i], at("/rules", i));
        versions();
        tiers();
        catalogue();
        games();
        clubs();
        if (doc_.birthday) birthday(*doc_.birthday);
        return std::move(faults_);
    }
    std::vector<Fault> where_alone(const std::vector<Condition>& list, const std::string& base) {
        where(list, base);
        return std::move(faults_);
    }

 private:
    static std::string at(const std::string& base, std::size_t place) {
        return base + "/" + std::to_string(place);
    }

    void fault(std::string pointer, std::string code, std::string detail) {
        faults_.push_back({std::move(pointer), std::move(code), std::move(detail)});
    }
    void invalid_rule(std::string pointer, std::string detail) {
        fault(std::move(pointer), "INVALID_RULE", std::move(detail));
    }

    template <class Items>
    void unique_codes(const Items& items, const std::string& base) {
        std::set<std::string> seen;
        for (std::size_t i = 0; i < items.size(); ++i)
            if (!seen.insert(items[i].code).second)
                fault(at(base, i) + "/code", "duplicate",
                      "the code " + items[i].code + " stands twice");
    }

    const Currency* currency(const std::string& code, const std::string& pointer) {
        for (const Currency& known : doc_.currencies)
            if (known.code == code) return &known;
        fault(pointer, "unknown-reference", "no currency has the code " + code);
        return nullptr;
    }
    template <class Items>
    bool known(const Items& items, const std::string& code) const {
        return std::ranges::any_of(items, [&](const auto& item) { return item.code == code; });
    }

    void head() {
        if (!Zone::find(doc_.time_zone))
            fault("/programme/time_zone", "unknown-reference",
                  doc_.time_zone + " is not an IANA time zone");
        if (doc_.money_exponent < 0 || doc_.money_exponent > 3)
            fault("/programme/money/exponent", "out-of-range", "an exponent lies between 0 and 3");
    }

    void spendable(const std::string& code, const std::string& pointer) {
        const Currency* found = currency(code, pointer);
        if (found && found->kind == CurrencyKind::Status)
            fault(pointer, "out-of-range", code + " counts for levels and is never spent");
    }

    /// A referral's bonus waits as pending, which stamps and status credits never do.
    void held(const std::string& code, const std::string& pointer) {
        const Currency* found = currency(code, pointer);
        if (found && (found->kind == CurrencyKind::Status || found->kind == CurrencyKind::Stamps))
            fault(pointer, "out-of-range", code + " cannot wait until the bonus is released");
    }

    void brands_and_stores() {
        if (doc_.brands.empty()) fault("/brands", "required", "a programme has at least one brand");
        if (doc_.stores.empty()) fault("/stores", "required", "a programme has at least one store");
        unique_codes(doc_.brands, "/brands");
        unique_codes(doc_.stores, "/stores");
        for (std::size_t i = 0; i < doc_.brands.size(); ++i) {
            const Brand& brand = doc_.brands[i];
            if (brand.suspended_from && brand.suspended_to &&
                *brand.suspended_to <= *brand.suspended_from)
                fault(at("/brands", i) + "/suspended_to", "out-of-range",
                      "a suspension ends after it began");
        }
        for (std::size_t i = 0; i < doc_.stores.size(); ++i) {
            const Store& store = doc_.stores[i];
            if (!known(doc_.brands, store.brand))
                fault(at("/stores", i) + "/brand", "unknown-reference",
                      "no brand has the code " + store.brand);
            if (!store.time_zone.empty() && !Zone::find(store.time_zone))
                fault(at("/stores", i) + "/time_zone", "unknown-reference",
                      store.time_zone + " is not an IANA time zone");
            for (std::size_t j = 0; j < store.closed.size(); ++j)
                if (store.closed[j].last < store.closed[j].first)
                    fault(at(at("/stores", i) + "/closed", j) + "/to", "out-of-range",
                          "the last closed day is not before the first");
        }
    }

    void currencies() {
        if (doc_.currencies.empty())
            fault("/currencies", "required", "a programme has at least one currency");
        unique_codes(doc_.currencies, "/currencies");
        for (std::size_t i = 0; i < doc_.currencies.size(); ++i) {
            const Currency& item = doc_.currencies[i];
            std::string base = at("/currencies", i);
            bool counted = item.kind == CurrencyKind::Stamps || item.kind == CurrencyKind::Status;
            if (counted && item.scale != 0)
                fault(base + "/scale", "out-of-range", "stamps and status credits are whole");
            if (item.kind == CurrencyKind::Wallet && item.scale != doc_.money_exponent)
                fault(
                    base + "/scale", "out-of-range",
                    "a wallet has the scale of the money: " + std::to_string(doc_.money_exponent));
            if (item.kind == CurrencyKind::Wallet && item.money_value &&
                (item.money_value->points.n != 1 || item.money_value->amount.n != 1))
                fault(base + "/money_value", "out-of-range", "a wallet is always 1:1 with money");
            if (counted && item.pending_days != 0)
                fault(base + "/pending_days", "out-of-range",
                      "stamps and status credits are never pending");
            if (item.kind == CurrencyKind::Status && item.expiry.type != ExpiryPolicy::Type::Never)
                fault(base + "/expiry", "out-of-range",
                      "status credits never expire; their window does the ageing");
            if (item.kind == CurrencyKind::Status && (item.transfer || item.money_value))
                fault(base, "out-of-range",
                      "status credits are neither transferred nor worth money");
        }
    }

    void conditions(const std::vector<Condition>& list,
                    const std::string& base,
                    bool line_only = false) {
        for (std::size_t i = 0; i < list.size(); ++i) condition(list[i], at(base, i), line_only);
    }

    void condition(const Condition& item, const std::string& pointer, bool line_only) {
        bool combinator = item.type == ConditionType::Any || item.type == ConditionType::Not;
        if (line_only && !is_line_condition(item))
            invalid_rule(pointer, "only sku, category and product_brand stand here");
        if (item.type == ConditionType::Action)
            invalid_rule(pointer, "a rule asks for an action, outside of any and not");
        if (combinator) {
            if (item.of.empty())
                fault(pointer + "/of", "required", "a combinator needs conditions");
            auto has_line = [](const auto& self, const Condition& part) -> bool {
                if (part.type == ConditionType::Any || part.type == ConditionType::Not)
                    return std::ranges::any_of(
                        part.of, [&](const Condition& inner) { return self(self, inner); });
                return is_line_condition(part);
            };
            if (has_line(has_line, item) && !is_line_condition(item))
                invalid_rule(pointer, "a combinator does not mix line conditions with others");
            std::string base = item.type == ConditionType::Any ? pointer + "/of" : pointer;
            for (std::size_t i = 0; i < item.of.size(); ++i)
                condition(item.of[i], item.type == ConditionType::Any ? at(base, i) : base + "/of",
                          line_only);
        }
        auto each = [&](auto is_known, const char* what) {
            for (std::size_t i = 0; i < item.in.size(); ++i)
                if (!is_known(item.in[i]))
                    fault(at(pointer + "/in", i), "unknown-reference",
                          std::string("no ") + what + " has the code " + item.in[i]);
        };
        switch (item.type) {
            case ConditionType::Store:
                each([&](const std::string& code) { return known(doc_.stores, code); }, "store");
                break;
            case ConditionType::StoreBrand:
                each([&](const std::string& code) { return known(doc_.brands, code); }, "brand");
                break;
            case ConditionType::Tier:
                each(
                    [&](const std::string& code) {
                        return doc_.tiers && known(doc_.tiers->levels, code);
                    },
                    "level");
                break;
            case ConditionType::Coupon:
                each([&](const std::string& code) { return known(doc_.coupons, code); }, "coupon");
                break;
            case ConditionType::Subscription:
                each([&](const std::string& code) { return known(doc_.subscriptions, code); },
                     "plan");
                break;
            default: break;
        }
    }

    void rule(const Rule& item, const std::string& base) {
        for (std::size_t i = 0; i < item.conditions.size(); ++i)
            if (item.conditions[i].type != ConditionType::Action)
                condition(item.conditions[i], at(base + "/conditions", i), false);
        if (is_about_actions(item))
            std::ranges::move(check_action_rule(item, base), std::back_inserter(faults_));
        std::set<std::string> earned;
        bool earns_base = false;
        if (item.effects.empty())
            fault(base + "/effects", "required", "a rule has at least one effect");
        for (std::size_t i = 0; i < item.effects.size(); ++i) {
            const Effect& effect = item.effects[i];
            std::string pointer = at(base + "/effects", i);
            earns_base |= effect.type == EffectType::EarnBase;
            if (effect.type == EffectType::Multiply && effect.factor < Ratio(1))
                invalid_rule(pointer + "/factor", "a factor is at least 1");
            if (effect.type == EffectType::Coupon && !known(doc_.coupons, effect.code))
                fault(pointer + "/coupon", "unknown-reference",
                      "no coupon has the code " + effect.code);
            if (effect.type == EffectType::Discount && effect.discount_scope != whole_basket &&
                effect.discount_scope != matching_lines)
                invalid_rule(pointer + "/scope",
                             "a discount is taken from the basket or from the rule's lines");
            bool gives_units =
                effect.type == EffectType::EarnBase || effect.type == EffectType::Multiply ||
                effect.type == EffectType::Bonus || effect.type == EffectType::BonusPerQuantity;
            if (!gives_units) continue;
            currency(effect.currency, pointer + "/currency");
            earned.insert(effect.currency);
        }
        if (earns_base && (!item.group.empty() || item.exclusive))
            invalid_rule(base, "a rule that earns base points has neither group nor exclusive");
        bool counts_units = item.budget || std::ranges::any_of(item.limits, [](const Limit& limit) {
                                return limit.points;
                            });
        if (counts_units && earned.size() > 1)
            invalid_rule(base, "a rule with a budget or a limit of points gives one currency only");
        if (item.effective_from && item.effective_to && *item.effective_to <= *item.effective_from)
            fault(base + "/effective_to", "out-of-range", "a rule ends after it begins");
        if (!item.campaign.empty() && !known(doc_.campaigns, item.campaign))
            fault(base + "/campaign", "unknown-reference",
                  "no campaign has the code " + item.campaign);
    }

    void versions() {
        std::set<std::pair<std::string, int>> seen;
        for (std::size_t i = 0; i < doc_.rules.size(); ++i)
            if (!seen.insert({doc_.rules[i].id, doc_.rules[i].version.value_or(0)}).second)
                fault(at("/rules", i) + "/id", "duplicate",
                      "the rule " + doc_.rules[i].trace_name() + " stands twice");
    }

    void tiers() {
        if (!doc_.tiers) return;
        const Tiers& item = *doc_.tiers;
        unique_codes(item.levels, "/tiers/levels");
        if (item.levels.empty() || item.levels.front().threshold != 0)
            fault("/tiers/levels", "out-of-range", "the first level has the threshold 0");
        for (std::size_t i = 1; i < item.levels.size(); ++i)
            if (item.levels[i].threshold <= item.levels[i - 1].threshold)
                fault(at("/tiers/levels", i) + "/threshold", "out-of-range",
                      "levels stand in the order of their thresholds");
        for (std::size_t i = 0; i < item.levels.size(); ++i)
            if (item.levels[i].factor < Ratio(1))
                invalid_rule(at("/tiers/levels", i) + "/factor", "a factor is at least 1");
        if (item.metric == Tiers::Metric::Status) {
            const Currency* credits = currency(item.currency, "/tiers/currency");
            if (credits && credits->kind != CurrencyKind::Status)
                fault("/tiers/currency", "wrong-type", "levels count a status currency");
        }
        bool has_factor = std::ranges::any_of(
            item.levels, [](const Level& level) { return Ratio(1) < level.factor; });
        if (has_factor || !item.factor_currency.empty())
            currency(item.factor_currency, "/tiers/factor_currency");
    }

    void catalogue() {
        unique_codes(doc_.rewards, "/rewards");
        unique_codes(doc_.coupons, "/coupons");
        for (std::size_t i = 0; i < doc_.rewards.size(); ++i) {
            const Reward& reward = doc_.rewards[i];
            std::string base = at("/rewards", i);
            spendable(reward.currency, base + "/cost/currency");
            conditions(reward.eligibility, base + "/eligibility");
            for (const auto& [store, count] : reward.store_stock)
                if (!known(doc_.stores, store))
                    fault(base + "/store_stock/" + store, "unknown-reference",
                          "no store has the code " + store);
            if (!reward.voucher_coupon.empty() && !known(doc_.coupons, reward.voucher_coupon))
                fault(base + "/voucher/coupon", "unknown-reference",
                      "no coupon has the code " + reward.voucher_coupon);
        }
        for (std::size_t i = 0; i < doc_.coupons.size(); ++i) {
            const Coupon& coupon = doc_.coupons[i];
            std::string base = at("/coupons", i);
            conditions(coupon.applies_to, base + "/applies_to", true);
            if (coupon.kind == Coupon::Kind::Percent && Ratio(100) < coupon.percent)
                fault(base + "/value", "out-of-range", "a discount is at most 100 percent");
        }
    }

    void games() {
        unique_codes(doc_.stamp_cards, "/stamp_cards");
        for (std::size_t i = 0; i < doc_.stamp_cards.size(); ++i) {
            const Currency* stars =
                currency(doc_.stamp_cards[i].currency, at("/stamp_cards", i) + "/currency");
            if (stars && stars->kind != CurrencyKind::Stamps)
                fault(at("/stamp_cards", i) + "/currency", "wrong-type",
                      "a stamp card counts a stamps currency");
        }
        unique_codes(doc_.challenges, "/challenges");
        for (std::size_t i = 0; i < doc_.challenges.size(); ++i) {
            const Challenge& item = doc_.challenges[i];
            std::string base = at("/challenges", i);
            conditions(item.conditions, base + "/conditions");
            if (item.to <= item.from)
                fault(base + "/to", "out-of-range", "a challenge ends after it begins");
            if (item.reward == EffectType::Bonus)
                currency(item.reward_currency, base + "/reward/currency");
            if (item.reward == EffectType::Coupon && !known(doc_.coupons, item.reward_code))
                fault(base + "/reward/coupon", "unknown-reference",
                      "no coupon has the code " + item.reward_code);
        }
        if (doc_.referral) {
            held(doc_.referral->referrer_currency, "/referral/referrer/currency");
            held(doc_.referral->referee_currency, "/referral/referee/currency");
        }
        unique_codes(doc_.subscriptions, "/subscriptions");
        for (std::size_t i = 0; i < doc_.subscriptions.size(); ++i)
            plan(doc_.subscriptions[i], at("/subscriptions", i));
        for (std::size_t i = 0; i < doc_.conversions.size(); ++i) {
            spendable(doc_.conversions[i].from, at("/conversions", i) + "/from");
            spendable(doc_.conversions[i].to, at("/conversions", i) + "/to");
        }
        leaderboards();
        unique_codes(doc_.badges, "/badges");
        unique_codes(doc_.campaigns, "/campaigns");
        unique_codes(doc_.segments, "/segments");
        for (std::size_t i = 0; i < doc_.segments.size(); ++i)
            segment(doc_.segments[i], at("/segments", i));
    }

    void where(const std::vector<Condition>& list, const std::string& base) {
        conditions(list, base);
        std::ranges::move(check_segment(doc_, list, base), std::back_inserter(faults_));
    }

    void segment(const Segment& item, const std::string& base) {
        if (!item.dynamic) return conditions(item.where, base + "/where");
        where(item.where, base + "/where");
        if (names_itself(doc_, item))
            invalid_rule(base + "/where", "the segment " + item.code + " stands on itself");
    }

    void plan(const SubscriptionPlan& item, const std::string& base) {
        currency(item.currency, base + "/currency");
        if (item.factor < Ratio(1)) invalid_rule(base + "/factor", "a factor is at least 1");
    }

    void clubs() {
        unique_codes(doc_.clubs, "/clubs");
        for (std::size_t i = 0; i < doc_.clubs.size(); ++i) {
            const Club& item = doc_.clubs[i];
            std::string base = at("/clubs", i);
            conditions(item.conditions, base + "/conditions");
            if (item.to <= item.from)
                fault(base + "/to", "out-of-range", "a club ends after it begins");
            if (item.reward == EffectType::Bonus)
                currency(item.reward_currency, base + "/reward/currency");
            if (item.reward == EffectType::Coupon && !known(doc_.coupons, item.reward_code))
                fault(base + "/reward/coupon", "unknown-reference",
                      "no coupon has the code " + item.reward_code);
        }
    }

    void leaderboards() {
        unique_codes(doc_.leaderboards, "/leaderboards");
        for (std::size_t i = 0; i < doc_.leaderboards.size(); ++i) {
            const Leaderboard& board = doc_.leaderboards[i];
            const std::string base = at("/leaderboards", i);
            const bool of_points = board.metric == Leaderboard::Metric::Points;
            if (of_points) currency(board.currency, base + "/currency");
            if (!of_points && !board.currency.empty())
                fault(base + "/currency", "out-of-range", "only points are counted in a currency");
            if (board.leagues == Leaderboard::Leagues::Level && !doc_.tiers)
                fault(base + "/leagues", "unknown-reference", "the programme has no levels");
        }
    }

    void birthday(const BirthdayGift& gift) {
        if (gift.reward == EffectType::Bonus)
            currency(gift.reward_currency, "/birthday/reward/currency");
        if (gift.reward == EffectType::Coupon && !known(doc_.coupons, gift.reward_code))
            fault("/birthday/reward/coupon", "unknown-reference",
                  "no coupon has the code " + gift.reward_code);
        conditions(gift.eligibility, "/birthday/eligibility");
        for (std::size_t i = 0; i < gift.eligibility.size(); ++i)
            if (is_line_condition(gift.eligibility[i]))
                invalid_rule(
                    at("/birthday/eligibility", i),
                    "a birthday has no lines: sku, category and product_brand ask for one");
        for (std::size_t i = 0; i < doc_.rules.size(); ++i)
            if (doc_.rules[i].id == birthday_rule)
                fault(at("/rules", i) + "/id", "duplicate",
                      "the gift of the section birthday stands under this name");
    }

    const ProgrammeDocument& doc_;
    std::vector<Fault> faults_;
};

}  // namespace

std::vector<Fault> check(const ProgrammeDocument& document) { return Check(document).all(); }

std::vector<Fault> check_where(const ProgrammeDocument& document,
                               const std::vector<Condition>& where,
                               const std::string& pointer) {
    return Check(document).where_alone(where, pointer);
}

}  // namespace vuelve
