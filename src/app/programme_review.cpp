#include "app/programme_review.h"

#include <algorithm>
#include <map>
#include <set>

#include "storage/publishing_read.h"

namespace vuelve::app {
namespace {

Goods goods_of(const OpenProgramme& programme) {
    Goods goods;
    for (const auto& [sku, product] : *programme.catalogue()) {
        goods.skus.insert(sku);
        if (!product.category.empty()) goods.categories.insert(product.category);
    }
    return goods;
}

/// Counts at most once what a diff asks about.
class Reach {
 public:
    Reach(storage::Reader& reader, const OpenProgramme& programme)
        : programme_(programme),
          read_(reader, programme.placement(), programme.key().programme_id),
          reader_(reader),
          all_(read_.members()) {}

    std::int64_t all() const { return all_; }

    /// The smallest group that its conditions name.
    std::int64_t of(const Rule& rule) {
        std::int64_t most = all_;
        for (const Condition& condition : rule.conditions) {
            if (condition.type == ConditionType::Tier)
                most = std::min(most, sum(condition.in, levels()));
            if (condition.type == ConditionType::Segment)
                most = std::min(most, sum(condition.in, segments()));
        }
        return most;
    }

 private:
    using Counts = std::map<std::string, std::int64_t>;

    std::int64_t sum(const std::vector<std::string>& codes, const Counts& counts) const {
        std::int64_t sum = 0;
        for (const std::string& code : codes)
            if (auto found = counts.find(code); found != counts.end()) sum += found->second;
        return std::min(sum, all_);
    }

    const Counts& levels() {
        if (!levels_) {
            levels_.emplace();
            std::int64_t counted = 0;
            for (const auto& [level, members] : read_.levels()) {
                (*levels_)[programme_.symbols().code(level)] = members;
                if (level != 0) counted += members;
            }
            // Who has no level of their own yet is in the first one.
            const auto snapshot = programme_.snapshot();
            if (snapshot->document().tiers && counted < all_)
                (*levels_)[snapshot->document().tiers->levels.front().code] += all_ - counted;
        }
        return *levels_;
    }

    const Counts& segments() {
        if (!segments_) {
            segments_ = programme_.segments().counts(reader_);
            for (const auto& [code, members] : programme_.segments().static_counts(reader_))
                (*segments_)[code] += members;
        }
        return *segments_;
    }

    const OpenProgramme& programme_;
    storage::PublishingRead read_;
    storage::Reader& reader_;
    std::int64_t all_;
    std::optional<Counts> levels_, segments_;
};

/// A change of anything but a rule may touch everybody, one of words nobody.
bool touches_members(const DocumentChange& change) {
    static const std::set<std::string, std::less<>> sections{
        "programme",  "currencies", "tiers",    "rewards",  "coupons",       "stamp_cards",
        "challenges", "clubs",      "birthday", "referral", "subscriptions", "conversions"};
    const std::string section = change.pointer.substr(1, change.pointer.find('/', 1) - 1);
    return sections.contains(section) && change.pointer.find("/name") == std::string::npos;
}

const Rule* rule_of(const ProgrammeDocument& document, const std::string& id) {
    auto found = std::ranges::find(document.rules, id, &Rule::id);
    return found == document.rules.end() ? nullptr : &*found;
}

}  // namespace

Verdict review(Service& service, const OpenProgramme& programme, const std::string& text) {
    const auto document = read_programme(text);
    if (!document) return {.faults = document.error().faults, .warnings = {}};
    const Instant now = service.now();
    return {.faults = check_against_holders(*service.database().fan_out(), programme, *document,
                                            now, Content::New),
            .warnings = warnings_of(*document, goods_of(programme), now)};
}

Result<ProgrammeDiff> compare(Service& service,
                              const OpenProgramme& programme,
                              const std::string& before,
                              const std::string& after,
                              std::optional<Content> judged,
                              std::string_view language) {
    const ProgrammeDocument was = TRY(read_programme(before)), is = TRY(read_programme(after));
    SymbolTable symbols = programme.symbols(), others = symbols;
    const auto old = Programme::compile(was, others), next = Programme::compile(is, symbols);
    auto reader = service.database().fan_out();
    Reach reach(*reader, programme);
    ProgrammeDiff diff{.changes = diff_programmes(*old, *next, language),
                       .rules = {},
                       .members = 0,
                       .of = reach.all(),
                       .verdict = {}};
    for (const DocumentChange& change : diff.changes) {
        if (change.rule.empty()) {
            if (touches_members(change)) diff.members = diff.of;
            continue;
        }
        if (std::ranges::count(diff.rules, change.rule, &TouchedRule::rule) > 0) continue;
        // What it was may be about others than what it is.
        std::int64_t members = 0;
        for (const ProgrammeDocument* document : {&was, &is})
            if (const Rule* rule = rule_of(*document, change.rule))
                members = std::max(members, reach.of(*rule));
        diff.rules.push_back({change.rule, members});
        diff.members = std::min(diff.of, diff.members + members);
    }
    if (judged)
        diff.verdict = {
            .faults = check_against_holders(*reader, programme, is, service.now(), *judged),
            .warnings = warnings_of(is, goods_of(programme), service.now())};
    return diff;
}

}  // namespace vuelve::app
