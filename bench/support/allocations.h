#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>

#include "support/counting_new.h"

namespace vuelve::bench {

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
