#pragma once

#include <string>
#include <string_view>

namespace vuelve {

/// "593" of "EC"; "" for a country that has none, or "".
std::string calling_code_of(std::string_view country);

}  // namespace vuelve
