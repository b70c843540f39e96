#include "storage/postgres/postgres.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "generated/sql.h"
#include "storage/postgres/connection.h"
#include "storage/postgres/dialect.h"

namespace vuelve::storage::postgres {
namespace {

constexpr std::size_t idle_readers_max = 8;
constexpr int version_least = 150'000;

void refuse_server(const std::string& why) {
    throw StorageError(Trouble::CannotOpen, "this PostgreSQL server is refused: " + why);
}

/// What a server must be set to so that a commit that was answered is kept (security.md 2).
void check_setting(std::string_view name, const std::string& is) {
    const bool waits =
        name == "synchronous_commit" && (is == "remote_apply" || is == "remote_write");
    if (is != "on" && !waits)
        refuse_server(std::string(name) + " is " + is + ", and what was committed could be lost");
}

void check_server(Connection& connection) {
    if (std::stoi(connection.ask("show server_version_num")) < version_least)
        refuse_server("it must be of version 15 or later");
    if (connection.ask("show server_encoding") != "UTF8")
        refuse_server("its encoding must be UTF8");
    const std::string order =
        connection.ask("select datcollate from pg_database where datname = current_database()");
    if (order != "C" && order != "POSIX" && !order.starts_with("C."))
        refuse_server("it sorts texts by " + order +
                      ", and the program by their bytes: make the database with lc_collate C");
    for (const char* name : {"fsync", "full_page_writes", "synchronous_commit", "data_checksums"})
        check_setting(name, connection.ask(std::string("show ") + name));
}

/// One row that every writer locks first: writers take turns, whichever program they are of. Each
/// that changed something counts, so that the others see that somebody wrote in between.
constexpr const char* make_turn =
    "create table if not exists writer_turn (only_one integer primary key check (only_one = 1), "
    "turn bigint not null);"
    "insert into writer_turn values (1, 0) on conflict do nothing";
/// With what may be changed under a running server, or be otherwise on the one after a failover.
constexpr const char* await_turn =
    "select turn, current_setting('fsync'), current_setting('full_page_writes'), "
    "current_setting('synchronous_commit') from writer_turn for update";
constexpr const char* last_turn = "select turn from writer_turn";
constexpr const char* commit_turn = "update writer_turn set turn = turn + 1; commit";
constexpr const char* all_columns =
    "select table_name::text, column_name::text, data_type::text from information_schema.columns "
    "where table_schema = current_schema() order by table_name, ordinal_position";
constexpr const char* all_keys =
    "select k.table_name::text, k.column_name::text from information_schema.key_column_usage k "
    "join information_schema.table_constraints c on c.constraint_schema = k.constraint_schema and "
    "c.constraint_name = k.constraint_name where c.constraint_type = 'PRIMARY KEY' and "
    "k.table_schema = current_schema() order by k.table_name, k.ordinal_position";
constexpr const char* has_turn =
    "select count(*) from information_schema.tables where table_schema = current_schema() and "
    "table_name = 'writer_turn'";

/// Connections of one kind, given back when their user goes.
class Pool {
 public:
    /// Whoever writes looks at each server it comes to: a failover may bring a careless one.
    enum class Looks : std::uint8_t { AtTheServer, Away };
    Pool(std::string url, const Patience& patience, Looks looks)
        : url_(std::move(url)), patience_(patience), looks_(looks) {}

    std::unique_ptr<Connection> take() {
        {
            const std::lock_guard lock(mutex_);
            while (!idle_.empty()) {
                auto connection = std::move(idle_.back());
                idle_.pop_back();
                if (connection->is_idle()) return connection;
            }
        }
        auto connection = std::make_unique<Connection>(url_, patience_);
        if (looks_ == Looks::AtTheServer) check_server(*connection);
        return connection;
    }
    /// Of one that went, the others of the same server went too.
    void give_back(std::unique_ptr<Connection> connection) {
        const std::lock_guard lock(mutex_);
        if (!connection->is_alive()) idle_.clear();
        if (!connection->is_idle()) return;
        if (idle_.size() < idle_readers_max) idle_.push_back(std::move(connection));
    }

