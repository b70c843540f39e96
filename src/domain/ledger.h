#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/calendar.h"
#include "domain/document.h"
#include "domain/ids.h"
#include "domain/money.h"

/// Lots, wallets and entries: the shapes of the points ledger. Source: domain.md 1.7 to 1.11, 14.
namespace vuelve {

enum class EntryType : std::uint8_t {
    Earn = 1,
    Release,
    EarnReversal,
    Redeem,
    Reserve,
    Capture,
    ReserveRelease,
    RedeemRefund,
    Expire,
    Reinstate,
    Adjust,
    Transfer,
    TransferFee,
    Convert,
    Donate,
    DebtRepay,
    WriteOff,
    Forfeit,
    Merge,
};

/// The programme account on the other side of a holder's movement. Transit joins the two rows of a
/// transfer or merge.
enum class Contra : std::uint8_t {
    None = 0,
    Issued,
    Redeemed,
    Donated,
    Expired,
    Adjusted,
    Converted,
    Fees,
    Transit
};

/// What a holder's four accounts (and the account written_off, which forgives debt) gain or lose.
struct Movement {
    Units pending{}, available{}, reserved{}, debt{}, written_off{};

    Units sum() const { return pending + available + reserved + debt + written_off; }
    bool is_zero() const {
        return pending.n == 0 && available.n == 0 && reserved.n == 0 && debt.n == 0 &&
               written_off.n == 0;
    }
};

/// What an entry moved of the lots of one issuing brand: pending, available and reserved together.
struct IssuerUnits {
    BrandId issuer{};
    Units units{};
    friend bool operator==(const IssuerUnits&, const IssuerUnits&) = default;
};

/// One holder's side of one ledger entry (contract.md 7, table `entry`). Always sums to 0 with its
/// contra account, is never all zero, and is never changed once made. Only make_entry builds one.
struct Entry {
    EntryId id{};
    HolderId holder{};
    EntryType type{};
    CurrencyId currency{};
    Movement movement{};
    Contra contra = Contra::None;
    BrandId contra_brand{};
    Units contra_units{};
    RuleId rule{};
    LotId lot{};
    Instant posted_at{};
    /// Who had issued the points that moved: the brand of the lots, for settlement between brands
    /// (domain.md 9.3). 0 when no lot moved, or the lots of several: `issuers` then has their
    /// parts.
    BrandId issuer{};
    std::vector<IssuerUnits> issuers{};
};
/// What an entry moved by issuing brand; empty when it only moved debt, or nothing between lots.
std::vector<IssuerUnits> issuers_of(const Entry& entry);

/// Balances of a holder in one currency. `debt` <= 0, the others >= 0; never available > 0 with
/// debt < 0.
struct Wallet {
    CurrencyId currency{};
    Units pending{}, available{}, reserved{}, debt{};
};

/// One credit of points with its own expiry.
struct Lot {
    LotId id{};
    CurrencyId currency{};
    Units original{}, remaining{}, reserved{};
    Units reversed{};  // units ever taken back by returns and voids
    Units expired{};   // units that have expired and were not refunded since
    Instant earned_at{};
    Instant available_at{};
    std::optional<Instant> expires_at{};  // exclusive
    std::optional<Instant> due_at{};  // the scheduler's next instant for it: release, then expiry
    BrandId brand{};
    RuleId rule{};
    Funding funding = Funding::Sale;
    TxnId txn{};
};

enum class LotState : std::uint8_t { Pending, Available, Expired, Cancelled, Exhausted };

/// True until the lot is released: its next due instant is then still the release (or an expiry
/// before it).
bool is_pending(const Lot& lot);
/// State derived as in domain.md 14.
LotState state_of(const Lot& lot);
/// True when lot `a` is spent before lot `b`: earliest expiry (never last), earliest earned,
/// posting order.   domain.md 5.4
bool spends_before(const Lot& a, const Lot& b);

/// A balanced entry. `movement` is not all zero; its sum goes to `contra` with the sign turned.
/// Pure.
Entry make_entry(EntryId id,
                 HolderId holder,
                 EntryType type,
                 CurrencyId currency,
                 const Movement& movement,
                 Contra contra,
                 BrandId contra_brand,
                 Instant posted_at);

/// Name of a type in payloads: "earn_reversal".
std::string_view name_of(EntryType type);
std::string_view name_of(Contra contra);
std::string_view name_of(LotState state);

}  // namespace vuelve
