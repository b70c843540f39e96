#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/result.h"

/// The bytes of an input, wherever they come from.
namespace vuelve::app {

/// Text read from its beginning, piece by piece.
class TextStream {
 public:
    virtual ~TextStream() = default;
    /// Fills `out` from its beginning; how many bytes, 0 = the end.
    /// Errors: MalformedRequest when the input is cut off, damaged or grows beyond the limits;
    /// InternalError when it cannot be read.
    virtual Result<std::size_t> read(std::span<char> out) = 0;
    /// Bytes of the input taken so far, compressed ones for a compressed file.
    virtual std::uint64_t taken() const = 0;
    /// Bytes of the whole input; 0 when nobody can tell (standard input).
    virtual std::uint64_t size() const = 0;
};

/// Bytes in memory, as they are.
std::unique_ptr<TextStream> text_of_bytes(std::string bytes);

/// The first `count` bytes, fewer at the end of a short text; `stream` still gives them.
Result<std::string> peek(std::unique_ptr<TextStream>& stream, std::size_t count);

}  // namespace vuelve::app
