#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>

#include "domain/calendar.h"

/// Notices that codes are guessed, whoever asks: above a thousand look-ups in an hour that find
/// nothing only those may ask who are known to be people of the shop or members. Source:
/// security.md 3 (case 6), 6.
namespace vuelve::app {

class GuessBreaker {
 public:
    static constexpr std::int64_t failures_max = 1000;

    /// Counts a look-up that found nothing. True for the one by which it breaks.
    bool failed(std::int64_t tenant_id, Instant now);
    /// Whether strangers may not ask now: until fewer than so many have failed within an hour.
    bool is_open(std::int64_t tenant_id, Instant now);

 private:
    static constexpr std::int64_t minutes = 60;
    /// The last hour by minutes; a minute's place is its number modulo the hour.
    struct Hour {
        std::array<std::int64_t, minutes> failures{};
        std::int64_t latest = 0;  // minute since 1970
        std::int64_t sum = 0;
    };
    Hour& hour_of(std::int64_t tenant_id, Instant now);

    std::mutex guard_;
    std::map<std::int64_t, Hour> hours_;
};

}  // namespace vuelve::app
