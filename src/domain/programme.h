#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "domain/document.h"

/// The programme in force: an immutable snapshot of a checked document, with its codes numbered and
/// its rules indexed, so that a purchase looks only at the rules its lines can reach.
namespace vuelve {

/// Everything wrong with a document beyond its JSON shape: references, contradictions,
/// INVALID_RULE. All at once, each with its JSON Pointer. Empty = it may be compiled.   Source:
/// domain.md 3.5, 3.9, 5.3, 6.1.
std::vector<Fault> check(const ProgrammeDocument& document);

/// What is wrong with conditions as the `where` of a segment of this document, with pointers below
/// `pointer`.
std::vector<Fault> check_where(const ProgrammeDocument& document,
                               const std::vector<Condition>& where,
                               const std::string& pointer);

class RuleIndex;

class Programme {
 public:
    /// `document` has passed check(). Codes not yet known are numbered in `symbols`, which must
    /// outlive the snapshot.
    static std::shared_ptr<const Programme> compile(ProgrammeDocument document,
                                                    SymbolTable& symbols);

    const ProgrammeDocument& document() const { return document_; }
    const SymbolTable& symbols() const { return *symbols_; }
    const Zone& zone() const { return *zone_; }

    const Currency* find_currency(std::string_view code) const;
    const Currency& currency(CurrencyId id) const;
    const Store* find_store(std::string_view code) const;
    const Store& store(StoreId id) const;
    /// The first store: the default of domain.md 16.
    const Store& default_store() const { return document_.stores.front(); }
    BrandId default_brand() const { return document_.brands.front().id; }
    const Reward* find_reward(std::string_view code) const;
    const Coupon* find_coupon(std::string_view code) const;
    const Challenge* find_challenge(std::string_view code) const;
    const Challenge* find_challenge(ChallengeId id) const;
    const Club* find_club(std::string_view code) const;
    /// By the number of its rule.
    const Club* find_club(RuleId rule) const;
    const SubscriptionPlan* find_plan(std::string_view code) const;
    /// Place of a level in tiers.levels; the base level for one that is not configured any more.
    std::size_t level_place(LevelId id) const;

    /// Rules in the order of evaluation: priority descending, id ascending by bytes
    /// (domain.md 3.7).
    std::span<const Rule> rules() const { return rules_; }
    /// What of the rules is known before any purchase, and which of them a line can reach.
    const RuleIndex& rule_index() const { return *rule_index_; }
    /// What a rule may give in all: as published last, for the versions before too. None = no end.
    std::optional<Units> budget(RuleId rule) const;
    /// Number of a tier's or plan's factor as a rule: "tier:GOLD", "subscription:PLUS".
    RuleId factor_rule(std::string_view prefix, std::string_view code) const;

    bool excluded(std::string_view sku, std::string_view category) const;
    bool earns_nothing(std::string_view tender_type) const;

 private:
    Programme() = default;
    void index();

    ProgrammeDocument document_;
    const SymbolTable* symbols_ = nullptr;
    std::shared_ptr<const Zone> zone_;
    std::vector<Rule> rules_;
    std::shared_ptr<const RuleIndex> rule_index_;
    std::unordered_map<std::string, const Store*> stores_;
    std::unordered_map<std::string, const Currency*> currencies_;
};

/// True when `path` is `ancestor` or lies below it, segment by segment: "food/coffee" is not above
/// "food/coffeeware".
bool category_under(std::string_view path, std::string_view ancestor);

/// What one line of a purchase shows to line conditions.
struct LineFacts {
    std::string_view sku, category, brand;
};
/// True for a rule that fires on actions and never on purchases.
bool is_about_actions(const Rule& rule);
/// True for sku, category, product_brand, and any/not made only of them.
bool is_line_condition(const Condition& condition);
bool line_matches(const Condition& condition, const LineFacts& line);

}  // namespace vuelve
