#include "storage/statement_store.h"

#include <tuple>

#include "codec/statement_json.h"
#include "generated/sql.h"
#include "storage/clearing_read.h"
#include "storage/config_store.h"
#include "storage/stored_json.h"

namespace vuelve::storage {
namespace {

constexpr std::string_view sealed_reason = "statement";

/// The columns after `first - 1`: of a statement itself.
Statement statement_from(const Rows& rows, int first) {
    Statement statement = or_corrupt(decode_statement(rows.text(first + 5)));
    statement.id = rows.integer(first);
    statement.currency = rows.get<CurrencyId>(first + 1);
    statement.brand = rows.get<BrandId>(first + 2);
    statement.month = rows.get<int>(first + 3);
    statement.issued_at = rows.get<Instant>(first + 4);
    statement.state = rows.get<StatementState>(first + 6);
    statement.correction = Minor{rows.integer(first + 7)};
    statement.corrected_in = rows.integer(first + 8);
    return statement;
}

}  // namespace

std::vector<Statement> StatementStore::read(Reader& reader, Rows rows) const {
    std::vector<Statement> statements;
    while (rows.next()) statements.push_back(statement_from(rows, 0));
    for (Statement& statement : statements) {
        Rows steps = reader.query(sql::statement_steps,
                                  {base_bucket(placement_), placement_.tenant_id, statement.id});
        while (steps.next()) {
            StatementStep step{.state = steps.get<StatementState>(0),
                               .at = steps.get<Instant>(1),
                               .actor = std::string(steps.text(2)),
                               .reason = {}};
            if (!steps.is_null(3))
                step.reason = vault_.open_secret(sealed_reason, statement.id, steps.bytes(3));
            if (step.state == StatementState::Corrected) step.amount = statement.correction;
            statement.steps.push_back(std::move(step));
        }
    }
    return statements;
}

std::vector<Statement> StatementStore::of_month(Reader& reader,
                                                CurrencyId currency,
                                                int month) const {
    return read(reader, reader.query(sql::statements_of_month,
                                     {base_bucket(placement_), placement_.tenant_id, programme_id_,
                                      currency, month}));
}

std::vector<Statement> StatementStore::list(Reader& reader,
                                            const StatementFilter& filter,
                                            std::int64_t after,
                                            std::int64_t limit) const {
    const int state = filter.state ? static_cast<int>(*filter.state) : 0;
    return read(reader,
                reader.query(sql::statements_after,
                             {base_bucket(placement_), placement_.tenant_id, programme_id_, after,
                              filter.currency, filter.month, filter.brand, state, limit}));
}

std::optional<Statement> StatementStore::find(Reader& reader, std::int64_t id) const {
    auto found = read(
        reader, reader.query(sql::one_statement,
                             {base_bucket(placement_), placement_.tenant_id, programme_id_, id}));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<Statement> StatementStore::open_corrections(Reader& reader,
                                                        CurrencyId currency,
                                                        int month) const {
    return read(reader,
                reader.query(sql::open_corrections, {base_bucket(placement_), placement_.tenant_id,
                                                     programme_id_, currency, month}));
}

void StatementStore::add_last_step(Transaction& tx, const Statement& statement) const {
    const StatementStep& step = statement.steps.back();
    std::optional<Bytes> reason;
    if (!step.reason.empty()) reason = vault_.seal_secret(sealed_reason, statement.id, step.reason);
    tx.exec(sql::insert_statement_step,
            {base_bucket(placement_), placement_.tenant_id, statement.id,
             static_cast<std::int64_t>(statement.steps.size()) - 1, step.state, step.at, step.actor,
             reason});
}

void StatementStore::add(Transaction& tx, const Statement& statement) const {
    const int bucket = base_bucket(placement_);
    tx.exec(sql::insert_statement,
            {bucket, placement_.tenant_id, statement.id, programme_id_, statement.currency,
             statement.brand, statement.month, statement.issued_at, encode_statement(statement)});
    add_last_step(tx, statement);
    for (const StatementAdjustment& carried : statement.adjustments)
        tx.exec(sql::carry_correction,
                {bucket, placement_.tenant_id, carried.statement, statement.id});
}

void StatementStore::move(Transaction& tx, const Statement& statement) const {
    tx.exec(sql::move_statement, {base_bucket(placement_), placement_.tenant_id, statement.id,
                                  statement.state, statement.correction});
    add_last_step(tx, statement);
}

bool StatementStore::has_due_before(Reader& reader, CurrencyId currency, Instant end) const {
    Rows rows = reader.query(sql::lots_due_before, {base_bucket(placement_), placement_.tenant_id,
                                                    end, programme_id_, currency});
    return rows.next() && rows.integer(0) > 0;
}

void verify_statements(Reader& reader, Verified& found) {
    Rows faults = reader.query(sql::verify_corrections);
    while (faults.next())
        found.add("I19", std::string(faults.text(0)), std::string(faults.text(1)));
    using Place = std::tuple<std::int64_t, std::int64_t, CurrencyId, int>;
    std::optional<Place> place;
    std::vector<BrandPosting> postings;
    SymbolTable symbols;
    Rows rows = reader.query(sql::all_statements);
    while (rows.next()) {
        const std::int64_t tenant = rows.integer(1), programme = rows.integer(2);
        const std::string where = "statement " + std::to_string(rows.integer(3));
        auto body = decode_statement(rows.text(8));
        if (!body) {
            found.add("rows", where, "it is not readable");
            continue;
        }
        const Statement statement = statement_from(rows, 3);
        const Place here{tenant, programme, statement.currency, statement.month};
        if (place != here) {
            place = here;
            postings = read_brand_postings(reader, {.tenant_id = tenant}, programme,
                                           statement.currency, statement.month, statement.month);
            symbols = load_symbols(reader, {tenant, programme});
        }
        if (!ties(statement, postings, symbols) || payable_of(statement) != statement.payable)
            found.add("I19", where, "it does not say what the ledger says");
    }
}

}  // namespace vuelve::storage
