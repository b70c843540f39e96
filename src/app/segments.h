#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/service.h"
#include "codec/public_id.h"
#include "domain/segment.h"
#include "storage/segment_store.h"

/// Who is in which dynamic segment: kept behind the ledger, member by member as transactions touch
/// them, and everybody after a midnight or a publication (docs/adr/0021).
namespace vuelve::app {

/// Members whose facts these transactions may have changed, each with the last one.
std::vector<storage::SegmentStore::Due> touched_by(
    std::span<const storage::FactStore::Followed> rows);

/// Brings facts and segments up to the last committed transaction, and to now: a midnight that has
/// passed since the last walk, or a changed definition, has everybody judged anew. Any thread.
void keep_segments(Service& service, OpenProgramme& programme);

/// keep_segments() for every programme: the round of the maintenance thread.
void keep_all_segments(Service& service);

/// What judging everybody at once would say, without writing it: members by segment. For tests and
/// proofs that the kept ones are right.
std::map<HolderId, std::vector<std::string>> judge_everybody(Service& service,
                                                             const OpenProgramme& programme);

struct SegmentCount {
    Segment segment;
    std::int64_t members = 0;
};
/// In the order of the document.
std::vector<SegmentCount> count_segments(Service& service, OpenProgramme& programme);

/// One whom a segment holds, as a cashier would see them.
struct SegmentPerson {
    HolderId member{};
    std::vector<std::string> identities{};  // masked
    std::optional<Instant> since{};         // of a dynamic segment
};
struct SegmentPage {
    std::vector<SegmentPerson> people;
    bool is_last = true;
};
/// In the order of their ids. Errors: NotFound.
Result<SegmentPage> read_segment(
    Service& service, OpenProgramme& programme, const std::string& code, HolderId after, int limit);
/// A move, and the transaction behind it where there is one.
struct SegmentEvent {
    storage::SegmentMove move;
    std::optional<PlacedId> txn;
};
/// In the order in which they happened, after the move `after`. Errors: NotFound.
Result<std::vector<SegmentEvent>> read_moves(Service& service,
                                             OpenProgramme& programme,
                                             const std::string& code,
                                             std::int64_t after,
                                             int limit);

/// What a segment that is not published would hold.
struct SegmentDraft {
    std::int64_t members = 0, of = 0;  // of all members
    Minor spent{};                     // N of 365 days
    Minor points_value{};              // what they could pay with their points, pending ones too
    std::vector<SegmentPerson> sample;
};
/// Errors: ValidationFailed with every fault of `where`, below the pointer /where; Overflow.
Result<SegmentDraft> draft_segment(Service& service,
                                   OpenProgramme& programme,
                                   const std::vector<Condition>& where);

}  // namespace vuelve::app
