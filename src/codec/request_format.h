#pragma once

#include <expected>
#include <utility>

#include "base/result.h"
#include "codec/decoder.h"

namespace vuelve {

/// Decodes the body of a request with `format`; every fault makes one ValidationFailed.
template <class T, class Format>
Result<T> decode_body(const Json& json, Format&& format) {
    Faults faults;
    Place body{};
    Result<T> value;  // filled where it is handed back
    format(Cursor{json, body, faults}, *value);
    if (faults.empty()) return value;
    Error error{ErrorCode::ValidationFailed, "the body has faults"};
    error.faults = std::move(faults).take();
    return std::unexpected(std::move(error));
}

/// `member` of a body, as text.
inline TextFormat member_text() { return text(1, 600); }

}  // namespace vuelve
