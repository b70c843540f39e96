#include "support/allocations.h"

namespace vuelve::bench {

void CountedAllocations::report(benchmark::State& state, std::int64_t items) const {
    const auto all = static_cast<double>(allocations() - before_);
    state.counters["allocations"] =
        all / static_cast<double>(state.iterations()) / static_cast<double>(items);
    // bench/compare divides the time of an iteration by it.
    state.counters["items_of_one"] = static_cast<double>(items);
    state.SetItemsProcessed(state.iterations() * items);
}

}  // namespace vuelve::bench
