#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/service.h"

/// What a member can be asked now: how a visit was, and whether they would recommend the shop.
/// Source: domain.md 8.8.
namespace vuelve::app {

/// A purchase that stands and that nobody rated yet.
struct Visit {
    std::string purchase;
    StoreId store{};
    Instant occurred_at{};
    Minor amount{};
    Day until{};  // the last day on which it can be rated
};
/// Newest first, at most `limit`. `member` is nobody's former number.
std::vector<Visit> visits_to_rate(Service& service,
                                  const OpenProgramme& programme,
                                  HolderId member,
                                  int limit);

/// Nobody is asked again whether they recommend the shop within so many days.
inline constexpr int nps_pause_days = 90;
/// Whether it is time to ask: who bought, and did not say so lately.
bool may_ask_nps(Service& service, const OpenProgramme& programme, const Holder& member);

}  // namespace vuelve::app
