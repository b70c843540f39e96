#pragma once

#include <string>
#include <vector>

#include "domain/earn.h"

/// What an evaluation says, in lines of text that can be compared.
namespace vuelve::sim {

std::string award_text(const Earned& award);
std::string trace_text(const Trace& trace);
std::string discount_text(RuleId rule, const std::vector<std::uint32_t>& lines);
std::string counter_text(const CounterChange& change);
std::string text_of(const Evaluation& evaluation);

}  // namespace vuelve::sim
