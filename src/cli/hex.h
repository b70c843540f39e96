#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <span>
#include <string>

namespace vuelve::cli {

/// Bytes as people compare them: 64 small hexadecimal digits for a checksum.
inline std::string hex(std::span<const std::uint8_t> bytes) {
    std::string text;
    for (std::uint8_t byte : bytes) text += fmt::format("{:02x}", byte);
    return text;
}

}  // namespace vuelve::cli
