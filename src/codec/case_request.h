#pragma once

#include <string>

#include "base/result.h"
#include "codec/json.h"
#include "codec/public_id.h"

/// Body of the decision about a case. Source: docs/adr/0042.
namespace vuelve {

struct CaseDecision {
    bool is_confirmed = false;
    std::string note;       // in the words of who decides; sealed
    bool suspends = false;  // the member, when it is confirmed
};

/// `{movement: "txn_...", text}`: what a member doubts.
struct DoubtBody {
    PlacedId movement{};
    std::string text;
};
Result<DoubtBody> decode_doubt(const Json& json);

/// `{decision: "confirmed", note, suspend?}`
Result<CaseDecision> decode_case_decision(const Json& json);

}  // namespace vuelve
