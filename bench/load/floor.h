#pragma once

#include <string>

#include "load/histogram.h"

/// What the machine itself asks for a durable write.
namespace vuelve::bench {

struct Floor {
    Histogram overwrite;  // 4 KiB of a file that has its size, fdatasync
    Histogram append;     // 4 KiB behind its end, fdatasync
};

/// Writes into a file of its own in `folder`, half of `seconds` each way, and removes it. Throws
/// std::system_error.
Floor measure_floor(const std::string& folder, double seconds);

}  // namespace vuelve::bench
