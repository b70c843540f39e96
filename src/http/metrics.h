#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace vuelve::http {

/// Counts of what is asked and how long it takes, for Prometheus. No label ever holds a path, an id
/// or anything of a person: routes are named by their operation. Safe from several threads.
class Metrics {
 public:
    /// One series for each operation, made at once so that counting only adds; `version` is shown
    /// as build info.
    Metrics(std::span<const std::string> operations, std::string_view version);
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
