#include "storage/postgres/connection.h"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "storage/postgres/binary.h"
#include "storage/postgres/dialect.h"

namespace vuelve::storage::postgres {
namespace {

constexpr std::size_t rows_a_trip = 200;  // their answers fit into the socket's own memory

Trouble trouble_of(std::string_view state) {
    if (state == "23505") return Trouble::Duplicate;
    if (state.starts_with("23")) return Trouble::Constraint;
    if (state == "53100") return Trouble::Full;
    if (state == "25006") return Trouble::ReadOnly;
    if (state.starts_with("40") || state == "55P03" || state == "57014") return Trouble::Busy;
    // Lost before a commit: the server undid what there was.
    if (state.empty() || state.starts_with("08") || state.starts_with("57P")) return Trouble::Busy;
    if (state.starts_with("XX")) return Trouble::Corrupt;
    return Trouble::Failed;
}

std::string_view advice(Trouble trouble) {
    switch (trouble) {
        case Trouble::Full: return "no space left for the database; nothing was changed";
        case Trouble::Busy: return "the database is busy or away; nothing was changed";
        case Trouble::ReadOnly: return "the database is a standby that only reads";
        case Trouble::Corrupt: return "the database is damaged; restore a backup";
        default: return "the database refused";
    }
}

/// The rows of an answer, kept whole.
class AnswerCursor : public Cursor {
 public:
    explicit AnswerCursor(Answer answer) : answer_(std::move(answer)) {}

    bool next() override { return ++row_ < PQntuples(answer_.get()); }
    bool is_null(int column) override { return PQgetisnull(answer_.get(), row_, column) != 0; }
    std::int64_t integer(int column) override {
        const auto number =
            is_null(column) ? std::nullopt : read_integer(kind(column), raw(column));
        if (!number) wrong(column);
        return *number;
    }
    std::string_view text(int column) override {
        if (is_null(column) || !is_text(kind(column))) wrong(column);
        const auto view = raw(column);
        return {reinterpret_cast<const char*>(view.data()), view.size()};
    }
    BytesView bytes(int column) override {
        if (is_null(column) || kind(column) != kind_bytea) wrong(column);
        return raw(column);
    }

 private:
    Oid kind(int column) const { return PQftype(answer_.get(), column); }
    BytesView raw(int column) const {
        return {reinterpret_cast<const std::uint8_t*>(PQgetvalue(answer_.get(), row_, column)),
                static_cast<std::size_t>(PQgetlength(answer_.get(), row_, column))};
    }
    [[noreturn]] void wrong(int column) const {
        throw StorageError(Trouble::Corrupt,
                           "column " + std::to_string(column) + " holds another kind of value");
    }

    Answer answer_;
    int row_ = -1;
};

std::int64_t touched(const PGresult* answer) {
    const char* count = PQcmdTuples(const_cast<PGresult*>(answer));
    return *count ? std::stoll(count) : 0;
}

/// A server that is gone without a word is noticed; what the url says of it counts more.
PGconn* connect(const std::string& url) {
    constexpr const char* names[] = {"connect_timeout",
                                     "keepalives_idle",
                                     "keepalives_interval",
                                     "keepalives_count",
                                     "tcp_user_timeout",
                                     "application_name",
                                     "dbname",
                                     nullptr};
    const char* values[] = {"5", "10", "5", "3", "15000", "vuelve", url.c_str(), nullptr};
    return PQconnectdbParams(names, values, 1);
}

/// The server forgot a statement, or what it answers changed: a failover, a new column
/// (scale-out.md Q13).
bool is_forgotten(std::string_view state, std::string_view said) {
    return state == "26000" ||
           (state == "0A000" && said.contains("cached plan must not change result type"));
}

std::vector<Value> values_of(Params params) {
    std::vector<Value> values;
    for (const Param& param : params.list()) values.push_back(param.value);
    return values;
}

}  // namespace

Connection::Connection(const std::string& url, const Patience& patience)
    : handle_(connect(url), PQfinish) {
    if (!is_alive())
        throw StorageError(Trouble::CannotOpen, std::string("the database cannot be reached: ") +
                                                    PQerrorMessage(handle_.get()));
    PQsetNoticeReceiver(handle_.get(), &Connection::hear, this);
    script("set client_encoding = 'UTF8'; set datestyle = 'ISO'; set lock_timeout = " +
           std::to_string(patience.lock) +
           "; set statement_timeout = " + std::to_string(patience.statement) +
           "; set idle_in_transaction_session_timeout = " + std::to_string(patience.idle));
}

void Connection::hear(void* self, const PGresult* notice) {
    const char* severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (severity && std::string_view(severity) == "WARNING")
        static_cast<Connection*>(self)->warned_ = true;
}

void Connection::check(const PGresult* answer, std::string_view doing) {
    const ExecStatusType status = PQresultStatus(answer);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY)
        return;
    const auto field = [&](int code) {
        const char* text = answer ? PQresultErrorField(answer, code) : nullptr;
        return std::string(text ? text : "");
    };
    const std::string state = field(PG_DIAG_SQLSTATE);
    std::string said = field(PG_DIAG_MESSAGE_PRIMARY);
    if (said.empty()) said = PQerrorMessage(handle_.get());
    Trouble trouble = trouble_of(state);
    if (is_forgotten(state, said)) {
        statements_.clear();
        trouble = Trouble::Busy;
    }
    is_standby_ = is_standby_ || trouble == Trouble::ReadOnly;
    std::string message(advice(trouble));
    message += " (" + said + (state.empty() ? "" : ", " + state) + ", at: ";
    message += doing.substr(0, 80);
    throw StorageError(trouble, message + ")");
}

