#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "codec/json_writer.h"
#include "codec/sentences.h"
#include "domain/activities.h"

/// What the card shows of points and prizes: what they are worth, what ends next, what is in reach.
/// Source: ux/README.md 8.
namespace vuelve {

/// What one currency holds for a member, and what of it happens next.
struct HeldUnits {
    BalanceLine line;
    struct Ending {
        Units points{};
        Day last_day{};
    };
    std::optional<Ending> ending{};          // what can be used until the first last day
    std::optional<Instant> pending_until{};  // when the next of what is pending is released
};
/// Of every currency but those of levels; the one that people collect first: the first of kind
/// points, else as in the programme. `lots` in the order of spending.
std::vector<HeldUnits> held_units(std::span<const BalanceLine> balances,
                                  std::span<const Lot> lots,
                                  const Programme& programme);

/// `{"currency", "kind", "name", "pending", "available", "reserved", "debt", "value", "expiring":
/// {"points", "last_day", "value"}, "pending_until"}`; null for what there is not.
void write_held(JsonWriter& out, const HeldUnits& held, const Telling& telling);
/// `"values": {"PTS": {"value", "expiring"}}` as a member of the open object.
void write_values(JsonWriter& out, std::span<const HeldUnits> held, const Telling& telling);

/// How far a prize is from one member.
enum class PrizeReach : std::uint8_t { Affordable, Almost, Later, Locked, Limit, SoldOut, NotNow };
/// Almost: no more than a fifth of its price is missing.
PrizeReach reach_of(const SpendActivity& prize);
/// "sold_out"
std::string_view name_of(PrizeReach reach);

/// `{"reach", "cost", "missing", "left_after", "reason", "text"}`: "Te quedan 106 puntos."
void write_for_me(JsonWriter& out,
                  const SpendActivity& prize,
                  Units available,
                  const Telling& telling);

}  // namespace vuelve
