#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "codec/json.h"
#include "domain/calendar.h"

/// Bodies about API keys. Source: security.md 4.
namespace vuelve {

struct KeyBody {
    std::string name;
    std::vector<std::string> scopes;  // or roles
    std::vector<std::string> stores, networks, origins;
    std::optional<Instant> expires_at;
};
/// `{name, scopes, stores?, networks?, origins?, expires_at?}`. Errors: ValidationFailed with every
/// fault.
Result<KeyBody> decode_key(const Json& json);
/// `{overlap_hours?}`: how long the key before still counts, 0 to 720.
Result<int> decode_overlap(const Json& json, int otherwise);

}  // namespace vuelve
