#include "load/process.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <ctime>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

namespace vuelve::bench {
namespace {

/// The number behind `name` in a file of lines "name: number".
std::int64_t line_of(const std::string& text, const std::string& name) {
    const std::size_t at = text.find("\n" + name + ":");
    return at == text.npos ? 0 : std::stoll(text.substr(at + name.size() + 2));
}

std::string read_proc(long id, const char* file) {
    std::ifstream in(fmt::format("/proc/{}/{}", id, file));
    std::stringstream text;
    text << '\n' << in.rdbuf();
    if (!in) throw std::runtime_error(fmt::format("there is no process {}", id));
    return text.str();
}

double time_of(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

}  // namespace

Used operator-(Used later, const Used& earlier) {
    later.cpu_seconds -= earlier.cpu_seconds;
    later.bytes_to_disk -= earlier.bytes_to_disk;
    later.write_calls -= earlier.write_calls;
    later.read_calls -= earlier.read_calls;
    return later;
}

Used used_by(long id) {
    Used used;
    if (id == 0) return used;
    clockid_t clock{};
    timespec time{};
    if (clock_getcpuclockid(static_cast<pid_t>(id), &clock) != 0 ||
        clock_gettime(clock, &time) != 0)
        throw std::runtime_error(fmt::format("there is no process {}", id));
    used.cpu_seconds = static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
    used.memory_bytes = line_of(read_proc(id, "status"), "VmRSS") * 1024;
    const std::string io = read_proc(id, "io");
    used.bytes_to_disk = line_of(io, "write_bytes");
    used.write_calls = line_of(io, "syscw");
    used.read_calls = line_of(io, "syscr");
    return used;
}

double own_cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return time_of(usage.ru_utime) + time_of(usage.ru_stime);
}

std::int64_t now_ns() {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

}  // namespace vuelve::bench
