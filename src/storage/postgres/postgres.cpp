#include "storage/postgres/postgres.h"

#include <array>
#include <chrono>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "storage/crypto.h"
#include "storage/postgres/connection.h"
#include "storage/postgres/dialect.h"

namespace vuelve::storage::postgres {
namespace {

constexpr std::size_t idle_readers_max = 8;
constexpr int version_least = 150'000;

/// What a server must be set to so that a commit that was answered is kept (security.md 2).
constexpr std::array<std::pair<const char*, const char*>, 4> safe_settings{
    {{"fsync", "on"},
     {"full_page_writes", "on"},
     {"synchronous_commit", ""},
     {"data_checksums", "on"}}};

void refuse_server(const std::string& why) {
    throw StorageError(Trouble::CannotOpen, "this PostgreSQL server is refused: " + why);
}

void check_server(Connection& connection) {
    if (std::stoi(connection.ask("show server_version_num")) < version_least)
        refuse_server("it must be of version 15 or later");
    if (connection.ask("show server_encoding") != "UTF8")
        refuse_server("its encoding must be UTF8");
    for (const auto& [name, wanted] : safe_settings) {
        const std::string is = connection.ask(std::string("show ") + name);
        const bool waits = is == "on" || is == "remote_apply" || is == "remote_write";
        if (*wanted ? is != wanted : !waits)
            refuse_server(std::string(name) + " is " + is +
                          ", and what was committed could be lost");
    }
}

/// One row that every writer locks first: writers take turns, whichever program they are of.
constexpr const char* make_turn =
    "create table if not exists writer_turn (only_one integer primary key check (only_one = 1));"
    "insert into writer_turn values (1) on conflict do nothing";
constexpr const char* take_turn = "select only_one from writer_turn for update";
constexpr const char* has_turn =
    "select count(*) from information_schema.tables where table_schema = current_schema() and "
    "table_name = 'writer_turn'";

/// Connections of one kind, given back when their user goes.
class Pool {
 public:
    Pool(std::string url, const Options& options) : url_(std::move(url)), options_(options) {}

    std::unique_ptr<Connection> take() {
        {
            const std::lock_guard lock(mutex_);
            while (!idle_.empty()) {
                auto connection = std::move(idle_.back());
                idle_.pop_back();
                if (connection->is_alive()) return connection;
            }
        }
        auto connection = std::make_unique<Connection>(url_, options_.wait_ms);
        if (!options_.schema.empty()) connection->script("set search_path = " + options_.schema);
        return connection;
    }
    void give_back(std::unique_ptr<Connection> connection) {
        if (!connection->is_alive()) return;
        const std::lock_guard lock(mutex_);
        if (idle_.size() < idle_readers_max) idle_.push_back(std::move(connection));
    }

 private:
    const std::string url_;
    const Options options_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> idle_;
};

/// Ends what is open on a connection, whatever became of it.
void roll_back(Connection& connection) noexcept {
    try {
        if (connection.is_alive() && connection.in_transaction()) connection.script("rollback");
    } catch (const StorageError&) {
        return;  // the connection went, and the server undoes what it had
    }
}

class PostgresTransaction : public Transaction {
 public:
    PostgresTransaction(Meter& meter, Pool& pool, std::unique_lock<std::timed_mutex> lock)
        : Transaction(meter), pool_(pool), lock_(std::move(lock)), connection_(pool.take()) {
        connection_->script(std::string("begin; ") + take_turn);
    }
    ~PostgresTransaction() override {
        roll_back(*connection_);
        pool_.give_back(std::move(connection_));
    }

 protected:
    Rows do_query(std::string_view sql, Params params) override {
        alive();
        return connection_->query(sql, params);
    }
    std::int64_t do_exec(std::string_view sql, Params params) override {
        alive();
        return connection_->exec(sql, params);
    }
    std::int64_t do_batch(std::string_view sql, const Batch& batch) override {
        alive();
        return connection_->exec_batch(sql, batch);
    }
    void do_script(std::string_view script) override {
        alive();
        connection_->script(in_dialect(script));
    }
    bool do_has_table(std::string_view name) override {
        alive();
        return has_table_on(*connection_, name);
    }
    void do_commit() override {
        alive();
        ended_ = true;
        try {
            connection_->script("commit");
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
    std::unique_lock<std::timed_mutex> lock_;
    std::unique_ptr<Connection> connection_;
    bool ended_ = false;

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
    PostgresSnapshot(Meter& meter, Pool& pool)
        : meter_(meter), pool_(pool), connection_(pool.take()) {
        connection_->script("begin isolation level repeatable read read only");
    }
    ~PostgresSnapshot() override {
        roll_back(*connection_);
        pool_.give_back(std::move(connection_));
    }
    Rows query(std::string_view sql, Params params) override {
        meter_.snapshot_statements.fetch_add(1, std::memory_order_relaxed);
        return connection_->query(sql, params);
    }
    bool has_table(std::string_view name) override {
        return PostgresTransaction::has_table_on(*connection_, name);
    }

 private:
    Meter& meter_;
    Pool& pool_;
    std::unique_ptr<Connection> connection_;
};

class PostgresDatabase : public Database {
 public:
    PostgresDatabase(const std::string& url, const Options& options)
        : options_(options), writers_(url, options), readers_(url, options) {
        auto connection = writers_.take();
        check_server(*connection);
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
        return std::make_unique<PostgresTransaction>(meter_, writers_, std::move(lock));
    }
    std::unique_ptr<Reader> snapshot() override {
        return std::make_unique<PostgresSnapshot>(meter_, readers_);
    }
    void backup(const std::filesystem::path&, const Progress&) override {
        throw StorageError(Trouble::Failed,
                           "a server is copied with its own tools: docs/guide/postgres.md");
    }
    std::string_view lock_clause() const override { return " for update"; }

 private:
    const Options options_;
    Pool writers_, readers_;
    std::timed_mutex mutex_;
};

/// A schema that is gone with the object.
struct TemporarySchema {
    std::string url, name;

    explicit TemporarySchema(const std::string& server) : url(server) {
        std::array<std::uint8_t, 8> random;
        crypto::fill_random(random);
        name = "scratch_" + crypto::to_hex(random);
        Connection(url, wait_ms).script("create schema " + name);
    }
    ~TemporarySchema() {
        try {
            Connection(url, wait_ms).script("drop schema " + name + " cascade");
        } catch (const StorageError&) {
            return;  // a server that went takes its scratch with it
        }
    }
    static constexpr int wait_ms = 5000;
};

class TemporaryDatabase : TemporarySchema, public PostgresDatabase {
 public:
    explicit TemporaryDatabase(const std::string& server)
        : TemporarySchema(server),
          PostgresDatabase(server, {.access = Access::Create, .schema = TemporarySchema::name}) {}
};

}  // namespace

std::unique_ptr<Database> temporary(const std::string& url) {
    return std::make_unique<TemporaryDatabase>(url);
}

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
