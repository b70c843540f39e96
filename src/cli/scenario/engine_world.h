#pragma once

#include <memory>

#include "app/ledger_reading.h"
#include "app/service.h"
#include "base/clock.h"
#include "cli/scenario/aliases.h"
#include "cli/scenario/books.h"
#include "cli/scenario/commands.h"
#include "cli/scenario/community.h"
#include "cli/scenario/world.h"

namespace vuelve::cli {

/// The engine over a fresh database in memory. What it shows is read back from the tables, never
/// from the engine's own memory.
class EngineWorld final : public World, private Books, private Community {
 public:
    /// `database`: where each case gets an empty one, "sqlite::memory:".
    explicit EngineWorld(std::string database) : database_(std::move(database)) {}
    std::optional<std::string> cannot_run(const GoldenCase& golden) const override;
    std::optional<std::string> load(const GoldenCase& golden) override;
    Json step(const GoldenStep& step) override;
    Json read(View view) override;

 private:
    Json enrol(const GoldenStep& step);
    Result<app::Ask> make_ask(const GoldenStep& step) const;
    std::string id_of(const std::string& reference) const;
    Json obey(const GoldenStep& step, app::Ask ask);
    Json messages(const GoldenStep& step);
    Json publish(const GoldenStep& step);
    Json close_month(const GoldenStep& step);
    void read_tables();
    Json shop_metric(const GoldenStep& step);
    Json store_day(const GoldenStep& step);

    RollForward roll_forward(CurrencyId currency, int month) const override;
    std::vector<MoneyLine> money_journal(int month) const override;
    std::vector<analytics::ClearingRow> clearing(CurrencyId currency, int month) const override;
    std::vector<analytics::BilateralRow> bilateral(CurrencyId currency, int month) const override;
    RollForwardByBrand roll_forward_by_brand(CurrencyId currency, int month) const override;
    std::vector<analytics::PoolRow> pools(int month) const override;
    std::vector<analytics::JournalLine> journal(int month) const override;
    std::vector<analytics::CohortCell> triangle(CurrencyId currency, int month) const override;
    std::optional<Deferral> deferral(const std::string& purchase) const override;
    Result<analytics::SatisfactionReport> satisfaction(
        const app::SatisfactionAsked& asked) const override;
    Result<app::BoardReading> board(const std::string& code,
                                    Instant of,
                                    std::optional<HolderId> member) const override;
    const Programme& programme() const { return *snapshot_; }

    ManualClock clock_;
    const std::string database_;
    std::unique_ptr<app::Service> service_;
    app::OpenProgramme* programme_ = nullptr;
    std::shared_ptr<const Programme> snapshot_;
    Aliases aliases_;
    app::LedgerReading tables_;
    EntryId seen_{};  // the last entry before this step
};

}  // namespace vuelve::cli
