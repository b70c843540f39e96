#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "codec/json.h"
#include "domain/calendar.h"

/// Bodies of what happens to a draft of the programme. Errors of all: ValidationFailed.
namespace vuelve {

/// `{reason}`
Result<std::string> decode_reason(const Json& json);

struct PublishBody {
    std::optional<Instant> at;  // none = now
    std::string reason;         // "" = as it was handed in
};
/// `{at?, reason?}`
Result<PublishBody> decode_publish(const Json& json);

struct RollbackBody {
    int version = 0;
    std::string reason;
};
/// `{version, reason}`
Result<RollbackBody> decode_rollback(const Json& json);

}  // namespace vuelve
