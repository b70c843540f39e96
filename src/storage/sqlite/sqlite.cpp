#include "storage/sqlite/sqlite.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "base/machine_memory.h"
#include "storage/sqlite/backup.h"
#include "storage/sqlite/connection.h"
#include "storage/sqlite/file_lock.h"
#include "storage/sqlite/gathered_log.h"
#include "storage/sqlite/log_copier.h"
#include "storage/sqlite/page_cache.h"
#include "storage/sqlite/planner_sizes.h"

namespace vuelve::storage::sqlite {

namespace {

/// "VUEL": says in the file's header whose it is.
constexpr int application_id = 0x5655454C;
constexpr std::size_t idle_readers_max = 8;
constexpr int scrub_wait_ms = 500;

enum class Durability : std::uint8_t { Disk, None };

void set_up_cache(Connection& connection, int cache_mb) {
    connection.pragma("pragma cache_size = -" + std::to_string(cache_mb * 1024));
    connection.pragma("pragma temp_store = memory");
    connection.pragma("pragma cell_size_check = on");
    connection.pragma("pragma foreign_keys = on");
    // What is deleted is zeroed: a destroyed key must not lie in a free page (security.md 5).
    connection.pragma("pragma secure_delete = on");
}

/// Refuses a file of another program; marks a new one as ours.
void claim(Connection& connection, const std::filesystem::path& file) {
    const std::string owner = connection.pragma("pragma application_id");
    if (owner == std::to_string(application_id)) return;
    if (owner != "0" || connection.pragma("select count(*) from sqlite_schema") != "0") {
        throw StorageError(Trouble::NotOurs, file.string() + " is a database of another program");
    }
    connection.pragma("pragma application_id = " + std::to_string(application_id));
}

void set_up_writer(Connection& writer,
                   const std::filesystem::path& file,
                   const Options& options,
                   Durability durability) {
    writer.pragma("pragma page_size = 4096");  // counts before the first page is written
    claim(writer, file);
    if (writer.pragma("pragma journal_mode = wal") != "wal") {
        throw StorageError(Trouble::CannotOpen,
                           file.string() + " is on a disk without shared memory: WAL is refused");
    }
    // NORMAL loses acknowledged commits in a power cut (security.md 2).
    const bool durable = durability == Durability::Disk;
    writer.pragma(durable ? "pragma synchronous = full" : "pragma synchronous = off");
    ensure(writer.pragma("pragma synchronous") == (durable ? "2" : "0"),
           "commits are as durable as we say");
    writer.pragma("pragma wal_autocheckpoint = " + std::to_string(options.log_pages));
    if (options.pages_max > 0) {
        writer.pragma("pragma max_page_count = " + std::to_string(options.pages_max));
    }
    set_up_cache(writer, writer_cache_mb(options, machine_memory_mb()));
}

/// The one writer and whether it can still be trusted.
struct Writer {
    /// Without syncs nothing would tell when what is gathered must be in the file.
    Writer(const std::filesystem::path& file, int wait_ms, Durability durability)
        : connection(file,
                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                     wait_ms,
                     durability == Durability::Disk ? gathered_log() : nullptr) {}
    Connection connection;
    std::timed_mutex mutex{};
    bool lost = false;  // a commit had an unknown outcome: only a restart decides (security.md 2)
};

bool has_table_on(Connection& connection, std::string_view name) {
    auto rows = connection.query(
        "select count(*) from sqlite_schema where type = 'table' and name = $1", {name});
    rows.next();
    return rows.integer(0) > 0;
}

class SqliteTransaction : public Transaction {
 public:
    SqliteTransaction(Meter& meter, Writer& writer, std::unique_lock<std::timed_mutex> lock)
        : Transaction(meter), writer_(writer), lock_(std::move(lock)) {
        const int code = connection().control("begin immediate");
        if (code != SQLITE_DONE) raise(connection().handle(), code, "begin");
    }
    ~SqliteTransaction() override {
        if (connection().in_transaction()) connection().control("rollback");
    }

