#pragma once

#include <string>

#include "domain/earn.h"

/// The earn engine once more, as domain.md 2 and 3 tell it and without any thought of speed: every
/// rule looks at every line, every number is an exact fraction of any size.
namespace vuelve::sim {

/// What evaluate() has to say, as text_of(Evaluation) tells it.
std::string plainly_evaluated(const PurchaseFacts& facts, const Book& book);

}  // namespace vuelve::sim
