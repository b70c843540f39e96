#pragma once

#include <libpq-fe.h>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/database.h"
#include "storage/postgres/set_statement.h"

/// libpq with owners, errors as StorageError, and prepared statements by their text. Seen by this
/// folder only.
namespace vuelve::storage::postgres {

using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

/// A statement the server knows, and what kinds of values it takes.
struct Statement {
    std::string name;
    std::vector<Oid> kinds;
    std::optional<SetStatement> set{};  // the same for many rows at once
    std::string set_name{};             // "" = the server does not know that one yet
};

/// How long a connection waits, in milliseconds (scale-out.md Q14). What is over ends as Busy, and
/// nothing was changed.
struct Patience {
    int statement = 0;  // for one statement; 0 = as long as it takes
    int lock = 0;       // for another's lock
    int idle = 0;       // with a transaction open and nothing asked
};

/// One connection. Used by one thread at a time.
class Connection {
 public:
    /// `url`: "postgres://user@host:port/database", or what else libpq understands. Errors:
    /// CannotOpen.
    Connection(const std::string& url, const Patience& patience);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    Rows query(std::string_view sql, Params params);
    std::int64_t exec(std::string_view sql, Params params);
    /// As sets of rows where the statement allows it, else each row, all in one round trip
    /// (scale-out.md Q11, Q12).
    std::int64_t exec_batch(std::string_view sql, const Batch& batch);
    /// Statements without parameters, as PostgreSQL writes them.
    void script(const std::string& script);
    /// The one text a statement without parameters answers.
    std::string ask(const std::string& sql);

    /// The same, at most for so long: then the connection is given up, and what became of the
    /// script is unknown. Errors: as the server's; OutcomeUnknown for a wait that was too long, and
    /// for what ended with a warning, such as a standby that was not waited for.
    void decide(const std::string& script, int wait_ms);

    bool in_transaction() const { return PQtransactionStatus(handle_.get()) != PQTRANS_IDLE; }
    bool is_alive() const { return PQstatus(handle_.get()) == CONNECTION_OK; }
    /// Nothing is open on it, and it may write as it could when it was new.
    bool is_idle() const {
        return is_alive() && !in_transaction() && !is_standby_ &&
               PQpipelineStatus(handle_.get()) == PQ_PIPELINE_OFF;
    }

 private:
    Statement& prepared(std::string_view sql);
    std::string prepare(const std::string& text, std::string_view sql);
    std::int64_t exec_set(Statement& statement,
                          const Batch& batch,
                          std::size_t from,
                          std::size_t rows,
                          std::string_view sql);
    std::int64_t exec_rows(const Statement& statement,
                           const Batch& batch,
                           std::size_t from,
                           std::size_t rows,
                           std::string_view sql);
    static void hear(void* self, const PGresult* notice);
    bool wait_until(std::chrono::steady_clock::time_point deadline);
    Answer only_answer(std::string_view sql);
    /// Throws what the answer's error means for a door.
    void check(const PGresult* answer, std::string_view doing);
    void send(const Statement& statement, std::span<const Value> values, std::string_view sql);
    Answer run(std::string_view sql, Params params);
    std::int64_t gather(std::string_view sql, std::size_t rows);

    std::unique_ptr<PGconn, decltype(&PQfinish)> handle_;
    std::map<std::string, Statement, std::less<>> statements_;
    int names_given_ = 0;
    bool is_standby_ = false;  // it was a primary, or was taken for one
    bool warned_ = false;
};

}  // namespace vuelve::storage::postgres
