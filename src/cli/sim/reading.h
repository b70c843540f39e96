#pragma once

#include <optional>
#include <vector>

#include "app/service.h"

/// What the tables hold of one holder, read back after a command: never what the engine remembers.
namespace vuelve::cli {

struct PostedEntry {
    Entry entry;
    TxnId txn{};
};

/// Everything of one holder, closed promises and spent lots too, with the entries since the last
/// reading in posting order.
struct Reading {
    Holder holder;
    std::vector<PostedEntry> entries;
};

class Reader {
 public:
    Reader(app::Service& service, const app::OpenProgramme& programme);

    /// Nothing when there is no such holder. `after`: the last entry that was read before.
    std::optional<Reading> read(HolderId holder, EntryId after);
    /// Nothing when the table has no row: untouched.
    std::optional<Resource> resource(const ResourceKey& key);
    std::optional<Parked> parked(const std::string& purchase, const std::string& id);
    std::vector<Membership> members_of(HolderId household);

 private:
    const app::OpenProgramme& programme_;
    std::unique_ptr<storage::Reader> snapshot_;
};

}  // namespace vuelve::cli
