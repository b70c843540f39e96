#include "base/clock.h"

#include <chrono>

namespace vuelve {

std::int64_t SystemClock::now_ms() const {
    auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

void ManualClock::move_to(std::int64_t ms) {
    std::int64_t now = now_ms_.load();
    while (ms > now && !now_ms_.compare_exchange_weak(now, ms)) {
    }
}

}  // namespace vuelve