 private:
    const std::string url_;
    const Patience patience_;
    const Looks looks_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> idle_;
};

constexpr int idle_ms = 60'000;
constexpr int commit_ms = 10'000;  // then nobody knows, and the same key asks again

Patience patience_of(int statement_ms) {
    return {.statement = statement_ms, .lock = statement_ms, .idle = idle_ms};
}

/// The one lock that is waited for is the turn to write, and another program's turn may be long.
Patience patience_of_writers(const Options& options) {
    return {.statement = options.fan_out_ms, .lock = options.wait_ms, .idle = idle_ms};
}

/// Ends what is open on a connection, whatever became of it.
void roll_back(Connection& connection) noexcept {
    try {
        if (connection.is_alive() && connection.in_transaction()) connection.script("rollback");
    } catch (const StorageError&) {
        return;  // the connection went, and the server undoes what it had
    }
}

/// Whether other programs have to read anew what they keep in memory. Leases are in nobody's, and
/// each program prolongs its own every few seconds.
bool is_news(std::string_view sql) { return sql != sql::take_lease && sql != sql::give_lease_back; }

/// Turns as this program knows them.
struct Turns {
    static constexpr std::int64_t unknown = -1;
    std::atomic<std::int64_t> last{unknown};
    std::atomic<std::uint64_t> foreign{0};
};

class PostgresTransaction : public Transaction {
 public:
    PostgresTransaction(Meter& meter,
                        Pool& pool,
                        Turns& turns,
                        std::unique_lock<std::timed_mutex> lock)
        : Transaction(meter),
          pool_(pool),
          turns_(turns),
          lock_(std::move(lock)),
          connection_(pool.take()) {
        connection_->script("begin");
        auto rows = connection_->query(await_turn, {});
        if (!rows.next()) throw StorageError(Trouble::Corrupt, "nobody's turn to write");
        for (int i = 0; const char* name : {"fsync", "full_page_writes", "synchronous_commit"})
            check_setting(name, std::string(rows.text(++i)));
        if (turns_.last.exchange(rows.integer(0)) != rows.integer(0)) turns_.foreign.fetch_add(1);
    }
    ~PostgresTransaction() override {
        roll_back(*connection_);
        pool_.give_back(std::move(connection_));
    }

 protected:
    Rows do_query(std::string_view sql, Params params) override {
        alive();
        if (!sql.starts_with("select")) wrote_ = true;
        return connection_->query(sql, params);
    }
    std::int64_t do_exec(std::string_view sql, Params params) override {
        alive();
        wrote_ = wrote_ || is_news(sql);
        return connection_->exec(sql, params);
    }
    std::int64_t do_batch(std::string_view sql, const Batch& batch) override {
        alive();
        wrote_ = true;
        return connection_->exec_batch(sql, batch);
    }
    void do_script(std::string_view script) override {
        alive();
        wrote_ = true;
        connection_->script(in_dialect(script));
    }
    bool do_has_table(std::string_view name) override {
        alive();
        return has_table_on(*connection_, name);
    }
    void do_commit() override {
        alive();
        ended_ = true;
        const std::int64_t mine = turns_.last + (wrote_ ? 1 : 0);
        turns_.last = Turns::unknown;
        try {
            connection_->decide(wrote_ ? commit_turn : "commit", commit_ms);
            turns_.last = mine;
        } catch (const StorageError& error) {
            // It may have happened although its answer did not arrive: three of four times it had
            // (scale-out.md Q3).
            throw StorageError(
                Trouble::OutcomeUnknown,
                std::string("nobody knows whether the commit happened: ") + error.what());
        }
    }

 private:
    void alive() const {
        if (ended_) throw StorageError(Trouble::Failed, "the transaction has ended");
    }

    Pool& pool_;
    Turns& turns_;
    std::unique_lock<std::timed_mutex> lock_;
    std::unique_ptr<Connection> connection_;
    bool ended_ = false;
    bool wrote_ = false;

 public:
    static bool has_table_on(Connection& connection, std::string_view name) {
        auto rows = connection.query(
            "select count(*) from information_schema.tables where table_schema = current_schema() "
            "and table_name = $1",
            {name});
        rows.next();
        return rows.integer(0) > 0;
    }
};

class PostgresSnapshot : public Reader {
 public:
    PostgresSnapshot(Meter& meter, Pool& pool, BucketGuard::Door door)
        : Reader(door), meter_(meter), pool_(pool), connection_(pool.take()) {
        // BEGIN alone fixes nothing: the snapshot is of the first read.
        connection_->script("begin isolation level repeatable read read only; select 1");
    }
    ~PostgresSnapshot() override {
        roll_back(*connection_);
        pool_.give_back(std::move(connection_));
    }
    bool has_table(std::string_view name) override {
        return PostgresTransaction::has_table_on(*connection_, name);
    }

