#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

/// What a person sees of long work: a bar on a terminal, a line now and then elsewhere.
namespace vuelve::cli {

enum class ProgressStyle { Bar, Lines, Silent };
/// A bar when standard error is a terminal, else lines; silent when the output is for machines.
ProgressStyle progress_style(bool json);

/// How far the work is. `total` 0 = nobody knows.
struct ProgressPoint {
    std::uint64_t done = 0, total = 0;  // of whatever measures the work: bytes, steps
    std::int64_t counted = 0;           // what the rate is of: rows, tickets
};

/// "  42% 120,000 rows, 31,000/s, 0:05 left". Pure.
std::string progress_text(const ProgressPoint& point,
                          std::chrono::milliseconds elapsed,
                          std::string_view unit);

/// Prints on standard error, at most ten times a second on a terminal and every two seconds
/// elsewhere.
class Progress {
 public:
    Progress(ProgressStyle style, std::string title, std::string unit);
    /// Clears the bar.
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void update(const ProgressPoint& point);
    std::chrono::milliseconds elapsed() const;

 private:
    using Clock = std::chrono::steady_clock;
    ProgressStyle style_;
    std::string title_, unit_;
    Clock::time_point start_ = Clock::now();
    Clock::time_point last_ = start_;
    bool drawn_ = false;
};

/// 1234567 -> "1,234,567".
std::string grouped(std::int64_t number);

}  // namespace vuelve::cli
