#pragma once

#include <string>
#include <vector>

#include "app/service.h"

/// A programme's ledger as its tables hold it, whole: for worked cases, which compare everything.
/// Never for a programme of real size.
namespace vuelve::app {

/// One holder, with every lot (spent ones too), voucher, reservation and redemption. Nothing when
/// there is no such holder.
std::optional<Holder> read_whole_holder(Service& service,
                                        const OpenProgramme& programme,
                                        HolderId id);
/// Entries of one holder after `after` (exclusive), in posting order.
std::vector<Entry> read_entries(Service& service,
                                const OpenProgramme& programme,
                                HolderId holder,
                                EntryId after);

struct LedgerReading {
    State state;                 // all holders, and the stock that was touched
    std::vector<Entry> entries;  // of all holders, in posting order
};
/// Everything, with the entries after `after` (exclusive).
LedgerReading read_ledger(Service& service, const OpenProgramme& programme, EntryId after);

}  // namespace vuelve::app
