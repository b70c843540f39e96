#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace vuelve::cli {
namespace {

constexpr int bar_width = 24;

std::string bar(const ProgressPoint& point) {
    auto full = static_cast<int>(std::min(point.done, point.total) *
                                 static_cast<std::uint64_t>(bar_width) / point.total);
    return fmt::format("[{:#<{}}{:.<{}}] ", "", full, "", bar_width - full);
}

}  // namespace

ProgressStyle progress_style(bool json) {
    if (json) return ProgressStyle::Silent;
    return ::isatty(STDERR_FILENO) == 1 ? ProgressStyle::Bar : ProgressStyle::Lines;
}

std::string grouped(std::int64_t number) {
    std::string digits = std::to_string(number);
    std::size_t first = number < 0 ? 1 : 0;
    for (std::size_t place = digits.size(); place > first + 3;) {
        place -= 3;
        digits.insert(place, ",");
    }
    return digits;
}

std::string progress_text(const ProgressPoint& point,
                          std::chrono::milliseconds elapsed,
                          std::string_view unit) {
    std::string text;
    bool bounded = point.total > 0;
    std::uint64_t done = bounded ? std::min(point.done, point.total) : 0;
    if (bounded) text = fmt::format("{:3d}% ", done * 100 / point.total);
    text += fmt::format("{} {}", grouped(point.counted), unit);
    std::int64_t ms = elapsed.count();
    if (ms < 100) return text;  // a rate of so little says nothing
    text += fmt::format(", {}/s", grouped(point.counted * 1000 / ms));
    if (bounded && done > 0) {
        auto left = static_cast<std::int64_t>(static_cast<double>(ms) *
                                              static_cast<double>(point.total - done) /
                                              static_cast<double>(done) / 1000);
        text += fmt::format(", {}:{:02d} left", left / 60, left % 60);
    }
    return text;
}

Progress::Progress(ProgressStyle style, std::string title, std::string unit)
    : style_(style), title_(std::move(title)), unit_(std::move(unit)) {}

Progress::~Progress() {
    if (drawn_ && style_ == ProgressStyle::Bar) fmt::print(stderr, "\r\x1b[K");
}

std::chrono::milliseconds Progress::elapsed() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start_);
}

void Progress::update(const ProgressPoint& point) {
    if (style_ == ProgressStyle::Silent) return;
    bool on_terminal = style_ == ProgressStyle::Bar;
    auto pause = on_terminal ? std::chrono::milliseconds(100) : std::chrono::milliseconds(2000);
    auto now = Clock::now();
    if (now - last_ < pause) return;
    last_ = now;
    drawn_ = true;
    std::string text = progress_text(point, elapsed(), unit_);
    if (on_terminal) {
        fmt::print(stderr, "\r\x1b[K{} {}{}", title_, point.total > 0 ? bar(point) : "", text);
        std::fflush(stderr);
    } else {
        fmt::print(stderr, "{}: {}\n", title_, text);
    }
}

}  // namespace vuelve::cli
