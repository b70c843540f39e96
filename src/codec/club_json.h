#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "codec/json_writer.h"
#include "codec/sentences.h"
#include "domain/decision.h"
#include "domain/programme.h"

/// Clubs in answers: where all members stand together, and what the one asked for added.
namespace vuelve {

/// "Entre todos llevamos 812 de 1,000 árboles; tú sumaste 3."
std::string club_text(const ClubLine& line, const Telling& telling);

/// `{"code", "progress", "goal", "missing", "own", "reached"}`, and the sentence as `text`.
/// Quantities are decimals, as in a purchase.
void write_club_line(JsonWriter& out, const ClubLine& line, const Telling& telling, bool with_text);

/// The public counter. `line.own` is nobody's and is left out; `members` = who joined.
void write_club(JsonWriter& out,
                const Club& club,
                const ClubLine& line,
                std::int64_t members,
                std::string_view language);

}  // namespace vuelve
