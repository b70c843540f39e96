#pragma once

#include <deque>
#include <mutex>
#include <optional>
#include <vector>

#include "storage/fact_store.h"

namespace vuelve::app {

/// What the writer committed last, for whoever writes facts behind it: to read it back from its
/// rows costs more than to have decided it. A bounded help: what is not here is in the ledger. Any
/// thread.
class FreshFacts {
 public:
    using Rows = std::vector<storage::FactStore::Followed>;

    /// In the order of their ids, after all that were given before. All that is committed from the
    /// first call on must be given.
    void add(Rows rows);
    /// Everything after `place`, up to a page; nothing when the ledger must be asked. Forgets what
    /// is not after it.
    std::optional<storage::FactStore::Page> take(TxnId place);

    static constexpr std::size_t kept_max = 10'000;

 private:
    std::mutex guard_;
    std::deque<storage::FactStore::Followed> rows_;
    /// All transactions after this one are here.
    std::optional<TxnId> all_after_;
};

}  // namespace vuelve::app