std::string Connection::prepare(const std::string& text, std::string_view sql) {
    std::string name = "s" + std::to_string(names_given_++);
    const Answer made(PQprepare(handle_.get(), name.c_str(), text.c_str(), 0, nullptr), PQclear);
    check(made.get(), sql);
    return name;
}

Statement& Connection::prepared(std::string_view sql) {
    if (const auto found = statements_.find(sql); found != statements_.end()) return found->second;
    const std::string text = in_dialect(sql);
    Statement statement{.name = prepare(text, sql), .kinds = {}};
    const Answer told(PQdescribePrepared(handle_.get(), statement.name.c_str()), PQclear);
    check(told.get(), sql);
    for (int i = 0; i < PQnparams(told.get()); ++i)
        statement.kinds.push_back(PQparamtype(told.get(), i));
    statement.set = as_set(text, statement.kinds);
    return statements_.emplace(std::string(sql), std::move(statement)).first->second;
}

void Connection::send(const Statement& statement,
                      std::span<const Value> values,
                      std::string_view sql) {
    const std::size_t count = statement.kinds.size();
    if (values.size() != count)
        throw StorageError(Trouble::Failed, "statement takes " + std::to_string(count) +
                                                " values, got " + std::to_string(values.size()) +
                                                ": " + std::string(sql));
    std::vector<Written> written(count);
    std::vector<const char*> begins(count);
    std::vector<int> sizes(count), formats(count, 1);
    for (std::size_t i = 0; i < count; ++i) {
        written[i].write(statement.kinds[i], values[i]);
        begins[i] = written[i].data();
        sizes[i] = written[i].size();
        formats[i] = written[i].is_binary() ? 1 : 0;
    }
    const int sent =
        PQsendQueryPrepared(handle_.get(), statement.name.c_str(), static_cast<int>(count),
                            begins.data(), sizes.data(), formats.data(), 1);
    if (sent != 1) check(nullptr, sql);
}

Answer Connection::only_answer(std::string_view sql) {
    Answer answer(PQgetResult(handle_.get()), PQclear);
    while (Answer rest{PQgetResult(handle_.get()), PQclear}) {
    }
    check(answer.get(), sql);
    return answer;
}

Answer Connection::run(std::string_view sql, Params params) {
    const std::vector<Value> values = values_of(params);
    send(prepared(sql), values, sql);
    return only_answer(sql);
}

Rows Connection::query(std::string_view sql, Params params) {
    return Rows(std::make_unique<AnswerCursor>(run(sql, params)));
}

std::int64_t Connection::exec(std::string_view sql, Params params) {
    return touched(run(sql, params).get());
}

std::int64_t Connection::exec_batch(std::string_view sql, const Batch& batch) {
    Statement& statement = prepared(sql);
    if (batch.columns() != statement.kinds.size())
        throw StorageError(Trouble::Failed,
                           "a batch has other columns than its statement: " + std::string(sql));
    std::int64_t count = 0;
    std::size_t rows = 0;
    for (std::size_t from = 0; from < batch.rows(); from += rows) {
        rows = std::min(set_rows_max, batch.rows() - from);
        if (rows > 1 && statement.set && tells_apart(*statement.set, batch, from, rows)) {
            count += exec_set(statement, batch, from, rows, sql);
        } else {
            rows = std::min(rows_a_trip, rows);
            count += exec_rows(statement, batch, from, rows, sql);
        }
    }
    return count;
}

