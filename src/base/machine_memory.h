#pragma once

#include <cstdint>

namespace vuelve {

/// MiB that this process may use: the machine's memory, or what a container is allowed of it
/// (cgroup v2). 1024 when the system tells neither.
std::int64_t machine_memory_mb();

}  // namespace vuelve
