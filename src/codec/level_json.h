#pragma once

#include <optional>

#include "codec/json_writer.h"
#include "codec/sentences.h"
#include "domain/decision.h"

/// A member's level in words: what is missing in its unit, until which last day, and what the next
/// one gives. Source: domain.md 6, ux/README.md 7 and 8 (Levels).
namespace vuelve {

/// `{"unit", "unit_name", "last_day", "text", "keep_text", "next"}`; null without levels. Into a
/// key that was written.
void write_level_told(JsonWriter& out,
                      const std::optional<TierPreview>& tier,
                      const Telling& telling);
/// `{"level", "name", "missing", "text", "sentences", "benefits"}`; null at the top.
void write_next_level(JsonWriter& out,
                      const std::optional<TierPreview>& tier,
                      const Telling& telling);

}  // namespace vuelve
