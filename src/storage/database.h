#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/bucket_guard.h"
#include "storage/storage_error.h"
#include "storage/value.h"

/// The database as the stores see it: the one seam with an implementation per engine
/// (storage/sqlite/).
///
/// Statements come from db/queries (generated/sql.h) with `$1` parameters, never from glued
/// strings. All errors are StorageError. One write transaction at a time; snapshots run beside it
/// on other threads.
namespace vuelve::storage {

/// Rows of a running query on an engine.
class Cursor {
 public:
    virtual ~Cursor() = default;
    virtual bool next() = 0;
    virtual bool is_null(int column) = 0;
    virtual std::int64_t integer(int column) = 0;
    virtual std::string_view text(int column) = 0;
    virtual BytesView bytes(int column) = 0;
};

/// Answer of a query: `while (rows.next()) rows.integer(0)`. Gone before its transaction or
/// snapshot is. What text() and bytes() give is valid until next(). A value of another kind than
/// asked for is Corrupt.
class Rows {
 public:
    explicit Rows(std::unique_ptr<Cursor> cursor) : cursor_(std::move(cursor)) {}
    bool next() { return cursor_->next(); }
    bool is_null(int column) const { return cursor_->is_null(column); }
    std::int64_t integer(int column) const { return cursor_->integer(column); }
    std::string_view text(int column) const { return cursor_->text(column); }
    BytesView bytes(int column) const { return cursor_->bytes(column); }
    /// An integer as an id, a day, an instant, a small number or an enum: `rows.get<LotId>(0)`.
    template <class T>
    T get(int column) const;
    /// Nothing for null.
    template <class T>
    std::optional<T> maybe(int column) const;
    /// A blob of exactly this many bytes.
    template <std::size_t size>
    std::array<std::uint8_t, size> hash(int column) const;

 private:
    std::unique_ptr<Cursor> cursor_;
};

enum class FaultPoint : std::uint8_t { Statement, BeforeCommit, AfterCommit };
/// Called at every point of write transactions; throws what shall happen there. For tests only.
/// AfterCommit with OutcomeUnknown is the commit that succeeded although its caller was told
/// nothing.
using FaultHook = std::function<void(FaultPoint, std::string_view sql)>;
/// The nth (from 1) pass through `point` throws `trouble`.
FaultHook fail_nth(FaultPoint point, int nth, Trouble trouble);

/// What a database has done since it was opened. A batch counts as one statement; BEGIN and COMMIT
/// are not counted.
struct Counters {
    std::int64_t statements = 0;  // in write transactions
    std::int64_t rows = 0;        // of batches
    std::int64_t commits = 0;
    std::int64_t snapshot_statements = 0;
    std::int64_t records = 0;     // transactions of the ledger that were written
    std::int64_t two_bucket = 0;  // of them, those that touched two buckets (scale-out.md 4)
};

/// Counters and fault hook shared by all transactions of one database.
struct Meter {
    std::atomic<std::int64_t> statements{0}, rows{0}, commits{0}, snapshot_statements{0};
    std::atomic<std::int64_t> records{0}, two_bucket{0};
    FaultHook hook{};
    void pass(FaultPoint point, std::string_view sql) const {
        if (hook) [[unlikely]]
            hook(point, sql);
    }
};

/// Where queries can be asked: a write transaction or a snapshot. Used by one thread.
class Reader {
 public:
    explicit Reader(BucketGuard::Door door = BucketGuard::Door::Request) : guard_(door) {}
    virtual ~Reader() = default;
    /// Runs a query, or a change with `returning`.
    Rows query(std::string_view sql, Params params = {}) {
        guard_.see(sql, params);
        return ask(sql, params);
    }
    virtual bool has_table(std::string_view name) = 0;

 protected:
    virtual Rows ask(std::string_view sql, Params params) = 0;
    BucketGuard& guard() { return guard_; }

 private:
    BucketGuard guard_;
};

/// A write transaction; its destructor rolls back what commit() did not make durable.
class Transaction : public Reader {
 public:
    explicit Transaction(Meter& meter) : meter_(meter) {}

    bool has_table(std::string_view name) final { return do_has_table(name); }
    /// Runs one change. Returns the number of rows it touched.
    std::int64_t exec(std::string_view sql, Params params = {});
    /// Runs one change for every row of the batch (scale-out.md Q11). Returns the rows touched in
    /// all; does nothing for an empty batch.
    std::int64_t exec_batch(std::string_view sql, const Batch& batch);
    /// Counts a record of the ledger, and whether it touches more than its own bucket.
    void note_record(bool two_buckets);
    /// Runs several statements without parameters: migrations only.
    void exec_script(std::string_view script);
    /// How many commands are decided in it, or that it is nobody's request (bucket_guard.h).
    void carry(std::size_t commands) { guard().carry(commands); }
    void is_upkeep() { guard().open(); }
    /// Durable when it returns. OutcomeUnknown when nobody can say; Full and Busy when it certainly
    /// did not happen.
    void commit();