std::int64_t Connection::exec_set(Statement& statement,
                                  const Batch& batch,
                                  std::size_t from,
                                  std::size_t rows,
                                  std::string_view sql) {
    if (statement.set_name.empty()) statement.set_name = prepare(statement.set->text, sql);
    const std::size_t count = statement.kinds.size();
    std::vector<std::string> arrays(count);
    std::vector<const char*> begins(count);
    std::vector<int> sizes(count), formats(count, 1);
    for (std::size_t i = 0; i < count; ++i) {
        arrays[i] = array_of(statement.kinds[i], batch, i, from, rows);
        begins[i] = arrays[i].data();
        sizes[i] = static_cast<int>(arrays[i].size());
    }
    if (PQsendQueryPrepared(handle_.get(), statement.set_name.c_str(), static_cast<int>(count),
                            begins.data(), sizes.data(), formats.data(), 1) != 1)
        check(nullptr, sql);
    return touched(only_answer(sql).get());
}

std::int64_t Connection::exec_rows(const Statement& statement,
                                   const Batch& batch,
                                   std::size_t from,
                                   std::size_t rows,
                                   std::string_view sql) {
    std::vector<Value> values(batch.columns());
    ensure(PQenterPipelineMode(handle_.get()) == 1, "nothing else is under way");
    for (std::size_t row = from; row < from + rows; ++row) {
        for (std::size_t column = 0; column < batch.columns(); ++column)
            values[column] = batch.value(row, column);
        send(statement, values, sql);
    }
    if (PQpipelineSync(handle_.get()) != 1) check(nullptr, sql);
    return gather(sql, rows);
}

/// What the rows of one trip answered; of several errors the first.
std::int64_t Connection::gather(std::string_view sql, std::size_t rows) {
    std::int64_t count = 0;
    Answer wrong(nullptr, PQclear);
    for (std::size_t row = 0; row < rows; ++row) {
        Answer answer(PQgetResult(handle_.get()), PQclear);
        if (!answer) break;  // the connection went
        const ExecStatusType status = PQresultStatus(answer.get());
        if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
            count += touched(answer.get());
        else if (status == PGRES_FATAL_ERROR && !wrong)
            wrong = std::move(answer);
        while (Answer rest{PQgetResult(handle_.get()), PQclear}) {
        }
    }
    const Answer synced(PQgetResult(handle_.get()), PQclear);
    const bool whole = PQresultStatus(synced.get()) == PGRES_PIPELINE_SYNC;
    PQexitPipelineMode(handle_.get());
    if (wrong || !whole) check(wrong.get(), sql);
    return count;
}

void Connection::script(const std::string& script) {
    const Answer answer(PQexec(handle_.get(), script.c_str()), PQclear);
    check(answer.get(), script);
}

bool Connection::wait_until(std::chrono::steady_clock::time_point deadline) {
    using std::chrono::milliseconds;
    while (PQflush(handle_.get()) == 1 || PQisBusy(handle_.get()) == 1) {
        const auto left =
            std::chrono::duration_cast<milliseconds>(deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0) return false;
        pollfd socket{.fd = PQsocket(handle_.get()), .events = POLLIN, .revents = 0};
        if (poll(&socket, 1, static_cast<int>(left.count())) < 0 && errno != EINTR) return false;
        if (PQconsumeInput(handle_.get()) != 1) return true;  // the connection went: that is said
    }
    return true;
}

void Connection::decide(const std::string& script, int wait_ms) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(wait_ms);
    warned_ = false;
    if (PQsendQuery(handle_.get(), script.c_str()) != 1) check(nullptr, script);
    Answer wrong(nullptr, PQclear);
    for (;;) {
        if (!wait_until(deadline)) {
            handle_.reset();
            throw StorageError(Trouble::OutcomeUnknown,
                               "the database did not say in time what became of: " + script);
        }
        Answer answer(PQgetResult(handle_.get()), PQclear);
        if (!answer) break;
        if (PQresultStatus(answer.get()) == PGRES_FATAL_ERROR && !wrong) wrong = std::move(answer);
    }
    if (wrong || !is_alive()) check(wrong.get(), script);
    if (warned_)
        throw StorageError(Trouble::OutcomeUnknown,
                           "the database warned of what may not be kept, at: " + script);
}

std::string Connection::ask(const std::string& sql) {
    const Answer answer(PQexec(handle_.get(), sql.c_str()), PQclear);
    check(answer.get(), sql);
    return PQntuples(answer.get()) > 0 ? PQgetvalue(answer.get(), 0, 0) : "";
}

}  // namespace vuelve::storage::postgres
