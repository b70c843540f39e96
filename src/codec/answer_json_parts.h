#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "codec/json_writer.h"
#include "domain/decision.h"
#include "domain/programme.h"

/// Pieces that several answers share.
namespace vuelve {

/// `{"PTS": {"pending": 0, "available": 1820, "reserved": 0, "debt": 0}}`
void write_balances(JsonWriter& out,
                    std::span<const BalanceLine> balances,
                    const Programme& programme);
/// The preview of domain.md 6.7; null in a programme without levels.
void write_tier(JsonWriter& out,
                const std::optional<TierPreview>& tier,
                const Programme& programme,
                std::string_view language);
/// Code of a numbered name; null for 0.
void write_code(JsonWriter& out,
                std::string_view name,
                std::int32_t symbol,
                const Programme& programme);

}  // namespace vuelve
