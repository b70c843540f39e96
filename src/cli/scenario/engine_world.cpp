#include "cli/scenario/engine_world.h"

#include <algorithm>

#include "app/books.h"
#include "app/settlement.h"
#include "cli/scenario/answer.h"
#include "cli/scenario/reads.h"
#include "cli/scenario/views.h"

namespace vuelve::cli {
namespace {

constexpr std::string_view owner = "scenario";

std::string text_of(const Error& error) {
    return error.faults.empty() ? std::string(literal(error.code)) + " " + error.message
                                : faults_text(error.faults);
}

/// The member as any door may refer to one; "" for operations without.
std::string reference_of(const GoldenStep& step) {
    const Json* member = step.arguments.find("member");
    const auto* alias = member ? member->get_if<std::string>() : nullptr;
    return alias ? "external:" + *alias : "";
}

}  // namespace

std::optional<std::string> EngineWorld::cannot_run(const GoldenCase& golden) const {
    if (auto reason = not_built(golden)) return reason;
    return std::nullopt;
}

std::optional<std::string> EngineWorld::load(const GoldenCase& golden) {
    auto members = decode_members(golden.members);
    if (!members) return "members: " + faults_text(members.error().faults);
    auto service = app::Service::open({.create = true, .clock = &clock_});
    if (!service) return text_of(service.error());
    service_ = std::move(*service);
    auto tenant =
        app::create_test_tenant(*service_, "scenario", golden.config, std::move(*members));
    if (!tenant) return text_of(tenant.error());
    programme_ = service_->programmes().find(tenant->programme);
    snapshot_ = programme_->snapshot();
    for (const auto& [alias, holder] : tenant->members)
        aliases_.name(holder, HolderKind::Member, alias);
    for (const auto& [alias, holder] : tenant->households)
        aliases_.name(holder, HolderKind::Household, alias);
    read_tables();
    return std::nullopt;
}

Json EngineWorld::step(const GoldenStep& step) {
    for (const Entry& entry : tables_.entries) seen_ = std::max(seen_, entry.id);
    clock_.move_to(step.at.value);
    service_->engine().settle_all();
    read_tables();
    if (step.op == "enrol") return enrol(step);
    if (auto read = answer_read(programme(), tables_.state, *this, aliases_, step)) return *read;
    auto made = make_ask(step);
    if (!made) return rejected_json(made.error().code);
    app::Ask ask = std::move(*made);
    // A case may tell of an earlier day after a later one; the engine's own time never goes back.
    if (step.at < service_->now()) ask.at = step.at;
    return obey(step, std::move(ask));
}

Result<app::Ask> EngineWorld::make_ask(const GoldenStep& step) const {
    if (is_request(step.op)) {
        const app::Caller caller{.programme = programme_->key(),
                                 .owner = std::string(owner),
                                 .actor = std::string(owner)};
        return app::ask_command(*programme_, caller, TRY(make_request(step, aliases_)), step.id);
    }
    return app::Ask{.programme = programme_->key(),
                    .command = TRY(make_command(step, aliases_)),
                    .member = reference_of(step)};
}

Json EngineWorld::enrol(const GoldenStep& step) {
    auto member = decode_enrol_step(step);
    if (!member) return rejected_json(member.error().code);
    const app::Caller caller{
        .programme = programme_->key(), .owner = std::string(owner), .actor = std::string(owner)};
    if (auto referrer = aliases_.holder(member->referred_by))
        member->referral_code = programme_->vault().referral_code(*referrer);
    auto ask = app::ask_case_member(*programme_, caller, *member, step.id);
    if (!ask) return rejected_json(ask.error().code);
    app::Answer answer = service_->engine().ask(std::move(*ask));
    if (answer.error) return rejected_json(answer.error->code);
    aliases_.name(answer.receipt->member, HolderKind::Member, member->alias);
    read_tables();
    return answer_json(programme(), {.outcome = answer.outcome, .receipt = answer.receipt},
                       aliases_);
}

Json EngineWorld::obey(const GoldenStep& step, app::Ask ask) {
    app::Answer answer = service_->engine().ask(std::move(ask));
    if (answer.receipt) aliases_.notice(step, *answer.receipt);
    read_tables();
    return answer_json(
        programme(), {.outcome = answer.outcome, .error = answer.error, .receipt = answer.receipt},
        aliases_);
}

RollForward EngineWorld::roll_forward(CurrencyId currency, int month) const {
    return app::read_roll_forward(*service_, *programme_, currency, month);
}

std::vector<MoneyLine> EngineWorld::money_journal(int month) const {
    return app::read_money_journal(*service_, *programme_, month)
        .value_or(std::vector<MoneyLine>{});
}

std::vector<analytics::ClearingRow> EngineWorld::clearing(CurrencyId currency, int month) const {
    return app::read_clearing(*service_, *programme_, currency, month)
        .value_or(std::vector<analytics::ClearingRow>{});
}

std::vector<analytics::BilateralRow> EngineWorld::bilateral(CurrencyId currency, int month) const {
    return app::read_bilateral(*service_, *programme_, currency, month)
        .value_or(std::vector<analytics::BilateralRow>{});
}

RollForwardByBrand EngineWorld::roll_forward_by_brand(CurrencyId currency, int month) const {
    return app::read_roll_forward_by_brand(*service_, *programme_, currency, month);
}

std::optional<Deferral> EngineWorld::deferral(const std::string& purchase) const {
    auto read = app::read_deferral(*service_, *programme_, purchase);
    return read ? std::optional(std::move(*read)) : std::nullopt;
}

void EngineWorld::read_tables() {
    tables_ = app::read_ledger(*service_, *programme_, seen_);
    aliases_.notice(tables_.state);
}

Json EngineWorld::read(View view) {
    switch (view) {
        case View::Balances: return balances_view(programme(), tables_.state, aliases_);
        case View::Lots: return lots_view(programme(), tables_.state, aliases_);
        case View::Tiers: return tiers_view(programme(), tables_.state, aliases_);
        case View::Vouchers: return vouchers_view(tables_.state, aliases_);
        case View::Redemptions: return redemptions_view(tables_.state, aliases_);
        case View::Stock: return stock_view(programme(), tables_.state);
        case View::Journal: return journal_view(programme(), tables_.entries, aliases_);
    }
    return {};
}

}  // namespace vuelve::cli
