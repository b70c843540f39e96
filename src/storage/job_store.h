#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/calendar.h"
#include "storage/database.h"
#include "storage/ids.h"
#include "storage/vault.h"

/// Imports and exports that a door started, and their files: sealed, for they hold what people are
/// called. Source: features.md b15, security.md 5; docs/adr/0035.
namespace vuelve::storage {

enum class JobState : std::uint8_t {
    Waiting = 1,
    Running,
    Done,
    Failed,
    Cancelled,
    Undone,
    Open  // its parts are still coming
};
/// "waiting"
std::string_view name_of(JobState state);

enum class JobFile : std::uint8_t { Input = 1, Rejected, Result };

struct JobRow {
    std::int64_t id = 0;
    bool is_export = false;
    std::string owner, actor;
    Hash16 request_hash{};
    JobState state = JobState::Waiting;
    bool stopping = false;
    bool may_adjust = false;
    std::int64_t first_id = 0;
    Instant created_at{};
    std::optional<Instant> started_at{}, ended_at{};
    std::int64_t done = 0, total = 0;  // bytes of an import's file; rows of an export
    std::string options = "{}", totals = "{}", error;
};

struct JobPiece {
    int piece = 0;
    std::int64_t bytes = 0;
    Hash16 content{};
};

struct JobTxn {
    TxnId txn{};
    HolderId member{};
};

/// One programme's jobs. Without state of its own: any thread that has its own reader.
class JobStore {
 public:
    JobStore(const Vault& vault, Placement placement, std::int64_t programme_id)
        : vault_(vault), placement_(placement), programme_id_(programme_id) {}

    void add(Transaction& tx, const JobRow& job, const Hash16& key_hash) const;
    std::optional<JobRow> find(Reader& reader, std::int64_t id) const;
    std::optional<JobRow> find_key(Reader& reader, const Hash16& key_hash) const;
    /// Newest first, before `before` (exclusive).
    std::vector<JobRow> before(Reader& reader, std::int64_t before, int limit) const;
    /// The one that was running, else the one that waits longest.
    std::optional<JobRow> next(Reader& reader) const;
    /// State, times, progress, totals, error.
    void save(Transaction& tx, const JobRow& job) const;
    void stop(Transaction& tx, std::int64_t id) const;

    void put_piece(
        Transaction& tx, std::int64_t id, JobFile file, int piece, std::string_view content) const;
    std::vector<JobPiece> pieces(Reader& reader, std::int64_t id, JobFile file) const;
    /// Nothing when it is not there, or not any more.
    std::optional<std::string> piece(Reader& reader,
                                     std::int64_t id,
                                     JobFile file,
                                     int piece) const;
    void drop_pieces(Transaction& tx, std::int64_t id, JobFile file) const;
    Hash16 content_hash(std::string_view content) const { return vault_.request_hash(content); }

    struct OldFiles {
        std::int64_t id = 0;
        JobState state{};
    };
    /// Jobs that ended by `until` and have files; of those nobody started, made by then.
    std::vector<OldFiles> old_files(Reader& reader, Instant until) const;
    void drop_files(Transaction& tx, std::int64_t id) const;

    void put_txns(Transaction& tx, std::int64_t id, std::span<const JobTxn> txns) const;
    /// In the order of posting, after `after`.
    std::vector<JobTxn> txns(Reader& reader, std::int64_t id, TxnId after, int limit) const;

 private:
    int bucket() const { return base_bucket(placement_); }

    const Vault& vault_;
    Placement placement_;
    std::int64_t programme_id_;
};

}  // namespace vuelve::storage
