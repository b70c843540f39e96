#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "app/import_text.h"

/// The bytes of an input file, whatever it is packed in.
namespace vuelve::cli {

/// How much a compressed file may grow: enough for any real table, not for a bomb. Small files may
/// grow without looking at the factor.
struct InflationLimits {
    std::uint64_t factor_max = 500;                      // bytes out for each byte in
    std::uint64_t free_bytes = std::uint64_t{64} << 20;  // what may come out whatever went in
};

using app::TextStream;

/// Opens a plain, gzip or zstd file, told apart by its first bytes; "-" is standard input.
/// Errors: NotFound, MalformedRequest (damaged from the start).
Result<std::unique_ptr<TextStream>> open_text(const std::string& path, InflationLimits limits = {});

/// The same over bytes in memory, for tests and small texts.
Result<std::unique_ptr<TextStream>> open_bytes(std::string bytes, InflationLimits limits = {});

}  // namespace vuelve::cli
