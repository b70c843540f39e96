#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/decision.h"

/// What the rows of the ledger keep as JSON: the result of a transaction, the head of a holder, a
/// parked return. Positional and compact, since one is written with every purchase.
/// Source: contract.md 7 (txn, wallet, parked), design.md D15.
namespace vuelve {

/// How codes of vouchers are closed before they are stored and opened again: whoever holds one can
/// use it, so they are never kept in clear (contract.md 1 rule 19). Without functions they stay as
/// they are; texts must be UTF-8.
struct CodeSeal {
    std::function<std::string(HolderId, std::string_view)> close, open;
};

/// Receipt and effects of a transaction that has a receipt or is a job's. Of new holders only id,
/// kind, household and time of enrolment: profiles are personal data and live in their own tables.
std::string encode_result(const Transaction& transaction, const CodeSeal& seal = {});

struct StoredResult {
    std::shared_ptr<const Receipt> receipt;  // none for jobs
    Effects effects;
};
/// Everything encode_result kept. Errors: InternalError when the text is not one of its own.
Result<StoredResult> decode_result(std::string_view text, const CodeSeal& seal = {});

/// State column of a holder's head row: all but `link` and `entries`, which have columns.
std::string encode_head(const Head& head);
/// Errors: InternalError.
Result<Head> decode_head(std::string_view text);

/// A return or void that waits for its purchase. Errors: InternalError.
std::string encode_parked(const Parked& parked);
Result<Parked> decode_parked(std::string_view text);

/// What a reservation's and a redemption's row keep beside their columns: whose it is, the lots
/// spent, the counters advanced. Decoded, only those parts and the id are filled. Errors:
/// InternalError.
std::string encode_reservation_detail(const Reservation& reservation);
Result<Reservation> decode_reservation_detail(std::string_view text, ReservationId id);
std::string encode_redemption_detail(const Redemption& redemption);
Result<Redemption> decode_redemption_detail(std::string_view text, RedemptionId id);

}  // namespace vuelve
