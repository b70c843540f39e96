#pragma once

#include <cstdint>
#include <span>

namespace vuelve::cli {

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every machine and by every compiler,
/// which the standard library's distributions do not promise.
class DemoRandom {
 public:
    explicit DemoRandom(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        std::uint64_t mixed = state_ += 0x9E3779B97F4A7C15ULL;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
        return mixed ^ (mixed >> 31);
    }
    /// 0 .. bound-1.
    int below(int bound) { return static_cast<int>(next() % static_cast<std::uint64_t>(bound)); }
    /// first .. last, both included.
    int between(int first, int last) { return first + below(last - first + 1); }
    bool permille(int share) { return below(1000) < share; }
    /// An index, each as often as its weight says.
    std::size_t weighted(std::span<const int> weights) {
        int sum = 0;
        for (int weight : weights) sum += weight;
        int place = below(sum);
        std::size_t index = 0;
        while (place >= weights[index]) place -= weights[index++];
        return index;
    }

 private:
    std::uint64_t state_;
};

}  // namespace vuelve::cli
