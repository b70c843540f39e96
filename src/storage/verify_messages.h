#pragma once

#include "storage/verify.h"

/// The part of the audit that looks into the outbox.
namespace vuelve::storage {

/// No advertising waits or went out without the member's consent to its channel, nor above the caps
/// of its local day and ISO week (I27).
void verify_messages(Reader& reader, Verified& found);

}  // namespace vuelve::storage
