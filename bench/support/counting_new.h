#pragma once

#include <cstdint>

/// Allocations of the whole process, counted by operators new that replace the library's: linked
/// into benchmarks and the tests that gate on counts (tests/counts).
namespace vuelve::bench {

std::int64_t allocations();

}  // namespace vuelve::bench
