#pragma once

#include <cstdint>

/// What a process has used so far, as /proc tells it.
namespace vuelve::bench {

struct Used {
    double cpu_seconds = 0;                        // user and system, of all its threads
    std::int64_t bytes_to_disk = 0;                // handed to the disk (/proc/PID/io write_bytes)
    std::int64_t write_calls = 0, read_calls = 0;  // system calls that write or read
    std::int64_t memory_bytes = 0;                 // resident now
};

Used operator-(Used later, const Used& earlier);

/// Of the process `id`; zeros for 0. Throws std::runtime_error when there is none.
Used used_by(long id);

/// CPU seconds of the calling process, to the microsecond.
double own_cpu_seconds();

/// Nanoseconds of the clock that never jumps.
std::int64_t now_ns();

}  // namespace vuelve::bench
