#pragma once

#include <span>

#include "cli/scenario/aliases.h"
#include "codec/json.h"
#include "domain/programme.h"

/// A state as golden cases read it. Every function gives one JSON value in the shape of the key of
/// `expect` it is named after.
namespace vuelve::cli {

Json balances_view(const Programme& programme, const State& state, const Aliases& aliases);
Json lots_view(const Programme& programme, const State& state, const Aliases& aliases);
Json tiers_view(const Programme& programme, const State& state, const Aliases& aliases);
Json vouchers_view(const State& state, const Aliases& aliases);
Json redemptions_view(const State& state, const Aliases& aliases);
Json stock_view(const Programme& programme, const State& state);
/// Entries in order. The two rows of a transfer or merge, one for each holder, become one entry.
Json journal_view(const Programme& programme,
                  std::span<const Entry> entries,
                  const Aliases& aliases);

}  // namespace vuelve::cli
