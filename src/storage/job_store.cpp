#include "storage/job_store.h"

#include <array>

#include "generated/sql.h"

namespace vuelve::storage {
namespace {

JobRow read_job(const Rows& rows) {
    return {.id = rows.integer(0),
            .is_export = rows.integer(2) == 1,
            .owner = std::string(rows.text(3)),
            .actor = std::string(rows.text(4)),
            .request_hash = rows.hash<16>(5),
            .state = rows.get<JobState>(6),
            .stopping = rows.integer(7) == 1,
            .may_adjust = rows.integer(8) == 1,
            .first_id = rows.integer(9),
            .created_at = rows.get<Instant>(10),
            .started_at = rows.maybe<Instant>(11),
            .ended_at = rows.maybe<Instant>(12),
            .done = rows.integer(13),
            .total = rows.integer(14),
            .options = std::string(rows.text(15)),
            .totals = std::string(rows.text(16)),
            .error = std::string(rows.text(17))};
}

std::optional<JobRow> first_job(Rows rows) {
    return rows.next() ? std::optional(read_job(rows)) : std::nullopt;
}

/// A piece opens nowhere else: not as another job's, another file's, another place's.
std::string place_of(JobFile file, int piece) {
    return "job_file:" + std::to_string(static_cast<int>(file)) + ":" + std::to_string(piece);
}

}  // namespace

std::string_view name_of(JobState state) {
    static constexpr std::array names{"",       "waiting",   "running", "done",
                                      "failed", "cancelled", "undone",  "open"};
    return names[static_cast<std::size_t>(state)];
}

void JobStore::add(Transaction& tx, const JobRow& job, const Hash16& key_hash) const {
    tx.exec(sql::insert_job, {bucket(), placement_.tenant_id, job.id, programme_id_, job.is_export,
                              job.owner, job.actor, key_hash, job.request_hash, job.state,
                              job.may_adjust, job.first_id, job.created_at, job.options});
}

std::optional<JobRow> JobStore::find(Reader& reader, std::int64_t id) const {
    return first_job(
        reader.query(sql::one_job, {bucket(), placement_.tenant_id, programme_id_, id}));
}

std::optional<JobRow> JobStore::find_key(Reader& reader, const Hash16& key_hash) const {
    return first_job(
        reader.query(sql::job_by_key, {bucket(), placement_.tenant_id, programme_id_, key_hash}));
}

std::vector<JobRow> JobStore::before(Reader& reader, std::int64_t before, int limit) const {
    Rows rows = reader.query(sql::jobs_before,
                             {bucket(), placement_.tenant_id, programme_id_, before, limit});
    std::vector<JobRow> jobs;
    while (rows.next()) jobs.push_back(read_job(rows));
    return jobs;
}

std::optional<JobRow> JobStore::next(Reader& reader) const {
    return first_job(reader.query(sql::next_job, {bucket(), placement_.tenant_id, programme_id_}));
}

void JobStore::save(Transaction& tx, const JobRow& job) const {
    tx.exec(sql::save_job, {bucket(), placement_.tenant_id, job.id, job.state, job.started_at,
                            job.ended_at, job.done, job.total, job.totals, job.error});
}

void JobStore::stop(Transaction& tx, std::int64_t id) const {
    tx.exec(sql::stop_job, {bucket(), placement_.tenant_id, id});
}

void JobStore::put_piece(
    Transaction& tx, std::int64_t id, JobFile file, int piece, std::string_view content) const {
    tx.exec(sql::put_job_piece,
            {bucket(), placement_.tenant_id, id, file, piece, std::ssize(content),
             content_hash(content), vault_.seal_secret(place_of(file, piece), id, content)});
}

std::vector<JobPiece> JobStore::pieces(Reader& reader, std::int64_t id, JobFile file) const {
    Rows rows = reader.query(sql::job_pieces, {bucket(), placement_.tenant_id, id, file});
    std::vector<JobPiece> pieces;
    while (rows.next()) pieces.push_back({rows.get<int>(0), rows.integer(1), rows.hash<16>(2)});
    return pieces;
}

std::optional<std::string> JobStore::piece(Reader& reader,
                                           std::int64_t id,
                                           JobFile file,
                                           int piece) const {
    Rows rows = reader.query(sql::job_piece, {bucket(), placement_.tenant_id, id, file, piece});
    if (!rows.next()) return std::nullopt;
    return vault_.open_secret(place_of(file, piece), id, rows.bytes(0));
}

void JobStore::drop_pieces(Transaction& tx, std::int64_t id, JobFile file) const {
    tx.exec(sql::drop_job_pieces, {bucket(), placement_.tenant_id, id, file});
}

std::vector<JobStore::OldFiles> JobStore::old_files(Reader& reader, Instant until) const {
    Rows rows = reader.query(sql::jobs_with_old_files, {bucket(), placement_.tenant_id, until});
    std::vector<OldFiles> found;
    while (rows.next()) found.push_back({rows.integer(0), rows.get<JobState>(1)});
    return found;
}

void JobStore::drop_files(Transaction& tx, std::int64_t id) const {
    tx.exec(sql::drop_job_files, {bucket(), placement_.tenant_id, id});
}

void JobStore::put_txns(Transaction& tx, std::int64_t id, std::span<const JobTxn> txns) const {
    Batch batch(5);
    for (const JobTxn& one : txns)
        batch.add(bucket(), placement_.tenant_id, id, one.txn, one.member);
    tx.exec_batch(sql::put_job_txn, batch);
}

std::vector<JobTxn> JobStore::txns(Reader& reader, std::int64_t id, TxnId after, int limit) const {
    Rows rows = reader.query(sql::job_txns, {bucket(), placement_.tenant_id, id, after, limit});
    std::vector<JobTxn> txns;
    while (rows.next()) txns.push_back({rows.get<TxnId>(0), rows.get<HolderId>(1)});
    return txns;
}

}  // namespace vuelve::storage
