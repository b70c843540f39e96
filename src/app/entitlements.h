#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/service.h"
#include "storage/entitlement_store.h"

/// What doors may see of promises without a command: reservations, redemptions, vouchers, the
/// catalogue's stock, households, returns that wait. A read first runs what is due for whom it is
/// about.
namespace vuelve::app {

/// Errors: NotFound.
Result<storage::ReservationRow> read_reservation(Service& service,
                                                 OpenProgramme& programme,
                                                 ReservationId id);

struct RedemptionReading {
    HolderId holder{};
    Redemption redemption;
    std::optional<storage::VoucherRow> voucher;
};
/// Errors: NotFound.
Result<RedemptionReading> read_redemption(Service& service,
                                          OpenProgramme& programme,
                                          RedemptionId id);
/// A page of the queue in one state, in the order of taking, after `after` (exclusive, 0 = from the
/// start).
std::vector<RedemptionReading> read_redemptions(Service& service,
                                                OpenProgramme& programme,
                                                RedemptionState state,
                                                RedemptionId after,
                                                int limit,
                                                bool by_hand = false);

/// The issued voucher of this code, in any state. Errors: NotFound.
Result<storage::VoucherRow> read_voucher(Service& service,
                                         OpenProgramme& programme,
                                         const std::string& code);
/// All of a member's, used ones too; of the survivor, when a merged id was asked for. Errors:
/// UnknownMember.
Result<std::vector<storage::VoucherRow>> read_vouchers(Service& service,
                                                       OpenProgramme& programme,
                                                       HolderId member);

/// A voucher as its member sees it.
struct HeldVoucher {
    storage::VoucherRow row;
    RedemptionId redemption{};  // of the member's own that issued it, 0 = another cause
    bool is_cancellable = false;
};
HeldVoucher read_held_voucher(Service& service,
                              const OpenProgramme& programme,
                              storage::VoucherRow row);

/// What is left of a reward; none = no end.
struct StockReading {
    std::optional<std::int64_t> left;                   // in all; a supplier's codes among it
    std::map<std::string, std::int64_t> left_in_store;  // of stores with stock of their own
};
StockReading read_stock(Service& service, const OpenProgramme& programme, const Reward& reward);

struct HouseholdReading {
    HolderId household{};
    std::vector<Membership> members;    // in the order of joining
    std::vector<BalanceLine> balances;  // of every currency in which there is or was something
    std::shared_ptr<const Programme> programme;
};
/// Errors: NotFound.
Result<HouseholdReading> read_household(Service& service, OpenProgramme& programme, HolderId id);

/// Returns and voids of one state, in no particular order.
std::vector<storage::ParkedRow> read_parked(Service& service,
                                            const OpenProgramme& programme,
                                            ParkedState state,
                                            const std::optional<Hash16>& after,
                                            int limit);

}  // namespace vuelve::app
