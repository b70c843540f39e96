#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "storage/database.h"
#include "storage/ids.h"

/// Who holds what: what a new document may not lose, and whom it can touch (docs/adr/0034).
namespace vuelve::storage {

/// Members (and households, of points) by the number of what they hold.
using Holders = std::map<std::int32_t, std::int64_t>;

/// One programme's holders, counted when asked. Each is one statement over the tables.
class PublishingRead {
 public:
    PublishingRead(Reader& reader, Placement placement, std::int64_t programme_id)
        : reader_(reader), placement_(placement), programme_id_(programme_id) {}

    /// Was anything ever posted?
    bool has_entries() const;
    struct CurrencyUse {
        std::int64_t ever = 0, now = 0;
    };
    std::map<std::int32_t, CurrencyUse> currencies() const;
    /// Of units that a brand issued and that are still held.
    Holders brands() const;
    /// Whose home a store is, and who has something to pick up there.
    Holders stores() const;
    /// Of prizes not handed over and of vouchers for them.
    Holders rewards() const;
    Holders coupons() const;
    Holders levels() const;
    /// By code: of periods that go on.
    std::map<std::string, std::int64_t> plans() const;
    /// Active and suspended ones.
    std::int64_t members() const;

 private:
    Rows ask(std::string_view sql) const;
    Rows ask_programme(std::string_view sql) const;

    Reader& reader_;
    Placement placement_;
    std::int64_t programme_id_;
};

}  // namespace vuelve::storage
