#include "load/report.h"

#include <fmt/format.h>

namespace vuelve::bench {
namespace {

double microseconds(std::int64_t nanoseconds) { return static_cast<double>(nanoseconds) * 1e-3; }

std::string latency_json(const Histogram& latency) {
    return fmt::format(
        R"({{"count":{},"mean":{:.1f},"p50":{:.1f},"p90":{:.1f},"p99":{:.1f},"p99.9":{:.1f},"max":{:.1f}}})",
        latency.count(), latency.mean() * 1e-3, microseconds(latency.percentile(50)),
        microseconds(latency.percentile(90)), microseconds(latency.percentile(99)),
        microseconds(latency.percentile(99.9)), microseconds(latency.max()));
}

std::string statuses_json(const std::map<int, std::int64_t>& statuses) {
    std::string text;
    for (const auto& [status, count] : statuses)
        text += fmt::format("{}\"{}\":{}", text.empty() ? "" : ",", status, count);
    return "{" + text + "}";
}

double each(double sum, std::int64_t count) {
    return count > 0 ? sum / static_cast<double>(count) : 0;
}

}  // namespace

std::string run_json(const Options& options, const Result& result) {
    Histogram all;
    std::string kinds;
    for (std::size_t kind = 0; kind < result.kinds.size(); ++kind) {
        const KindResult& measured = result.kinds[kind];
        if (measured.latency.count() == 0) continue;
        all.add(measured.latency);
        kinds += fmt::format(R"({}"{}":{{"statuses":{},"latency_us":{}}})",
                             kinds.empty() ? "" : ",", kind_names[kind],
                             statuses_json(measured.statuses), latency_json(measured.latency));
    }
    // What is asked for in batches is a purchase, everywhere else a request.
    const std::int64_t operations = options.batch > 0 ? result.purchases : result.requests;
    return fmt::format(
        R"({{"seconds":{:.3f},"requests":{},"asked":{},"purchases":{},"wrong":{},"ops":{},"ops_per_s":{:.1f},)"
        R"("latency_us":{},"client_cpu_us_per_op":{:.3f},"server_cpu_us_per_op":{:.3f},)"
        R"("server_cpu_seconds":{:.6f},"server_bytes_to_disk_per_op":{:.1f},"server_write_calls_per_op":{:.3f},)"
        R"("server_memory_bytes":{},"bytes_sent":{},"bytes_received":{},"connections":{},"threads":{},)"
        R"("rate":{},"batch":{},"lines":{},"zipf":{},"kinds":{{{}}}}})",
        result.seconds, result.requests, result.asked, result.purchases, result.wrong, operations,
        static_cast<double>(operations) / result.seconds, latency_json(all),
        each(result.client_cpu_seconds * 1e6, operations),
        each(result.server.cpu_seconds * 1e6, operations), result.server.cpu_seconds,
        each(static_cast<double>(result.server.bytes_to_disk), operations),
        each(static_cast<double>(result.server.write_calls), operations),
        result.server.memory_bytes, result.bytes_sent, result.bytes_received, options.connections,
        options.threads, options.rate, options.batch, options.lines, options.zipf, kinds);
}

std::string floor_json(const Floor& floor) {
    return fmt::format(R"({{"overwrite_us":{},"append_us":{}}})", latency_json(floor.overwrite),
                       latency_json(floor.append));
}

}  // namespace vuelve::bench
