#include "base/machine_memory.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <optional>

namespace vuelve {
namespace {

constexpr std::int64_t mb = std::int64_t{1} << 20;

std::optional<std::int64_t> installed_mb() {
    const std::int64_t pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
    if (pages <= 0 || size <= 0) return std::nullopt;
    return pages * (size / 1024) / 1024;
}

/// A container sees its own group there; "max" = no limit.
std::optional<std::int64_t> allowed_mb() {
    std::ifstream file("/sys/fs/cgroup/memory.max");
    std::int64_t bytes = 0;
    if (!(file >> bytes)) return std::nullopt;
    return bytes / mb;
}

}  // namespace

std::int64_t machine_memory_mb() {
    constexpr std::int64_t unknown = 1024;
    const std::int64_t installed = installed_mb().value_or(unknown);
    return std::min(installed, allowed_mb().value_or(installed));
}

}  // namespace vuelve
