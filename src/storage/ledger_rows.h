#pragma once

#include "domain/decision.h"
#include "storage/database.h"
#include "storage/entitlement_store.h"
#include "storage/vault.h"

/// Rows of the ledger's tables to domain values. Column orders are those of db/queries/ledger.sql
/// and entitlement.sql.
namespace vuelve::storage {

Lot read_lot(const Rows& rows);
Entry read_entry(const Rows& rows, HolderId holder);
/// Currency 0 is the head, any other a wallet. True for the head.
bool read_wallet(const Rows& rows, Holder& holder);
Voucher read_voucher(const Rows& rows, const Vault& vault);
ReservationRow read_reservation(const Rows& rows);
RedemptionRow read_redemption(const Rows& rows);
Membership read_membership(const Rows& rows);

}  // namespace vuelve::storage
