#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "storage/database.h"

/// SQLite's C interface with owners, errors as StorageError, and a cache of prepared statements.
/// Seen by this folder only.
namespace vuelve::storage::sqlite {

/// Throws what result code `code` of `handle` means for a door. `doing` is said in the message.
[[noreturn]] void raise(sqlite3* handle, int code, std::string_view doing);

/// A prepared statement and where its parameters $1, $2 ... stand.
class Statement {
 public:
    Statement(sqlite3* handle, std::string_view sql);
    ~Statement() { sqlite3_finalize(statement_); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    /// The rows of a query are read when the values it was asked with may be gone: it keeps a copy.
    /// A change has run before they go, and looks at them where they are.
    enum class Values : std::uint8_t { Copied, Seen };
    void bind(Params params, Values values);
    void bind(const Batch& batch, std::size_t row);
    /// True when there is a row.
    bool step();
    /// Ends the run, so that no lock is held by it.
    void reset() noexcept { sqlite3_reset(statement_); }
    sqlite3_stmt* raw() { return statement_; }
    std::string_view sql() const { return sql_; }

    bool running =
        false;  // a cursor is on it: a second query of the same text needs one of its own

 private:
    void bind_one(std::size_t parameter, const Value& value, Values values);
    void expect(std::size_t given) const;

    sqlite3* handle_;
    sqlite3_stmt* statement_ = nullptr;
    std::string sql_;
    std::vector<int> places_;  // of $1, $2 ...
};

/// One connection. Used by one thread at a time.
class Connection {
 public:
    /// `flags` and `files` (a file system of SQLite, null = the system's own) of sqlite3_open_v2.
    Connection(const std::filesystem::path& file,
               int flags,
               int wait_ms,
               const char* files = nullptr);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    Rows query(std::string_view sql, Params params);
    std::int64_t exec(std::string_view sql, Params params);
    std::int64_t exec_batch(std::string_view sql, const Batch& batch);
    void script(const std::string& script);
    /// Single value of a pragma.
    std::string pragma(const std::string& statement);
    /// Result code of BEGIN, COMMIT or ROLLBACK, which have no parameters and no rows.
    int control(std::string_view sql);
    bool in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }
    sqlite3* handle() { return handle_; }

 private:
    Statement& prepared(std::string_view sql);

    sqlite3* handle_ = nullptr;
    std::unordered_map<std::string_view, std::unique_ptr<Statement>> statements_;
};

}  // namespace vuelve::storage::sqlite
