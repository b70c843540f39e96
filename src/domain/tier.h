#pragma once

#include <optional>

#include "domain/book.h"

/// Levels: metric, windows, immediate upgrades, reviews. Source: domain.md 6.
namespace vuelve {

/// Local days, both inclusive.
struct Window {
    Day from{}, to{};
};
/// The window of the programme's tiers that contains `day`.
Window window_at(const Programme& programme, const Holder& member, Day day);
std::int64_t metric_in(const Holder& member, const Tiers& tiers, const Window& window);

/// Level held at an instant of the past (domain.md 3.2); the base level without tiers or history
/// gives LevelId{0}.
LevelId level_at(const TierStanding& tier, Instant at);
/// Code of a level; the base level's for none. "" without tiers.
std::string level_code(const Programme& programme, LevelId level);

/// Adds to the metric of a day: status units, eligible money. Visits are counted by the purchase.
void add_metric(Book& book, HolderId member, Day day, std::int64_t by);

/// Upgrades at once where the window of `day` or of today reaches a threshold (6.4, 6.6).
void upgrade(Book& book, HolderId member, Day day);
/// After a return with on_return recalc: back to what is supported now, or was held before the last
/// upgrade (4.5).
void recalculate(Book& book, HolderId member);
/// The review due at valid_until (6.5), dated there.
void review(Book& book, HolderId member);
/// A level given by hand, from now on.
void set_by_hand(Book& book, HolderId member, LevelId level, std::optional<Instant> valid_until);
/// A level held from the start.
void grant_level(Book& book, HolderId member, LevelId level, std::optional<Instant> valid_until);

/// Nothing without tiers.   Source: 6.7.
std::optional<TierPreview> preview(const Programme& programme, const Holder& member, Instant at);

}  // namespace vuelve