 protected:
    Rows ask(std::string_view sql, Params params) final;
    virtual Rows do_query(std::string_view sql, Params params) = 0;
    virtual std::int64_t do_exec(std::string_view sql, Params params) = 0;
    virtual std::int64_t do_batch(std::string_view sql, const Batch& batch) = 0;
    virtual void do_script(std::string_view script) = 0;
    virtual bool do_has_table(std::string_view name) = 0;
    virtual void do_commit() = 0;

 private:
    Meter& meter_;
};

/// What a table is made of, as far as a copy must know.
enum class ColumnKind : std::uint8_t { Integer, Text, Bytes };
struct TableShape {
    struct Column {
        std::string name;
        ColumnKind kind{};
    };
    std::string name;
    std::vector<Column> columns;
    std::vector<std::string> key;  // of its primary key, in its order
};

/// Pages copied so far, and all pages.
using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

class Database {
 public:
    virtual ~Database() = default;

    /// Takes the write lock at once, so that what is read inside stays true. Waits for the other
    /// writer; Busy when that takes longer than the time limit.
    virtual std::unique_ptr<Transaction> begin() = 0;
    /// The last committed state, unmoved by later commits while it lives. Any thread; keep it
    /// short, it holds back the cleaning of the log.
    virtual std::unique_ptr<Reader> snapshot() = 0;
    /// The same for what goes over all buckets or takes its time: reports, exports, checks, walks.
    /// The one door of statements that fan out; never beside a write transaction of the same
    /// thread (scale-out.md Q19).
    virtual std::unique_ptr<Reader> fan_out() = 0;
    /// Copies the whole database into a new file, beside running writers, and checks the copy
    /// before it gets its name.
    virtual void backup(const std::filesystem::path& target, const Progress& progress) = 0;
    /// Takes what was deleted off the medium, as far as readers let it: the log is emptied into the
    /// database, whose free pages are zeroed.
    virtual void scrub() = 0;
    /// What a `select` adds to lock its rows: "" where the writer is alone (scale-out.md Q6).
    virtual std::string_view lock_clause() const = 0;
    /// Whether several programs may have it open at once. After an unknown outcome such a program
    /// goes on, asking again under the same keys; else only a restart decides (security.md 2).
    virtual bool is_shared() const { return false; }
    /// How often another program wrote between two turns of this one: when it changes, what is in
    /// memory is to be read anew. Counted when a write transaction begins.
    virtual std::uint64_t foreign_turns() const { return 0; }
    /// Whether another program has written since this one's last turn.
    virtual bool is_behind() { return false; }
    /// Every table, in the order of their names.
    virtual std::vector<TableShape> tables() = 0;
    /// After the schema changed: the engine may plan for a grown shop although this one is empty.
    virtual void plan_for_growth() {}

    Counters counters() const;
    /// Set before any transaction runs; an empty one ends the trouble.
    void set_fault_hook(FaultHook hook) { meter_.hook = std::move(hook); }

 protected:
    Meter meter_;
};

template <class T>
T Rows::get(int column) const {
    const std::int64_t number = integer(column);
    if constexpr (std::is_enum_v<T> || std::integral<T>) {
        return static_cast<T>(number);
    } else if constexpr (requires(T id) { id.value; }) {
        return T{static_cast<decltype(T{}.value)>(number)};
    } else {
        return T{number};
    }
}

template <class T>
std::optional<T> Rows::maybe(int column) const {
    if (is_null(column)) return std::nullopt;
    if constexpr (std::same_as<T, std::string>) {
        return std::string(text(column));
    } else if constexpr (std::same_as<T, Bytes>) {
        const auto blob = bytes(column);
        return Bytes(blob.begin(), blob.end());
    } else {
        return get<T>(column);
    }
}

template <std::size_t size>
std::array<std::uint8_t, size> Rows::hash(int column) const {
    const auto blob = bytes(column);
    if (blob.size() != size) throw StorageError(Trouble::Corrupt, "a hash has the wrong length");
    std::array<std::uint8_t, size> result;
    std::copy(blob.begin(), blob.end(), result.begin());
    return result;
}

}  // namespace vuelve::storage
