#include "analytics/facts.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>

namespace vuelve::analytics {
namespace {

template <class Fact, class Keeps>
std::vector<Fact> kept(const std::vector<Fact>& facts, Keeps keeps) {
    std::vector<Fact> part;
    std::ranges::copy_if(facts, std::back_inserter(part), keeps);
    return part;
}

ShopFacts of_store(const ShopFacts& facts, std::int32_t store) {
    auto is_there = [store](const auto& fact) { return fact.store.value == store; };
    auto is_home = [store](const MemberFact& member) { return member.home_store.value == store; };
    return {.members = kept(facts.members, is_home),
            .sales = kept(facts.sales, is_there),
            .points = kept(facts.points, is_there),
            .store_days = kept(facts.store_days, is_there),
            .scores = kept(facts.scores, is_there)};
}

ShopFacts of_channel(const ShopFacts& facts, const std::string& channel) {
    auto is_through = [&](const auto& fact) { return fact.channel == channel; };
    return {.sales = kept(facts.sales, is_through), .points = kept(facts.points, is_through)};
}

ShopFacts of_brand(const ShopFacts& facts, std::int32_t brand) {
    auto is_of = [brand](const auto& fact) { return fact.brand.value == brand; };
    return {.sales = kept(facts.sales, is_of),
            .points = kept(facts.points, is_of),
            .lots = kept(facts.lots, is_of),
            .store_days = kept(facts.store_days, is_of)};
}

template <class Belongs>
ShopFacts of_members(const ShopFacts& facts, Belongs belongs) {
    ShopFacts part{.members = kept(facts.members, belongs)};
    std::unordered_set<HolderId> members;
    for (const MemberFact& member : part.members) members.insert(member.member);
    auto is_theirs = [&](const auto& fact) { return members.contains(fact.member); };
    part.sales = kept(facts.sales, is_theirs);
    part.points = kept(facts.points, is_theirs);
    part.lots = kept(facts.lots, is_theirs);
    part.scores = kept(facts.scores, is_theirs);
    return part;
}

}  // namespace

ShopFacts part_of(const ShopFacts& facts, const Cut& cut) {
    switch (cut.by) {
        case CutBy::Whole: return facts;
        case CutBy::Store: return of_store(facts, cut.number);
        case CutBy::Channel: return of_channel(facts, cut.code);
        case CutBy::Brand: return of_brand(facts, cut.number);
        case CutBy::Tier:
            return of_members(
                facts, [&](const MemberFact& member) { return member.level.value == cut.number; });
        case CutBy::Segment:
            return of_members(facts, [&](const MemberFact& member) {
                return std::ranges::find(member.segments, cut.code) != member.segments.end();
            });
    }
    return {};
}

}  // namespace vuelve::analytics
