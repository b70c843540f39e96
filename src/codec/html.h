#pragma once

#include <string>
#include <string_view>

namespace vuelve {

/// A text as it may stand between tags or in a quoted attribute: no tag, entity or quote of its own
/// survives.
std::string html_text(std::string_view text);

}  // namespace vuelve
