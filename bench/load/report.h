#pragma once

#include <string>

#include "load/floor.h"
#include "load/options.h"
#include "load/run.h"

/// What was measured, as JSON for bench/compare. Latencies in microseconds.
namespace vuelve::bench {

std::string run_json(const Options& options, const Result& result);
std::string floor_json(const Floor& floor);

}  // namespace vuelve::bench