 protected:
    Rows do_query(std::string_view sql, Params params) override {
        alive();
        return connection().query(sql, params);
    }
    std::int64_t do_exec(std::string_view sql, Params params) override {
        alive();
        return connection().exec(sql, params);
    }
    std::int64_t do_batch(std::string_view sql, const Batch& batch) override {
        alive();
        return connection().exec_batch(sql, batch);
    }
    void do_script(std::string_view script) override {
        alive();
        connection().script(std::string(script));
    }
    bool do_has_table(std::string_view name) override {
        alive();
        return has_table_on(connection(), name);
    }
    void do_commit() override {
        alive();
        const int code = connection().control("commit");
        if (code == SQLITE_DONE) return;
        const int kind = code & 0xFF;
        if (kind == SQLITE_FULL || kind == SQLITE_BUSY || kind == SQLITE_CONSTRAINT) {
            raise(connection().handle(), code, "commit");
        }
        // A failed write or sync may have reached the disk or not; trying again would hide the
        // loss.
        writer_.lost = true;
        throw StorageError(Trouble::OutcomeUnknown,
                           std::string("nobody knows whether the commit happened: ") +
                               sqlite3_errmsg(connection().handle()) + "; restart to find out");
    }

 private:
    Connection& connection() { return writer_.connection; }
    /// A full disk or an I/O error ends the whole transaction, not only its statement.
    void alive() {
        if (!connection().in_transaction()) {
            throw StorageError(Trouble::Failed, "the transaction has ended");
        }
    }

    Writer& writer_;
    std::unique_lock<std::timed_mutex> lock_;
};

/// Connections for reading, given back when a snapshot goes.
class ReaderPool {
 public:
    ReaderPool(std::filesystem::path file, const Options& options)
        : file_(std::move(file)), options_(options) {}

    std::unique_ptr<Connection> take() {
        {
            const std::lock_guard lock(mutex_);
            if (!idle_.empty()) {
                auto connection = std::move(idle_.back());
                idle_.pop_back();
                return connection;
            }
        }
        // WAL needs its shared memory written, so the handle can write; query_only keeps it from
        // doing so.
        auto connection =
            std::make_unique<Connection>(file_, SQLITE_OPEN_READWRITE, options_.wait_ms);
        constexpr int reader_mb_max = 64;
        set_up_cache(*connection, std::clamp(writer_cache_mb(options_, machine_memory_mb()) / 4, 1,
                                             reader_mb_max));
        connection->pragma("pragma query_only = on");
        return connection;
    }
    void give_back(std::unique_ptr<Connection> connection) {
        const std::lock_guard lock(mutex_);
        if (idle_.size() < idle_readers_max) idle_.push_back(std::move(connection));
    }

 private:
    std::filesystem::path file_;
    Options options_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> idle_;
};

class SqliteSnapshot : public Reader {
 public:
    SqliteSnapshot(Meter& meter, ReaderPool& pool, BucketGuard::Door door)
        : Reader(door), meter_(meter), pool_(pool), connection_(pool.take()) {
        // BEGIN alone fixes nothing: the snapshot is of the first read.
        check(connection_->control("begin"));
        connection_->pragma("select count(*) from sqlite_schema");
    }
    ~SqliteSnapshot() override {
        if (connection_->control("commit") == SQLITE_DONE) pool_.give_back(std::move(connection_));
    }
    bool has_table(std::string_view name) override { return has_table_on(*connection_, name); }

 protected:
    Rows ask(std::string_view sql, Params params) override {
        meter_.snapshot_statements.fetch_add(1, std::memory_order_relaxed);
        return connection_->query(sql, params);
    }

 private:
    void check(int code) {
        if (code != SQLITE_DONE) raise(connection_->handle(), code, "snapshot");
    }

    Meter& meter_;
    ReaderPool& pool_;
    std::unique_ptr<Connection> connection_;
};

class SqliteDatabase : public Database {
 public:
    SqliteDatabase(const std::filesystem::path& file, const Options& options, Durability durability)
        : file_(file), options_(options), readers_(file, options) {
        use_page_cache();
        if (options.access != Access::Create && !std::filesystem::exists(file)) {
            throw StorageError(Trouble::CannotOpen, file.string() + " does not exist");
        }
        if (options.access == Access::Read) return;
        lock_.emplace(file);
        writer_.emplace(file, options.wait_ms, durability);
        set_up_writer(writer_->connection, file, options, durability);
        // One in memory is gone soon, and waits for no disk.
        if (durability == Durability::Disk)
            copier_.emplace(file, writer_->connection, writer_->mutex,
                            LogCopier::Options{options.log_pages, options.wait_ms});
    }

