#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace vuelve {

/// No code is longer, ours or a supplier's.
inline constexpr std::size_t voucher_code_length_max = 64;

/// A voucher's code as typed or scanned -> as issued: one of ours in any case, with spaces, dashes,
/// O for 0 or L for 1 is put right; every other code (a supplier's, a public coupon's) stays as it
/// was sent. Source: domain.md 7.6.
std::string presented_code(std::string_view typed);

}  // namespace vuelve
