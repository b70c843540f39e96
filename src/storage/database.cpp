#include "storage/database.h"

namespace vuelve::storage {

FaultHook fail_nth(FaultPoint point, int nth, Trouble trouble) {
    return [point, left = nth, trouble](FaultPoint here, std::string_view sql) mutable {
        if (here == point && --left == 0) {
            throw StorageError(trouble, "injected fault at: " + std::string(sql.substr(0, 60)));
        }
    };
}

Rows Transaction::ask(std::string_view sql, Params params) {
    meter_.pass(FaultPoint::Statement, sql);
    meter_.statements.fetch_add(1, std::memory_order_relaxed);
    return do_query(sql, params);
}

std::int64_t Transaction::exec(std::string_view sql, Params params) {
    guard().see(sql, params);
    meter_.pass(FaultPoint::Statement, sql);
    meter_.statements.fetch_add(1, std::memory_order_relaxed);
    return do_exec(sql, params);
}

std::int64_t Transaction::exec_batch(std::string_view sql, const Batch& batch) {
    if (batch.empty()) return 0;
    guard().see(sql, batch);
    meter_.pass(FaultPoint::Statement, sql);
    meter_.statements.fetch_add(1, std::memory_order_relaxed);
    meter_.rows.fetch_add(static_cast<std::int64_t>(batch.rows()), std::memory_order_relaxed);
    return do_batch(sql, batch);
}

void Transaction::note_record(bool two_buckets) {
    meter_.records.fetch_add(1, std::memory_order_relaxed);
    if (two_buckets) meter_.two_bucket.fetch_add(1, std::memory_order_relaxed);
}

void Transaction::exec_script(std::string_view script) {
    meter_.pass(FaultPoint::Statement, script);
    do_script(script);
}

void Transaction::commit() {
    guard().check();
    meter_.pass(FaultPoint::BeforeCommit, "commit");
    do_commit();
    meter_.commits.fetch_add(1, std::memory_order_relaxed);
    meter_.pass(FaultPoint::AfterCommit, "commit");
}

Counters Database::counters() const {
    return {meter_.statements.load(),          meter_.rows.load(),    meter_.commits.load(),
            meter_.snapshot_statements.load(), meter_.records.load(), meter_.two_bucket.load()};
}

}  // namespace vuelve::storage
