#pragma once

#include <map>

#include "domain/decision.h"
#include "storage/txn_rows.h"
#include "storage/verify.h"

/// The facts of purchases against the transactions they were written from.
namespace vuelve::storage {

/// Adds up what the table `sale` must hold, transaction by transaction in any order.
class FactsAudit {
 public:
    explicit FactsAudit(Reader& reader);
    void add(const TxnRow& row, const Effects& effects);
    /// Compares with the table, of every programme that is followed.
    void end(Verified& found) const;

 private:
    struct Sums {
        std::int64_t purchases = 0, amount = 0, returned = 0;
        friend bool operator==(const Sums&, const Sums&) = default;
    };
    using Key = std::pair<std::int64_t, std::int64_t>;  // tenant, programme

    Reader& reader_;
    std::map<Key, TxnId> places_;
    std::map<Key, Sums> sums_;
    /// Latest state of purchases that were taken back, whole or in part.
    struct Changed {
        TxnId txn{};  // that changed it last
        Minor amount{}, returned{};
        bool voided = false;
    };
    std::map<std::pair<Key, TxnId>, Changed> changed_;
};

}  // namespace vuelve::storage
