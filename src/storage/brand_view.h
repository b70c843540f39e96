#pragma once

#include <map>
#include <vector>

#include "storage/history_store.h"

/// What one brand of a coalition may see: its members, and what they did at its stores. Source:
/// domain.md 9.1.
namespace vuelve::storage {

class BrandView {
 public:
    /// `vault` outlives the view.
    BrandView(const Vault& vault,
              const Placement& placement,
              std::int64_t programme_id,
              BrandId brand)
        : vault_(vault), placement_(placement), programme_id_(programme_id), brand_(brand) {}

    /// Open members with a transaction at the brand, under whatever id, or a consent for third
    /// parties; in the order of ids, at most `limit` after `after`.
    std::vector<HolderId> members(Reader& reader, HolderId after, int limit) const;
    /// True for one of them.
    bool sees(Reader& reader, HolderId member) const;

    struct Visit {
        TxnId txn{};
        TxnSummary summary;
        std::vector<Entry> entries;  // of the member and of households
    };
    /// What the member did at the brand's stores, under whatever id, newest first; before `before`.
    std::vector<Visit> visits(Reader& reader,
                              HolderId member,
                              const std::vector<HolderId>& accounts,
                              TxnId before,
                              int limit) const;

 private:
    /// Those merged into a member, directly or by way of others; `at_brand`: only those with a
    /// transaction at the brand.
    std::multimap<HolderId, HolderId> merged(Reader& reader, bool at_brand) const;

    const Vault& vault_;
    Placement placement_;
    std::int64_t programme_id_;
    BrandId brand_;
};

}  // namespace vuelve::storage
