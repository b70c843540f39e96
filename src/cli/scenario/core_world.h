#pragma once

#include <functional>
#include <map>
#include <set>

#include "cli/scenario/aliases.h"
#include "cli/scenario/books.h"
#include "cli/scenario/case_facts.h"
#include "cli/scenario/case_identities.h"
#include "cli/scenario/case_outbox.h"
#include "cli/scenario/commands.h"
#include "cli/scenario/community.h"
#include "cli/scenario/world.h"
#include "domain/counting_fresh.h"
#include "domain/decide.h"

namespace vuelve::cli {

/// The domain alone, in memory: decide and run_due over one State.
class CoreWorld final : public World, private Books, private Community {
 public:
    std::optional<std::string> cannot_run(const GoldenCase& golden) const override;
    std::optional<std::string> load(const GoldenCase& golden) override;
    Json step(const GoldenStep& step) override;
    Json read(View view) override;

    /// Called with every decision, before the state it was made in goes on; the command is nothing
    /// for due jobs.
    using Listener = std::function<void(
        const Programme&, const State& before, const Decision&, const CommandBody* command)>;
    void listen(Listener listener) { listener_ = std::move(listener); }

 private:
    HolderId number(const std::string& alias, HolderKind kind);
    Enrol numbered(const GoldenMember& member);
    Json enrol(const GoldenStep& step);
    void number_household(Command& command);
    void note_shared(const GoldenStep& step, Command& command);
    Json obey(const GoldenStep& step, const Command& command);
    Json messages(const GoldenStep& step);
    Json publish(const GoldenStep& step);
    /// A history that is brought in, or an earlier day after a later one, tells nobody.
    enum class Source { Now, History };
    void adopt(Decision& decision, Instant at, Source source, const CommandBody* command = nullptr);
    void book(const Transaction& transaction);
    void collect(const Transaction& txn);
    void run_scheduler(Instant at);
    void run_jobs(Instant until);
    Json shop_metric(const GoldenStep& step) const;
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

    Listener listener_;
    SymbolTable symbols_;
    std::shared_ptr<const Programme> programme_;
    /// Every document of the case as it was written; older snapshots may still be answering.
    std::vector<std::pair<std::unique_ptr<ProgrammeDocument>, Instant>> published_;
    std::vector<std::shared_ptr<const Programme>> snapshots_;
    State state_;
    Aliases aliases_;
    CaseIdentities identities_;
    CaseOutbox outbox_;
    std::optional<Instant> now_;  // of the latest step
    CountingFresh fresh_;
    std::int64_t last_holder_ = 0;
    std::vector<Entry> posted_;   // in the last step
    std::vector<Entry> entries_;  // ever
    std::optional<BookKeeper> books_;
    CaseFacts facts_;
    std::vector<Effects::AnswerRow> answers_;  // in the order of answering
    /// What was earned and taken back, by who earned it.
    struct Collected {
        HolderId member{};
        CurrencyId currency{};
        std::int64_t units = 0;
        Instant at{};
    };
    std::vector<Collected> collected_;
    std::set<HolderId> seen_on_boards_;  // who agreed to it
};

}  // namespace vuelve::cli
