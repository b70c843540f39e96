#include "http/request_id.h"

#include <array>
#include <ctime>
#include <random>
#include <string_view>

namespace vuelve::http {

std::string fresh_request_id() {
    constexpr std::string_view symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    thread_local std::mt19937_64 generator = [] {
        std::random_device device;
        std::seed_seq seed{device(), device(), device(), device()};
        return std::mt19937_64(seed);
    }();
    std::string id = "req_";
    auto bits = generator();
    for (int i = 0; i < 13; ++i, bits >>= 5) id += symbols[bits & 31U];
    return id;
}

std::string_view http_date() {
    // The second changes rarely and formatting it costs more than the rest of a head.
    thread_local std::time_t formatted = -1;
    thread_local std::array<char, 32> text{};
    thread_local std::size_t size = 0;
    const std::time_t now = std::time(nullptr);
    if (now != formatted) {
        std::tm parts{};
        gmtime_r(&now, &parts);
        size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
        formatted = now;
    }
    return {text.data(), size};
}

}  // namespace vuelve::http
