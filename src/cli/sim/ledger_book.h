#pragma once

#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include "cli/sim/checks.h"
#include "cli/sim/evidence.h"

/// The auditor's double-entry books and its own lots, kept from entries alone. Source: domain.md
/// 1.10, 1.11, 4.3, 5.4, 13.
namespace vuelve::cli {

class LedgerBook {
 public:
    LedgerBook(const ProgrammeDocument& document, Checks& checks);

    /// Adds the new entries of every holder that was read, and holds balances and lots against
    /// them. Throws Violation.
    void take(const Evidence& evidence);
    /// The last reading of a holder; nothing when it was never read.
    const Holder* last(HolderId holder) const;
    EntryId last_entry(HolderId holder) const;
    /// Every currency sums to nothing over all accounts; whole readings only. Throws Violation.
    void close();

 private:
    struct Balance {
        std::int64_t pending = 0, available = 0, reserved = 0, debt = 0;
        std::int64_t moved = 0;  // by the other sides of its entries
    };
    struct OwnLot {
        std::int64_t remaining = 0, reserved = 0;
        Instant earned_at{};
        std::optional<Instant> expires_at{};
        bool pending = false;
    };
    struct Account {
        Holder read;  // as it was read last
        std::map<CurrencyId, Balance> balances;
        EntryId last{};
    };
    using Lots = std::map<LotId, OwnLot>;
    /// Lots of one currency as they should be after the new entries; not `known` where an entry
    /// does not say which lots it moved.
    struct Expected {
        Lots lots;
        bool known = true;
    };

    void check_entry(HolderId holder, const Entry& entry);
    void note_pending(const Entry& entry);
    void book_entry(Account& account, const Entry& entry);
    void check_wallets(const Account& account, const Holder& read);
    void check_lots(const Holder& read);
    void expect_lots(const Account& account, const Reading& reading, bool is_ordered);
    void compare_lots(const std::map<CurrencyId, Expected>& all,
                      const Reading& reading,
                      bool is_one_command);
    void follow(Expected& expected, const Entry& entry, const Holder& read);
    void follow_reversal(Expected& expected, const Entry& entry);
    void spend(Expected& expected, const Entry& entry, std::int64_t units);
    const Currency& currency(CurrencyId id) const;

    const ProgrammeDocument& document_;
    Checks& checks_;
    std::unordered_map<HolderId, Account> accounts_;
    std::set<LotId> pending_;  // lots not yet released
    /// Programme accounts: what lies outside of holders.
    std::map<std::tuple<CurrencyId, Contra, BrandId>, std::int64_t> outside_;
    std::map<CurrencyId, std::int64_t> written_off_;
};

}  // namespace vuelve::cli
