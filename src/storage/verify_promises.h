#pragma once

#include "storage/verify.h"

/// The part of the audit that looks into what reservations, redemptions and heads keep as text.
namespace vuelve::storage {

/// A final reservation holds nothing and an open one what it says (I17); a redemption spent what it
/// says and gave back all of it or nothing; a member's row and head agree on its state.
void verify_promises(Reader& reader, Verified& found);

}  // namespace vuelve::storage
