#include "storage/sqlite/connection.h"

#include <cerrno>
#include <utility>

namespace vuelve::storage::sqlite {

namespace {

Trouble trouble_of(sqlite3* handle, int code) {
    const int system = handle ? sqlite3_system_errno(handle) : 0;
    switch (code & 0xFF) {
        case SQLITE_FULL: return Trouble::Full;
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return Trouble::Busy;
        case SQLITE_READONLY:
        case SQLITE_PERM: return Trouble::ReadOnly;
        case SQLITE_CANTOPEN: return Trouble::CannotOpen;
        case SQLITE_NOTADB: return Trouble::NotOurs;
        case SQLITE_CORRUPT: return Trouble::Corrupt;
        case SQLITE_IOERR:
            // Shared memory of the log cannot grow either when the disk is full; that arrives as an
            // I/O error.
            return system == ENOSPC || system == EDQUOT ? Trouble::Full : Trouble::Failed;
        case SQLITE_CONSTRAINT:
            return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY ||
                           code == SQLITE_CONSTRAINT_ROWID
                       ? Trouble::Duplicate
                       : Trouble::Constraint;
        default: return Trouble::Failed;
    }
}

std::string_view advice(Trouble trouble) {
    switch (trouble) {
        case Trouble::Full: return "no space left for the database; nothing was changed";
        case Trouble::Busy: return "another program holds the database";
        case Trouble::ReadOnly: return "the database or its folder cannot be written";
        case Trouble::CannotOpen: return "the database file or its folder cannot be opened";
        case Trouble::NotOurs: return "the file is not a database";
        case Trouble::Corrupt: return "the database is damaged; restore a backup";
        default: return "the database refused";
    }
}

/// The rows of one run of a statement; gives the statement back when it goes.
class StatementCursor : public Cursor {
 public:
    explicit StatementCursor(Statement& statement) : statement_(statement) {
        statement_.running = true;
    }
    /// For a text whose cached statement is busy with an earlier query.
    explicit StatementCursor(std::unique_ptr<Statement> own)
        : own_(std::move(own)), statement_(*own_) {}
    ~StatementCursor() override {
        statement_.reset();
        statement_.running = false;
    }
    bool next() override { return statement_.step(); }
    bool is_null(int column) override {
        return sqlite3_column_type(statement_.raw(), column) == SQLITE_NULL;
    }
    std::int64_t integer(int column) override {
        expect(column, SQLITE_INTEGER);
        return sqlite3_column_int64(statement_.raw(), column);
    }
    std::string_view text(int column) override {
        expect(column, SQLITE_TEXT);
        const auto* begin = sqlite3_column_text(statement_.raw(), column);
        return {reinterpret_cast<const char*>(begin), size(column)};
    }
    BytesView bytes(int column) override {
        expect(column, SQLITE_BLOB);
        const auto* begin = sqlite3_column_blob(statement_.raw(), column);
        return {static_cast<const std::uint8_t*>(begin), size(column)};
    }

 private:
    std::size_t size(int column) {
        return static_cast<std::size_t>(sqlite3_column_bytes(statement_.raw(), column));
    }
    void expect(int column, int type) {
        if (sqlite3_column_type(statement_.raw(), column) != type) {
            throw StorageError(Trouble::Corrupt, "column " + std::to_string(column) +
                                                     " holds another kind of value: " +
                                                     std::string(statement_.sql()));
        }
    }

