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

/// One holder, with the entries since the last reading in posting order.
struct Reading {
    Holder holder;
    std::vector<PostedEntry> entries;
    std::vector<storage::MessageRow> messages{};  // ever; of a whole reading only
};

class Reader {
 public:
    Reader(app::Service& service, const app::OpenProgramme& programme);

    /// Without spent lots; vouchers that had closed by `before` stay as they were then. Nothing
    /// when there is no such holder. `after`: the last entry that was read before.
    std::optional<Reading> read(HolderId holder, EntryId after, const Holder* before);
    /// The same with every lot and promise anew, closed ones too.
    std::optional<Reading> read_whole(HolderId holder, EntryId after);
    /// Nothing when the table has no row: untouched.
    std::optional<Resource> resource(const ResourceKey& key);
    std::optional<Parked> parked(const std::string& purchase, const std::string& id);
    std::vector<Membership> members_of(HolderId household);

 private:
    void read_promises(Holder& holder);
    void read_entries(Reading& reading, EntryId after);
    const app::OpenProgramme& programme_;
    std::unique_ptr<storage::Reader> snapshot_;
};

}  // namespace vuelve::cli
