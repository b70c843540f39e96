#pragma once

#include <atomic>
#include <cstdint>

namespace vuelve {

/// The one seam to time. Milliseconds since 1970 UTC.
class Clock {
 public:
    virtual ~Clock() = default;
    virtual std::int64_t now_ms() const = 0;
};

class SystemClock final : public Clock {
 public:
    std::int64_t now_ms() const override;
};

/// For tests and demos: stands still until moved, and never goes back.
class ManualClock final : public Clock {
 public:
    explicit ManualClock(std::int64_t start_ms = 0) : now_ms_(start_ms) {}
    std::int64_t now_ms() const override { return now_ms_.load(); }
    /// Ignored when `ms` lies before the present.
    void move_to(std::int64_t ms);

 private:
    std::atomic<std::int64_t> now_ms_;
};

}  // namespace vuelve
