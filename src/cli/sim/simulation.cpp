#include "cli/sim/simulation.h"

#include <fmt/format.h>

#include "app/books.h"
#include "app/settlement.h"
#include "app/test_tenant.h"
#include "cli/sim/courier.h"
#include "cli/sim/shop_document.h"

namespace vuelve::cli {
namespace {

constexpr Instant opening{1'767'600'000'000};  // 2026-01-05T08:00:00Z
constexpr std::int64_t groups_between_whole_audits = 200;

}  // namespace

std::vector<std::string> SimulationReport::unchecked() const {
    std::vector<std::string> names;
    for (const auto& [name, count] : checks)
        if (count == 0) names.push_back(name);
    return names;
}

Simulation::Simulation(SimulationOptions options)
    : options_(std::move(options)),
      chance_(options_.seed),
      checks_(all_checks()),
      clock_(opening.value),
      id_clock_(opening.value) {}

Simulation::~Simulation() = default;

Result<void> Simulation::open() {
    service_ = TRY(app::Service::open({.database = options_.database,
                                       .key_ring = options_.key_ring,
                                       .create = true,
                                       .clock = &clock_,
                                       .id_clock = &id_clock_}));
    return {};
}

Result<void> Simulation::open_shop() {
    if (auditor_) audit_everybody();
    ++report_.shops;
    const std::string code = fmt::format("sim{}", report_.shops);
    clock_.move_to(clock_.now_ms() + ms_per_day);
    const std::string document = random_shop(chance_, now());
    if (options_.tell) options_.tell(document);
    const Json config = TRY(parse_json(document));
    programme_key_ = TRY(app::create_test_tenant(*service_, code, config, {})).programme;
    programme_ = service_->programmes().find(programme_key_);
    book_ = std::make_unique<Notebook>();
    book_->programme = programme_->snapshot();
    auditor_ = std::make_unique<Auditor>(book_->programme, checks_);
    month_ = month_number(book_->programme->zone().local_day(now()));
    journal_ = std::make_unique<JournalBook>(checks_, month_);
    feed_ = std::make_unique<FeedBook>(checks_);
    generator_ = std::make_unique<Generator>(chance_, *book_, code + '-');
    shop_end_ = report_.steps + options_.steps_each;
    month_audited_ = Day{};
    Group first;
    const int members = chance_.between(8, 26);
    for (int number = 0; number < members; ++number) {
        const std::string alias = fmt::format("{}-m{}", code, number);
        first.orders.push_back(
            {.order =
                 {.op = "enrol",
                  .key = alias,
                  .path = "external:" + alias,
                  .body = fmt::format(
                      R"({{"id":"{}","enrolled_at":"{}","identities":["email:{}@example.com"],)"
                      R"("birth_date":"1990-{:02}-{:02}"}})",
                      alias, format_instant(Instant{now().value - 50 * ms_per_day}), alias,
                      chance_.between(1, 12), chance_.between(1, 28))},
             .members = {}});
    }
    return run_group(std::move(first));
}

Result<SimulationReport> Simulation::run() {
    TRY(open());
    try {
        while (report_.steps < options_.steps) {
            if (report_.steps >= shop_end_) TRY(open_shop());
            const auto left = options_.steps - report_.steps;
            TRY(run_group(
                generator_->next(now(), static_cast<int>(std::min<std::int64_t>(left, 20)))));
            if (report_.groups % groups_between_whole_audits == 0) audit_everybody();
            if (options_.progress) options_.progress(report_.steps);
        }
        audit_everybody();
    } catch (const Violation& violation) {
        report_.violation = fmt::format("{}\nafter\n{}", violation.what(), last_group_);
    }
    service_.reset();
    report_.checks = checks_.counts();
    return std::move(report_);
}

/// The process dies while this group is on its way: some statement, or the commit, is its last
/// deed, and nobody hears an answer. What comes after starts from the file.
Result<void> Simulation::crash(std::vector<app::Ask> asks) {
    ++report_.crashes;
    using storage::FaultPoint;
    const int how = chance_.below(3);
    const FaultPoint point = how == 0   ? FaultPoint::Statement
                             : how == 1 ? FaultPoint::BeforeCommit
                                        : FaultPoint::AfterCommit;
    service_->database().set_fault_hook(storage::fail_nth(
        point, how == 0 ? chance_.between(1, 8) : 1, storage::Trouble::OutcomeUnknown));
    service_->engine().ask_all(std::move(asks));
    service_.reset();
    TRY(open());
    programme_ = service_->programmes().find(programme_key_);
    auditor_->name_by(programme_->snapshot());
    return {};
}

Result<void> Simulation::run_group(Group group) {
    ++report_.groups;
    clock_.move_to(clock_.now_ms() + group.later_ms);
    if (group.runs_scheduler) {
        service_->engine().settle_all();
        audit_everybody(Scheduler::HasRun);
    }
    TRY(audit_month());
    last_group_.clear();
    std::vector<app::Ask> asks;
    Evidence evidence{.at = now(), .commands = {}, .readings = {}, .resources = {}};
    std::vector<int> members;
    for (const Planned& planned : group.orders) {
        last_group_ += planned.order.text() + '\n';
        if (options_.tell) options_.tell(fmt::format("{} {}", now().value, planned.order.text()));
        app::Ask ask = TRY(ask_of(*programme_, *book_, planned.order));
        ask.at.reset();
        evidence.commands.push_back({.order = planned.order, .body = ask.command.body});
        members.insert(members.end(), planned.members.begin(), planned.members.end());
        asks.push_back(std::move(ask));
    }
    if (group.settles) settle(members);
    if (group.crashes) TRY(crash(asks));
    std::vector<app::Answer> answers = service_->engine().ask_all(std::move(asks));
    for (std::size_t i = 0; i < answers.size(); ++i) {
        Witnessed& one = evidence.commands[i];
        const Planned& planned = group.orders[i];
        one.outcome = answers[i].outcome;
        one.error = answers[i].error;
        one.receipt = answers[i].receipt;
        // Accepted before the crash, and its answer heard now for the first time.
        if (group.crashes && one.outcome == Outcome::Replayed && !auditor_->knows(one.order.key))
            one.outcome = one.receipt->outcome;
        book_->learn(planned, one.body, one);
        if (one.order.op == "enrol" && one.is_done())
            members.push_back(static_cast<int>(book_->members.size()) - 1);
        count(one);
    }
    audit(evidence, members);
    if (group.crashes) audit_everybody();
    return {};
}

Result<void> Simulation::audit_month() {
    const Day today = programme_->snapshot()->zone().local_day(now());
    if (month_number(today) == month_) return {};
    month_ = month_number(today);
    // Late jobs are posted in the month they were due in, as long as that is open.
    service_->engine().settle_all();
    audit_everybody(Scheduler::HasRun);
    const int ended = month_number(add_months(today, -1));
    journal_->audit(*service_, *programme_, ended);
    if (ended % 2 == 0)
        TRY(app::close_month(*service_, *programme_,
                             {.programme = programme_key_, .owner = "sim", .actor = "sim"}, ended));
    return {};
}

void Simulation::count(const Witnessed& one) {
    ++report_.steps;
    Answered& answered = report_.operations[one.order.op];
    switch (one.outcome) {
        case Outcome::Ok: ++answered.accepted; break;
        case Outcome::Replayed: ++answered.replayed; break;
        case Outcome::Parked: ++answered.parked; break;
        default:
            ++answered.rejected[one.error ? std::string(literal(one.error->code)) : "no error"];
    }
}

void Simulation::read_resources(Reader& reader, Evidence& evidence) const {
    auto read = [&](const ResourceKey& key) {
        if (auto resource = reader.resource(key)) evidence.resources[key] = *resource;
    };
    const ProgrammeDocument& document = book_->document();
    for (const Reward& reward : document.rewards) {
        read({ResourceKind::RewardStock, reward.id.value, 0});
        for (const auto& [store, left] : reward.store_stock)
            read({ResourceKind::RewardStoreStock, reward.id.value,
                  book_->programme->find_store(store)->id.value});
    }
    for (const Rule& rule : document.rules)
        if (rule.budget) read({ResourceKind::RuleBudget, rule.number.value, 0});
    for (const Club& club : document.clubs) read({ResourceKind::ClubGoal, club.rule.value, 0});
}

/// The month of the last whole audit, and those that have begun since.
void Simulation::read_months(Evidence& evidence) {
    const auto programme = programme_->snapshot();
    const Day today = programme->zone().local_day(now());
    if (month_audited_.value == 0) month_audited_ = today;
    for (Day day = month_audited_; month_number(day) <= month_number(today);
         day = add_months(day_of(date_of(day).year, date_of(day).month, 1), 1))
        for (const Currency& currency : programme->document().currencies) {
            const int month = month_number(day);
            MonthTold told{.currency = currency.id, .month = month};
            auto clearing = app::read_clearing(*service_, *programme_, currency.id, month);
            auto bilateral = app::read_bilateral(*service_, *programme_, currency.id, month);
            if (!clearing || !bilateral) throw Violation("I19", "a month is not readable");
            told.clearing = std::move(*clearing);
            told.bilateral = std::move(*bilateral);
            told.rows = app::read_roll_forward(*service_, *programme_, currency.id, month);
            told.by_brand =
                app::read_roll_forward_by_brand(*service_, *programme_, currency.id, month);
            evidence.months.push_back(std::move(told));
        }
    month_audited_ = today;
}

void Simulation::audit(Evidence& evidence, const std::vector<int>& members) {
    Reader reader(*service_, *programme_);
    for (HolderId holder : book_->touched(members))
        if (auto reading =
                evidence.is_whole
                    ? reader.read_whole(holder, auditor_->last_entry(holder))
                    : reader.read(holder, auditor_->last_entry(holder), auditor_->last(holder))) {
            report_.entries += static_cast<std::int64_t>(reading->entries.size());
            evidence.readings[holder] = std::move(*reading);
        }
    read_resources(reader, evidence);
    if (evidence.is_whole) read_months(evidence);
    auditor_->audit(evidence);
    if (evidence.is_whole) feed_->audit(*service_, *programme_, evidence.readings);
    for (const auto& [holder, reading] : evidence.readings) book_->learn(holder, reading.holder);
}

void Simulation::settle(const std::vector<int>& members) {
    for (HolderId holder : book_->touched(members))
        service_->engine().settle(programme_key_, holder);
    Evidence evidence{
        .at = now(), .commands = {}, .readings = {}, .resources = {}, .is_settled = true};
    audit(evidence, members);
}

void Simulation::audit_everybody(Scheduler scheduler) {
    std::vector<int> everybody;
    for (std::size_t i = 0; i < book_->members.size(); ++i)
        everybody.push_back(static_cast<int>(i));
    Evidence evidence{.at = now(),
                      .commands = {},
                      .readings = {},
                      .resources = {},
                      .is_settled = scheduler == Scheduler::HasRun,
                      .is_whole = true};
    audit(evidence, everybody);
    report_.holders =
        std::max(report_.holders, static_cast<std::int64_t>(evidence.readings.size()));
}

}  // namespace vuelve::cli
