#include "http/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <vector>

namespace vuelve::http {
namespace {

constexpr std::array status_classes{"2xx", "3xx", "4xx", "5xx"};

prometheus::Histogram::BucketBoundaries duration_bounds() {
    return {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10};
}

prometheus::MetricFamily family_of(const Sampled& sampled) {
    const bool counts = sampled.kind == Sampled::Kind::Counter;
    prometheus::ClientMetric metric;
    if (counts)
        metric.counter.value = sampled.value;
    else
        metric.gauge.value = sampled.value;
    return {.name = sampled.name,
            .help = sampled.help,
            .type = counts ? prometheus::MetricType::Counter : prometheus::MetricType::Gauge,
            .metric = {std::move(metric)}};
}

struct Operation {
    std::array<prometheus::Counter*, status_classes.size()> requests{};
    prometheus::Histogram* duration = nullptr;
};

}  // namespace

struct Metrics::Series {
    prometheus::Registry registry;
    prometheus::Gauge* in_flight = nullptr;
    std::vector<Operation> operations;
    Sample sample;
};

Metrics::Metrics(std::span<const std::string> operations, std::string_view version, Sample sample)
    : series_(std::make_unique<Series>()) {
    series_->sample = std::move(sample);
    prometheus::Registry& registry = series_->registry;
    prometheus::BuildGauge()
        .Name("vuelve_build_info")
        .Help("Version that runs; always 1.")
        .Register(registry)
        .Add({{"version", std::string(version)}})
        .Set(1);
    series_->in_flight = &prometheus::BuildGauge()
                              .Name("vuelve_http_requests_in_flight")
                              .Help("Requests with a handler and without an answer.")
                              .Register(registry)
                              .Add({});
    auto& requests = prometheus::BuildCounter()
                         .Name("vuelve_http_requests_total")
                         .Help("Answers by operation and class of status.")
                         .Register(registry);
    auto& durations = prometheus::BuildHistogram()
                          .Name("vuelve_http_request_duration_seconds")
                          .Help("From the whole head read to the answer known.")
                          .Register(registry);
    std::vector<std::string> names(operations.begin(), operations.end());
    names.emplace_back("none");
    for (const std::string& name : names) {
        Operation& operation = series_->operations.emplace_back();
        for (std::size_t i = 0; i < status_classes.size(); ++i)
            operation.requests[i] =
                &requests.Add({{"operation", name}, {"status", status_classes[i]}});
        operation.duration = &durations.Add({{"operation", name}}, duration_bounds());
    }
}

Metrics::~Metrics() = default;

std::size_t Metrics::no_operation() const { return series_->operations.size() - 1; }

void Metrics::began() { series_->in_flight->Increment(); }

void Metrics::ended() { series_->in_flight->Decrement(); }

void Metrics::answered(std::size_t operation, int status, std::chrono::nanoseconds took) {
    const Operation& series = series_->operations.at(operation);
    const auto status_class = static_cast<std::size_t>(std::clamp(status / 100, 2, 5) - 2);
    series.requests.at(status_class)->Increment();
    series.duration->Observe(std::chrono::duration<double>(took).count());
}

std::string Metrics::text() const {
    std::vector<prometheus::MetricFamily> families = series_->registry.Collect();
    if (series_->sample)
        for (const Sampled& sampled : series_->sample()) families.push_back(family_of(sampled));
    return prometheus::TextSerializer().Serialize(families);
}

}  // namespace vuelve::http
