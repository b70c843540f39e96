#pragma once

#include <string>

#include "domain/decision.h"
#include "domain/programme.h"

namespace vuelve {

/// How the points of a recorded purchase came about, in every language we speak, from the trace
/// stored with it: `{"purchase", "txn", "member", "occurred_at", "at", "total", "trace",
/// "explanation": {"es": [{"rule", "kind", "text", "missing"}], ...}, "not_earning": {"es":
/// [...]}}`. `programme` is the version that decided it.
std::string explanation_json(const Receipt& receipt,
                             const Purchase& purchase,
                             const Programme& programme);

}  // namespace vuelve
