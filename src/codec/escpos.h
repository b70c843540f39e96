#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vuelve {

/// Letters in a line of paper: 58 mm, and 80 mm in two sizes.
inline constexpr std::array ticket_columns{32, 42, 48};

/// Lines no longer than this, broken at spaces; a word that is longer is cut.
std::vector<std::string> wrap_ticket(std::span<const std::string> lines, int columns);

/// The bytes an ESC/POS printer takes: lines in the page Windows-1252, then the address as a QR,
/// then the cut. A letter that the page does not have is printed as "?".
std::string escpos_ticket(std::span<const std::string> lines, std::string_view url);

}  // namespace vuelve