    std::unique_ptr<Statement> own_;
    Statement& statement_;
};

/// Ends a run however its function is left.
struct Reset {
    Statement& statement;
    ~Reset() { statement.reset(); }
};

}  // namespace

void raise(sqlite3* handle, int code, std::string_view doing) {
    const Trouble trouble = trouble_of(handle, code);
    std::string message(advice(trouble));
    message += " (";
    message += handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
    message += ", code " + std::to_string(code) + ", at: ";
    message += doing.substr(0, 80);
    throw StorageError(trouble, message + ")");
}

Statement::Statement(sqlite3* handle, std::string_view sql) : handle_(handle), sql_(sql) {
    const int code = sqlite3_prepare_v3(handle, sql_.data(), static_cast<int>(sql_.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
    if (code != SQLITE_OK) raise(handle, code, sql_);
    const int count = sqlite3_bind_parameter_count(statement_);
    for (int number = 1; number <= count; ++number) {
        // SQLite numbers `$2` by where it first stands; we go by its name.
        const std::string name = "$" + std::to_string(number);
        places_.push_back(sqlite3_bind_parameter_index(statement_, name.c_str()));
        ensure(places_.back() != 0, "the parameters of a statement are $1, $2 ... without gaps");
    }
}

void Statement::expect(std::size_t given) const {
    if (given == places_.size()) return;
    throw StorageError(Trouble::Failed, "statement takes " + std::to_string(places_.size()) +
                                            " values, got " + std::to_string(given) + ": " + sql_);
}

void Statement::bind(Params params, Values values) {
    expect(params.list().size());
    for (std::size_t at = 0; at < places_.size(); ++at)
        bind_one(at, params.list()[at].value, values);
}

void Statement::bind(const Batch& batch, std::size_t row) {
    for (std::size_t at = 0; at < places_.size(); ++at)
        bind_one(at, batch.value(row, at), Values::Seen);
}

void Statement::bind_one(std::size_t parameter, const Value& value, Values values) {
    const int place = places_[parameter];
    const auto keeping = values == Values::Copied ? SQLITE_TRANSIENT : SQLITE_STATIC;
    int code = SQLITE_OK;
    // A null pointer would bind null, hence "".
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        code = sqlite3_bind_int64(statement_, place, *number);
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
        code = sqlite3_bind_text64(statement_, place, text->empty() ? "" : text->data(),
                                   text->size(), keeping, SQLITE_UTF8);
    } else if (const auto* blob = std::get_if<BytesView>(&value)) {
        const void* begin = blob->empty() ? static_cast<const void*>("") : blob->data();
        code = sqlite3_bind_blob64(statement_, place, begin, blob->size(), keeping);
    } else {
        code = sqlite3_bind_null(statement_, place);
    }
    if (code != SQLITE_OK) raise(handle_, code, sql_);
}

bool Statement::step() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    raise(handle_, code, sql_);
}

Connection::Connection(const std::filesystem::path& file,
                       int flags,
                       int wait_ms,
                       const char* files) {
    // No mutex of its own: one thread at a time is our promise.
    const int code = sqlite3_open_v2(file.c_str(), &handle_,
                                     flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, files);
    if (code != SQLITE_OK) {
        const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> closing(
            std::exchange(handle_, nullptr), sqlite3_close);
        raise(closing.get(), code, "open " + file.string());
    }
    sqlite3_busy_timeout(handle_, wait_ms);
    // "x" is a column and never a text, whatever the distribution chose; a file cannot bring
    // functions of its own.
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
}

Connection::~Connection() {
    statements_.clear();
    sqlite3_close(handle_);
}

Statement& Connection::prepared(std::string_view sql) {
    if (const auto found = statements_.find(sql); found != statements_.end()) return *found->second;
    auto statement = std::make_unique<Statement>(handle_, sql);
    const std::string_view key = statement->sql();
    return *statements_.emplace(key, std::move(statement)).first->second;
}

Rows Connection::query(std::string_view sql, Params params) {
    Statement& cached = prepared(sql);
    std::unique_ptr<Statement> own;
    if (cached.running) own = std::make_unique<Statement>(handle_, sql);
    (own ? *own : cached).bind(params, Statement::Values::Copied);
    if (own) return Rows(std::make_unique<StatementCursor>(std::move(own)));
    return Rows(std::make_unique<StatementCursor>(cached));
}

std::int64_t Connection::exec(std::string_view sql, Params params) {
    Statement& statement = prepared(sql);
    ensure(!statement.running, "a change does not run inside a query of the same text");
    const std::int64_t before = sqlite3_total_changes64(handle_);
    const Reset reset{statement};
    statement.bind(params, Statement::Values::Seen);
    while (statement.step()) {
    }
    return sqlite3_total_changes64(handle_) - before;
}

std::int64_t Connection::exec_batch(std::string_view sql, const Batch& batch) {
    Statement& statement = prepared(sql);
    ensure(!statement.running, "a batch does not run inside a query of the same text");
    const std::int64_t before = sqlite3_total_changes64(handle_);
    if (static_cast<std::size_t>(sqlite3_bind_parameter_count(statement.raw())) !=
        batch.columns()) {
        throw StorageError(
            Trouble::Failed,
            "a batch has another number of columns than its statement: " + std::string(sql));
    }
    const Reset reset{statement};
    for (std::size_t row = 0; row < batch.rows(); ++row) {
        statement.bind(batch, row);
        while (statement.step()) {
        }
        statement.reset();
    }
    return sqlite3_total_changes64(handle_) - before;
}

void Connection::script(const std::string& script) {
    const int code = sqlite3_exec(handle_, script.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) raise(handle_, code, script);
}

std::string Connection::pragma(const std::string& statement) {
    Statement run(handle_, statement);
    if (!run.step()) return {};
    const auto* text = sqlite3_column_text(run.raw(), 0);
    return text ? reinterpret_cast<const char*>(text) : "";
}

int Connection::control(std::string_view sql) {
    Statement& statement = prepared(sql);
    const int code = sqlite3_step(statement.raw());
    statement.reset();
    return code;
}

}  // namespace vuelve::storage::sqlite
