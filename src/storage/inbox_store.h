#pragma once

#include <vector>

#include "domain/command.h"
#include "storage/database.h"
#include "storage/ids.h"

/// What the card keeps and asks beside the ledger.
namespace vuelve::storage {

/// Up to when the member has read what was written to them; the epoch when they never looked.
Instant inbox_read_until(Reader& reader, const Placement& placement, HolderId member);
/// Never back.
void set_inbox_read(Transaction& tx, const Placement& placement, HolderId member, Instant until);

/// The member's purchases that happened since, newest first, returned and voided ones too.
std::vector<TxnId> purchases_since(
    Reader& reader, const Placement& placement, HolderId member, Instant since, int limit);

}  // namespace vuelve::storage
