#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/clock.h"
#include "cli/sim/auditor.h"
#include "cli/sim/feed_book.h"
#include "cli/sim/generator.h"
#include "cli/sim/journal_book.h"

/// Random shops over the real engine and a database file, one after another, each command audited.
namespace vuelve::cli {

struct SimulationOptions {
    std::uint64_t seed = 1;
    std::int64_t steps = 0;          // commands
    std::int64_t steps_each = 5000;  // of one shop
    std::string database;            // one that stays
    std::filesystem::path key_ring;
    std::function<void(std::int64_t done)> progress{};
    /// Set to see every command as text; two runs of a seed print the same.
    std::function<void(const std::string&)> tell{};
};

/// How often an operation was answered how.
struct Answered {
    std::int64_t accepted = 0, replayed = 0, parked = 0;
    std::map<std::string, std::int64_t> rejected;  // by error
};

struct SimulationReport {
    std::int64_t steps = 0, groups = 0, shops = 0, crashes = 0, holders = 0, entries = 0;
    std::map<std::string, Answered> operations;
    std::map<std::string, std::int64_t> checks;
    /// What did not hold, with the commands of the last group; "" = everything did.
    std::string violation;

    /// Promises that were never looked at.
    std::vector<std::string> unchecked() const;
};

class Simulation {
 public:
    explicit Simulation(SimulationOptions options);
    ~Simulation();
    /// Errors (InternalError): the database cannot be made.
    Result<SimulationReport> run();

 private:
    Result<void> open();
    Result<void> open_shop();
    Result<void> crash(std::vector<app::Ask> asks);
    Result<void> run_group(Group group);
    void enrol_first();
    std::vector<app::Answer> send(std::vector<app::Ask> asks);
    void audit(Evidence& evidence, const std::vector<int>& members);
    void settle(const std::vector<int>& members);
    enum class Scheduler : std::uint8_t { MayBeLate, HasRun };
    void audit_everybody(Scheduler scheduler = Scheduler::MayBeLate);
    void read_months(Evidence& evidence);
    /// When a month of the shop has ended: its books, and every second time its close.
    Result<void> audit_month();
    void read_resources(Reader& reader, Evidence& evidence) const;
    void count(const Witnessed& one);
    Instant now() const { return Instant{clock_.now_ms()}; }

    SimulationOptions options_;
    Chance chance_;
    Checks checks_;
    SimulationReport report_;
    ManualClock clock_;
    const ManualClock id_clock_;  // stands: a seed gives the same ids each time
    std::unique_ptr<app::Service> service_;
    app::OpenProgramme* programme_ = nullptr;
    app::ProgrammeKey programme_key_{};
    std::unique_ptr<Notebook> book_;
    std::unique_ptr<Auditor> auditor_;
    std::unique_ptr<JournalBook> journal_;
    std::unique_ptr<FeedBook> feed_;
    int month_ = 0;  // yyyymm of the shop's zone
    std::unique_ptr<Generator> generator_;
    std::string last_group_;
    std::int64_t shop_end_ = 0;
    Day month_audited_{};  // 0 = none of this shop yet
};

}  // namespace vuelve::cli
