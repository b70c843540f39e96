#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "codec/json.h"
#include "codec/json_writer.h"
#include "domain/colour.h"
#include "domain/document_parts.h"

/// How a programme looks on its card, its posters and its mails. Kept beside the programme and not
/// in its document: docs/adr/0048.
namespace vuelve {

inline constexpr Colour look_colour_default{0x2B, 0x4C, 0x8C};

struct Look {
    std::string shop_name;  // "" = the first brand's, else the programme's
    Colour colour = look_colour_default;
    /// Blocks of the home page that are shown, in their order; the balance comes before all.
    std::vector<std::string> layout{"stamps",     "rewards", "almost", "level",
                                    "challenges", "survey",  "invite"};
    Text welcome;
    std::string pictures = "general";  // which set of drawings stands for prizes without a photo

    friend bool operator==(const Look&, const Look&) = default;
};

/// `{shop_name?, colour?, layout?, welcome?, pictures?}`. Errors: ValidationFailed with all faults.
Result<Look> decode_look(const Json& json);
/// Its members, into an object that is open.
void write_look(JsonWriter& out, const Look& look);
std::string look_json(const Look& look);

/// `{colour}`: one that is tried.
Result<Colour> decode_tried_colour(const Json& json);

}  // namespace vuelve
