#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "load/histogram.h"
#include "load/options.h"
#include "load/process.h"
#include "load/requests.h"

/// Sends requests as told and measures the answers.
namespace vuelve::bench {

struct KindResult {
    Histogram latency;
    std::map<int, std::int64_t> statuses;
};

/// What was measured between the end of the warm-up and the end of the run.
struct Result {
    std::array<KindResult, kind_names.size()> kinds;
    std::int64_t requests = 0;
    std::int64_t asked = 0;      // requests of the whole run, warm-up and all
    std::int64_t purchases = 0;  // recorded anew, those of batches among them
    std::int64_t wrong = 0;      // answers that are not the right ones
    std::string first_wrong;     // one of them
    std::int64_t bytes_sent = 0, bytes_received = 0;
    double seconds = 0;
    double client_cpu_seconds = 0;
    Used server;
};

/// Closed loop (each connection asks anew when it is answered), or with `rate` open loop: requests
/// are due at even times whatever the answers do, and a latency counts from when its request was
/// due, so that a server which stops is not spared the requests it kept from being sent.
/// Throws std::runtime_error when the server closes a connection, or falls ever further behind.
Result run(const Options& options);

}  // namespace vuelve::bench
