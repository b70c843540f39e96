#include "domain/programme_warnings.h"

#include <algorithm>
#include <array>
#include <utility>

#include "domain/programme.h"

namespace vuelve {
namespace {

class Warner {
 public:
    Warner(const ProgrammeDocument& document, const Goods& goods, Instant at)
        : doc_(document), goods_(goods), at_(at) {}

    std::vector<Warning> run() {
        for (std::size_t i = 0; i < doc_.currencies.size(); ++i)
            currency(doc_.currencies[i], "/currencies/" + std::to_string(i));
        for (std::size_t i = 0; i < doc_.rules.size(); ++i)
            if (doc_.rules[i].state == RuleState::Active)
                rule(doc_.rules[i], "/rules/" + std::to_string(i));
        return std::move(found_);
    }

 private:
    void warn(std::string pointer,
              WarningType type,
              const std::string& subject,
              std::string value = {}) {
        found_.push_back({std::move(pointer), type, subject, std::move(value)});
    }

    void currency(const Currency& item, const std::string& base) {
        const bool rounds_up = item.rounding == Rounding::Up || item.rounding == Rounding::HalfUp;
        if (rounds_up && !item.daily_cap && item.kind != CurrencyKind::Status)
            warn(base + "/rounding", WarningType::RoundsUp, item.code);
    }

    void rule(const Rule& item, const std::string& base) {
        if (item.effective_to && *item.effective_to <= at_) {
            warn(base + "/effective_to", WarningType::Ended, item.id);
            return;
        }
        contradictions(item, base);
        for (std::size_t i = 0; i < item.conditions.size(); ++i)
            goods(item, item.conditions[i], base + "/conditions/" + std::to_string(i));
        for (std::size_t i = 0; i < item.limits.size(); ++i)
            if (item.limits[i].value == 0)
                warn(base + "/limits/" + std::to_string(i), WarningType::NothingToGive, item.id);
        if (item.budget && item.budget->n == 0)
            warn(base + "/budget", WarningType::NothingToGive, item.id);
        else if (item.budget && !item.effective_to)
            warn(base + "/budget", WarningType::BudgetWithoutEnd, item.id);
        for (const Campaign& campaign : doc_.campaigns)
            if (campaign.code == item.campaign && !(campaign.control_percent < Ratio(100)))
                warn(base + "/campaign", WarningType::NothingToGive, item.id);
    }

    static bool has_one_value(ConditionType type) {
        switch (type) {
            case ConditionType::Tier:
            case ConditionType::Store:
            case ConditionType::StoreBrand:
            case ConditionType::Channel: return true;
            default: return false;
        }
    }

    /// A sale has one store, one channel, one level: two lists without a common word never hold.
    void contradictions(const Rule& item, const std::string& base) {
        for (std::size_t i = 0; i < item.conditions.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                const Condition &one = item.conditions[i], &other = item.conditions[j];
                if (one.type != other.type || !has_one_value(one.type)) continue;
                const bool meet = std::ranges::any_of(one.in, [&](const std::string& word) {
                    return std::ranges::find(other.in, word) != other.in.end();
                });
                if (!meet)
                    warn(base + "/conditions/" + std::to_string(i), WarningType::Contradiction,
                         item.id);
            }
    }

    bool is_excluded(std::string_view category) const {
        return std::ranges::any_of(doc_.excluded_categories, [&](const std::string& path) {
            return category_under(category, path);
        });
    }

    void goods(const Rule& item, const Condition& asked, const std::string& pointer) {
        const auto known = [&](const std::string& sku) { return goods_.skus.contains(sku); };
        if (asked.type == ConditionType::Category) {
            if (is_excluded(asked.under))
                warn(pointer, WarningType::Excluded, item.id, asked.under);
            else if (!goods_.skus.empty() && !is_category(asked.under))
                warn(pointer, WarningType::UnknownCategory, item.id, asked.under);
        }
        if (asked.type == ConditionType::Sku) {
            const bool none_earns = std::ranges::all_of(asked.in, [&](const std::string& sku) {
                return std::ranges::count(doc_.excluded_skus, sku) > 0;
            });
            if (none_earns) warn(pointer, WarningType::Excluded, item.id, asked.in.front());
            for (std::size_t i = 0; i < asked.in.size() && !goods_.skus.empty(); ++i)
                if (!known(asked.in[i]))
                    warn(pointer + "/in/" + std::to_string(i), WarningType::UnknownSku, item.id,
                         asked.in[i]);
        }
        if (asked.type == ConditionType::Any)
            for (std::size_t i = 0; i < asked.of.size(); ++i)
                goods(item, asked.of[i], pointer + "/of/" + std::to_string(i));
    }

    bool is_category(const std::string& path) const {
        return std::ranges::any_of(goods_.categories, [&](const std::string& known) {
            return category_under(known, path);
        });
    }

    const ProgrammeDocument& doc_;
    const Goods& goods_;
    Instant at_;
    std::vector<Warning> found_;
};

}  // namespace

std::string_view name_of(WarningType type) {
    static constexpr std::array names{"rounds-up",        "ended",           "contradiction",
                                      "excluded",         "nothing-to-give", "budget-without-end",
                                      "unknown-category", "unknown-sku"};
    return names[std::to_underlying(type)];
}

std::vector<Warning> warnings_of(const ProgrammeDocument& document,
                                 const Goods& goods,
                                 Instant at) {
    return Warner(document, goods, at).run();
}

}  // namespace vuelve
