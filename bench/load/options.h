#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// What a run of the load driver is to do; main.cpp fills it from the command line.
namespace vuelve::bench {

/// Parts of a hundred requests that are not a fresh purchase.
struct Mix {
    int replay = 0;   // a purchase that was answered before, sent again
    int invalid = 0;  // a purchase with a wrong line: 422
    int redeem = 0;   // a reward for points
    int read = 0;     // the balances of a member
};

struct Options {
    std::uint16_t port = 8080;  // on this machine, over its loopback address
    int threads = 1;
    int connections = 64;   // of all threads together
    double rate = 0;        // requests a second, open loop; 0 = closed loop
    double seconds = 4;     // that count
    double warm_up = 1;     // before them
    std::int64_t most = 0;  // ends after so many requests, without warm-up; 0 = by the clock
    int batch = 0;          // purchases in a request; 0 = POST /v1/purchases
    int lines = 5;
    Mix mix;
    std::int64_t members = 100'000;  // external:m1 ...
    double zipf = 0;                 // how unequal members are, 0.99 as YCSB has it; 0 = all alike
    std::uint64_t seed = 1;
    std::vector<std::string> keys;  // API keys, taken in turn: each may ask 200 times a second
    long server = 0;                // process whose CPU and writes are told; 0 = none
};

}  // namespace vuelve::bench
