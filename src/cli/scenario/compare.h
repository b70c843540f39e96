#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "codec/json.h"

/// What a step gave against what its case expects. Source: tests/golden/README.md.
namespace vuelve::cli {

/// One thing that differs: where ("balances.M1.PTS.available"), and both values as JSON text.
struct Difference {
    std::string where;
    std::string expected, actual;
};

/// Every difference between the value expected under `key` and the actual one. Objects compare as
/// maps; in `balances` and `lots` what is all zero or empty counts as not listed; a journal
/// entry's `rule` and numbers of `value` as the README says.
std::vector<Difference> compare(std::string_view key, const Json& expected, const Json& actual);

}  // namespace vuelve::cli
