#pragma once

#include <string_view>

namespace vuelve::cli {

/// The programme of Abarrotes Laurel: contract.md 5's complete example, to the letter (a test
/// compares it with the codec's).
extern const std::string_view demo_programme;

}  // namespace vuelve::cli
