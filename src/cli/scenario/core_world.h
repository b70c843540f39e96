#pragma once

#include <map>

#include "cli/scenario/aliases.h"
#include "cli/scenario/books.h"
#include "cli/scenario/case_identities.h"
#include "cli/scenario/commands.h"
#include "cli/scenario/world.h"
#include "domain/counting_fresh.h"
#include "domain/decide.h"

namespace vuelve::cli {

/// The domain alone, in memory: decide and run_due over one State.
class CoreWorld final : public World, private Books {
 public:
    std::optional<std::string> cannot_run(const GoldenCase& golden) const override;
    std::optional<std::string> load(const GoldenCase& golden) override;
    Json step(const GoldenStep& step) override;
    Json read(View view) override;

 private:
    HolderId number(const std::string& alias, HolderKind kind);
    Enrol numbered(const GoldenMember& member);
    Json enrol(const GoldenStep& step);
    void number_household(Command& command);
    Json obey(const GoldenStep& step, const Command& command);
    void adopt(Decision& decision);
    void book(const Purchase& purchase, Instant at);
    void run_scheduler(Instant at);

    RollForward roll_forward(CurrencyId currency, int month) const override;
    std::vector<MoneyLine> money_journal(int month) const override;
    std::vector<analytics::ClearingRow> clearing(CurrencyId currency, int month) const override;
    std::vector<analytics::BilateralRow> bilateral(CurrencyId currency, int month) const override;
    RollForwardByBrand roll_forward_by_brand(CurrencyId currency, int month) const override;
    std::optional<Deferral> deferral(const std::string& purchase) const override;

    SymbolTable symbols_;
    std::shared_ptr<const Programme> programme_;
    State state_;
    Aliases aliases_;
    CaseIdentities identities_;
    CountingFresh fresh_;
    std::int64_t last_holder_ = 0;
    std::vector<Entry> posted_;                       // in the last step
    std::vector<Entry> entries_;                      // ever
    std::map<int, std::vector<MoneyLine>> bookings_;  // by month
};

}  // namespace vuelve::cli