    std::unique_ptr<Transaction> begin() override {
        if (!writer_)
            throw StorageError(Trouble::ReadOnly, file_.string() + " was opened for reading");
        std::unique_lock lock(writer_->mutex, std::chrono::milliseconds(options_.wait_ms));
        if (!lock.owns_lock())
            throw StorageError(Trouble::Busy, "another write transaction takes too long");
        if (writer_->lost) {
            throw StorageError(Trouble::OutcomeUnknown,
                               "an earlier commit is in doubt; restart to find out");
        }
        return std::make_unique<SqliteTransaction>(meter_, *writer_, std::move(lock));
    }
    std::unique_ptr<Reader> snapshot() override {
        return std::make_unique<SqliteSnapshot>(meter_, readers_, BucketGuard::Door::Request);
    }
    std::unique_ptr<Reader> fan_out() override {
        return std::make_unique<SqliteSnapshot>(meter_, readers_, BucketGuard::Door::FanOut);
    }
    void backup(const std::filesystem::path& target, const Progress& progress) override {
        auto connection = readers_.take();
        copy_database(*connection, target, progress);
        readers_.give_back(std::move(connection));
    }
    void scrub() override {
        if (!writer_) return;
        const std::unique_lock lock(writer_->mutex, std::chrono::milliseconds(options_.wait_ms));
        if (!lock.owns_lock() || writer_->lost) return;
        const auto nobody_copies = copier_ ? copier_->pause() : std::unique_lock<std::mutex>();
        // The tills wait meanwhile: what a reader still looks at goes with the next one's log.
        Connection& connection = writer_->connection;
        connection.pragma("pragma busy_timeout = " + std::to_string(scrub_wait_ms));
        connection.pragma("pragma wal_checkpoint(truncate)");
        connection.pragma("pragma busy_timeout = " + std::to_string(options_.wait_ms));
    }
    std::string_view lock_clause() const override { return ""; }
    void plan_for_growth() override {
        if (!writer_) return;
        const std::unique_lock lock(writer_->mutex);
        tell_sizes(writer_->connection);
    }
    std::vector<TableShape> tables() override {
        std::vector<TableShape> shapes;
        SqliteSnapshot reader(meter_, readers_, BucketGuard::Door::FanOut);
        auto rows = reader.query(
            "select t.name, c.name, c.type, c.pk from sqlite_schema t, pragma_table_info(t.name) c "
            "where t.type = 'table' and t.name not like 'sqlite~_%' escape '~' order by t.name, "
            "c.cid",
            {});
        std::map<std::string, std::map<std::int64_t, std::string>> keys;
        while (rows.next()) {
            if (shapes.empty() || shapes.back().name != rows.text(0))
                shapes.push_back({.name = std::string(rows.text(0)), .columns = {}, .key = {}});
            const ColumnKind kind = rows.text(2) == "TEXT"   ? ColumnKind::Text
                                    : rows.text(2) == "BLOB" ? ColumnKind::Bytes
                                                             : ColumnKind::Integer;
            shapes.back().columns.push_back({std::string(rows.text(1)), kind});
            if (rows.integer(3) > 0)
                keys[shapes.back().name][rows.integer(3)] = std::string(rows.text(1));
        }
        for (TableShape& shape : shapes)
            for (auto& [place, column] : keys[shape.name]) shape.key.push_back(std::move(column));
        return shapes;
    }

 private:
    std::filesystem::path file_;
    Options options_;
    std::optional<FileLock> lock_;
    std::optional<Writer> writer_;
    std::optional<LogCopier> copier_;
    ReaderPool readers_;
};

/// A folder that is gone with the object.
struct TemporaryFolder {
    std::filesystem::path path;
    TemporaryFolder() {
        const std::filesystem::path shared = "/dev/shm";
        const bool usable = ::access(shared.c_str(), W_OK | X_OK) == 0;
        std::string name =
            (usable ? shared : std::filesystem::temp_directory_path()) / "vuelve-XXXXXX";
        if (!::mkdtemp(name.data())) {
            throw StorageError(Trouble::CannotOpen, "no folder for a temporary database: " + name);
        }
        path = name;
    }
    ~TemporaryFolder() {
        std::error_code ignored;  // a left folder in memory is no reason to stop
        std::filesystem::remove_all(path, ignored);
    }
};

class MemoryDatabase : TemporaryFolder, public SqliteDatabase {
 public:
    explicit MemoryDatabase(const Options& options)
        : SqliteDatabase(TemporaryFolder::path / "memory.db", options, Durability::None) {}
};

}  // namespace

int writer_cache_mb(const Options& options, std::int64_t memory_mb) {
    constexpr std::int64_t least = 64, most = 2048;
    if (options.cache_mb > 0) return options.cache_mb;
    return static_cast<int>(std::clamp(memory_mb / 8, least, most));
}

std::unique_ptr<Database> open(const std::filesystem::path& file, const Options& options) {
    return std::make_unique<SqliteDatabase>(file, options, Durability::Disk);
}

std::unique_ptr<Database> memory(const Options& options) {
    return std::make_unique<MemoryDatabase>(options);
}

}  // namespace vuelve::storage::sqlite
