#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vuelve::http {

/// A number that somebody else keeps, looked at when it is asked for.
struct Sampled {
    enum class Kind : std::uint8_t { Counter, Gauge };
    std::string name, help;  // "vuelve_store_commits_total"
    Kind kind{};
    double value = 0;
};
using Sample = std::function<std::vector<Sampled>()>;

/// Counts of what is asked and how long it takes, for Prometheus. No label ever holds a path, an id
/// or anything of a person: routes are named by their operation. Safe from several threads.
class Metrics {
 public:
    /// One series for each operation, made at once so that counting only adds; `version` is shown
    /// as build info; `sample`, asked from any thread for each text, must not block.
    Metrics(std::span<const std::string> operations, std::string_view version, Sample sample = {});
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    /// Index for answers that no route gave: unknown paths, refused heads.
    std::size_t no_operation() const;

    void began();
    void ended();
    void answered(std::size_t operation, int status, std::chrono::nanoseconds took);

    /// Text exposition format 0.0.4.
    std::string text() const;

 private:
    struct Series;
    std::unique_ptr<Series> series_;
};

}  // namespace vuelve::http
