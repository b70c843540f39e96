#pragma once

#include "domain/decision.h"

namespace vuelve {

/// Of the holders that a decision leaves behind the one with this id; null when it did not touch
/// that one. They stand in the order of their ids, as their book gave them (Book::take_holders):
/// a night's job has hundreds, each of whom is looked for.
const Holder* changed_holder(const Decision& decision, HolderId id);

}  // namespace vuelve
