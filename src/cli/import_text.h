#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/result.h"

/// The bytes of an input file, whatever it is packed in.
namespace vuelve::cli {

/// How much a compressed file may grow: enough for any real table, not for a bomb. Small files may
/// grow without looking at the factor.
struct InflationLimits {
    std::uint64_t factor_max = 500;                      // bytes out for each byte in
    std::uint64_t free_bytes = std::uint64_t{64} << 20;  // what may come out whatever went in
};

/// Text read from its beginning, piece by piece.
class TextStream {
 public:
    virtual ~TextStream() = default;
    /// Fills `out` from its beginning; how many bytes, 0 = the end.
    /// Errors: MalformedRequest when the file is cut off, damaged or grows beyond the limits;
    /// InternalError when it cannot be read.
    virtual Result<std::size_t> read(std::span<char> out) = 0;
    /// Bytes of the file taken so far, compressed ones for a compressed file.
    virtual std::uint64_t taken() const = 0;
    /// Bytes of the whole file; 0 when nobody can tell (standard input).
    virtual std::uint64_t size() const = 0;
};

/// Opens a plain, gzip or zstd file, told apart by its first bytes; "-" is standard input.
/// Errors: NotFound, MalformedRequest (damaged from the start).
Result<std::unique_ptr<TextStream>> open_text(const std::string& path, InflationLimits limits = {});

/// The same over bytes in memory, for tests and small texts.
Result<std::unique_ptr<TextStream>> open_bytes(std::string bytes, InflationLimits limits = {});

/// The first `count` bytes, fewer at the end of a short text; `stream` still gives them.
Result<std::string> peek(std::unique_ptr<TextStream>& stream, std::size_t count);

}  // namespace vuelve::cli
