#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>

/// Allocations of the whole process, counted by operators new that replace the library's.
namespace vuelve::bench {

std::int64_t allocations();

/// Reports allocations for each item between its making and report().
class CountedAllocations {
 public:
    CountedAllocations() : before_(allocations()) {}
    /// `items` of one iteration: a group of commands counts as many.
    void report(benchmark::State& state, std::int64_t items = 1) const;

 private:
    std::int64_t before_;
};

}  // namespace vuelve::bench