 protected:
    Rows ask(std::string_view sql, Params params) override {
        meter_.snapshot_statements.fetch_add(1, std::memory_order_relaxed);
        return connection_->query(sql, params);
    }

 private:
    Meter& meter_;
    Pool& pool_;
    std::unique_ptr<Connection> connection_;
};

class PostgresDatabase : public Database {
 public:
    PostgresDatabase(const std::string& url, const Options& options)
        : options_(options),
          writers_(url, patience_of_writers(options), Pool::Looks::AtTheServer),
          readers_(url, patience_of(options.request_ms), Pool::Looks::Away),
          fan_outs_(url, patience_of(options.fan_out_ms), Pool::Looks::Away) {
        auto connection = writers_.take();
        if (options.access == Access::Create) connection->script(make_turn);
        if (connection->ask(has_turn) != "1")
            throw StorageError(Trouble::CannotOpen, without_password(url) +
                                                        " holds no shop: it was never opened to "
                                                        "make one");
        writers_.give_back(std::move(connection));
    }

    std::unique_ptr<Transaction> begin() override {
        if (options_.access == Access::Read)
            throw StorageError(Trouble::ReadOnly, "the database was opened for reading");
        std::unique_lock lock(mutex_, std::chrono::milliseconds(options_.wait_ms));
        if (!lock.owns_lock())
            throw StorageError(Trouble::Busy, "another write transaction takes too long");
        return std::make_unique<PostgresTransaction>(meter_, writers_, turns_, std::move(lock));
    }
    std::unique_ptr<Reader> snapshot() override {
        return std::make_unique<PostgresSnapshot>(meter_, readers_, BucketGuard::Door::Request);
    }
    std::unique_ptr<Reader> fan_out() override {
        return std::make_unique<PostgresSnapshot>(meter_, fan_outs_, BucketGuard::Door::FanOut);
    }
    void backup(const std::filesystem::path&, const Progress&) override {
        throw StorageError(Trouble::Failed,
                           "a server is copied with its own tools: docs/guide/postgres.md");
    }
    std::string_view lock_clause() const override { return " for update"; }
    /// What was deleted is overwritten by what comes next; the server's own log goes with its
    /// retention (docs/guide/postgres.md).
    void scrub() override {
        auto connection = writers_.take();
        connection->script("vacuum member_key");
        writers_.give_back(std::move(connection));
    }
    std::vector<TableShape> tables() override {
        std::vector<TableShape> shapes;
        PostgresSnapshot reader(meter_, fan_outs_, BucketGuard::Door::FanOut);
        auto columns = reader.query(all_columns, {});
        while (columns.next()) {
            if (shapes.empty() || shapes.back().name != columns.text(0))
                shapes.push_back({.name = std::string(columns.text(0)), .columns = {}, .key = {}});
            const ColumnKind kind = columns.text(2) == "text"    ? ColumnKind::Text
                                    : columns.text(2) == "bytea" ? ColumnKind::Bytes
                                                                 : ColumnKind::Integer;
            shapes.back().columns.push_back({std::string(columns.text(1)), kind});
        }
        auto keys = reader.query(all_keys, {});
        while (keys.next())
            std::ranges::find(shapes, keys.text(0), &TableShape::name)
                ->key.emplace_back(keys.text(1));
        return shapes;
    }
    std::uint64_t foreign_turns() const override { return turns_.foreign.load(); }
    bool is_shared() const override { return true; }
    bool is_behind() override {
        auto reader = snapshot();
        auto rows = reader->query(last_turn);
        rows.next();
        return rows.integer(0) != turns_.last.load();
    }

 private:
    const Options options_;
    Pool writers_, readers_, fan_outs_;
    Turns turns_;
    std::timed_mutex mutex_;
};

}  // namespace

std::unique_ptr<Database> open(const std::string& url, const Options& options) {
    return std::make_unique<PostgresDatabase>(url, options);
}

std::string without_password(const std::string& url) {
    const std::size_t begin = url.find("://"), at = url.find('@');
    if (begin == std::string::npos || at == std::string::npos) return url;
    const std::size_t colon = url.find(':', begin + 3);
    if (colon == std::string::npos || colon > at) return url;
    return url.substr(0, colon) + url.substr(at);
}

}  // namespace vuelve::storage::postgres
