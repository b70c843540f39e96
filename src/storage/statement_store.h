#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/statement.h"
#include "storage/database.h"
#include "storage/ids.h"
#include "storage/vault.h"
#include "storage/verify.h"

/// Statements between brands: what was told is kept as it was, and what came of it beside it.
/// Source: domain.md 9; ADR 0017.
namespace vuelve::storage {

/// Which statements of a programme; 0 = any.
struct StatementFilter {
    CurrencyId currency{};
    int month = 0;
    BrandId brand{};
    std::optional<StatementState> state{};
};

class StatementStore {
 public:
    /// `vault` outlives the store.
    StatementStore(const Vault& vault, const Placement& placement, std::int64_t programme_id)
        : vault_(vault), placement_(placement), programme_id_(programme_id) {}

    /// In the order of their making, with their steps.
    std::vector<Statement> of_month(Reader& reader, CurrencyId currency, int month) const;
    std::vector<Statement> list(Reader& reader,
                                const StatementFilter& filter,
                                std::int64_t after,
                                std::int64_t limit) const;
    std::optional<Statement> find(Reader& reader, std::int64_t id) const;
    /// Corrected ones of earlier months whose correction no statement carries yet.
    std::vector<Statement> open_corrections(Reader& reader, CurrencyId currency, int month) const;

    /// With its first step; the corrections it carries are marked as carried.
    void add(Transaction& tx, const Statement& statement) const;
    /// The state and correction that the statement has now, and its last step.
    void move(Transaction& tx, const Statement& statement) const;

    /// True when something that was due before `end` has not been posted yet.
    bool has_due_before(Reader& reader, CurrencyId currency, Instant end) const;

 private:
    std::vector<Statement> read(Reader& reader, Rows rows) const;
    void add_last_step(Transaction& tx, const Statement& statement) const;

    const Vault& vault_;
    Placement placement_;
    std::int64_t programme_id_;
};

/// Every statement still says what the ledger says, and corrections arrived where they belong.
void verify_statements(Reader& reader, Verified& found);

}  // namespace vuelve::storage
