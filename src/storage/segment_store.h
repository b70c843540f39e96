#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "domain/segment.h"
#include "storage/database.h"
#include "storage/ids.h"
#include "storage/vault.h"

/// Facts that segments ask about, and who is in which (tables segment_member, segment_move,
/// segment_due, rfm; docs/adr/0021).
namespace vuelve::storage {

enum class MoveCause : std::uint8_t { Txn = 1, Walk, Publication };
std::string_view name_of(MoveCause cause);

/// That a member entered or left a segment.
struct SegmentMove {
    std::int64_t id = 0;
    HolderId member{};
    bool entered = false;
    MoveCause cause{};
    TxnId txn{};  // that touched the member; 0 unless the cause is one
    Instant at{};
};

/// One programme's segments. Without state of its own: any thread that has its own reader.
class SegmentStore {
 public:
    SegmentStore(const Vault& vault, Placement placement, std::int32_t programme_id)
        : vault_(vault), placement_(placement), programme_id_(programme_id) {}

    /// Facts of active and suspended members with ids from `first` to `last`, at most `limit`, in
    /// the order of ids. One statement for each source that `needs` names, and one for each
    /// household outside the range.
    std::vector<SegmentFacts> facts(Reader& reader,
                                    const Programme& programme,
                                    const SegmentNeeds& needs,
                                    Instant at,
                                    HolderId first,
                                    HolderId last,
                                    int limit) const;

    // Who is in which
    /// Dynamic segments by member, for ids from `first` to `last`.
    std::map<HolderId, std::vector<std::string>> kept(Reader& reader,
                                                      HolderId first,
                                                      HolderId last) const;
    struct Change {
        HolderId member{};
        std::string segment;
        bool entered = false;
        TxnId txn{};
    };
    void move(Transaction& tx,
              std::span<const Change> changes,
              MoveCause cause,
              Instant at,
              Fresh& fresh) const;
    /// Members by segment: dynamic ones as kept.
    std::map<std::string, std::int64_t> counts(Reader& reader) const;
    /// Members by static segment, active and suspended ones.
    std::map<std::string, std::int64_t> static_counts(Reader& reader) const;
    struct Kept {
        HolderId member{};
        std::optional<Instant> since{};  // of dynamic segments
    };
    std::vector<Kept> members(Reader& reader,
                              const Segment& segment,
                              HolderId after,
                              int limit) const;
    std::vector<SegmentMove> moves(Reader& reader,
                                   const std::string& segment,
                                   std::int64_t after,
                                   int limit) const;

    // Whom to judge anew
    struct Due {
        HolderId holder{};
        TxnId txn{};
    };
    void note(Transaction& tx, std::span<const Due> touched) const;
    std::vector<Due> due(Reader& reader, int limit) const;
    void settle(Transaction& tx, std::span<const Due> judged) const;
    /// The member itself; of a household, its members.
    std::vector<HolderId> people_of(Reader& reader, HolderId holder) const;

    // The walk
    struct Walk {
        Instant midnight{};
        std::string definitions;  // hash of the segments it judged by
    };
    std::optional<Walk> last_walk(Reader& reader) const;
    void set_walk(Transaction& tx, const Walk& walk) const;
    /// Everybody with a purchase in the 365 days to `as_of`, scored (domain.md 11).
    std::map<HolderId, RfmFacts> scores(Reader& reader, Day as_of) const;
    /// Keeps the scores as of this day.
    void score(Transaction& tx, Day as_of) const;

 private:
    int bucket() const { return base_bucket(placement_); }

    const Vault& vault_;
    Placement placement_;
    std::int32_t programme_id_;
};

}  // namespace vuelve::storage
