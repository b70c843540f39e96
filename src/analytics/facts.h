#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/ledger.h"
#include "domain/sale.h"

/// What a shop's measures are made of: its purchases, movements of points, members and totals, one
/// plain value each. Source: domain.md 11, docs/adr/0022.
namespace vuelve::analytics {

struct MemberFact {
    HolderId member{};
    Day enrolled{};
    std::optional<Day> left{};  // closed or merged
    StoreId home_store{};
    LevelId level{};  // at the end of what is asked for
    std::vector<std::string> segments;
};

/// One member's side of one entry that issues, spends or expires units.
struct PointFact {
    EntryId entry{};
    HolderId member{};
    Day day{};  // of posting
    EntryType type{};
    CurrencyId currency{};
    Units units{};  // gained
    StoreId store{};
    BrandId brand{};  // of the programme account on the other side
    std::string channel;
    RuleId rule{};
};

struct LotFact {
    LotId lot{};
    HolderId member{};
    Day earned{};
    CurrencyId currency{};
    Units original{}, reversed{}, expired{}, open{};  // open: remaining and reserved
    BrandId brand{};
};

/// Everything that a store sold on a day, to members or not.
struct StoreDayFact {
    StoreId store{};
    BrandId brand{};
    Day day{};
    std::int64_t tickets = 0;
    Minor amount{};
};

/// How likely a member is to recommend the shop, 0 to 10.
struct ScoreFact {
    AnswerId answer{};
    HolderId member{};
    Day day{};
    int score = 0;
    StoreId store{};  // 0 = none was said
};

struct ShopFacts {
    std::vector<MemberFact> members;
    std::vector<Sale> sales;
    std::vector<PointFact> points;
    std::vector<LotFact> lots;
    std::vector<StoreDayFact> store_days;
    std::vector<ScoreFact> scores;
};

/// By what measures are broken down. Store, channel and brand cut what happened; tier and segment
/// cut members, with all they did.
enum class CutBy : std::uint8_t { Whole, Store, Channel, Brand, Tier, Segment };

struct Cut {
    CutBy by = CutBy::Whole;
    std::int32_t number = 0;  // of a store, brand or level
    std::string code;         // of a channel or segment
};

/// The part of the facts that belongs to the cut. Cut by channel or brand, nobody is enrolled: a
/// rate of enrolled members is then not defined.
ShopFacts part_of(const ShopFacts& facts, const Cut& cut);

}  // namespace vuelve::analytics
